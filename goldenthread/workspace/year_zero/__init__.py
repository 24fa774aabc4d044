"""Year zero: bringing in the spreadsheets a Board kept before it had this program."""
