"""The annual report in the workspace: written, compared, built and published."""
