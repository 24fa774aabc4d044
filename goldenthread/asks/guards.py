"""How asks and answers are guarded."""
