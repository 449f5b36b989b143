"""Lays two claims face to face: do they say the same, part ways, or speak of different things? Pure.

The matcher that answers messages is asked both ways round, each claim once as the message; its lines are others.
Whoever enters a claim asserts it on purpose and sees both texts, so they are asked where a message gets no verdict.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from bot.matching.differences import Difference, DifferenceKind, Doubt
from bot.matching.judging import Judgement, judge, liken
from bot.matching.lexicon import moves_up
from bot.matching.match import Relation
from bot.matching.readings import Reading
from bot.matching.statement import Statement
from storage.models import Alias, Claim, Particular, Quantity, Speaker
from storage.terms import term_of


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines are drawn, on chances and shares from 0 to 1: chosen on the pairs in ``tests/cases``."""

    #: How likely, taken both ways round, two claims have to be about the same before they may say the same.
    about: float = 0.6
    #: The same where some particular differs.
    disputed: float = 0.5
    #: How likely it has to be that they part for what differs, the likelier of the ways round that show it.
    differs: float = 0.8
    #: From this chance of being about the same on, that is not asked.
    sure: float = 0.8
    #: From these chances on, one way round is enough: a short claim may deny a part of a long one.
    plainly: float = 0.9
    #: How likely it has to be that they say the same, the likelier way round.
    repeats: float = 0.68
    #: How much of what they say about their names has to be shared: two claims about one person may be two facts.
    predicate: float = 0.5
    #: From this chance of being about the same and this share on, what stays unclear is put to the editor.
    alike: float = 0.85
    alike_predicate: float = 0.7
    #: Numbers so many times as large count something else, unless only a power of ten is wrong.
    apart: float = 30.0


LINES = Lines()


@dataclass(frozen=True, slots=True)
class Facing:
    """How a claim stands to another one, as texts."""

    #: UNCLEAR where they are strongly alike, and which of the two it is cannot be told.
    relation: Relation
    #: What is not as recorded; empty unless the relation is ALTERED.
    differences: tuple[Difference, ...] = ()


def face(entered: Claim, recorded: Claim, lines: Lines = LINES) -> Facing | None:
    """Lay an entered claim before a recorded one, each in all its wordings; ``None`` when nothing is to be asked."""
    pairs = product(_wordings(entered), _wordings(recorded))
    found = [facing for mine, theirs in pairs if (facing := _faced(mine, theirs, lines))]
    # What one pair of wordings leaves unclear another may settle.
    return next((facing for facing in found if facing.relation is not Relation.UNCLEAR), found[0] if found else None)


def _wordings(claim: Claim) -> Iterator[Claim]:
    """Yield a claim in each of its wordings, its own text first; the others are known words to each."""
    yield claim if all(_stands_in(claim.text, one) for one in claim.particulars) else replace(claim, particulars=())
    for wording in claim.wordings:
        yield replace(claim, text=wording, wordings=(claim.text,), particulars=())


def _stands_in(text: str, particular: Particular) -> bool:
    """Tell whether a particular belongs to a text: after an edit it may be one of the text before."""
    if isinstance(particular, Speaker | Alias):
        return True
    return _has(text, particular.text)


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _faced(entered: Claim, recorded: Claim, lines: Lines) -> Facing | None:
    said, theirs = _statement(entered.text, entered.particulars), _statement(recorded.text, recorded.particulars)
    if said.lower == theirs.lower:
        return Facing(Relation.SAME)
    both = judge(liken(said, recorded)), judge(liken(theirs, entered))
    if any(one.differences for one in both):
        return _parted(both, lines)
    shared = sum(one.evidence["predicate covered"] for one in both) / 2
    if _about(both) < lines.about or shared < lines.predicate or any(_left_open(one) for one in both):
        return None
    if max(one.chances.supports for one in both) >= lines.repeats:
        return Facing(Relation.UNCLEAR if any(map(_denies, both)) else Relation.SAME)
    if _about(both) < lines.alike or shared < lines.alike_predicate:
        return None
    return None if any(_names_another(one, lasting=True) for one in both) else Facing(Relation.UNCLEAR)


def _about(both: tuple[Judgement, Judgement]) -> float:
    return sum(one.chances.about for one in both) / 2


@lru_cache(maxsize=1_024)
def _statement(text: str, particulars: tuple[Particular, ...]) -> Statement:
    """Parse a claim's text as if it were a message; a speaker whom it does not name is none of its words."""
    return Statement(text, tuple(one for one in particulars if _has(text, one.text)))


def _parted(both: tuple[Judgement, Judgement], lines: Lines) -> Facing | None:
    """Face two claims of which some particular differs, at least one way round."""
    if all(_speaks_of_another(one) for one in both) or any(_measures_another(one, lines) for one in both):
        return None
    about, seen = _about(both), [one for one in both if one.differences]
    disputed = about >= lines.disputed and max(one.chances.differs for one in seen) >= lines.differs
    if about < lines.sure and not disputed and not any(_parts_plainly(one, lines) for one in both):
        return None
    forward, backward = both
    return Facing(Relation.ALTERED, forward.differences or tuple(map(_turned, backward.differences)))


def _parts_plainly(judged: Judgement, lines: Lines) -> bool:
    if not judged.differences or _speaks_of_another(judged):
        return False
    return min(judged.chances.about, judged.chances.differs) >= lines.plainly


def _turned(difference: Difference) -> Difference:
    return replace(difference, said=difference.recorded, recorded=difference.said)


def _speaks_of_another(judged: Judgement) -> bool:
    """Tell another fact from another account of one: of whom, when or what the number is said has changed with it."""
    kinds = {difference.kind for difference in judged.differences if not _is_year(difference)}
    if (_names_another(judged) or DifferenceKind.ENTITY in kinds) and kinds & _OF_ITS_OWN:
        return True
    if DifferenceKind.NUMBER not in kinds:
        return False
    return DifferenceKind.DATE in kinds or (DifferenceKind.NEGATION in kinds and not _turns(judged.differences))


def _is_year(difference: Difference) -> bool:
    """Tell a year that is read as a number, as in "November 1488", from a count."""
    years = (re.fullmatch(r"1\d{3}|20\d{2}", text) for text in (difference.said, difference.recorded))
    return difference.kind is DifferenceKind.NUMBER and all(years)


_OF_ITS_OWN = frozenset({DifferenceKind.NUMBER, DifferenceKind.DATE, DifferenceKind.NEGATION})


def _names_another(judged: Judgement, *, lasting: bool = False) -> bool:
    """Tell whether one has a name that the other does not know, and for which none stands; written as one if asked."""
    doubts = (found for name, found in judged.findings if name == "name" and isinstance(found, Doubt))
    return any(doubt.lasting or not lasting for doubt in doubts)


def _measures_another(judged: Judgement, lines: Lines) -> bool:
    """Tell two things, each with a number or date of its own, from one thing of which two are told."""
    said, recorded = judged.alignment.said, judged.alignment.recorded
    kinds = {difference.kind for difference in judged.differences}
    if DifferenceKind.NUMBER in kinds:
        return any(_worlds_apart(one.what, other.what, lines) for one, other in _measured(judged))
    doubtful = {name for name, found in judged.findings if isinstance(found, Doubt)}
    numbers = "number" in doubtful and any(word.value is not None for word in recorded.words)
    dates = "date" in doubtful and said.dates and recorded.dates
    return DifferenceKind.ENTITY in kinds and bool(numbers or dates)


def _measured(judged: Judgement) -> Iterator[tuple[Reading[Quantity], Reading[Quantity]]]:
    """Yield the quantities that are told apart."""
    for difference in judged.differences:
        for said, recorded in product(judged.alignment.said.quantities, judged.alignment.recorded.quantities):
            if said.what.text in difference.said and recorded.what.text in difference.recorded:
                yield said, recorded


def _worlds_apart(said: Quantity, recorded: Quantity, lines: Lines) -> bool:
    small, large = sorted((abs(said.value), abs(recorded.value)))
    if not small or said.unit != recorded.unit or large / small < lines.apart:
        return False
    return not math.log10(large / small).is_integer()


def _turns(differences: tuple[Difference, ...]) -> bool:
    """Tell "rose by 8 percent" and "fell by 3 percent" from "won 71 matches" and "lost 9": one thing moves one way."""
    denials = (one for one in differences if one.kind is DifferenceKind.NEGATION)
    return any(_moves(one.said) and _moves(one.recorded) for one in denials)


def _moves(words: str) -> bool:
    return any(moves_up(term_of(word)) is not None for word in words.split())


def _denies(judged: Judgement) -> bool:
    """Tell a "not" that cannot be placed: "did not ban" beside "banned" may deny it."""
    return any(name == "negation" and isinstance(found, Doubt) for name, found in judged.findings)


def _left_open(judged: Judgement) -> bool:
    """Tell a value that the other claim leaves open: "54,000" and "more than 50,000" may both stand."""
    doubts = (name for name, found in judged.findings if isinstance(found, Doubt) and found.lasting)
    return any(name in {"number", "date"} for name in doubts)
