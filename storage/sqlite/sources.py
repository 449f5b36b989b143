"""The sources: found by their link within one scope, kept with every text captured of them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from storage.errors import InvalidClaim
from storage.limits import check_act, check_source, scope_number, storable
from storage.models import Act, Scope, Source
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import json, texts


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
            await shelf.write(connection, act)
        return placed.source

    async def by_url(self, url: str, scope: Scope) -> Source | None:
        """Return the source with this link seen from the scope."""
        if not storable(url):
            return None
        async with self._database.reading() as connection:
            own = scope_number(scope)
            found = await _newest(connection, {_identity(url, "")}, {0, own})
        shown = found.get((own, _identity(url, ""))) or found.get((0, _identity(url, "")))
        return shown.source if shown else None


class Placed(NamedTuple):
    """A source version and what it holds."""

    version_id: int
    source_id: int
    number: int
    source: Source


@dataclass(slots=True)
class Shelf:
    """The sources a transaction cites: those on record, and those it is about to add."""

    scope: int
    on_record: dict[tuple[int, str], Placed]
    next_source: int
    next_version: int
    added_sources: list[tuple[int, int, str]]
    added_versions: list[Placed]

    @classmethod
    async def of(cls, connection: Connection, sources: Iterable[Source], scope: Scope) -> "Shelf":
        """Fetch the newest versions of the sources from this scope and from everywhere."""
        number = scope_number(scope)
        on_record = await _newest(connection, {identity(source) for source in sources}, {0, number})
        next_source = await next_id(connection, "source")
        return cls(number, on_record, next_source, await next_id(connection, "source_version"), [], [])

    def captured(self, source: Source) -> str | None:
        """Return the text a quote from this source is looked up in."""
        kept = self.on_record.get((self.scope, identity(source)))
        for text in (source.text, kept.source.text if kept else None, self._lent(source)):
            if text is not None:
                return text
        return None

    def place(self, source: Source) -> Placed:
        """Return the version that holds all this source says, a new one where none does."""
        at = (self.scope, identity(source))
        kept = self.on_record.get(at)
        fuller = _fuller(source, kept.source if kept else None, self.captured(source))
        if kept and fuller == kept.source:
            return kept
        if kept is None:
            self.added_sources.append((self.next_source, *at))
        placed = Placed(
            version_id=self.next_version,
            source_id=kept.source_id if kept else self.next_source,
            number=kept.number + 1 if kept else 1,
            source=fuller,
        )
        self.next_source += kept is None
        self.next_version += 1
        self.added_versions.append(placed)
        self.on_record[at] = placed
        return placed

    def _lent(self, source: Source) -> str | None:
        # What is captured everywhere is seen by every server, so its text may prove a server's quote.
        everywhere = self.on_record.get((0, identity(source))) if source.url else None
        return everywhere.source.text if everywhere else None

    async def write(self, connection: Connection, act: Act) -> None:
        """Write what was added."""
        sources = [placed.source for placed in self.added_versions]
        await connection.many(_CAPTURE, [(one.sha256, one.text) for one in sources if one.text is not None])
        await connection.many("INSERT INTO source (id, scope, identity) VALUES (?, ?, ?)", self.added_sources)
        made = (act.by, act.at.isoformat(), act.reason)
        await connection.many(_VERSION, [(*_version_row(placed), *made) for placed in self.added_versions])


def identity(source: Source) -> str:
    """Return what tells a source from others of its scope: its link or, without one, its name."""
    return _identity(source.url, source.name)


def _identity(url: str | None, name: str) -> str:
    return f"url {url}" if url else f"name {name}"


async def next_id(connection: Connection, table: str) -> int:
    """Return the id that the table's next row gets; ids are never used again."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = :name"
    (last,) = await connection.row(tuple[int], query, name=table) or (0,)
    return last + 1


# A batch of claims cites the same text a thousand times.
@lru_cache(maxsize=4)
def sha256_of(text: str) -> str:
    """Return the hex SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _fuller(given: Source, kept: Source | None, text: str | None) -> Source:
    """Return what is given, its gaps filled with what is kept."""
    digest = None if text is None else sha256_of(text)
    if given.text is not None and given.sha256 not in {None, digest}:
        raise InvalidClaim("the source's text is not the one its SHA-256 was taken of")
    filled = replace(given, text=text, sha256=digest)
    if kept is None:
        return filled
    return replace(
        filled,
        publisher=given.publisher or kept.publisher,
        date_published=given.date_published or kept.date_published,
        note=given.note or kept.note,
    )


def _version_row(placed: Placed) -> tuple[int | str | None, ...]:
    one = placed.source
    version = (placed.version_id, placed.source_id, placed.number)
    return (*version, one.name, one.url, one.publisher, one.date_published, one.note, one.sha256)


class _NewestRow(NamedTuple):
    scope: int
    identity: str
    source_id: int
    number: int
    id: int
    name: str
    url: str | None
    publisher: str | None
    date_published: str | None
    note: str | None
    sha256: str | None


async def _newest(connection: Connection, identities: set[str], scopes: set[int]) -> dict[tuple[int, str], Placed]:
    rows = await connection.rows(_NewestRow, _NEWEST, identities=json(sorted(identities)), scopes=json(sorted(scopes)))
    captured = await texts(connection, {row.sha256 for row in rows if row.sha256})
    return {(row.scope, row.identity): _placed(row, captured) for row in rows}


def _placed(row: _NewestRow, captured: Mapping[str, str]) -> Placed:
    text = None if row.sha256 is None else captured[row.sha256]
    source = Source(row.name, row.url, row.publisher, row.date_published, row.note, text, row.sha256)
    return Placed(row.id, row.source_id, row.number, source)


_NEWEST = """
    SELECT scope, identity, source_id, number, source_version.id, name, url, publisher, date_published, note, sha256
      FROM source
      JOIN source_version ON source_id = source.id
                         AND number = (SELECT max(number) FROM source_version WHERE source_id = source.id)
     WHERE scope IN (SELECT value FROM json_each(:scopes))
       AND identity IN (SELECT value FROM json_each(:identities))
    """

_CAPTURE = "INSERT INTO capture (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING"

_VERSION = """
    INSERT INTO source_version (
           id, source_id, number, name, url, publisher, date_published, note, sha256, made_by, made_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
