"""How to make the records of each room that has a file of its own here; `records` takes them all in."""
