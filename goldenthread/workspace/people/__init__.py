"""Accounts and roles: who works with the Board, who is invited, and what waits for a second person."""
