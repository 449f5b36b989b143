"""Pairs of claims in the prose of articles, labelled by hand: contradictory, repeated, and unrelated ones."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

CASES = Path(__file__).parents[1] / "cases"


class ClaimPair(msgspec.Struct, frozen=True):
    """Two claims; the one is on record when the other is entered."""

    domain: str
    #: Whether it was written when the lines had been chosen, to judge them by; seen since, one rule came of it.
    kept_back: bool
    recorded: str
    entered: str
    #: What a contradictory pair differs on.
    differs_on: str | None = None
    #: Whether an unrelated pair is about one subject all the same.
    near: bool = False


def read_pairs(kind: str) -> Sequence[ClaimPair]:
    """Return the pairs of one kind."""
    lines = (CASES / f"{kind}_pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=ClaimPair) for line in lines]


CONTRADICTORY, REPEATED, UNRELATED = (read_pairs(kind) for kind in ("contradictory", "repeated", "unrelated"))
EVERY = (*CONTRADICTORY, *REPEATED, *UNRELATED)
