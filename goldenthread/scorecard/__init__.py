"""The scorecard: indicators, what the Board says of them, and how a change is told from chance."""
