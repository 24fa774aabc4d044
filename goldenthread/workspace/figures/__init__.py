"""Figures in the workspace: found, followed down to their records, and released."""
