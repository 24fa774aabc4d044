"""How identities are guarded."""
