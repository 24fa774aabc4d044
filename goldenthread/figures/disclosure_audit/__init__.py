"""The audit of a release: what a reader could work out from everything published about the same people. Free of Django."""
