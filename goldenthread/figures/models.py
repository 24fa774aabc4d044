"""Snapshots the Board has frozen, and figures it has published from them."""
