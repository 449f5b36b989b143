"""Reads claims as they stand in the tables: one query for any number of them, one more for captured texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from storage.models import (
    EVERYWHERE,
    Act,
    Citation,
    Claim,
    ClaimReview,
    ClaimStatus,
    Entry,
    Link,
    LinkKind,
    Rating,
    Scope,
    Source,
)
from storage.sqlite import particulars
from storage.sqlite.connection import Connection

_Part = TypeVar("_Part", bound=tuple[object, ...])

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
    links: str
    made_by: str
    made_at: datetime
    reason: str
    #: Arrays of ``_CitationRow`` and ``_ReviewRow``.
    citations: str
    reviews: str


class _CitationRow(NamedTuple):
    position: int
    source_version_id: int
    quote: str | None
    start_at: int | None
    end_at: int | None
    name: str
    url: str | None
    publisher: str | None
    date_published: str | None
    note: str | None
    sha256: str | None
    family: str | None

    def source(self, texts: Mapping[str, str] | None) -> Source:
        text = None if texts is None or self.sha256 is None else texts[self.sha256]
        told = (self.name, self.url, self.publisher, self.date_published, self.note)
        return Source(*told, text, self.sha256, self.family)


class _ReviewRow(NamedTuple):
    id: int
    rating: Rating
    body: str | None
    author: str | None
    date_published: str | None
    url: str | None


class _LinkRow(NamedTuple):
    kind: LinkKind
    key: str
    since: str | None


def links_written(links: Sequence[Link]) -> str:
    """Write links as they are kept."""
    return json([(link.kind.value, link.key, link.since) for link in links])


def scope_of(number: int) -> Scope:
    """Return the scope that a number in a table stands for."""
    return Scope(number) if number else EVERYWHERE


def json(values: object) -> str:
    """Write values for ``json_each``."""
    return msgspec.json.encode(values).decode()


async def load(connection: Connection, states: Sequence[State], *, captured: bool = False) -> dict[State, Stored]:
    """Return the states asked for, in their order; ``captured`` brings the sources' texts too."""
    # Without the texts unless somebody needs them: an answer shows a quote and where it is from, and the articles
    # around the quotes of fifty candidates would be most of what is read for it.
    if not states:
        return {}
    rows = await connection.rows(_VersionRow, _VERSIONS, wanted=json(states))
    cited = [_read(row.citations, _CitationRow) for row in rows]
    hashes = {one.sha256 for citations in cited for one in citations if one.sha256} if captured else set[str]()
    found = await texts(connection, hashes) if captured else None
    # One object for a source that a thousand claims cite.
    sources = {one.source_version_id: one.source(found) for citations in cited for one in citations}
    stored = {
        (row.claim_id, row.number): _stored(row, citations, sources) for row, citations in zip(rows, cited, strict=True)
    }
    return {state: stored[state] for state in states if state in stored}


async def entries(connection: Connection, states: Sequence[State], *, captured: bool = False) -> tuple[Entry, ...]:
    """Return the entries in the states asked for, in their order."""
    return tuple(stored.entry for stored in (await load(connection, states, captured=captured)).values())


async def texts(connection: Connection, hashes: set[str]) -> dict[str, str]:
    """Return captured texts by their hash."""
    return dict(await connection.rows(tuple[str, str], _TEXTS, hashes=json(sorted(hashes)))) if hashes else {}


def _stored(row: _VersionRow, cited: Sequence[_CitationRow], sources: Mapping[int, Source]) -> Stored:
    claim = Claim(
        key=row.key,
        text=row.text,
        wordings=msgspec.json.decode(row.wordings, type=tuple[str, ...]),
        claimant=row.claimant,
        note=row.note,
        tags=msgspec.json.decode(row.tags, type=tuple[str, ...]),
        citations=tuple(Citation(sources[one.source_version_id], one.quote, one.start_at, one.end_at) for one in cited),
        particulars=particulars.decode(row.particulars),
        status=row.status,
        reviews=tuple(ClaimReview(*one[1:]) for one in reversed(_read(row.reviews, _ReviewRow))),
        links=tuple(Link(*one) for one in msgspec.json.decode(row.links, type=list[_LinkRow])),
    )
    entry = Entry(row.claim_id, scope_of(row.scope), row.number, claim)
    bound = tuple(one.source_version_id for one in cited)
    return Stored(entry, Act(row.made_by, row.made_at, row.reason), bound)


def _read(written: str, kind: type[_Part]) -> list[_Part]:
    # Each part begins with its place, since SQLite promises no order within an array.
    return sorted(msgspec.json.decode(written, type=list[kind]))


#: Citations and reviews come as JSON, so that any number of claims is one query: each is a hop to the connection's
#: thread and back. A citation without its source is kept, so that it is noticed; a version shows the reviews made
#: until the next one.
_VERSIONS = """
    SELECT claim_id, number, scope, claim.key, text, claimant, note, claim_version.status, wordings, tags,
           particulars, links, made_by, made_at, reason,
           (SELECT json_group_array(json_array(
                       position, source_version_id, quote, start_at, end_at,
                       name, url, publisher, date_published, source_version.note, source_version.sha256, family))
              FROM citation
              LEFT JOIN source_version ON source_version.id = source_version_id
              LEFT JOIN capture INDEXED BY capture_family ON capture.sha256 = source_version.sha256
             WHERE citation.claim_id = claim_version.claim_id AND citation.version = claim_version.number),
           (SELECT json_group_array(json_array(claim_review.id, rating, body, author, date_published, url))
              FROM claim_review
             WHERE claim_review.claim_id = claim_version.claim_id AND claim_review.version <= claim_version.number)
      FROM json_each(:wanted) AS wanted
      JOIN claim_version ON claim_id = json_extract(wanted.value, '$[0]')
                        AND number = json_extract(wanted.value, '$[1]')
      JOIN claim ON claim.id = claim_id
    """

_TEXTS = """
    SELECT sha256, text
      FROM capture
     WHERE sha256 IN (SELECT value FROM json_each(:hashes))
    """
