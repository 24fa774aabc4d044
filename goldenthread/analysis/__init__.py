"""Figures as a Python library, for an analyst’s own notebook over frozen data. Free of Django."""
