"""The risk register's own pages: the map, looking at a risk again, closing it, and sharing it with another Board."""
