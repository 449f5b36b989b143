"""The record in one SQLite file."""

from storage.sqlite.storage import open_sqlite

__all__ = ["open_sqlite"]
