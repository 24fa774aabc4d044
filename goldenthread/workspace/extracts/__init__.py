"""Extracts in the workspace: sent, checked, put right or accepted, loaded, compared and frozen."""
