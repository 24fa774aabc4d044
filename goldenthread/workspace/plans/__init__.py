"""The plan's own pages: the strategy map, a year's delivery plan, what groups set out and did, load, contradictions."""
