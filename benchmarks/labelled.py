"""The labelled sets: which article's claims each is checked against, and what it is used for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from benchmarks.scoring import Labelled
from bot.exchange.items import Numbered
from bot.exchange.table import read_table
from bot.matching.names import KnownNames, known_names
from bot.matching.particulars import propose
from bot.starter import starter_claims
from storage.models import Claim, Name

CASES = Path(__file__).parents[1] / "tests" / "cases"


class Use(StrEnum):
    """What a set is for."""

    #: The owner's messages, read for errors; the weights are learned from one half, the other is kept from them.
    OWN = "own"
    #: Strangers' messages that the weights are learned from and that were read for errors.
    LEARNED = "learned"
    #: Strangers' messages nobody read while rules were written, and no weight has seen.
    KEPT_BACK = "kept back"


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Messages about one article's claims."""

    name: str
    #: The article, by the name of its claims' file; ``starter`` for the starter record.
    article: str
    messages: str
    use: Use
    #: Which of every two messages are in the set: 0 or 1; ``None`` for all.
    half: int | None = None

    def labelled(self) -> Sequence[Labelled]:
        """Read the messages, one JSON object a line."""
        every = read_labelled(CASES / self.messages)
        return every if self.half is None else every[self.half :: 2]

    def claims(self) -> Sequence[Claim]:
        """Return the claims with their particulars, as they come on record."""
        return _claims(self.article)

    def known(self) -> KnownNames:
        """Return the names in the claims."""
        return known_names(
            particular for claim in self.claims() for particular in claim.particulars if isinstance(particular, Name)
        )


def read_labelled(path: Path) -> Sequence[Labelled]:
    """Read labelled messages, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Labelled) for line in lines if line.strip())


@cache
def _claims(article: str) -> Sequence[Claim]:
    if article == "starter":
        return tuple(starter_claims())
    rows = read_table(CASES / "strangers" / f"{article}_claims.csv")
    claims = (item.claim for item in rows if isinstance(item, Numbered))
    return tuple(replace(claim, particulars=propose(claim.text, claim.claimant)) for claim in claims)


_KEPT_BACK = frozenset({"tram", "flood", "museum"})
_ARTICLES = ("energy", "pill", "club", "breach", "ballot", "orchard", *sorted(_KEPT_BACK))
SETS = (
    LabelledSet("starter, one half", "starter", "starter_messages.jsonl", Use.OWN, half=0),
    LabelledSet("starter, other half", "starter", "starter_messages.jsonl", Use.KEPT_BACK, half=1),
    LabelledSet("starter, strangers", "starter", "strangers/starter_messages.jsonl", Use.LEARNED),
    LabelledSet("starter, more strangers", "starter", "strangers/starter2_messages.jsonl", Use.LEARNED),
    LabelledSet("starter, yet others", "starter", "strangers/starter3_messages.jsonl", Use.KEPT_BACK),
    *(
        LabelledSet(
            article,
            article,
            f"strangers/{article}_messages.jsonl",
            Use.KEPT_BACK if article in _KEPT_BACK else Use.LEARNED,
        )
        for article in _ARTICLES
    ),
)
