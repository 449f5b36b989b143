"""Keeping the record in order as claims are entered. No Discord, no SQL."""
