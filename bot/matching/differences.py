"""What a comparison of a message with a claim can find: a difference, or a doubt. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class DifferenceKind(StrEnum):
    """Which kind of particular is not as recorded."""

    NUMBER = "number"
    NEGATION = "negation"
    ENTITY = "entity"
    DIRECTION = "direction"
    DATE = "date"
    ATTRIBUTION = "attribution"
    MODALITY = "modality"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Difference:
    """One particular on which the two sides part, both as written."""

    kind: DifferenceKind
    said: str
    recorded: str
    #: Whether the two stand plainly in each other's place; else only that they part is likely.
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that keeps the comparison from being settled, as a part of a sentence."""

    reason: str
    #: Whether it stays open however much else agrees: a value between the record's bounds.
    lasting: bool = False


Finding = Difference | Doubt
