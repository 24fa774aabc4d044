"""Pages of identities in cases."""
