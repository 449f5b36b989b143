"""What settled a comparison, in a sentence or two. Pure."""

from collections.abc import Iterator
from math import ceil, floor
from types import MappingProxyType

from bot.explaining.comparison import Comparison
from bot.explaining.explanation import Score
from bot.matching.match import Match, Relation
from bot.matching.stance import Stance
from bot.verdict import GARBLED
from bot.wording import difference_sides
from storage.models import Rating

_AS_REPORTED = frozenset({Rating.TRUE, Rating.MOSTLY_TRUE, Rating.REPORTED})
_OPEN = MappingProxyType(
    {
        Stance.ASKS_WHAT: "A question that yes or no does not answer gets the claim, and no verdict.",
        Stance.OPINES: "An opinion gets the claim, and no verdict.",
    }
)
_SUBJECT = "about something else: too many particulars differ or stay open"


def decided(one: Comparison) -> str:
    """Say what settled it."""
    if one.match is None:
        return f"Even the nearest claim is {_apart(one)}."
    return " ".join((*_by_relation(one, one.match), *_by_rating(one, one.match)))


def why_passed(one: Comparison, chosen: Comparison) -> str:
    """Say why a candidate was not chosen."""
    if one.match is None:
        return _apart(one)
    if one.similarity < chosen.similarity:
        return f"less alike: {one.similarity:.2f}, against {chosen.similarity:.2f}"
    if one.similarity == chosen.similarity:
        return f"as alike ({one.similarity:.2f}), and the index ranks it lower"
    return f"more alike by itself ({one.similarity:.2f}), but not what the answer was about"


def _apart(one: Comparison) -> str:
    gate = next((gate for gate in one.gates if gate.short), None)
    return f"about something else: {_held(gate)}" if gate else _SUBJECT


def _by_relation(one: Comparison, match: Match) -> Iterator[str]:
    asked = _OPEN.get(one.alignment.said.stance)
    if one.repeats:
        yield "The message repeats the record word for word."
    elif asked and match.relation is Relation.UNCLEAR:
        yield asked
    elif match.relation is Relation.ALTERED:
        kinds = ", ".join(difference_sides(difference)[0].lower() for difference in match.differences)
        yield f"Not as recorded: {kinds}. The rest of the message is about the claim{_covering(one)}."
    elif match.relation is Relation.SAME:
        met = "A wording of the claim covers" if one.met_by else "The claim covers"
        nothing = not any(outcome.difference or outcome.doubt for outcome in one.outcomes)
        yield f"{'No comparer found anything. ' if nothing else ''}{met} the message{_covering(one)}."
    else:
        yield f"It cannot be told{f': {match.reason}' if match.reason else ''}."
        yield from _short(one)


def _by_rating(one: Comparison, match: Match) -> Iterator[str]:
    rating = one.claim.rating
    if GARBLED in one.claim.tags:
        yield "The claim is garbled in its source, so it gives no verdict."
    elif rating not in _AS_REPORTED and match.relation is not Relation.UNCLEAR:
        yield f"Reviewers rated the claim {rating.replace('-', ' ')}, which makes the verdict “{one.verdict}”."


def _short(one: Comparison) -> Iterator[str]:
    """Name the lines that were not reached, where they and no doubt decided."""
    short = [_held(score) for score in one.coverages if score.short]
    if short and not any(outcome.doubt for outcome in one.outcomes):
        yield f"Not reached: {'; '.join(short)}."


def _covering(one: Comparison) -> str:
    """Say how much of the message is covered; nothing when that was not asked."""
    score = next((score for score in one.coverages if score.at_least is not None), None)
    return f": {_held(score)}" if score else ""


def _held(score: Score) -> str:
    return f"{score.name} {figure(score)} ({line(score)})"


def figure(score: Score) -> str:
    """Write a figure with two decimals, rounded so that it stays on its side of its line."""
    if score.at_least is not None and score.short:
        return f"{floor(score.value * 100) / 100:.2f}"
    return f"{ceil(score.value * 100) / 100:.2f}" if score.short else f"{score.value:.2f}"


def line(score: Score) -> str:
    """Say which line a figure was held against; nothing where there is none."""
    if score.at_least is not None:
        return f"at least {score.at_least:g}"
    return "" if score.at_most is None else f"at most {score.at_most:g}"


def shortfall(score: Score) -> str:
    """Say which line a figure was held against, and that it missed it where it did."""
    missed = "not reached" if score.at_most is None else "too much"
    return f"{line(score)}: {missed}" if score.short else line(score)
