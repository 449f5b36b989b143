"""Compares four ways to keep the index in SQLite: FTS5, rows by term, rows by the term's number, and blocks."""
