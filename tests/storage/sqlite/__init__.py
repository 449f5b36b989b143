"""Tests of what only SQLite promises."""
