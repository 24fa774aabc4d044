"""The national return on safeguarding adults: computed, checked, kept and locked."""
