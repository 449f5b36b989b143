"""The sources: found by their link within one scope, kept with every text captured of them."""

from collections.abc import AsyncIterator
from dataclasses import replace

from storage.limits import check_act, check_source, check_time, check_words, is_id, scope_number, storable
from storage.models import Act, Entry, Scope, Source
from storage.sources import Reading, Sighting, SourceEntry
from storage.sqlite import sightings
from storage.sqlite.auditing import audit
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import State, entries, texts
from storage.sqlite.shelf import Shelf, identity, identity_of, newest
from storage.sqlite.source_entries import source_entries
from storage.sqlite.visible import HIDDEN

_PAGE = 500


class SqliteSources:
    """The sources and their captured texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, source: Source, scope: Scope, act: Act) -> Source:
        """Add a source, or a new version of the one with the same link (or, without link, name)."""
        check_source(source)
        check_act(act)
        async with self._database.writing() as connection:
            shelf = await Shelf.of(connection, [source], scope)
            placed = shelf.place(source)
            families = await shelf.write(connection, act)
            new = [one.source.name for one in shelf.added_versions]
            await audit(connection, scope_number(scope), new, act)
        return replace(placed.source, family=families.get(placed.source.sha256 or "", placed.source.family))

    async def by_url(self, url: str, scope: Scope) -> Source | None:
        """Return the source with this link seen from the scope."""
        if not storable(url):
            return None
        wanted = identity_of(url, "")
        async with self._database.reading() as connection:
            own = scope_number(scope)
            found = await newest(connection, {wanted}, {0, own})
        shown = found.get((own, wanted)) or found.get((0, wanted))
        return shown.source if shown else None

    async def by_id(self, source_id: int, scope: Scope) -> SourceEntry | None:
        """Return a source of this scope or of everywhere, with its captured text."""
        async with self._database.reading() as connection:
            found = await _seen(connection, source_id, scope_number(scope))
            if found is None or found.source.sha256 is None:
                return found
            captured = await texts(connection, {found.source.sha256})
        return replace(found, source=replace(found.source, text=captured[found.source.sha256]))

    async def identified(self, source: Source, scope: Scope) -> SourceEntry | None:
        """Return the entry of exactly this scope that is kept for the source's link or, without one, its name."""
        wanted = identity(source)
        if not storable(wanted):
            return None
        own = scope_number(scope)
        async with self._database.reading() as connection:
            ids = await connection.rows(tuple[int], _IDENTIFIED, own=own, identity=wanted)
            found = await source_entries(connection, [one for (one,) in ids], own)
        return found[0] if found else None

    async def list(self, scope: Scope, query: str = "", *, limit: int, offset: int = 0) -> tuple[SourceEntry, ...]:
        """Return the sources seen from the scope, newest first; only those whose name or link has the query in it."""
        if not storable(query):
            return ()
        own = scope_number(scope)
        async with self._database.reading() as connection:
            ids = await connection.rows(
                tuple[int], _LIST, own=own, pattern=_containing(query), limit=limit, offset=offset
            )
            return await source_entries(connection, [one for (one,) in ids], own)

    async def entries(self, source_id: int, scope: Scope) -> tuple[Entry, ...]:
        """Return the entries seen from the scope that cite a source, of any status, in the order they were added."""
        if not is_id(source_id):
            return ()
        async with self._database.reading() as connection:
            states = await connection.rows(State, CITING, source_id=source_id, own=scope_number(scope))
            return await entries(connection, states)

    async def copies(self, source_id: int, scope: Scope) -> tuple[SourceEntry, ...]:
        """Return the other sources seen from the scope whose text is a copy of this one's."""
        own = scope_number(scope)
        async with self._database.reading() as connection:
            found = await _seen(connection, source_id, own)
            if found is None or found.source.family is None:
                return ()
            ids = await connection.rows(tuple[int], COPIES, family=found.source.family, source_id=source_id, own=own)
            return await source_entries(connection, [one for (one,) in ids], own)

    async def linked(self, scope: Scope | None) -> AsyncIterator[SourceEntry]:
        """Yield the sources with a link and a captured text, of exactly this scope or (``None``) of all."""
        last = 0
        while page := await self._linked_page(scope, last):
            for entry in page:
                yield entry
            last = page[-1].id

    async def read_again(self, source_id: int, reading: Reading, text: str | None) -> tuple[Entry, ...]:
        """Record that a source's link was read again, with the text it has now, and look every quote up in it."""
        check_time(reading.at)
        check_words("the reading", reading.detail or "")
        if not is_id(source_id):
            return ()
        at, outcome = reading.at.isoformat(), reading.outcome.value
        async with self._database.writing() as connection:
            if not await connection.rows(tuple[int], _EXISTS, source_id=source_id):
                return ()
            await connection.run(_READ, source_id=source_id, at=at, outcome=outcome, detail=reading.detail)
            return () if text is None else await sightings.look_up(connection, source_id, reading.at, text)

    async def sightings(self, source_id: int, scope: Scope) -> tuple[Sighting, ...]:
        """Return for each quote taken from the source when it was last seen."""
        if not is_id(source_id):
            return ()
        async with self._database.reading() as connection:
            return await sightings.sightings(connection, source_id, scope_number(scope))

    async def _linked_page(self, scope: Scope | None, last: int) -> tuple[SourceEntry, ...]:
        number = None if scope is None else scope_number(scope)
        async with self._database.reading() as connection:
            ids = await connection.rows(tuple[int], LINKED, scope=number, last=last, size=_PAGE)
            return await source_entries(connection, [one for (one,) in ids], number)


async def _seen(connection: Connection, source_id: int, own: int) -> SourceEntry | None:
    if not is_id(source_id):
        return None
    seen = await connection.rows(tuple[int], _SEEN, source_id=source_id, own=own)
    found = await source_entries(connection, [one for (one,) in seen], own)
    return found[0] if found else None


def _containing(query: str) -> str:
    for mark in "\\%_":
        query = query.replace(mark, f"\\{mark}")
    return f"%{query}%"


_EXISTS = "SELECT id FROM source WHERE id = :source_id"

_SEEN = "SELECT id FROM source WHERE id = :source_id AND scope IN (0, :own)"

_IDENTIFIED = "SELECT id FROM source WHERE scope = :own AND identity = :identity"

_LIST = """
    SELECT source.id
      FROM source
      JOIN source_version ON source_id = source.id
                         AND number = (SELECT max(number) FROM source_version WHERE source_id = source.id)
     WHERE +scope IN (0, :own)
       AND (name LIKE :pattern ESCAPE '\\' OR url LIKE :pattern ESCAPE '\\')
     ORDER BY source.id DESC
     LIMIT :limit OFFSET :offset
    """

CITING = (
    """
    SELECT DISTINCT claim.id, claim.version
      FROM source
      JOIN source_version ON source_version.source_id = source.id
      JOIN citation ON citation.source_version_id = source_version.id
      JOIN claim ON claim.id = citation.claim_id AND claim.version = citation.version
     WHERE source.id = :source_id
       AND +claim.scope IN (0, :own)
       AND NOT ("""
    + HIDDEN
    + """)
     ORDER BY claim.id
    """
)

COPIES = """
    SELECT DISTINCT source.id
      FROM capture
      JOIN source_version ON source_version.sha256 = capture.sha256
                         AND number = (SELECT max(number)
                                         FROM source_version AS other
                                        WHERE other.source_id = source_version.source_id)
      JOIN source ON source.id = source_version.source_id
     WHERE capture.family = :family AND +source.scope IN (0, :own) AND source.id <> :source_id
     ORDER BY source.id
    """

LINKED = """
    SELECT source.id
      FROM source
      JOIN source_version ON source_id = source.id
                         AND number = (SELECT max(number) FROM source_version WHERE source_id = source.id)
     WHERE (:scope IS NULL OR +scope = :scope) AND source.id > :last AND url IS NOT NULL AND sha256 IS NOT NULL
     ORDER BY source.id
     LIMIT :size
    """

_READ = """
    INSERT INTO reading (source_id, at, outcome, detail)
    VALUES (:source_id, :at, :outcome, :detail)
    """
