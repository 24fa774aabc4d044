"""Money beyond its records: the year's budget on one page, who pays what, and calling on members."""
