"""Whether a path can hold the database, told before anything is opened or written."""

import os
import sqlite3
from pathlib import Path
from types import MappingProxyType

from storage.errors import UnusableDatabase

_MAGIC = b"SQLite format 3\0"

#: What SQLite's primary result codes mean to somebody who only knows the file.
_REASONS = MappingProxyType(
    {
        sqlite3.SQLITE_BUSY: "another program keeps it locked",
        sqlite3.SQLITE_LOCKED: "another program keeps it locked",
        sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
        sqlite3.SQLITE_CORRUPT: "it is damaged",
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
        sqlite3.SQLITE_NOTADB: "it is not a database",
        sqlite3.SQLITE_PERM: "it may not be read and written",
        sqlite3.SQLITE_READONLY: "it may not be written",
    }
)


def reason(error: sqlite3.Error) -> str | None:
    """Return what an error says about the file, ``None`` when it says something about the program."""
    # Extended codes carry the primary one in their low byte; errors of the Python module have none.
    code: object = getattr(error, "sqlite_errorcode", None)
    return _REASONS.get(code & 0xFF) if isinstance(code, int) else None


def check_path(written: str) -> tuple[Path, bool]:
    """Return the file and whether it exists; raises ``UnusableDatabase`` when it cannot hold the database."""
    path = Path(written).absolute()
    try:
        problem = _problem(path)
        exists = path.exists()
    except OSError as error:
        raise UnusableDatabase(written, error.strerror or type(error).__name__) from None
    if problem:
        raise UnusableDatabase(written, problem)
    return path, exists


def _problem(path: Path) -> str | None:
    if path.is_dir():
        return "it is a directory"
    if not path.parent.is_dir():
        return f"the directory {path.parent} does not exist"
    # The write-ahead log lies beside the file.
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"the directory {path.parent} may not be written"
    return _file_problem(path) if path.exists() else None


def _file_problem(path: Path) -> str | None:
    if not path.is_file():
        return "it is no ordinary file"
    if not os.access(path, os.R_OK | os.W_OK):
        return "it may not be read and written"
    with path.open("rb") as file:
        beginning = file.read(len(_MAGIC))
    return "it is not a database" if beginning and beginning != _MAGIC else None


def remove_empty(path: Path) -> None:
    """Remove a file that was begun just now; one with bytes in it may be another process's, which was faster."""
    if path.exists() and not path.stat().st_size:
        path.unlink()
