"""What a new version of a claim changed, field by field and word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto

from bot.particulars import render
from storage.models import Claim, Version


class Turn(Enum):
    """What became of some words."""

    STAYED = auto()
    REMOVED = auto()
    ADDED = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words next to each other that fared alike."""

    turn: Turn
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is not what it was."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A version, and what it changed."""

    version: Version
    changes: tuple[Change, ...]


#: A word with the white space behind it, or what stands before the first.
_WORD = re.compile(r"\s+|\S+\s*")


def steps(versions: Sequence[Version]) -> tuple[Step, ...]:
    """Return what each version changed, in their order; the first one changed nothing."""
    befores = (None, *versions)
    return tuple(
        Step(version, tuple(changes(before.claim, version.claim)) if before else ())
        for before, version in zip(befores, versions, strict=False)
    )


def changes(before: Claim, after: Claim) -> Iterator[Change]:
    """Yield the fields that differ between two versions."""
    for field, old, new in zip(_FIELDS, _written(before), _written(after), strict=True):
        if old != new:
            yield Change(field, tuple(word_changes(old, new)))


def word_changes(before: str, after: str) -> Iterator[Piece]:
    """Yield the words of two texts in order: those that stayed, and those removed or added in between."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if [*map(str.strip, old[start:end])] == [*map(str.strip, new[new_start:new_end])]:
            yield Piece(Turn.STAYED, added)
            continue
        if removed:
            yield Piece(Turn.REMOVED, removed)
        if added:
            yield Piece(Turn.ADDED, added)


_FIELDS = (
    "Claim",
    "Status",
    "Rating",
    "Quote and source",
    "Said by",
    "Other wordings",
    "Note",
    "Tags",
    "Particulars",
    "Links",
)


def _written(claim: Claim) -> tuple[str, ...]:
    review = claim.reviews[0] if claim.reviews else None
    rating = " – ".join(part for part in (claim.rating.value, review and review.body, review and review.url) if part)
    cited = " · ".join(
        " – ".join(part for part in (citation.quote, citation.source.name, citation.source.url) if part)
        for citation in claim.citations
    )
    links = ", ".join(f"{link.kind.value} {link.key}" for link in claim.links)
    return (
        claim.text,
        claim.status.value,
        rating,
        cited,
        claim.claimant or "",
        " | ".join(claim.wordings),
        claim.note or "",
        ", ".join(claim.tags),
        render(claim.particulars, claim.text).replace("\n", "; "),
        links,
    )
