"""Asks in the workspace: prepared and sent, answered, checked and accepted; who is late, and what it costs agencies."""
