"""How panels and what is before them are guarded."""
