"""The answers that were posted, and people to be told: what was shown of a claim, and whether that still holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from storage.limits import check_time, is_id, scope_number
from storage.models import Entry, Scope
from storage.posted import OwedChange, Posting, Stale
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import State, Stored, json, load, scope_of


class SqlitePostings:
    """The answers that were posted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, posting: Posting) -> None:
        """Remember a posting, unless its claim has gone meanwhile; one with the same message id takes its place."""
        check_time(posting.posted_at)
        _check_ids(posting.message_id, posting.channel_id, posting.claim_id, posting.asked_in, posting.asker)
        async with self._database.writing() as connection:
            await connection.run(
                _RECORD,
                message=posting.message_id,
                channel=posting.channel_id,
                scope=scope_number(posting.scope),
                claim=posting.claim_id,
                version=posting.version,
                asked_in=posting.asked_in,
                asker=posting.asker,
                at=posting.posted_at.isoformat(),
            )

    async def by_id(self, message_id: int) -> Posting | None:
        """Return the posting that is this message."""
        async with self._database.reading() as connection:
            row = await connection.row(_Row, _BY_IDS, ids=_possible([message_id]))
        return row.posting() if row else None

    async def answering(self, message_ids: Sequence[int]) -> tuple[Posting, ...]:
        """Return the postings that answer these messages, oldest first."""
        async with self._database.reading() as connection:
            rows = await connection.rows(_Row, _ANSWERING, ids=_possible(message_ids))
        return tuple(row.posting() for row in rows)

    async def forget(self, message_ids: Sequence[int]) -> None:
        """Forget postings that are gone."""
        async with self._database.writing() as connection:
            await connection.run(_FORGET, ids=_possible(message_ids))

    async def stale(self, limit: int, *, skip: Sequence[int] = ()) -> tuple[Stale, ...]:
        """Return postings that show another state of their claim than the record's, oldest first."""
        async with self._database.reading() as connection:
            changes = await connection.rows(_Change, STALE, limit=limit, skip=_possible(skip))
            rows = await connection.rows(_Row, _BY_IDS, ids=json([change.whose for change in changes]))
            states = await _states(connection, changes)
        postings = {row.message_id: row.posting() for row in rows}
        return tuple(Stale(postings[change.whose], *_told(change, states)) for change in changes)

    async def corrected(self, message_id: int, entry: Entry) -> None:
        """Remember that a posting shows this state of this entry now."""
        if is_id(message_id):
            async with self._database.writing() as connection:
                await connection.run(_CORRECTED, message=message_id, claim=entry.id, version=entry.version)

    async def watch(self, person: int, entry: Entry, scope: Scope, at: datetime) -> None:
        """Remember that somebody who got the entry from the scope wants to be told once it changes."""
        check_time(at)
        _check_ids(person)
        number = scope_number(scope)
        async with self._database.writing() as connection:
            await connection.run(
                _WATCH, person=person, scope=number, claim=entry.id, version=entry.version, at=at.isoformat()
            )

    async def owed(self, limit: int) -> tuple[OwedChange, ...]:
        """Return people whose watched entry has changed, each once for an entry; those who watch longest come first."""
        async with self._database.reading() as connection:
            changes = await connection.rows(_Change, OWED, limit=limit)
            states = await _states(connection, changes)
        return tuple(OwedChange(change.whose, *_told(change, states), scope_of(change.scope)) for change in changes)

    async def told(self, person: int, claim_id: int) -> None:
        """Forget a watcher who was told, or cannot be."""
        if is_id(person) and is_id(claim_id):
            async with self._database.writing() as connection:
                await connection.run(_TOLD, person=person, claim=claim_id)


class _Row(NamedTuple):
    message_id: int
    channel_id: int
    scope: int
    claim_id: int | None
    version: int | None
    asked_in: int | None
    asker: int | None
    posted_at: datetime

    def posting(self) -> Posting:
        at = (self.message_id, self.channel_id, scope_of(self.scope), self.posted_at)
        return Posting(*at, self.claim_id, self.version, self.asked_in, self.asker)


class _Change(NamedTuple):
    #: The posting's message, or the person who watches.
    whose: int
    claim_id: int
    version: int
    now_id: int
    now_version: int
    #: From where it was seen.
    scope: int

    @property
    def shown(self) -> State:
        return self.claim_id, self.version

    @property
    def now(self) -> State:
        return self.now_id, self.now_version


async def _states(connection: Connection, changes: Sequence[_Change]) -> Mapping[State, Stored]:
    return await load(connection, sorted({state for change in changes for state in (change.shown, change.now)}))


def _told(change: _Change, states: Mapping[State, Stored]) -> tuple[Entry, Entry, str, datetime]:
    """Return what is told of a change: the entry as it was shown and as it is now, why it changed, and when."""
    now = states[change.now]
    return states[change.shown].entry, now.entry, now.act.reason, now.act.at


def _possible(ids: Sequence[int]) -> str:
    return json([one for one in ids if is_id(one)])


def _check_ids(*ids: int | None) -> None:
    for one in ids:
        if one is not None and not is_id(one):
            raise ValueError(f"{one} is no id")


_COLUMNS = """
    SELECT message_id, channel_id, scope, claim_id, version, asked_in, asker, posted_at
      FROM posting
    """

_BY_IDS = _COLUMNS + "WHERE message_id IN (SELECT value FROM json_each(:ids))"

_ANSWERING = _COLUMNS + "WHERE asked_in IN (SELECT value FROM json_each(:ids)) ORDER BY message_id"

# A claim may go while it is being shown, when the data of a server is removed that the bot has left.
_ON_RECORD = "EXISTS (SELECT 1 FROM claim_version WHERE claim_id = :claim AND number = :version)"

_RECORD = (
    """
    INSERT INTO posting (message_id, channel_id, scope, claim_id, version, asked_in, asker, posted_at)
    SELECT :message, :channel, :scope, :claim, :version, :asked_in, :asker, :at
     WHERE :claim IS NULL OR """
    + _ON_RECORD
    + """
        ON CONFLICT DO UPDATE
       SET channel_id = excluded.channel_id, scope = excluded.scope,
           claim_id = excluded.claim_id, version = excluded.version,
           asked_in = excluded.asked_in, asker = excluded.asker, posted_at = excluded.posted_at
    """
)

_FORGET = "DELETE FROM posting WHERE message_id IN (SELECT value FROM json_each(:ids))"

#: What was shown stands beside what is seen from there now: the entry, or the scope's own that hides it (``HIDDEN``).
_SINCE_CHANGED = """
     CROSS JOIN claim ON claim.id = shown.claim_id
      LEFT JOIN claim AS own ON own.scope = shown.scope AND own.key = claim.key
     WHERE (coalesce(own.id, claim.id), coalesce(own.version, claim.version)) <> (shown.claim_id, shown.version)
    """

# Discord's ids are in the order of time. Nothing but the index is read of postings that hold: 20 ms for a hundred
# thousand. Left alone, SQLite walks through the table by its ids, which reads the claims in no order.
STALE = (
    """
    SELECT message_id, claim_id, shown.version, coalesce(own.id, claim.id), coalesce(own.version, claim.version),
           shown.scope
      FROM posting AS shown INDEXED BY posting_by_claim"""
    + _SINCE_CHANGED
    + """
       AND message_id NOT IN (SELECT value FROM json_each(:skip))
     ORDER BY message_id
     LIMIT :limit
    """
)

_CORRECTED = "UPDATE posting SET claim_id = :claim, version = :version WHERE message_id = :message AND " + _ON_RECORD

# Who asks to be told again has just seen the newer state.
_WATCH = (
    """
    INSERT INTO watcher (person, scope, claim_id, version, since)
    SELECT :person, :scope, :claim, :version, :at
     WHERE """
    + _ON_RECORD
    + """
        ON CONFLICT DO UPDATE SET version = excluded.version, since = excluded.since
    """
)

# Here too only the index is read. Beside min() SQLite gives the other columns of the row that has it.
OWED = (
    """
    SELECT person, claim_id, version, now_id, now_version, scope
      FROM (SELECT person, claim_id, shown.version,
                   coalesce(own.id, claim.id) AS now_id, coalesce(own.version, claim.version) AS now_version,
                   shown.scope, min(since) AS since
              FROM watcher AS shown INDEXED BY watcher_by_claim"""
    + _SINCE_CHANGED
    + """GROUP BY person, claim_id)
     ORDER BY since, person, claim_id
     LIMIT :limit
    """
)

_TOLD = "DELETE FROM watcher WHERE person = :person AND claim_id = :claim"
