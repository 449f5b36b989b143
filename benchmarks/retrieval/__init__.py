"""Measures whether the claim that a message means is found, and whether ordinary chat is left alone."""
