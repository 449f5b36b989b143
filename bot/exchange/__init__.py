"""Claims in and out: CSV, JSON Lines, and the JSON answer."""
