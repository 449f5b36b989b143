"""Reads claims as they stand in the tables: a few queries for any number of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec

from storage.models import EVERYWHERE, Act, Citation, Claim, ClaimReview, ClaimStatus, Entry, Rating, Scope, Source
from storage.sqlite import particulars
from storage.sqlite.connection import Connection

#: A claim's id and the number of one of its versions.
State = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """One state of an entry, and what only the storage wants to know of it."""

    entry: Entry
    act: Act
    #: The source version each citation is bound to.
    bound: tuple[int, ...]


class _VersionRow(NamedTuple):
    claim_id: int
    number: int
    scope: int
    key: str
    text: str
    claimant: str | None
    note: str | None
    status: ClaimStatus
    wordings: str
    tags: str
    particulars: str
    made_by: str
    made_at: datetime
    reason: str


class SourceRow(NamedTuple):
    """A source version."""

    id: int
    name: str
    url: str | None
    publisher: str | None
    date_published: str | None
    note: str | None
    sha256: str | None

    def source(self, texts: Mapping[str, str]) -> Source:
        """Return the source with its captured text."""
        text = None if self.sha256 is None else texts[self.sha256]
        return Source(self.name, self.url, self.publisher, self.date_published, self.note, text, self.sha256)


class _CitationRow(NamedTuple):
    claim_id: int
    version: int
    source_version_id: int
    quote: str | None
    start_at: int | None
    end_at: int | None


class _ReviewRow(NamedTuple):
    claim_id: int
    version: int
    rating: Rating
    body: str | None
    author: str | None
    date_published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What belongs to the versions asked for."""

    citations: Mapping[State, Sequence[tuple[int, Citation]]]
    #: By claim, newest first.
    reviews: Mapping[int, Sequence[_ReviewRow]]

    def stored(self, row: _VersionRow) -> Stored:
        cited = self.citations.get((row.claim_id, row.number), ())
        claim = Claim(
            key=row.key,
            text=row.text,
            wordings=msgspec.json.decode(row.wordings, type=tuple[str, ...]),
            claimant=row.claimant,
            note=row.note,
            tags=msgspec.json.decode(row.tags, type=tuple[str, ...]),
            citations=tuple(citation for _, citation in cited),
            particulars=particulars.decode(row.particulars),
            status=row.status,
            # A version shows the reviews made until the next one.
            reviews=tuple(
                ClaimReview(*review[2:])
                for review in self.reviews.get(row.claim_id, ())
                if review.version <= row.number
            ),
        )
        entry = Entry(row.claim_id, scope_of(row.scope), row.number, claim)
        return Stored(entry, Act(row.made_by, row.made_at, row.reason), tuple(bound for bound, _ in cited))


def scope_of(number: int) -> Scope:
    """Return the scope that a number in a table stands for."""
    return Scope(number) if number else EVERYWHERE


def json(values: object) -> str:
    """Write values for ``json_each``."""
    return msgspec.json.encode(values).decode()


async def load(connection: Connection, states: Sequence[State]) -> dict[State, Stored]:
    """Return the states asked for, in their order."""
    if not states:
        return {}
    wanted = json(states)
    rows = await connection.rows(_VersionRow, _VERSIONS, wanted=wanted)
    parts = _Parts(await _citations(connection, wanted), await _reviews(connection, wanted))
    found = {(row.claim_id, row.number): parts.stored(row) for row in rows}
    return {state: found[state] for state in states if state in found}


async def entries(connection: Connection, states: Sequence[State]) -> tuple[Entry, ...]:
    """Return the entries in the states asked for, in their order."""
    return tuple(stored.entry for stored in (await load(connection, states)).values())


async def texts(connection: Connection, hashes: set[str]) -> dict[str, str]:
    """Return captured texts by their hash."""
    return dict(await connection.rows(tuple[str, str], _TEXTS, hashes=json(sorted(hashes)))) if hashes else {}


async def _citations(connection: Connection, wanted: str) -> Mapping[State, Sequence[tuple[int, Citation]]]:
    rows = await connection.rows(_CitationRow, _CITATIONS, wanted=wanted)
    versions = json(sorted({row.source_version_id for row in rows}))
    sources = {row.id: row for row in await connection.rows(SourceRow, _SOURCES, versions=versions)}
    captured = await texts(connection, {row.sha256 for row in sources.values() if row.sha256})
    shared = {number: row.source(captured) for number, row in sources.items()}
    found: defaultdict[State, list[tuple[int, Citation]]] = defaultdict(list)
    for row in rows:
        citation = Citation(shared[row.source_version_id], row.quote, row.start_at, row.end_at)
        found[row.claim_id, row.version].append((row.source_version_id, citation))
    return found


async def _reviews(connection: Connection, wanted: str) -> Mapping[int, Sequence[_ReviewRow]]:
    found: defaultdict[int, list[_ReviewRow]] = defaultdict(list)
    for row in await connection.rows(_ReviewRow, _REVIEWS, wanted=wanted):
        found[row.claim_id].append(row)
    return found


_VERSIONS = """
    SELECT claim_id, number, scope, claim.key, text, claimant, note, claim_version.status, wordings, tags, particulars,
           made_by, made_at, reason
      FROM json_each(:wanted) AS wanted
      JOIN claim_version ON claim_id = json_extract(wanted.value, '$[0]')
                        AND number = json_extract(wanted.value, '$[1]')
      JOIN claim ON claim.id = claim_id
    """

_CITATIONS = """
    SELECT claim_id, version, source_version_id, quote, start_at, end_at
      FROM json_each(:wanted) AS wanted
      JOIN citation ON claim_id = json_extract(wanted.value, '$[0]')
                   AND version = json_extract(wanted.value, '$[1]')
     ORDER BY claim_id, version, position
    """

_SOURCES = """
    SELECT id, name, url, publisher, date_published, note, sha256
      FROM source_version
     WHERE id IN (SELECT value FROM json_each(:versions))
    """

_TEXTS = """
    SELECT sha256, text
      FROM capture
     WHERE sha256 IN (SELECT value FROM json_each(:hashes))
    """

_REVIEWS = """
    SELECT claim_id, version, rating, body, author, date_published, url
      FROM claim_review
     WHERE claim_id IN (SELECT json_extract(value, '$[0]') FROM json_each(:wanted))
     ORDER BY id DESC
    """
