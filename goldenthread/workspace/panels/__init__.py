"""Pages of panels and the other pathways."""
