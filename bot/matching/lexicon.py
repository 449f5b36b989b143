"""Words that stand for each other, and words that are opposites. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from storage.terms import words

#: Families by number; a term belongs to (family, side) pairs.
Sides = frozenset[tuple[int, int]]


def families(term: str) -> frozenset[tuple[int, int]]:
    """Return the families of synonyms (side 2) and the sides (0, 1) of families of opposites a term belongs to."""
    return frozenset((family, 2) for family in _synonyms().get(term, ())) | _opposites().get(term, frozenset())


def stand_for_each_other(one: str, other: str) -> bool:
    """Tell whether two terms name the same thing or the same kind of change."""
    return bool(_synonyms().get(one, frozenset()) & _synonyms().get(other, frozenset())) or bool(
        _opposites().get(one, frozenset()) & _opposites().get(other, frozenset())
    )


def contradict(one: str, other: str) -> bool:
    """Tell whether two terms are opposites: of one family, on its two sides, and on no side together."""
    mine, theirs = _opposites().get(one, frozenset()), _opposites().get(other, frozenset())
    return not mine & theirs and any((family, 1 - side) in theirs for family, side in mine)


def converse(one: str, other: str) -> bool:
    """Tell whether two terms are two views of one event: buy and sell."""
    mine, theirs = _converses().get(one, frozenset()), _converses().get(other, frozenset())
    return not mine & theirs and any((family, 1 - side) in theirs for family, side in mine)


def converses() -> frozenset[str]:
    """Return the terms that are one view of an event that has another."""
    return frozenset(_converses())


def moves_up(term: str) -> bool | None:
    """Tell a word for a rise from one for a fall; ``None`` for a word that is neither, or both."""
    sides = {side for family, side in _opposites().get(term, ()) if family == 0}
    return sides == {0} if len(sides) == 1 else None


#: A word with fewer letters is not the rest of a word with a denying prefix.
_PREFIXABLE = 4
#: Prefixes that turn a word into its opposite.
_DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "de")


def opposed(said: str, recorded: str) -> bool:
    """Tell whether two terms are opposites: by the lexicon, by the antonyms of English, or by a denying prefix."""
    if recorded not in _against(said):
        return False
    shared = _opposites().get(said, frozenset()) & _opposites().get(recorded, frozenset())
    return not shared or recorded in _antonyms().get(said, frozenset())


@lru_cache(maxsize=65_536)
def _against(term: str) -> frozenset[str]:
    """Return every term that may oppose a term."""
    sides = (_side_terms().get((family, 1 - side), frozenset[str]()) for family, side in _opposites().get(term, ()))
    with_prefix = {prefix + term for prefix in _DENYING} if len(term) >= _PREFIXABLE else set[str]()
    without = {term.removeprefix(prefix) for prefix in _DENYING if term.startswith(prefix)}
    bare = {other for other in without if len(other) >= _PREFIXABLE}
    return frozenset[str]().union(*sides, _antonyms().get(term, frozenset()), with_prefix, bare)


@cache
def _side_terms() -> Mapping[tuple[int, int], frozenset[str]]:
    terms: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for term, sides in _opposites().items():
        for side in sides:
            terms[side].add(term)
    return {side: frozenset(found) for side, found in terms.items()}


@cache
def _antonyms() -> Mapping[str, frozenset[str]]:
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines("antonyms.txt"):
        term, *opposites = line.split(" ")
        for opposite in opposites:
            pairs[term].add(opposite)
            pairs[opposite].add(term)
    return {term: frozenset(opposites) for term, opposites in pairs.items()}


@cache
def _synonyms() -> Mapping[str, frozenset[int]]:
    sets: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_lines("synonyms.txt")):
        for term in _terms(line):
            sets[term].add(number)
    return {term: frozenset(numbers) for term, numbers in sets.items()}


@cache
def _opposites() -> Mapping[str, Sides]:
    return _sides("opposites.txt")


@cache
def _converses() -> Mapping[str, Sides]:
    return _sides("converses.txt")


def _sides(name: str) -> Mapping[str, Sides]:
    sides: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for family, line in enumerate(_lines(name)):
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
