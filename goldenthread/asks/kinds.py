"""Asks as pages."""
