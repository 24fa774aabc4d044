"""What the vault shows as pages."""
