"""What is kept of people: handed out, taken away, and whether they want to be answered."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import NamedTuple

from storage.limits import is_id
from storage.people import DELETED, Kept, actor
from storage.sqlite import erasing, traces
from storage.sqlite.connection import Connection, Database

_NOTE = "pseudonym key"

_KEY_BYTES = 32


class SqlitePeople:
    """What is kept of people."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key: bytes | None = None

    async def export(self, person: int) -> tuple[Kept, ...]:
        """Return all that is kept of a person, oldest first.

        An opt-out is not among it: it can be told by ``opted_out``, but it is kept without a time.
        """
        if not is_id(person):
            return ()
        async with self._database.reading() as connection:
            rows = [
                row
                for query in traces.EXPORT
                for row in await connection.rows(_KeptRow, query, person=person, **traces.named(person))
            ]
        return tuple(Kept(*row) for row in sorted(rows, key=lambda row: row.at))

    async def delete(self, person: int) -> int:
        """Delete a person, and return from how many rows.

        An opt-out still holds afterwards: its keyed hash is neither the id nor anybody's words. Where another
        program keeps reading, the file is written anew with the next deletion, or when the record is opened next.
        """
        if not is_id(person):
            return 0
        async with self._database.erasing() as connection:
            if rows := await _deleted(connection, person):
                await erasing.mark(connection)
        await erasing.overwrite(self._database)
        return rows

    async def opt_out(self, person: int) -> None:
        """Remember, as a keyed hash, that a person does not want to be answered."""
        async with self._database.writing() as connection:
            key = await _kept_key(connection)
            if key is None:
                key = secrets.token_bytes(_KEY_BYTES)
                await connection.run(_NEW_KEY, name=_NOTE, value=key.hex())
            await connection.run(_OPT_OUT, hash=_hash(key, person))

    async def opt_in(self, person: int) -> None:
        """Forget that again."""
        async with self._database.writing() as connection:
            key = await _kept_key(connection)
            if key is not None:
                await connection.run(_OPT_IN, hash=_hash(key, person))

    async def opted_out(self, person: int) -> bool:
        """Tell whether a person does not want to be answered."""
        async with self._database.reading() as connection:
            # The key never changes, but another program may be the one that makes it.
            self._key = self._key or await _kept_key(connection)
            if self._key is None:
                return False
            return await connection.row(tuple[int], _OPTED_OUT, hash=_hash(self._key, person)) is not None


class _KeptRow(NamedTuple):
    what: str
    server_id: int
    at: datetime
    text: str


async def _deleted(connection: Connection, person: int) -> int:
    """Take a person out of every table, and count the rows that this changes."""
    named = traces.named(person)
    await connection.run(_DELETING, nickname=named["nickname"], mention=named["mention"], bare=named["bare"])
    before = await _changes(connection)
    for statement in traces.TAKEN_AWAY:
        await connection.run(statement, person=person)
    for statement in traces.OVERWRITTEN:
        await connection.run(statement, deleted=DELETED, **named)
    changed = await _changes(connection) - before
    await connection.run("DELETE FROM deleting")
    return changed


async def _changes(connection: Connection) -> int:
    (changes,) = await connection.row(tuple[int], "SELECT total_changes()") or (0,)
    return changes


async def _kept_key(connection: Connection) -> bytes | None:
    kept = await connection.row(tuple[str], "SELECT value FROM note WHERE name = :name", name=_NOTE)
    return bytes.fromhex(kept[0]) if kept else None


def _hash(key: bytes, person: int) -> str:
    return hmac.new(key, actor(person).encode(), hashlib.sha256).hexdigest()


_DELETING = "INSERT INTO deleting (nickname, mention, bare) VALUES (:nickname, :mention, :bare)"

_NEW_KEY = "INSERT INTO note (name, value) VALUES (:name, :value)"

_OPT_OUT = "INSERT INTO opted_out (hash) VALUES (:hash) ON CONFLICT DO NOTHING"

_OPT_IN = "DELETE FROM opted_out WHERE hash = :hash"

_OPTED_OUT = "SELECT 1 FROM opted_out WHERE hash = :hash"
