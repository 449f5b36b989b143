"""How well a claim was found: its place among the first ten, and what follows from the places."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

DEPTH = 10


class Quality(NamedTuple):
    """The mean reciprocal rank, and the shares of messages with a right claim among the first, three and ten."""

    asked: int
    mrr: float
    first: float
    three: float
    ten: float


def place(found: Sequence[str], right: Collection[str]) -> int | None:
    """Return where among the first ten the first right claim stands, from 1."""
    return next((place for place, key in enumerate(found[:DEPTH], 1) if key in right), None)


def quality(places: Sequence[int | None]) -> Quality:
    """Sum up the places of all messages."""
    found = [place for place in places if place is not None]
    shares = (sum(place <= most for place in found) / len(places) for most in (1, 3, DEPTH))
    return Quality(len(places), sum(1 / place for place in found) / len(places), *shares)
