"""Words that stand for each other, and words that contradict each other. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from storage.terms import words

#: Families by number; a term belongs to (family, side) pairs.
Sides = frozenset[tuple[int, int]]


def stand_for_each_other(one: str, other: str) -> bool:
    """Tell whether two terms name the same thing or the same kind of change."""
    return bool(_synonyms().get(one, frozenset()) & _synonyms().get(other, frozenset())) or bool(
        _opposites().get(one, frozenset()) & _opposites().get(other, frozenset())
    )


def contradict(one: str, other: str) -> bool:
    """Tell whether two terms are opposites: of one family, on its two sides, and on no side together."""
    mine, theirs = _opposites().get(one, frozenset()), _opposites().get(other, frozenset())
    return not mine & theirs and any((family, 1 - side) in theirs for family, side in mine)


@cache
def _synonyms() -> Mapping[str, frozenset[int]]:
    sets: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_lines("synonyms.txt")):
        for term in _terms(line):
            sets[term].add(number)
    return {term: frozenset(numbers) for term, numbers in sets.items()}


@cache
def _opposites() -> Mapping[str, Sides]:
    sides: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for family, line in enumerate(_lines("opposites.txt")):
        for side, half in enumerate(line.split(" | ")):
            for term in _terms(half):
                sides[term].add((family, side))
    return {term: frozenset(pairs) for term, pairs in sides.items()}


def _lines(name: str) -> Iterator[str]:
    text = files("bot.matching").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _terms(half: str) -> Iterator[str]:
    """Yield the term of each entry; of two words ("step up") the first carries the meaning."""
    for entry in half.split(", "):
        if " " not in entry:
            yield next(words(entry)).term
