"""Finding in a text whatever would tell who somebody is. Free of the framework."""
