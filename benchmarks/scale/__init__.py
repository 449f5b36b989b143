"""Measures how fast claims are found, and what a record costs, from a thousand claims to a million."""
