"""Scores answers against labelled messages: how often right, and above all how often harmfully wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, what the record should say to it, and which claims would be a right citation."""

    id: str
    text: str
    expect: str
    claims: tuple[str, ...]
    differs_on: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered: the verdict, the claim's key, the kinds of differences."""

    verdict: str
    key: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.part}/{self.whole} = {self.value:.3f}" if self.whole else "-"


Pair = tuple[Labelled, Given]


def scores(pairs: Sequence[Pair]) -> dict[str, Share]:
    """Return each measure under its name."""
    differing = [pair for pair in pairs if pair[0].expect == "differs"]
    supported = [pair for pair in pairs if pair[0].expect == "supports"]
    nothing = [pair for pair in pairs if pair[0].expect == "none"]
    citable = [pair for pair in pairs if pair[0].claims]
    found = [pair for pair in differing if pair[1].verdict == "differs"]
    return {
        "four-way accuracy": _share(pairs, lambda want, got: want.expect == got.verdict),
        "differs recall": _share(differing, lambda _, got: got.verdict == "differs"),
        "differs precision": Share(len(found), sum(got.verdict == "differs" for _, got in pairs)),
        "false support": _share(differing, lambda _, got: got.verdict == "supports"),
        "supports recall": _share(supported, lambda _, got: got.verdict == "supports"),
        "supports called differs": _share(supported, lambda _, got: got.verdict == "differs"),
        "none answered": _share(nothing, lambda _, got: got.verdict != "none"),
        "none given a verdict": _share(nothing, lambda _, got: got.verdict in {"supports", "differs"}),
        "right citation": _share(citable, lambda want, got: got.key in want.claims),
        "right particular named": _share(found, lambda want, got: want.differs_on in got.kinds),
    }


def _share(pairs: Sequence[Pair], holds: Callable[[Labelled, Given], bool]) -> Share:
    return Share(sum(holds(*pair) for pair in pairs), len(pairs))
