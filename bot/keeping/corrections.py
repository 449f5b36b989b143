"""Answers stay true: whether a change of a claim concerns who was answered with it, and what it makes of an answer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.checking import OUTDATED, Answer, Checked, Checker
from bot.matching.statement import Statement
from bot.verdict import GARBLED, Verdict
from storage.models import Claim, ClaimStatus, Entry, LinkKind, Scope, Source
from storage.posted import OwedChange

#: How long a change has to stand before anybody is written to: what is mended at once is told once.
SETTLED = timedelta(minutes=2)
#: As many other claims as an answer offers.
_RANKED = 5

_TOLD = frozenset({LinkKind.SUPERSEDES, LinkKind.SUPERSEDED_BY, LinkKind.CONTESTED})


class Change(Enum):
    """What a change of a claim means for whoever was answered with it."""

    #: Nothing.
    UNSEEN = auto()
    #: The card reads as before, unless the verdict comes out otherwise.
    JUDGED = auto()
    #: The card reads otherwise.
    SEEN = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """What a posted answer says: to which statement, and with which verdict."""

    statement: Statement
    verdict: Verdict | None


def change(before: Entry, now: Entry) -> Change:
    """Tell what the step from one state of a claim to another means for whoever saw the first."""
    if _seen(before.claim) != _seen(now.claim):
        return Change.SEEN
    return Change.UNSEEN if _judged(before.claim) == _judged(now.claim) else Change.JUDGED


def _seen(claim: Claim) -> tuple[object, ...]:
    """Return what a reader sees of a claim."""
    citations = [(one.quote, one.verified, *_named(one.source)) for one in claim.citations]
    reviews = [(one.rating, one.body, one.author) for one in claim.reviews[:1]]
    links = {link for link in claim.links if link.kind in _TOLD}
    return claim.text, claim.claimant, claim.note, claim.status, GARBLED in claim.tags, reviews, citations, links


def _named(source: Source) -> tuple[str | None, ...]:
    return source.name, source.publisher, source.date_published, source.url, source.note


def _judged(claim: Claim) -> tuple[object, ...]:
    """Return what a message is judged by beside that."""
    return claim.wordings, claim.particulars


async def judged(checker: Checker, told: Told, before: Entry, now: Entry, scope: Scope) -> Checked:
    """Answer a statement once more, from the claim it was answered with as it stands now."""
    said = told.statement
    checked = await checker.check(said.text, scope, limit=_RANKED)
    if now.id in _shown_in(checked.answer):
        return checked
    # Other claims stand nearer, or the message said more. The pair alone is trusted where it gave the verdict before.
    then = await checker.judge(said, before, scope)
    again = await checker.judge(said, now, scope)
    if again is None or then is None or then.verdict is not told.verdict:
        again = Answer(said.text, Verdict.RELATED, now, reason=OUTDATED if then else None)
    return replace(checked, answer=again)


def _shown_in(answer: Answer) -> set[int]:
    return {answer.entry.id, *(one.entry.id for one in answer.beside)} if answer.entry else set()


def public(entry: Entry) -> bool:
    """Tell whether anybody is still answered with an entry."""
    return entry.claim.status is ClaimStatus.PUBLISHED


def due(owed: OwedChange, at: datetime) -> bool:
    """Tell whether a change has stood long enough to be told."""
    return owed.changed_at + SETTLED <= at
