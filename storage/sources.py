"""Sources as they stand on record: when they were read again and what was found. Records, and what the store offers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from storage.models import Act, Entry, Scope, Source


class Outcome(StrEnum):
    """What came of reading a source's link again."""

    SAME = "same"
    #: The page has another text.
    CHANGED = "changed"
    #: It could not be read.
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Reading:
    """One time a source's link was read again."""

    at: datetime
    outcome: Outcome
    #: Why it could not be read, in a sentence; else ``None``.
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as it stands in the record."""

    id: int
    scope: Scope
    version: int
    #: Without its captured text, except from ``SourceStore.by_id``.
    source: Source
    added: Act
    #: How many published claims cite it, and how many drafts, as seen from where it was asked.
    claims: int
    drafts: int
    #: The newest reading; ``None`` when it was never read again.
    read: Reading | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """When a claim's quote was last seen in its source's page."""

    entry: Entry
    quote: str
    #: When it last stood there; ``None`` when that was never looked up again.
    last_seen: datetime | None
    #: Since when it has been found missing; ``None`` when it stands there.
    missing_since: datetime | None


class SourceStore(Protocol):
    """The sources and their captured texts."""

    async def save(self, source: Source, scope: Scope, act: Act) -> Source:
        """Add a source, or a new version of the one with the same link (or, without link, name)."""
        ...

    async def by_url(self, url: str, scope: Scope) -> Source | None:
        """Return the source with this link seen from the scope."""
        ...

    async def by_id(self, source_id: int, scope: Scope) -> SourceEntry | None:
        """Return a source of this scope or of everywhere, with its captured text."""
        ...

    async def identified(self, source: Source, scope: Scope) -> SourceEntry | None:
        """Return the entry of exactly this scope that is kept for the source's link or, without one, its name."""
        ...

    async def list(self, scope: Scope, query: str = "", *, limit: int, offset: int = 0) -> tuple[SourceEntry, ...]:
        """Return the sources seen from the scope, newest first; only those whose name or link has the query in it."""
        ...

    async def entries(self, source_id: int, scope: Scope) -> tuple[Entry, ...]:
        """Return the entries seen from the scope that cite a source, of any status, in the order they were added."""
        ...

    async def copies(self, source_id: int, scope: Scope) -> tuple[SourceEntry, ...]:
        """Return the other sources seen from the scope whose text is a copy of this one's."""
        ...

    def linked(self, scope: Scope | None) -> AsyncIterator[SourceEntry]:
        """Yield the sources with a link and a captured text, of exactly this scope or (``None``) of all."""
        ...

    async def read_again(self, source_id: int, reading: Reading, text: str | None) -> tuple[Entry, ...]:
        """Record that a source's link was read again, with the text it has now, and look every quote up in it.

        Returns the entries whose quote was found missing by this reading and not before. A page that could not be
        read (``None``) says nothing of its quotes: they keep when they were last seen. One that is gone for good has
        the empty text. The captured text stays as it is.
        """
        ...

    async def sightings(self, source_id: int, scope: Scope) -> tuple[Sighting, ...]:
        """Return for each quote taken from the source when it was last seen."""
        ...
