"""Questions that nobody could answer: what is kept of them, and what their store offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from storage.models import Act, Scope


class QuestionStatus(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    NOT_CHECKABLE = "not-checkable"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, however many people asked it."""

    id: int
    scope: Scope
    #: The words of whoever asked it first, of those who have not taken theirs back.
    text: str
    asked: int
    opened_at: datetime
    status: QuestionStatus
    #: Who has taken it on, as in ``Act.by``.
    taken_by: str | None = None
    #: The entry it was answered with.
    claim_id: int | None = None
    #: Why it cannot be checked, for its askers.
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """A question that was submitted, and where it stands in the queue."""

    question: Question
    #: 1 is the next one, the most asked first.
    place: int
    #: How many are open.
    length: int
    #: Half of the closed questions of the server waited no longer; ``None`` before any was closed.
    median_wait: timedelta | None
    #: Whether this person had asked it already.
    again: bool = False


@dataclass(frozen=True, slots=True)
class OwedNotice:
    """Somebody who is to be told what became of their question, in their own words."""

    question: Question
    person: int
    text: str


class QuestionStore(Protocol):
    """The questions of servers."""

    async def submit(  # noqa: PLR0913 - all that is kept of one asking
        self, text: str, fingerprint: str, scope: Scope, *, person: int, at: datetime, wants: bool
    ) -> Queued:
        """Add what somebody asks to the open question with the same fingerprint, or open one.

        One asking a person: asking again changes the words and the wish to be told. Raises ``InvalidClaim`` when
        the text is empty or longer than 1,000 characters, ``BadServer`` for everywhere, which has no queue.
        """
        ...

    async def open(self, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Question, ...]:
        """Return the open questions of exactly this scope, the most asked first, then the oldest."""
        ...

    async def count(self, scope: Scope) -> int:
        """Count the open questions of exactly this scope."""
        ...

    async def median_wait(self, scope: Scope) -> timedelta | None:
        """Return how long half of the scope's closed questions waited at most; ``None`` before any was closed."""
        ...

    async def by_id(self, question_id: int, scope: Scope) -> Question | None:
        """Return a question of exactly this scope, open or closed."""
        ...

    async def take(self, question_id: int, scope: Scope, act: Act) -> Question | None:
        """Assign an open question to the actor; ``None`` when it is not open (any more)."""
        ...

    async def answer(self, question_id: int, entry_id: int, scope: Scope, act: Act) -> Question | None:
        """Close an open question with an entry; ``None`` when it is not open (any more).

        Raises ``UnknownClaim`` when the entry is not seen from the scope.
        """
        ...

    async def dismiss(self, question_id: int, scope: Scope, act: Act) -> Question | None:
        """Close an open question as not checkable, for the act's reason; ``None`` when it is not open (any more)."""
        ...

    async def owed(self, limit: int) -> Sequence[OwedNotice]:
        """Return people of closed questions who are still to be told, the longest waiting first."""
        ...

    async def told(self, question_id: int, person: int) -> None:
        """Remember that somebody was told, or cannot be."""
        ...
