"""Answers the bot has posted, and people to be told of changes: ids only. What is kept, and what the store offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.models import EVERYWHERE, Entry, Scope


@dataclass(frozen=True, slots=True)
class Posting:
    """An answer the bot posted for everybody, and where; never anybody's words."""

    message_id: int
    channel_id: int
    scope: Scope
    posted_at: datetime
    #: The entry and its version as shown; ``None`` where nothing was on record.
    claim_id: int | None = None
    version: int | None = None
    #: The message it answers and that one's author; ``None`` for an answer to a command.
    asked_in: int | None = None
    asker: int | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A posting whose claim has changed since, with both states of the claim."""

    posting: Posting
    #: As it was shown.
    shown: Entry
    #: As it stands now, seen from the posting's scope: the same entry, or the server's own that hides it.
    now: Entry
    #: Why it changed, and when: the newest version's act.
    reason: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class OwedChange:
    """Somebody who asked to be told of a change, and the change."""

    person: int
    shown: Entry
    now: Entry
    reason: str
    changed_at: datetime
    #: From where they got the entry.
    scope: Scope = EVERYWHERE


class PostingStore(Protocol):
    """Where answers were posted, and who is to be told."""

    async def record(self, posting: Posting) -> None:
        """Remember a posting, unless its claim has gone meanwhile; one with the same message id takes its place."""
        ...

    async def by_id(self, message_id: int) -> Posting | None:
        """Return the posting that is this message."""
        ...

    async def answering(self, message_ids: Sequence[int]) -> tuple[Posting, ...]:
        """Return the postings that answer these messages."""
        ...

    async def forget(self, message_ids: Sequence[int]) -> None:
        """Forget postings that are gone."""
        ...

    async def stale(self, limit: int, *, skip: Sequence[int] = ()) -> tuple[Stale, ...]:
        """Return postings that show another state of their claim than the record's, oldest first.

        ``skip`` names messages that cannot be reached at the moment.
        """
        ...

    async def corrected(self, message_id: int, entry: Entry) -> None:
        """Remember that a posting shows this state of this entry now."""
        ...

    async def watch(self, person: int, entry: Entry, scope: Scope, at: datetime) -> None:
        """Remember that somebody who got the entry from the scope wants to be told once it changes."""
        ...

    async def owed(self, limit: int) -> tuple[OwedChange, ...]:
        """Return people whose watched entry has changed."""
        ...

    async def told(self, person: int, claim_id: int) -> None:
        """Forget a watcher who was told, or cannot be."""
        ...
