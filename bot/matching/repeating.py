"""Looks twice at who keeps to a claim's own words: what is changed there is changed on purpose. Pure."""

from collections.abc import Iterator

from bot.matching.alignment import Alignment
from bot.matching.negation import NEGATORS
from bot.matching.stance import Stance
from bot.matching.statement import Statement

_MODALS = frozenset("will would shall may might could can must should won't wouldn't couldn't can't".split())


def changed(alignment: Alignment) -> Iterator[str]:
    """Yield what is not as in the claim although no comparer says so, as parts of sentences."""
    said, recorded = alignment.said, alignment.recorded
    if _denials(said) % 2 != _denials(recorded) % 2:
        yield "one of the two denies something"
    if (_count(said, _MODALS) == 0) != (_count(recorded, _MODALS) == 0):
        yield "one of the two may only be to come"
    # The passive has them the other way round; who did what is the comparer's to say there.
    if ("by" in said.lower) == ("by" in recorded.lower) and _exchanged(alignment):
        yield "your message has the same names in other places"


def _denials(statement: Statement) -> int:
    """Count the negators, but for the one that a question opens with: "isn't Japan the only one?"."""
    asks = statement.stance is Stance.ASKS_WHETHER and statement.lower[:1] and statement.lower[0] in NEGATORS
    return _count(statement, NEGATORS) - bool(asks)


def _count(statement: Statement, words: frozenset[str]) -> int:
    return sum(word in words for word in statement.lower)


def _exchanged(alignment: Alignment) -> bool:
    """Tell whether names stand in another order while all other words stand in the claim's."""
    said = alignment.said
    places = [(index, partner) for index in said.telling if (partner := alignment.partner(index)) is not None]
    named = [partner for index, partner in places if index in said.named or partner in alignment.recorded.named]
    others = [partner for _, partner in places if partner not in named]
    return others == sorted(others) and named != sorted(named)
