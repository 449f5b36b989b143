"""Tests of what keeps the record in order as claims are entered."""
