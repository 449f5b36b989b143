"""Whether a claim says what its quotes say: an editor is told where it plainly does not. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from bot.keeping.facing import face
from bot.matching.differences import Difference, DifferenceKind
from bot.verdict import GARBLED
from storage.models import Claim

#: A quote is often part of a sentence: who says it and whether it has happened stand elsewhere.
_TELLING = frozenset({DifferenceKind.NUMBER, DifferenceKind.DATE, DifferenceKind.NEGATION, DifferenceKind.ENTITY})


def unlike_quotes(claim: Claim) -> tuple[Difference, ...]:
    """Return what a claim says and its quotes contradict; what is recorded stands in a quote."""
    return () if GARBLED in claim.tags else tuple(dict.fromkeys(_differences(claim)))


def _differences(claim: Claim) -> Iterator[Difference]:
    for quote in (citation.quote for citation in claim.citations):
        facing = face(claim, replace(claim, text=quote, wordings=(), particulars=())) if quote else None
        yield from (one for one in (facing.differences if facing else ()) if one.kind in _TELLING)
