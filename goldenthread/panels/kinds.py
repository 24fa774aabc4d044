"""Panels and what is before them as pages."""
