"""The read-only interface for analysts, with an agency’s own token."""
