"""The scorecard in the workspace: indicators by quarter, one by one, by group, beside other places, and by theme."""
