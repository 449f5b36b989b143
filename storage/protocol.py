"""What a storage backend offers: one small Protocol per store. Every query names its scope."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

from storage.models import Act, Candidate, Claim, Entry, Scope, Version
from storage.people import PersonStore
from storage.posted import PostingStore
from storage.questions import QuestionStore
from storage.servers import ServerStore
from storage.sources import SourceStore


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the claims given to ``ClaimStore.save``, in their order."""

    entries: tuple[Entry, ...]
    added: int
    #: Claims whose content changed, so that a new version was written.
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class UnreadClaim:
    """A published claim whose words a sentence model has yet to read."""

    entry_id: int
    version: int
    text: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """What a sentence model has yet to read of the record, a page of it."""

    claims: tuple[UnreadClaim, ...]
    #: Where in the order of all changes the page begins and ends, and the newest change; equal when nothing is new.
    after: int
    through: int
    last: int


class ClaimStore(Protocol):
    """The claims, their versions and the index over them."""

    async def save(self, claims: Sequence[Claim], scope: Scope, act: Act) -> Saved:
        """Add the claims, or new versions of those whose key exists in exactly this scope.

        One transaction: all or none. Index and claims change together. The same content again writes
        nothing; a new review is a new version too. An act that says what was done adds a line to the scope's
        audit log for each claim that is new or changed. A citation whose source's text is captured gets its
        offsets and the source's own characters; raises ``QuoteNotFound`` when the quote does not stand there,
        ``InvalidClaim`` when a text is empty or too long.
        """
        ...

    async def by_key(self, key: str, scope: Scope) -> Entry | None:
        """Return the entry with this key seen from the scope; a server's own hides one seen everywhere."""
        ...

    async def own_by_keys(self, keys: Sequence[str], scope: Scope) -> tuple[Entry, ...]:
        """Return the entries of exactly this scope with these keys, of any status, in no order.

        As in all that returns many claims for their words (``by_ids``, ``candidates``, ``search``), the sources
        come without their captured texts; their ``sha256`` tells whether there is one.
        """
        ...

    async def by_ids(self, ids: Sequence[int], scope: Scope) -> tuple[Entry, ...]:
        """Return those of the entries that are seen from the scope, in the order given."""
        ...

    async def by_keys(self, keys: Sequence[str], scope: Scope) -> tuple[Entry, ...]:
        """Return the entries with these keys as seen from the scope, of any status, in the order given."""
        ...

    async def drafts(self, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Entry, ...]:
        """Return the drafts of exactly this scope, in the order they were added."""
        ...

    async def flagged(self, scope: Scope, *, limit: int) -> tuple[Entry, ...]:
        """Return the published entries of exactly this scope whose quote was missing when its source was read again."""
        ...

    async def candidates(self, text: str, scope: Scope, limit: int) -> tuple[Candidate, ...]:
        """Return the published entries that share the text's words, best first."""
        ...

    async def search(self, query: str, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Entry, ...]:
        """Return published entries by whole words and by prefix of the last word; all, by key, for an empty query."""
        ...

    def own(self, scope: Scope) -> AsyncIterator[Entry]:
        """Yield the entries of exactly this scope, of any status, in the order they were added."""
        ...

    async def versions(self, entry_id: int, scope: Scope) -> tuple[Version, ...]:
        """Return all versions of an entry seen from the scope, oldest first."""
        ...

    async def count(self, scope: Scope) -> int:
        """Count the published entries seen from the scope."""
        ...

    async def sentences(self, model: str, ids: Sequence[int]) -> Mapping[int, bytes]:
        """Return what a sentence model made of the current words of entries, of those that it has read.

        The ids are of entries that were seen from the asker's scope.
        """
        ...

    async def unread(self, model: str, limit: int) -> Unread:
        """Return the next claims, at most so many and of any scope, that a sentence model has yet to read."""
        ...

    async def keep_sentences(self, model: str, page: Unread, vectors: Sequence[bytes]) -> None:
        """Keep what a model made of the claims of a page, in their order; the next page begins behind it."""
        ...


@dataclass(frozen=True, slots=True)
class Soundness:
    """What ``Storage.verify`` found."""

    #: One sentence for each thing that is wrong; empty for a whole database.
    problems: tuple[str, ...]
    entries: int
    verified_quotes: int
    unverified_quotes: int


class Storage(Protocol):
    """A backend: its stores, and its own life."""

    @property
    def claims(self) -> ClaimStore:
        """The claims."""
        ...

    @property
    def sources(self) -> SourceStore:
        """The sources."""
        ...

    @property
    def questions(self) -> QuestionStore:
        """The questions that nobody could answer."""
        ...

    @property
    def postings(self) -> PostingStore:
        """The answers that were posted."""
        ...

    @property
    def servers(self) -> ServerStore:
        """What servers have decided."""
        ...

    @property
    def people(self) -> PersonStore:
        """What is kept of people."""
        ...

    #: Whether ``open`` created the database just now.
    created: bool

    async def note(self, name: str) -> str | None:
        """Return a small remembered value of the program's own, such as the hash of the synced commands."""
        ...

    async def remember(self, name: str, value: str) -> None:
        """Remember such a value."""
        ...

    async def verify(self) -> Soundness:
        """Prove that the database is whole and every verified quote stands in its captured source."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...

    async def __aenter__(self) -> Self:
        """Return the open storage."""
        ...

    async def __aexit__(self, *exc: object) -> None:
        """Close it."""
        ...
