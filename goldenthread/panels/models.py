"""High-risk panels, people in positions of trust, professional disagreements, provider concerns, after action reviews."""
