"""Pages of referrals and reviews beyond their lists and records."""
