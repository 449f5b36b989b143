"""Puts another name, another speaker, or each of two parties in the other's place. Pure."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from bot.matching.names import TITLES, cities, same_kind
from bot.matching.readings import Reading
from bot.matching.statement import Statement
from storage.models import Name, Speaker
from storage.places import places

#: Whose names are put in; those that the claim has itself are passed over.
_COUNTRIES = ("Brazil", "Kenya", "Norway")
_CITIES = ("Oslo", "Nairobi", "Lima")
_PEOPLE = ("Okafor", "Lindqvist", "Marchetti")
#: Between two parties these say that each does to the other what the other does to it.
_MUTUAL = frozenset("and or with between both".split())
_WAYS = frozenset("to from by against".split())


def other_speakers(statement: Statement) -> Iterator[str]:
    """Yield the text with its words in somebody else's mouth."""
    if speaker := _speaker(statement):
        start, end = statement.words[speaker.first].start, statement.words[speaker.last].end
        other = next((one for one in _PEOPLE if one not in statement.text), _PEOPLE[0])
        before = re.sub(r"\bthe $", "", statement.text[:start], flags=re.IGNORECASE)
        yield before + other + statement.text[end:]


def _speaker(statement: Statement) -> Reading[Speaker] | None:
    """Read the speaker from the text: the record may have the full name, which is not in it."""
    speaker = Statement(statement.text).speaker
    return speaker if speaker and speaker.first <= speaker.last < len(statement.words) else None


def other_names(statement: Statement) -> Iterator[str]:
    """Yield the text with each of its names replaced by another of its kind."""
    speaker = _speaker(statement)
    for number, name in enumerate(statement.names):
        first = name.first
        while first < name.last and statement.lower[first] in TITLES:
            first += 1
        if first >= len(statement.words) or (speaker and first in speaker):
            continue
        others = [other for other in _others(name.what.canonical) if other not in statement.text]
        if others:
            start, end = statement.words[first].start, _end(statement, name)
            yield statement.text[:start] + others[number % len(others)] + statement.text[end:]


def _others(canonical: str) -> tuple[str, ...]:
    """Return names of the same kind."""
    if canonical in _countries():
        return _COUNTRIES
    return _CITIES if canonical in cities() else _PEOPLE


@cache
def _countries() -> frozenset[str]:
    return frozenset(places().values())


def exchanges(statement: Statement) -> Iterator[str]:
    """Yield the text with two of its parties in each other's place."""
    text, speaker = statement.text, _speaker(statement)
    parties = [
        name for name in statement.names if _is_party(statement, name) and not (speaker and name.first in speaker)
    ]
    for one, other in combinations(parties, 2):
        if _apart(statement, one, other):
            (start, end), (begin, stop) = _span(statement, one), _span(statement, other)
            exchanged = text[:start] + text[begin:stop] + text[end:begin] + text[start:end] + text[stop:]
            yield exchanged if text.endswith("..") else exchanged.replace("..", ".")


def _is_party(statement: Statement, name: Reading[Name]) -> bool:
    """Leave out what is not in the text, stands in brackets, or is a demonym: "the Japanese minister"."""
    if name.last >= len(statement.words) or name.first > name.last:
        return False
    start, end = _span(statement, name)
    plain = statement.folded[start:end].replace(".", "")
    demonym = name.what.canonical in _countries() and len(plain) > 3 and plain != name.what.canonical
    return not demonym and statement.text[max(0, start - 1) : start] != "("


def _apart(statement: Statement, one: Reading[Name], other: Reading[Name]) -> bool:
    """Tell whether it matters which of two is which: something stands between them that is not done to both alike."""
    named = {index for name in statement.names for index in range(name.first, name.last + 1)}
    between = [statement.words[index] for index in range(one.last + 1, other.first) if index not in named]
    near = statement.lower[max(0, one.first - 2) : other.first]
    known = any(name.what.canonical in cities() | _countries() for name in (one, other))
    return (
        one.what.canonical != other.what.canonical
        and (same_kind(one.what, other.what) or not known)
        and any(word.text in _WAYS or (not word.stops and word.text.islower()) for word in between)
        and _MUTUAL.isdisjoint(near)
    )


def _span(statement: Statement, name: Reading[Name]) -> tuple[int, int]:
    return statement.words[name.first].start, _end(statement, name)


def _end(statement: Statement, name: Reading[Name]) -> int:
    """Return where a name ends, its "'s" left out."""
    last = statement.words[name.last]
    return last.end - 2 if statement.lower[name.last].endswith("'s") else last.end
