"""Training beyond its records: the year, places and register, whether it helped, what is missing, and the public door."""
