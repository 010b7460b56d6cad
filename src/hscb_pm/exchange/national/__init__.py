"""Questions to many boards' data sets at once."""
