"""An interface to read: figures, their definitions and frozen sets, for programs of agencies that hold a token."""
