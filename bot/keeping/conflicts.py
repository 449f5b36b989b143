"""Which claims on record a claim contradicts or repeats, asked before it is published. No Discord, no SQL."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType

from bot.checking import Checker
from bot.keeping.facing import Facing, face
from bot.matching.differences import Difference, DifferenceKind
from bot.matching.match import Relation
from bot.matching.statement import Statement
from bot.verdict import GARBLED
from storage.models import Claim, Entry, LinkKind, Rating, Scope


class ConflictKind(StrEnum):
    """Why a claim is held until an editor has chosen."""

    #: If the one is so, the other is not.
    CONTRADICTS = "contradicts"
    #: The record says so already.
    DUPLICATES = "duplicates"
    #: They look like answers to one question, and which of the two it is cannot be told.
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A claim on record that another one cannot simply stand beside."""

    entry: Entry
    kind: ConflictKind
    #: What is not as recorded; the rating where reviewers judge the same claim otherwise; else empty.
    differences: tuple[Difference, ...] = ()


class Belief(Enum):
    """Whether the record takes a claim for so, by its rating."""

    HELD = auto()
    DENIED = auto()
    OPEN = auto()


_BELIEFS = MappingProxyType(
    {
        Rating.TRUE: Belief.HELD,
        Rating.MOSTLY_TRUE: Belief.HELD,
        Rating.REPORTED: Belief.HELD,
        Rating.HALF_TRUE: Belief.OPEN,
        Rating.UNPROVEN: Belief.OPEN,
        Rating.MOSTLY_FALSE: Belief.DENIED,
        Rating.FALSE: Belief.DENIED,
    }
)
#: By the relation of the texts and how the two claims are believed, in either order. What is not here may stand: of
#: two claims that part ways both can be on record when one is there as false.
KINDS = MappingProxyType(
    {
        (Relation.ALTERED, frozenset({Belief.HELD})): ConflictKind.CONTRADICTS,
        (Relation.UNCLEAR, frozenset({Belief.HELD})): ConflictKind.SIMILAR,
        (Relation.SAME, frozenset({Belief.HELD})): ConflictKind.DUPLICATES,
        (Relation.SAME, frozenset({Belief.OPEN})): ConflictKind.DUPLICATES,
        (Relation.SAME, frozenset({Belief.DENIED})): ConflictKind.DUPLICATES,
        (Relation.SAME, frozenset({Belief.HELD, Belief.OPEN})): ConflictKind.DUPLICATES,
        (Relation.SAME, frozenset({Belief.DENIED, Belief.OPEN})): ConflictKind.DUPLICATES,
        (Relation.SAME, frozenset({Belief.HELD, Belief.DENIED})): ConflictKind.CONTRADICTS,
    }
)
_GRAVITY = (ConflictKind.CONTRADICTS, ConflictKind.DUPLICATES, ConflictKind.SIMILAR)


async def conflicts(checker: Checker, claim: Claim, scope: Scope, *, own: int | None = None) -> tuple[Conflict, ...]:
    """Return the published claims seen from the scope that a claim conflicts with, the gravest first.

    ``own`` is the id of the entry that is being changed, if there is one. What an editor has linked is settled.
    """
    if GARBLED in claim.tags:
        return ()
    entries = [entry async for entry in _compared(checker, claim, scope) if entry.id != own]
    found: list[Conflict] = []
    for entry in _standing(claim, entries):
        if conflict := conflict_with(claim, entry):
            found.append(conflict)
        # A pair takes some milliseconds: others, Discord's heartbeat among them, wait for one and not for all.
        await asyncio.sleep(0)
    return tuple(sorted(found, key=lambda conflict: _GRAVITY.index(conflict.kind)))


async def _compared(checker: Checker, claim: Claim, scope: Scope) -> AsyncIterator[Entry]:
    """Yield what the index finds for any wording of a claim, each entry once, the best for its own text first."""
    seen: set[int] = set()
    for text in (claim.text, *claim.wordings):
        for entry in await checker.compared(Statement(text), scope):
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry


def _standing(claim: Claim, entries: list[Entry]) -> Iterable[Entry]:
    """Return the entries that no editor has settled: not linked to the claim, and not superseded by one of them."""
    keys = {entry.claim.key for entry in entries}
    for entry in entries:
        outdated = any(link.kind is LinkKind.SUPERSEDED_BY and link.key in keys for link in entry.claim.links)
        if not outdated and GARBLED not in entry.claim.tags and not _linked(claim, entry.claim):
            yield entry


def _linked(one: Claim, other: Claim) -> bool:
    return other.key in {link.key for link in one.links} or one.key in {link.key for link in other.links}


def conflict_with(claim: Claim, entry: Entry) -> Conflict | None:
    """Return how a claim conflicts with an entry, by their texts and ratings; ``None`` when both may stand."""
    facing = face(claim, entry.claim)
    if facing is None:
        return None
    beliefs = frozenset({_BELIEFS[claim.rating], _BELIEFS[entry.claim.rating]})
    kind = KINDS.get((facing.relation, beliefs))
    return Conflict(entry, kind, _differences(facing, kind, claim, entry.claim)) if kind else None


def _differences(facing: Facing, kind: ConflictKind, claim: Claim, recorded: Claim) -> tuple[Difference, ...]:
    if kind is not ConflictKind.CONTRADICTS or facing.relation is not Relation.SAME:
        return facing.differences
    if _BELIEFS[recorded.rating] is Belief.DENIED:
        return (Difference(DifferenceKind.RATING, claim.text, recorded.rating.value),)
    return (Difference(DifferenceKind.RATING, claim.rating.value, recorded.text),)
