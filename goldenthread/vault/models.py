"""Identities of people in cases, kept unreadable without keys that the database does not hold."""
