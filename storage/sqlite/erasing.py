"""Leaves no byte of what was deleted: the file is written anew, and its log emptied."""

import asyncio
import logging
import secrets
from collections.abc import Sequence

from storage.errors import UnusableDatabase
from storage.sqlite.connection import Connection, Database

_log = logging.getLogger(__name__)

_NOTE = "deleted but not overwritten"

#: Seconds between tries. What keeps the log is a long read, a backup or an export of another program.
_PATIENCE = (0.1, 0.2, 0.4, 0.8, 1.5, 0.0)


async def mark(connection: Connection) -> None:
    """Remember, in the transaction that deletes, that bytes of it may be left in the file and its log."""
    await connection.run(_MARK, name=_NOTE, value=secrets.token_hex(8))


async def overwrite(database: Database, patience: Sequence[float] = _PATIENCE) -> bool:
    """Leave no byte of what was deleted, and tell whether that was done; nothing is done where nothing was deleted.

    What could not be done is left to the next call. While the file is written anew others read, and writing waits.
    """
    written: str | None = None
    reason = "another program reads it"
    for pause in patience:
        try:
            written = await _anew(database, written)
            if written is None or await _forgotten(database, written):
                return True
        except UnusableDatabase as error:
            reason = str(error)
        await asyncio.sleep(pause)
    _log.warning("What was deleted is gone from the record, but bytes of it may be left in its file: %s.", reason)
    return False


async def _anew(database: Database, written: str | None) -> str | None:
    """Write the file anew unless that was done since something was deleted last; returns the mark of that."""
    async with database.reading() as connection:
        marked = await connection.row(tuple[str], _MARKED, name=_NOTE)
    # A free page holds what stood there; so does, on a page in use, the room between its rows.
    if marked and marked[0] != written:
        await database.empty_log()  # Or it would be as long as what it holds and the whole record.
        await database.rewrite()
    return marked[0] if marked else None


async def _forgotten(database: Database, written: str) -> bool:
    """Empty the log, which has the file's old pages and the new ones, and take the mark away."""
    emptied = await database.empty_log()
    if emptied:
        async with database.writing() as connection:
            # What was deleted since then has a mark of its own.
            await connection.run(_DONE, name=_NOTE, value=written)
    return emptied


_MARK = """
    INSERT INTO note (name, value)
    VALUES (:name, :value)
        ON CONFLICT DO UPDATE SET value = excluded.value
    """

_MARKED = "SELECT value FROM note WHERE name = :name"

_DONE = "DELETE FROM note WHERE name = :name AND value = :value"
