"""Relation × Rating → Verdict: the three judgements and the small table between them."""

from enum import StrEnum
from types import MappingProxyType

from bot.matching.match import Relation
from storage.models import Rating


class Verdict(StrEnum):
    """What the bot says of a message against the record."""

    SUPPORTS = "supports"
    DIFFERS = "differs"
    RELATED = "related"
    #: Nothing on record.
    NONE = "none"


#: All pairs that are not here are RELATED. A hoax on file that is repeated DIFFERS: its rating does.
VERDICTS = MappingProxyType(
    {
        (Relation.SAME, Rating.TRUE): Verdict.SUPPORTS,
        (Relation.SAME, Rating.MOSTLY_TRUE): Verdict.SUPPORTS,
        (Relation.SAME, Rating.REPORTED): Verdict.SUPPORTS,
        (Relation.ALTERED, Rating.TRUE): Verdict.DIFFERS,
        (Relation.ALTERED, Rating.MOSTLY_TRUE): Verdict.DIFFERS,
        (Relation.ALTERED, Rating.REPORTED): Verdict.DIFFERS,
        (Relation.SAME, Rating.FALSE): Verdict.DIFFERS,
        (Relation.SAME, Rating.MOSTLY_FALSE): Verdict.DIFFERS,
    }
)

#: The tag of a claim whose source text is garbled: it never supports or contradicts anybody.
GARBLED = "source-garbled"


def verdict_of(relation: Relation, rating: Rating, tags: tuple[str, ...] = ()) -> Verdict:
    """Look the verdict up; a claim garbled in its source is always RELATED."""
    if GARBLED in tags:
        return Verdict.RELATED
    return VERDICTS.get((relation, rating), Verdict.RELATED)
