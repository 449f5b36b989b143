"""Questions that nobody could answer: handing one in, seeing which wait, and naming the claim for one. No Discord."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.checking import Checked, Checker
from bot.fingerprints import question
from bot.keeping.meant import meant
from bot.verdict import Verdict
from storage.errors import UnknownClaim, UserError
from storage.models import Entry, Scope
from storage.protocol import ClaimStore, Storage
from storage.questions import Question, QuestionStore, Queued

#: Questions on a page of the queue: with all their buttons they stay under Discord's limit of 40 components.
PAGE_SIZE = 5

#: How clients write a mention of a person, and where they have them linked.
_PERSON = re.compile(r"<@!?\d{15,20}>|https?://(?:\w+\.)?discord(?:app)?\.com/users/\d{15,20}", re.IGNORECASE)
_SOMEBODY = "@somebody"

#: Units of a wait, the largest first, in seconds; a wait is said in the first of which there are at least two.
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


class UnclearClaim(UserError):
    """That may mean several claims, so name the one by its key: {0}."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody asks the editors of a server."""

    text: str
    scope: Scope
    person: int
    at: datetime
    #: Whether they want to be told what became of it.
    wants: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the editors of a server: a page of the open questions, and what else there is to do."""

    questions: tuple[Question, ...]
    offset: int
    #: How many are open, and how long half of the closed ones waited at most.
    count: int
    median: timedelta | None
    drafts: bool
    #: Whether there are claims whose quote was missing when its source was read again.
    flagged: bool


async def ask(asking: Asking, checker: Checker, *, questions: QuestionStore) -> Checked | Queued:
    """Put a question into the queue, unless the record answers it by now."""
    checked = await checker.check(asking.text, asking.scope)
    if checked.answer.verdict is not Verdict.NONE:
        return checked
    known, scope = question(asking.text), asking.scope
    return await questions.submit(asking.text, known, scope, person=asking.person, at=asking.at, wants=asking.wants)


async def waiting(storage: Storage, scope: Scope, *, offset: int = 0) -> Waiting:
    """Return a page of what waits, the last one where there are fewer by now."""
    claims, questions = storage.claims, storage.questions
    count = await questions.count(scope)
    offset = min(offset, max(0, count - 1)) // PAGE_SIZE * PAGE_SIZE
    return Waiting(
        await questions.open(scope, limit=PAGE_SIZE, offset=offset),
        offset,
        count,
        await questions.median_wait(scope),
        drafts=bool(await claims.drafts(scope, limit=1)),
        flagged=bool(await claims.flagged(scope, limit=1)),
    )


async def the_claim(claims: ClaimStore, written: str, scope: Scope) -> Entry:
    """Return the one published claim that is meant by a key or by words; raises a refusal when it is not clear."""
    entries = await meant(claims, written, scope)
    if not entries:
        raise UnknownClaim(_short(written))
    first, *others = entries
    if others:
        raise UnclearClaim("; ".join(f"{_short(entry.claim.key)} ({_short(entry.claim.text)})" for entry in entries))
    return first


def anonymous(text: str) -> str:
    """Leave out which people a text mentions: only the id of whoever asks is kept."""
    return _PERSON.sub(_SOMEBODY, text)


def span(time: timedelta) -> str:
    """Say how long something took at most, in one unit: "3 hours", "2 days"."""
    seconds = max(0.0, time.total_seconds())
    for name, length in _UNITS:
        if seconds >= 2 * length:
            return f"{-int(-seconds // length)} {name}s"
    return "2 minutes"


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"
