"""Compares who did it to whom: the same two parties with their roles exchanged. Pure."""

from itertools import combinations

from bot.matching.differences import Difference, DifferenceKind, Finding
from bot.matching.similarity import Alignment
from bot.matching.statement import Statement
from storage.models import Role

_JOINED = frozenset({"and", "or", "&", "with", "between"})


def direction_finding(alignment: Alignment) -> Finding | None:
    """Find two parties whose parts are exchanged."""
    parties = _parties(alignment)
    for (one, theirs_one), (other, theirs_other) in combinations(parties, 2):
        if _joined(alignment.said, one, other) or _joined(alignment.recorded, theirs_one, theirs_other):
            continue
        mine = _part(alignment.said, one), _part(alignment.said, other)
        theirs = _part(alignment.recorded, theirs_one), _part(alignment.recorded, theirs_other)
        if mine[0] != mine[1] and mine == (theirs[1], theirs[0]):
            return Difference(
                DifferenceKind.DIRECTION,
                _between(alignment.said, one, other),
                _between(alignment.recorded, theirs_one, theirs_other),
            )
    return None


def _parties(alignment: Alignment) -> list[tuple[int, int]]:
    """Return the names that both sides have exactly once, as word indexes of both."""
    pairs: list[tuple[int, int]] = []
    for name in alignment.recorded.names:
        term = alignment.recorded.words[name.first].term
        mine = [index for index in alignment.said.content if alignment.said.words[index].term == term]
        theirs = [index for index in alignment.recorded.content if alignment.recorded.words[index].term == term]
        if len(mine) == len(theirs) == 1:
            pairs.append((mine[0], theirs[0]))
    return pairs


def _part(statement: Statement, index: int) -> Role:
    """Return the part a name plays: whose it is and who acts is WHO; behind to, for, by as these say."""
    before = statement.lower[index - 1] if index else ""
    if before in {"the", "a"} and index > 1:
        before = statement.lower[index - 2]
    if before in {"to", "for", "against", "from"}:
        return Role.TO_WHOM
    if before in {"in", "at", "on", "over", "near"}:
        return Role.WHERE
    if before == "by":
        return Role.WHO
    passive = "by" in statement.lower[index + 1 :]
    acts = index <= 2 or statement.folded[statement.words[index].end - 2 : statement.words[index].end] == "'s"
    return Role.WHO if acts and not passive else Role.OTHER


def _joined(statement: Statement, one: int, other: int) -> bool:
    """Tell whether nothing but "and", commas and other names stands between two names."""
    low, high = sorted((one, other))
    named = {index for name in statement.names for index in range(name.first, name.last + 1)}
    between = range(low + 1, high)
    listed = all(index in named or statement.lower[index] in _JOINED for index in between)
    return listed and any(statement.lower[index] in _JOINED for index in between)


def _between(statement: Statement, one: int, other: int) -> str:
    return statement.written(min(one, other), max(one, other))
