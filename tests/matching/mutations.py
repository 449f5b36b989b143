"""Alters a claim in one particular at a time, to prove that the matcher sees each alteration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching.differences import DifferenceKind
from bot.matching.match import Relation, match_claim
from bot.matching.names import TITLES, cities
from bot.matching.statement import Statement
from storage.models import Claim, Comparator
from storage.places import places

_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
#: Whose names are put in; those that the claim has itself are passed over.
_COUNTRIES = ("Brazil", "Kenya", "Norway")
_CITIES = ("Oslo", "Nairobi", "Lima")
_PEOPLE = ("Okafor", "Lindqvist", "Marchetti")
_BE = re.compile(r"\b(is|are|was|were|will|has|have|had|can|could|would|should)\b(?! not\b)")
_NOT = re.compile(r"\s+not\b|n't\b|\bno (?=\w)")
_AHEAD = re.compile(r"\b(?:are|is) (?:expected )?to\b|(?<!the )\bplans? to\b|\bwill\b(?! not)")
_DONE = re.compile(r"\b(?:have|has) (?=(?:\w+ly )?\w+ed\b)")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A claim's text with one particular altered."""

    kind: DifferenceKind
    text: str


def mutations(claim: Claim) -> Iterator[Mutation]:
    """Yield the claim's text with each of its particulars altered, one at a time."""
    statement = Statement(claim.text, claim.particulars)
    for kind, altered in (
        (DifferenceKind.NUMBER, _numbers(statement)),
        (DifferenceKind.DATE, _dates(statement)),
        (DifferenceKind.NEGATION, _negations(claim.text)),
        (DifferenceKind.MODALITY, _modalities(claim.text)),
        (DifferenceKind.ATTRIBUTION, _speakers(statement)),
        (DifferenceKind.ENTITY, _names(statement)),
    ):
        yield from (Mutation(kind, text) for text in altered if text != claim.text)


def blind_spots(claim: Claim) -> tuple[Mutation, ...]:
    """Return the alterations that the matcher would confirm; empty for a claim that is safe to have."""
    return tuple(
        mutation
        for mutation in mutations(claim)
        if (match := match_claim(Statement(mutation.text), claim)) and match.relation is Relation.SAME
    )


def _numbers(statement: Statement) -> Iterator[str]:
    for reading in statement.quantities:
        word = next((word for word in statement.words[reading.first : reading.last + 1] if word.value), None)
        if word is None or word.value is None:
            continue
        # A weaker bound is entailed by the claim: there the bound goes with the number.
        first = statement.words[reading.first].start
        for factor, entailed in ((10, _UPPER), (0.1, _LOWER)):
            start = first if reading.what.comparator in entailed else word.start
            yield _replaced(statement.text, start, word.end, f"{word.value * factor:,.10g}")
        if flipped := _FLIPPED.get(reading.what.comparator):
            start = statement.words[reading.first].start
            yield _replaced(statement.text, start, word.start, f"{flipped} ")


_LOWER = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_UPPER = frozenset({Comparator.LESS_THAN, Comparator.AT_MOST})
_FLIPPED = {
    Comparator.MORE_THAN: "less than",
    Comparator.AT_LEAST: "at most",
    Comparator.LESS_THAN: "more than",
    Comparator.AT_MOST: "at least",
}


def _dates(statement: Statement) -> Iterator[str]:
    for reading in statement.dates:
        start, end = statement.words[reading.first].start, statement.words[reading.last].end
        if reading.what.month is not None:
            yield _replaced(statement.text, start, end, _MONTHS[(reading.what.month + 4) % 12])
        elif reading.what.weekday is not None:
            yield _replaced(statement.text, start, end, _WEEKDAYS[(reading.what.weekday + 3) % 7])
        elif reading.what.year is not None:
            yield _replaced(statement.text, start, end, str(reading.what.year + 3))


def _negations(text: str) -> Iterator[str]:
    if found := _NOT.search(text):
        yield _replaced(text, found.start(), found.end(), "")
    elif found := _BE.search(text):
        yield _replaced(text, found.end(), found.end(), " not")


def _modalities(text: str) -> Iterator[str]:
    if _AHEAD.search(text):
        yield _AHEAD.sub("has already begun to", text)
    elif _DONE.search(text):
        yield _DONE.sub("might some day have ", text)


def _speakers(statement: Statement) -> Iterator[str]:
    if statement.speaker and statement.speaker.first <= statement.speaker.last:
        first, last = statement.speaker.first, statement.speaker.last
        yield _replaced(statement.text, statement.words[first].start, statement.words[last].end, _PEOPLE[0])


def _names(statement: Statement) -> Iterator[str]:
    for number, name in enumerate(statement.names):
        first = name.first
        while first < name.last and statement.lower[first] in TITLES:
            first += 1
        if statement.speaker and first in statement.speaker:
            continue
        others = [other for other in _others(name.what.canonical) if other not in statement.text]
        start, end = statement.words[first].start, statement.words[name.last].end
        yield _replaced(statement.text, start, end, others[number % len(others)])


def _others(canonical: str) -> tuple[str, ...]:
    """Return names of the same kind."""
    if canonical in frozenset(places().values()):
        return _COUNTRIES
    return _CITIES if canonical in cities() else _PEOPLE


def _replaced(text: str, start: int, end: int, by: str) -> str:
    return text[:start] + by + text[end:]
