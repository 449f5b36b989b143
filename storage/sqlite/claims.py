"""The claims: read as seen from a scope, saved into one."""

from collections.abc import AsyncIterator, Mapping, Sequence

from storage.limits import check_act, check_claim, scope_number, storable
from storage.models import Act, Candidate, Claim, Entry, Scope, Version
from storage.protocol import Saved, Unread
from storage.sqlite import candidates, saving, search, sentences
from storage.sqlite.connection import Database
from storage.sqlite.loading import State, entries, json, load
from storage.sqlite.visible import HIDDEN
from storage.sqlite.vocabularies import Vocabularies

_PAGE = 500


class SqliteClaims:
    """The claims, their versions and the index over them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._vocabularies = Vocabularies()

    async def save(self, claims: Sequence[Claim], scope: Scope, act: Act) -> Saved:
        """Add the claims, or new versions of those whose key exists in exactly this scope."""
        check_act(act)
        for claim in claims:
            check_claim(claim)
        async with self._database.writing() as connection:
            done = [await saving.save(connection, batch, scope, act) for batch in saving.rounds(claims)]
        added = sum(one.added for one in done)
        changed = sum(one.changed for one in done)
        saved = tuple(entry for one in done for entry in one.entries)
        return Saved(saved, added, changed, unchanged=len(claims) - added - changed)

    async def by_key(self, key: str, scope: Scope) -> Entry | None:
        """Return the entry with this key seen from the scope; a server's own hides one seen everywhere."""
        if not storable(key):
            return None
        async with self._database.reading() as connection:
            states = await connection.rows(State, _BY_KEY, key=key, own=scope_number(scope))
            found = await entries(connection, states, captured=True)
        return found[0] if found else None

    async def own_by_keys(self, keys: Sequence[str], scope: Scope) -> tuple[Entry, ...]:
        """Return the entries of exactly this scope with these keys, of any status, in no order."""
        written = json([key for key in keys if storable(key)])
        async with self._database.reading() as connection:
            states = await connection.rows(State, saving.STANDING, scope=scope_number(scope), keys=written)
            return await entries(connection, states)

    async def by_ids(self, ids: Sequence[int], scope: Scope) -> tuple[Entry, ...]:
        """Return those of the entries that are seen from the scope, in the order given."""
        async with self._database.reading() as connection:
            states = dict(await connection.rows(State, BY_IDS, ids=json(_possible(ids)), own=scope_number(scope)))
            return await entries(connection, _in_order(ids, states))

    async def by_keys(self, keys: Sequence[str], scope: Scope) -> tuple[Entry, ...]:
        """Return the entries with these keys as seen from the scope, of any status, in the order given."""
        written = json([key for key in keys if storable(key)])
        async with self._database.reading() as connection:
            states = await connection.rows(State, _BY_KEYS, keys=written, own=scope_number(scope))
            found = {entry.claim.key: entry for entry in await entries(connection, states)}
        return tuple(found[key] for key in dict.fromkeys(keys) if key in found)

    async def drafts(self, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Entry, ...]:
        """Return the drafts of exactly this scope, in the order they were added."""
        async with self._database.reading() as connection:
            states = await connection.rows(State, _DRAFTS, scope=scope_number(scope), limit=limit, offset=offset)
            return await entries(connection, states)

    async def flagged(self, scope: Scope, *, limit: int) -> tuple[Entry, ...]:
        """Return the published entries of exactly this scope whose quote was missing when it was looked up again."""
        async with self._database.reading() as connection:
            states = await connection.rows(State, _FLAGGED, scope=scope_number(scope), limit=limit)
            return await entries(connection, states)

    async def candidates(self, text: str, scope: Scope, limit: int) -> tuple[Candidate, ...]:
        """Return the published entries that share the text's words, best first."""
        async with self._database.reading() as connection:
            return await candidates.candidates(connection, text, scope, limit, self._vocabularies)

    async def search(self, query: str, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Entry, ...]:
        """Return published entries by whole words and by prefix of the last word; all, by key, for an empty query."""
        async with self._database.reading() as connection:
            return await entries(connection, await search.search(connection, query, scope, limit=limit, offset=offset))

    async def own(self, scope: Scope) -> AsyncIterator[Entry]:
        """Yield the entries of exactly this scope, of any status, in the order they were added."""
        last = 0
        while page := await self._page(scope, last):
            for entry in page:
                yield entry
            last = page[-1].id

    async def versions(self, entry_id: int, scope: Scope) -> tuple[Version, ...]:
        """Return all versions of an entry seen from the scope, oldest first."""
        async with self._database.reading() as connection:
            ids = json(_possible([entry_id]))
            states = await connection.rows(State, VERSIONS, ids=ids, own=scope_number(scope))
            found = (await load(connection, states, captured=True)).values()
        return tuple(Version(stored.entry.version, stored.entry.claim, stored.act) for stored in found)

    async def count(self, scope: Scope) -> int:
        """Count the published entries seen from the scope."""
        async with self._database.reading() as connection:
            (number,) = await connection.row(tuple[int], _COUNT, own=scope_number(scope)) or (0,)
        return number

    async def sentences(self, model: str, ids: Sequence[int]) -> Mapping[int, bytes]:
        """Return what a sentence model made of the current words of entries, of those that it has read."""
        async with self._database.reading() as connection:
            return await sentences.sentences(connection, model, _possible(ids))

    async def unread(self, model: str, limit: int) -> Unread:
        """Return the next claims, at most so many and of any scope, that a sentence model has yet to read."""
        async with self._database.reading() as connection:
            return await sentences.unread(connection, model, limit)

    async def keep_sentences(self, model: str, page: Unread, vectors: Sequence[bytes]) -> None:
        """Keep what a model made of the claims of a page, in their order; the next page begins behind it."""
        async with self._database.writing() as connection:
            await sentences.keep(connection, model, page, vectors)

    async def _page(self, scope: Scope, last: int) -> tuple[Entry, ...]:
        async with self._database.reading() as connection:
            states = await connection.rows(State, OWN, scope=scope_number(scope), last=last, size=_PAGE)
            return await entries(connection, states, captured=True)


def _possible(ids: Sequence[int]) -> list[int]:
    """Leave out what is no id: ids come back from buttons, and SQLite's integers have 64 bits."""
    return [one for one in ids if 0 < one < 1 << 63]


def _in_order(ids: Sequence[int], states: Mapping[int, int]) -> list[State]:
    return [(one, states[one]) for one in dict.fromkeys(ids) if one in states]


_BY_KEY = """
    SELECT id, version
      FROM claim
     WHERE scope IN (0, :own) AND key = :key
     ORDER BY scope DESC
     LIMIT 1
    """

_BY_KEYS = (
    """
    SELECT id, version
      FROM claim
     WHERE scope IN (0, :own) AND key IN (SELECT value FROM json_each(:keys))
       AND NOT ("""
    + HIDDEN
    + ")"
)

_DRAFTS = """
    SELECT id, version
      FROM claim
     WHERE scope = :scope AND status = 'draft'
     ORDER BY id
     LIMIT :limit OFFSET :offset
    """

_FLAGGED = """
    SELECT id, version
      FROM claim
     WHERE scope = :scope AND status = 'published'
       AND id IN (SELECT claim_id
                    FROM sighting
                    JOIN citation USING (claim_id, quote)
                   WHERE missing_since IS NOT NULL AND citation.version = claim.version)
     ORDER BY id
     LIMIT :limit
    """

# The plus keeps SQLite from walking through the whole scope by the index of its keys.
BY_IDS = (
    """
    SELECT id, version
      FROM claim
     WHERE id IN (SELECT value FROM json_each(:ids))
       AND +scope IN (0, :own)
       AND NOT ("""
    + HIDDEN
    + ")"
)

VERSIONS = (
    """
    SELECT claim_id, number
      FROM claim
      JOIN claim_version ON claim_id = claim.id
     WHERE claim.id IN (SELECT value FROM json_each(:ids))
       AND +scope IN (0, :own)
       AND NOT ("""
    + HIDDEN
    + """)
     ORDER BY number
    """
)

# The plus again: the claims come by their ids, where the index of the keys would sort the whole scope for each page.
OWN = """
    SELECT id, version
      FROM claim
     WHERE +scope = :scope AND id > :last
     ORDER BY id
     LIMIT :size
    """

_COUNT = """
    SELECT coalesce((SELECT sum(published) FROM tally WHERE scope IN (0, :own)), 0) - (
           SELECT count(*)
             FROM claim AS owned
            CROSS JOIN claim ON claim.scope = 0 AND claim.key = owned.key
            WHERE owned.scope = :own AND :own <> 0 AND claim.status = 'published')
    """
