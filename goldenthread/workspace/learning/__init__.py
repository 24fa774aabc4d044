"""Pages of learning: a recommendation's whole thread, an action, its evidence, themes across the rooms, what cannot all be so."""
