"""Questions across records and a date; answers are rows."""
