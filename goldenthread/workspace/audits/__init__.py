"""Multi-agency audits: the year's programme, one audit from plan to report, and an agency's own returns."""
