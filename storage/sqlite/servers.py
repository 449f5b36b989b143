"""What servers have decided, and which are kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from storage.errors import BadServer, UnknownClaim
from storage.limits import check_act, check_time, check_words, is_id, scope_number, storable
from storage.models import Act, Entry, Scope
from storage.servers import Deed, Mismatch, Setting
from storage.sqlite import erasing, leaving
from storage.sqlite.auditing import audit
from storage.sqlite.claims import BY_IDS
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import State, entries, json

_NEVER = (1 << 63) - 1


class SqliteServers:
    """What servers have decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, scope: Scope) -> Mapping[str, Setting]:
        """Return the settings that a server has chosen, by name."""
        async with self._database.reading() as connection:
            rows = await connection.rows(_SettingRow, _SETTINGS, scope=scope_number(scope))
        return {row.name: Setting(row.value, row.by, row.at) for row in rows}

    async def choose(self, name: str, value: str | None, scope: Scope, act: Act) -> None:
        """Choose a setting's value, or leave it to the default (``None``); what is so already stays as it is."""
        check_act(act)
        check_words("a setting's name", name)
        check_words("a setting's value", value or "")
        number = _server(scope)
        async with self._database.writing() as connection:
            if await _chosen(connection, name, value, number, act):
                await audit(connection, number, [name], act)

    async def mismatched(self, fingerprints: Sequence[str], scope: Scope) -> Mapping[str, frozenset[int]]:
        """Return which entries each of the wordings does not mean, of those that were said not to mean any."""
        asked = json([one for one in fingerprints if storable(one)])
        async with self._database.reading() as connection:
            rows = await connection.rows(tuple[str, int], MISMATCHED, scope=scope_number(scope), fingerprints=asked)
        found: defaultdict[str, set[int]] = defaultdict(set)
        for fingerprint, claim_id in rows:
            found[fingerprint].add(claim_id)
        return {fingerprint: frozenset(ids) for fingerprint, ids in found.items()}

    async def mismatch(self, fingerprint: str, entry: Entry, scope: Scope, act: Act) -> None:
        """Say that a wording does not mean an entry; a second time changes nothing."""
        check_act(act)
        check_words("the fingerprint", fingerprint)
        number = _server(scope)
        made = {"by": act.by, "at": act.at.isoformat()}
        async with self._database.writing() as connection:
            if not await connection.rows(State, BY_IDS, ids=json([entry.id]), own=number):
                raise UnknownClaim(entry.claim.key)
            new = await connection.row(
                tuple[int], _MISMATCH, scope=number, fingerprint=fingerprint, claim=entry.id, **made
            )
            if new:
                await audit(connection, number, [entry.claim.key], act)

    async def mismatches(self, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Mismatch, ...]:
        """Return what the server said does not match, newest first."""
        async with self._database.reading() as connection:
            values = {"scope": scope_number(scope), "limit": limit, "offset": offset}
            return await _mismatches(connection, await connection.rows(_MismatchRow, _MISMATCHES, **values))

    async def undo_mismatch(self, mismatch_id: int, scope: Scope, act: Act) -> Mismatch | None:
        """Take such a saying back; ``None`` when there is none with this id."""
        check_act(act)
        if not is_id(mismatch_id):
            return None
        number = scope_number(scope)
        async with self._database.writing() as connection:
            rows = await connection.rows(_MismatchRow, _MISMATCH_BY_ID, id=mismatch_id, scope=number)
            found = await _mismatches(connection, rows)
            if not found:
                return None
            await connection.run("DELETE FROM mismatch WHERE id = :id", id=mismatch_id)
            await audit(connection, number, [found[0].entry.claim.key], act)
        return found[0]

    async def note_deed(self, subject: str, scope: Scope, act: Act) -> None:
        """Add a line to the audit log that no other change writes; ``act.what`` says what was done."""
        check_act(act)
        check_words("what it was done to", subject)
        async with self._database.writing() as connection:
            await audit(connection, scope_number(scope), [subject], act)

    async def deeds(self, scope: Scope, *, limit: int, before: int | None = None) -> tuple[Deed, ...]:
        """Return the audit log of exactly this scope, newest first; ``before`` is the id of a deed."""
        end = _NEVER if before is None else max(0, min(before, _NEVER))
        async with self._database.reading() as connection:
            rows = await connection.rows(_DeedRow, DEEDS, scope=scope_number(scope), before=end, limit=limit)
        return tuple(Deed(*row) for row in rows)

    async def known(self) -> tuple[int, ...]:
        """Return the ids of the servers that anything is kept of."""
        found: set[int] = set()
        async with self._database.reading() as connection:
            for query in leaving.KNOWN:
                found.update(server for (server,) in await connection.rows(tuple[int], query))
        return tuple(sorted(found))

    async def left(self, server_id: int, at: datetime) -> None:
        """Remember that the bot left a server then, unless it is known to have left before."""
        check_time(at)
        async with self._database.writing() as connection:
            await connection.run(_LEFT, scope=scope_number(Scope(server_id)), at=_comparable(at))

    async def returned(self, server_id: int) -> None:
        """Remember that the bot is in the server (again)."""
        async with self._database.writing() as connection:
            await connection.run("DELETE FROM departure WHERE scope = :scope", scope=scope_number(Scope(server_id)))

    async def purge(self, before: datetime) -> tuple[int, ...]:
        """Remove all data of the servers that were left before then, and return their ids.

        Where another program keeps reading, the file is written anew with the next deletion, or when the record is
        opened next.
        """
        check_time(before)
        async with self._database.erasing() as connection:
            rows = await connection.rows(tuple[int], _GONE, before=_comparable(before))
            gone = tuple(server for (server,) in rows)
            if gone:
                await leaving.purge(connection, gone)
                await erasing.mark(connection)
        await erasing.overwrite(self._database)
        return gone


class _SettingRow(NamedTuple):
    name: str
    value: str
    by: str
    at: datetime


class _MismatchRow(NamedTuple):
    id: int
    claim_id: int
    version: int
    by: str
    at: datetime


class _DeedRow(NamedTuple):
    id: int
    what: str
    subject: str
    reason: str
    by: str
    at: datetime


def _server(scope: Scope) -> int:
    """Return the id of a server; nobody decides anything for everywhere."""
    if scope.server_id is None:
        raise BadServer(scope.server_id)
    return scope_number(scope)


def _comparable(at: datetime) -> str:
    """Write a time so that the earlier of two is the lesser text."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


async def _chosen(connection: Connection, name: str, value: str | None, scope: int, act: Act) -> bool:
    """Keep a choice or drop it, and tell whether that changes anything."""
    if value is None:
        return await connection.row(tuple[str], _UNCHOOSE, scope=scope, name=name) is not None
    made = {"by": act.by, "at": act.at.isoformat()}
    return await connection.row(tuple[str], _CHOOSE, scope=scope, name=name, value=value, **made) is not None


async def _mismatches(connection: Connection, rows: Sequence[_MismatchRow]) -> tuple[Mismatch, ...]:
    found = await entries(connection, sorted({(row.claim_id, row.version) for row in rows}))
    by_id = {entry.id: entry for entry in found}
    return tuple(Mismatch(row.id, by_id[row.claim_id], row.by, row.at) for row in rows)


_SETTINGS = "SELECT name, value, made_by, made_at FROM setting WHERE scope = :scope ORDER BY name"

_CHOOSE = """
    INSERT INTO setting (scope, name, value, made_by, made_at)
    VALUES (:scope, :name, :value, :by, :at)
        ON CONFLICT DO UPDATE
       SET value = excluded.value, made_by = excluded.made_by, made_at = excluded.made_at
     WHERE value <> excluded.value
    RETURNING name
    """

_UNCHOOSE = "DELETE FROM setting WHERE scope = :scope AND name = :name RETURNING name"

#: Asked for each message.
MISMATCHED = """
    SELECT fingerprint, claim_id
      FROM mismatch
     WHERE scope = :scope AND fingerprint IN (SELECT value FROM json_each(:fingerprints))
    """

_MISMATCH = """
    INSERT INTO mismatch (scope, fingerprint, claim_id, made_by, made_at)
    VALUES (:scope, :fingerprint, :claim, :by, :at)
        ON CONFLICT DO NOTHING
    RETURNING id
    """

_MISMATCHES = """
    SELECT mismatch.id, claim_id, version, made_by, made_at
      FROM mismatch
      JOIN claim ON claim.id = claim_id
     WHERE mismatch.scope = :scope
     ORDER BY mismatch.id DESC
     LIMIT :limit OFFSET :offset
    """

_MISMATCH_BY_ID = """
    SELECT mismatch.id, claim_id, version, made_by, made_at
      FROM mismatch
      JOIN claim ON claim.id = claim_id
     WHERE mismatch.id = :id AND mismatch.scope = :scope
    """

DEEDS = """
    SELECT id, what, subject, reason, made_by, made_at
      FROM audit
     WHERE scope = :scope AND id < :before
     ORDER BY id DESC
     LIMIT :limit
    """

_LEFT = """
    INSERT INTO departure (scope, left_at)
    VALUES (:scope, :at)
        ON CONFLICT DO NOTHING
    """

_GONE = "SELECT scope FROM departure WHERE left_at < :before ORDER BY scope"
