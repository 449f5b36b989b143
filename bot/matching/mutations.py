"""Alters a claim in one particular at a time, to prove that the matcher sees each alteration. Pure.

Each altered text is false if the claim is true. So a bound is never merely weakened (who has more than 50,000 has
more than 5,000), and two parties are exchanged only where it matters who is who (not in "met with").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching.differences import DifferenceKind
from bot.matching.match import Match, Relation, match_claim
from bot.matching.particulars import propose
from bot.matching.statement import Statement, statements
from bot.matching.swaps import exchanges, other_names, other_speakers
from storage.models import Claim, Comparator, Date, Season

_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_BE = re.compile(r"\b(is|are|was|were|will|has|have|had|can|could|would|should)\b(?! not\b)")
_NOT = re.compile(r"\b(?:cannot|can't|won't)\b|\s+not\b(?! only| just)|n't\b|\bno (?:longer )?(?=\w)", re.IGNORECASE)
_AFFIRMED = {"cannot": "can", "can't": "can", "won't": "will"}
_AHEAD = re.compile(
    r"\b(?P<plural>are (?:expected |set )?to)\b|\b(?P<singular>is (?:expected |set )?to)\b|\bwill\b(?! not)"
    r"|(?<!the )(?<!its )(?<!heir )\bplans to\b|(?<=s )plan to\b"
)
_DONE = re.compile(r"(?<!to )\b(?:have|has) (?=(?:\w+ly )?\w+ed\b)")
_PASSIVE = re.compile(r"\b(?:was|were) (?=(?:\w+ly )?\w+ed\b)")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A claim's text with one particular altered."""

    kind: DifferenceKind
    text: str


def mutations(claim: Claim) -> Iterator[Mutation]:
    """Yield the claim's text with each of its particulars altered, one at a time."""
    statement = Statement(claim.text, claim.particulars or propose(claim.text, claim.claimant))
    seen = {claim.text}
    for kind, altered in (
        (DifferenceKind.NUMBER, _numbers(statement)),
        (DifferenceKind.DATE, _dates(statement)),
        (DifferenceKind.NEGATION, _negations(statement)),
        (DifferenceKind.MODALITY, _modalities(claim.text)),
        (DifferenceKind.ATTRIBUTION, other_speakers(statement)),
        (DifferenceKind.ENTITY, other_names(statement)),
        (DifferenceKind.DIRECTION, exchanges(statement)),
    ):
        for written in altered:
            text = written[:1].upper() + written[1:] if claim.text[:1].isupper() else written
            if text not in seen:
                yield Mutation(kind, text)
            seen.add(text)


def blind_spots(claim: Claim) -> tuple[Mutation, ...]:
    """Return the alterations that the matcher would confirm; empty for a claim that is safe to have."""
    return tuple(mutation for mutation in mutations(claim) if is_confirmed(mutation.text, claim))


def is_confirmed(text: str, claim: Claim) -> bool:
    """Tell whether a message is confirmed: some statement of it agrees with the claim, and none differs or doubts."""
    matches = [*_matches(text, claim)]
    relations = {match.relation for match in matches}
    settled = Relation.ALTERED not in relations and not any(match.casts_doubt for match in matches)
    return Relation.SAME in relations and settled


def _matches(text: str, claim: Claim) -> Iterator[Match]:
    for said in statements(text):
        if match := match_claim(said, claim):
            yield match


def _numbers(statement: Statement) -> Iterator[str]:
    for reading in statement.quantities:
        word = next((word for word in statement.words[reading.first : reading.last + 1] if word.value), None)
        if word is None or word.value is None:
            continue
        first, comparator = statement.words[reading.first].start, reading.what.comparator
        bound = statement.text[first : word.start].strip()
        for factor, weaker in ((10.0, comparator in _UPPER), (0.1, comparator in _LOWER)):
            # A weaker bound is entailed by the claim: there the bound in front goes with the number.
            start = first if weaker else word.start
            if (bound or not weaker) and not _ENTAILED[factor].search(statement.folded, 0, word.start):
                yield _replaced(statement.text, start, word.end, _written(word.value * factor))
        if bound and (flipped := _FLIPPED.get(comparator)):
            yield _replaced(statement.text, first, word.start, f"{flipped} ")


def _written(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.4g}"


#: What happened within three weeks did within thirty, and the first in fifteen years is the first in two.
_ENTAILED = {
    10.0: re.compile(r"\b(?:within|inside)(?: the)?(?: (?:first|last|next))? $"),
    0.1: re.compile(r"\b(?:first|last|only|\w+est|most \w+)\b[^.;]{0,40}\b(?:in|for) $"),
}
_LOWER = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_UPPER = frozenset({Comparator.LESS_THAN, Comparator.AT_MOST})
_FLIPPED = {
    Comparator.MORE_THAN: "less than",
    Comparator.AT_LEAST: "less than",
    Comparator.LESS_THAN: "more than",
    Comparator.AT_MOST: "more than",
}


def _dates(statement: Statement) -> Iterator[str]:
    for reading in statement.dates:
        if reading.first <= reading.last:  # Else its words are not in the text.
            start, end = statement.words[reading.first].start, statement.words[reading.last].end
            later = statement.negations or statement.lower[reading.first - 1] not in {"before", "by"}
            for other in _other_dates(reading.what, later=bool(later)):
                yield _replaced(statement.text, start, end, other)


def _other_dates(date: Date, *, later: bool) -> Iterator[str]:
    """Yield dates that the given one does not entail: what is done by May is done by June."""
    if date.month is not None and date.month != (12 if later else 1):
        month = _MONTHS[min(date.month + 4, 11) if later else 0]
        yield f"{min(date.day, 28)} {month}" if date.day else month
    if date.weekday is not None:
        yield _WEEKDAYS[(date.weekday + 3) % 7]
    if date.season is not None:
        seasons = [*Season]
        yield seasons[seasons.index(date.season) - 2].value
    if date.year is not None:
        yield str(date.year + (3 if later else -3))


def _negations(statement: Statement) -> Iterator[str]:
    text = statement.text
    if found := _NOT.search(text):
        yield _replaced(text, found.start(), found.end(), _AFFIRMED.get(found[0].lower(), ""))
    elif found := _BE.search(text):
        yield _replaced(text, found.end(), found.end(), " not")
    elif statement.words:
        common = statement.words[0].stops or any(reading.first == 0 for reading in statement.quantities)
        whole = text[0].lower() + text[1:] if common else text
        yield f"It is not true that {whole}"


def _modalities(text: str) -> Iterator[str]:
    if found := _AHEAD.search(text):
        yield _AHEAD.sub(f"{_have(text[: found.start()], found)} already begun to", text)
    elif _DONE.search(text):
        yield _DONE.sub("might some day have ", text)
    elif _PASSIVE.search(text):
        yield _PASSIVE.sub("will be ", text, count=1)


def _have(before: str, found: re.Match[str]) -> str:
    last = (before.split() or [""])[-1].lower()
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is")) and found[0] != "plans to"
    return "have" if found["plural"] or (plural and not found["singular"]) else "has"


def _replaced(text: str, start: int, end: int, by: str) -> str:
    return text[:start] + by + text[end:]
