"""An explanation: what was read on both sides, how words were aligned, what the comparers said. Pure values.

``onrecord check --explain --json`` prints an ``Explanation`` under "explanation", its fields named as they are here.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.matching.differences import Difference
from bot.matching.match import Relation
from bot.matching.stance import Stance
from bot.verdict import Verdict
from storage.models import Rating


class Origin(StrEnum):
    """Where the particulars that a claim was compared by come from."""

    READ = "read from the text just now"
    RECORDED = "on record, as the program reads them"
    SET = "on record, other than the program reads them"


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing read from a text."""

    #: ``number``, ``date``, ``name``, ``denial``, ``refusal``, ``modality``, ``speaker``, or a newer particular's name.
    kind: str
    #: The words it was read from, as written.
    text: str
    #: What they were read as, such as "more than 50,000, of troop"; empty when the words say it all.
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A telling word of the message, and the claim's word it stands for."""

    said: str
    #: ``None`` when it stands for no word of the claim.
    recorded: str | None
    #: How well, 0 to 1.
    likeness: float
    #: Whether the claim has the word elsewhere: in other wordings, its quote, or as the claimant.
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one comparer said; nothing was found when both are ``None``."""

    #: Its name in the table of comparers.
    comparer: str
    difference: Difference | None = None
    #: Why it cannot tell.
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A figure of the comparison, with the line it was held against where there is one."""

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def short(self) -> bool:
        """Whether the figure is on the wrong side of its line."""
        low = self.at_least is not None and self.value < self.at_least
        return low or (self.at_most is not None and self.value > self.at_most)


@dataclass(frozen=True, slots=True)
class Compared:
    """The claim answered with, or the nearest one, against the statement."""

    key: str
    text: str
    #: The wording or quote that met the message in place of ``text``, if one did.
    met_by: str | None
    origin: Origin
    read: tuple[Trait, ...]
    alignment: tuple[Pair, ...]
    #: The claim's telling words that no word of the message stands for.
    unmet: tuple[str, ...]
    comparers: tuple[Outcome, ...]
    #: 0 to 1; ranks claims.
    similarity: float
    scores: tuple[Score, ...]
    #: ``None`` when the two speak of different things.
    relation: Relation | None
    rating: Rating
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Passed:
    """A candidate that was not chosen."""

    key: str
    text: str
    similarity: float
    why: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Another statement of the same message, and its own answer."""

    statement: str
    verdict: Verdict
    #: The claim it was answered with; ``None`` for nothing on record.
    key: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one statement of a message got its verdict."""

    #: What settled it, in a sentence or two.
    decided: str
    #: The statement the message's answer is about.
    statement: str
    stance: Stance
    read: tuple[Trait, ...]
    #: ``None`` when there was no claim to compare with.
    claim: Compared | None = None
    #: The next candidates, nearest first.
    others: tuple[Passed, ...] = ()
    asides: tuple[Aside, ...] = ()
