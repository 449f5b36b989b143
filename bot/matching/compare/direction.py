"""Compares who did it to whom: the same two parties with their roles exchanged. Pure."""

from itertools import combinations

from bot.matching.differences import Difference, DifferenceKind, Finding
from bot.matching.readings import Reading
from bot.matching.similarity import Alignment
from bot.matching.statement import Statement
from storage.models import Name

#: Behind these a name says where, or whose.
_PLACING = frozenset({"in", "at", "on", "near", "over", "around", "of"})
_WAYS = frozenset({"to", "from", "for", "against", "by", "in", "at", "on"})
_JOINED = frozenset({"and", "or", "&", "with", "between"})


def direction_finding(alignment: Alignment) -> Finding | None:
    """Find two parties whose parts are exchanged."""
    parties = _parties(alignment)
    for (one, theirs_one), (other, theirs_other) in combinations(parties, 2):
        if _joined(alignment.said, one, other) or _joined(alignment.recorded, theirs_one, theirs_other):
            continue
        if _exchanged(alignment, (one, theirs_one), (other, theirs_other)):
            return Difference(
                DifferenceKind.DIRECTION,
                _between(alignment.said, one, other),
                _between(alignment.recorded, theirs_one, theirs_other),
            )
    return _misdirected(alignment)


def _misdirected(alignment: Alignment) -> Finding | None:
    """Find the same thing going to, or coming from, another of the claim's own parties."""
    known = {name.what.canonical for name in alignment.recorded.names}
    for said in alignment.said.names:
        if said.what.canonical not in known or (way := _way(alignment.said, said.first)) is None:
            continue
        for recorded in alignment.recorded.names:
            theirs = _way(alignment.recorded, recorded.first)
            same = theirs is not None and way[1] == theirs[1] and alignment.partner(way[0]) == theirs[0]
            if same and theirs and said.what.canonical not in _party(alignment.recorded, recorded):
                return Difference(
                    DifferenceKind.DIRECTION,
                    alignment.said.written(way[0], said.last),
                    alignment.recorded.written(theirs[0], recorded.last),
                )
    return None


def _party(statement: Statement, name: Reading[Name]) -> set[str]:
    """Return a name with those listed behind the same preposition: "in the East, the South and around …"."""
    party = {name.what.canonical}
    for index in range(name.last + 1, len(statement.words)):
        if statement.lower[index] in _WAYS:
            break
        party.update(other.what.canonical for other in statement.names if index in other)
    return party


def _way(statement: Statement, index: int) -> tuple[int, str] | None:
    """Return the word in front of "to", "from" … in front of a name, and that preposition."""
    preposition = _preposition(statement, index)
    if preposition not in _WAYS:
        return None
    before = statement.lower.index(preposition, max(0, index - 2)) - 1
    return (before, preposition) if before >= 0 else None


def _parties(alignment: Alignment) -> list[tuple[int, int]]:
    """Return the names that both sides have, as word indexes of where each has them first."""
    said, recorded = alignment.said, alignment.recorded
    # A name at the beginning of a sentence may not be known for one: the other side tells.
    named = {said.words[name.first].term for name in said.names}
    named |= {recorded.words[name.first].term for name in recorded.names}
    pairs: list[tuple[int, int]] = []
    for term in sorted(named):
        mine = [index for index in said.content if said.words[index].term == term]
        theirs = [index for index in recorded.content if recorded.words[index].term == term]
        if mine and theirs and not _located(alignment, mine[0], theirs[0]):
            pairs.append((mine[0], theirs[0]))
    return pairs


def _located(alignment: Alignment, mine: int, theirs: int) -> bool:
    """Tell a place where something is from a party to it."""
    return not _PLACING.isdisjoint({_preposition(alignment.said, mine), _preposition(alignment.recorded, theirs)})


def _exchanged(alignment: Alignment, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two parties, as indexes of both sides, stand in opposite order around the same word."""
    said, recorded = sorted((one[0], other[0])), sorted((one[1], other[1]))
    agents = _agent(alignment.said, *said), _agent(alignment.recorded, *recorded)
    swapped = (one[0] < other[0]) != (one[1] < other[1])
    passive = (agents[0] is None) != (agents[1] is None)
    if swapped == passive or agents[0] == "a" or agents[1] == "a":
        return False  # "by a minister" names no second party: he may be the first.
    return any(
        partner is not None and recorded[0] < partner < recorded[1]
        for partner in map(alignment.partner, range(said[0] + 1, said[1]))
    )


def _agent(statement: Statement, first: int, last: int) -> str | None:
    """Return the word behind "by" between two words, where the later one acts; ``None`` without a "by"."""
    between = statement.lower[first:last]
    return statement.lower[first + between.index("by") + 1] if "by" in between else None


def _preposition(statement: Statement, index: int) -> str:
    before = [word for word in statement.lower[max(0, index - 2) : index] if word not in {"the", "a", "an"}]
    return before[-1] if before else ""


def _joined(statement: Statement, one: int, other: int) -> bool:
    """Tell whether nothing but "and", commas and other names stands between two names."""
    low, high = sorted((one, other))
    named = {index for name in statement.names for index in range(name.first, name.last + 1)}
    between = range(low + 1, high)
    listed = all(index in named or statement.lower[index] in _JOINED for index in between)
    return listed and any(statement.lower[index] in _JOINED for index in between)


def _between(statement: Statement, one: int, other: int) -> str:
    return statement.written(min(one, other), max(one, other))
