"""The shelf: the sources that a transaction cites, found by their link within one scope, and those it adds."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from storage.errors import InvalidClaim
from storage.limits import scope_number
from storage.models import Act, Scope, Source
from storage.sqlite import families
from storage.sqlite.connection import Connection
from storage.sqlite.loading import json, texts


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
        on_record = await newest(connection, {identity(source) for source in sources}, {0, number})
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

    async def write(self, connection: Connection, act: Act) -> Mapping[str, str]:
        """Write what was added, and return the families of the texts in it by their hash."""
        sources = [placed.source for placed in self.added_versions]
        related = await families.capture(
            connection, {one.sha256: one.text for one in sources if one.sha256 is not None and one.text is not None}
        )
        await connection.many("INSERT INTO source (id, scope, identity) VALUES (?, ?, ?)", self.added_sources)
        made = (act.by, act.at.isoformat(), act.reason)
        await connection.many(_VERSION, [(*_version_row(placed), *made) for placed in self.added_versions])
        return related


def identity(source: Source) -> str:
    """Return what tells a source from others of its scope: its link or, without one, its name."""
    return identity_of(source.url, source.name)


def identity_of(url: str | None, name: str) -> str:
    """Return the identity of a source with this link or, without one, this name."""
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
    # The family of a text that is captured just now is known when it is written.
    family = kept.family if kept and kept.sha256 == digest else None
    filled = replace(given, text=text, sha256=digest, family=family)
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
    family: str | None


async def newest(connection: Connection, identities: set[str], scopes: set[int]) -> dict[tuple[int, str], Placed]:
    """Return the newest versions of sources, with their texts, by scope and identity."""
    rows = await connection.rows(_NewestRow, _NEWEST, identities=json(sorted(identities)), scopes=json(sorted(scopes)))
    captured = await texts(connection, {row.sha256 for row in rows if row.sha256})
    return {(row.scope, row.identity): _placed(row, captured) for row in rows}


def _placed(row: _NewestRow, captured: Mapping[str, str]) -> Placed:
    text = None if row.sha256 is None else captured[row.sha256]
    told = (row.name, row.url, row.publisher, row.date_published, row.note)
    source = Source(*told, text, row.sha256, row.family)
    return Placed(row.id, row.source_id, row.number, source)


_NEWEST = """
    SELECT scope, identity, source_id, number, source_version.id, name, url, publisher, date_published, note,
           source_version.sha256, family
      FROM source
      JOIN source_version ON source_id = source.id
                         AND number = (SELECT max(number) FROM source_version WHERE source_id = source.id)
      LEFT JOIN capture INDEXED BY capture_family ON capture.sha256 = source_version.sha256
     WHERE scope IN (SELECT value FROM json_each(:scopes))
       AND identity IN (SELECT value FROM json_each(:identities))
    """

_VERSION = """
    INSERT INTO source_version (
           id, source_id, number, name, url, publisher, date_published, note, sha256, made_by, made_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
