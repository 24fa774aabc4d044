"""What is promised of every page of every case. A package of its own: the hall of cases lasts as long as it."""
