"""Tells a sentence that leans on what stands before it from one that stands alone, as a claim has to. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.ingestion.phrases import (
    HAPPENED,
    INTRODUCED,
    OWNED,
    POINTS,
    SAID_MORE,
    SOMEBODY,
    SUBORDINATE,
    TAKES_UP,
    TIMES,
)
from bot.matching.names import TITLES
from bot.matching.statement import Statement

_PRONOUN = re.compile(
    r"\b(?P<person>he|she|him|his|hers?|himself|herself)\b|\b(?P<thing>it|them)\b|\b(?:they|its|their)\b", re.IGNORECASE
)
_LEADING = re.compile(r"[^\w$€£]*")
_PEOPLE = TITLES | frozenset(
    "man woman boy girl person patient student driver author singer actor actress player scientist teacher".split()
)


@dataclass(frozen=True, slots=True)
class Context:
    """What was read before a sentence: its terms, and those that stood in a name of several words."""

    terms: set[str] = field(default_factory=set[str])
    named: set[str] = field(default_factory=set[str])

    def add(self, statement: Statement) -> None:
        """Take a sentence in."""
        self.terms.update(statement.words[index].term for index in statement.content)
        for one, other in pairwise(statement.words):
            if one.text[0].isupper() and other.text[0].isupper():
                self.named.update((one.term, other.term))


def leans(statement: Statement, context: Context) -> bool:
    """Tell whether a sentence cannot be understood without those before it."""
    folded = statement.folded
    opening = _LEADING.match(folded)
    start = opening.end() if opening else 0
    return (
        TAKES_UP.match(folded, start) is not None
        or POINTS.search(folded) is not None
        or _times_alone(statement)
        or _ownerless(statement)
        or any(_known_thing(statement, at, context) for at in _subjects(statement))
        or _pronoun_alone(statement)
    )


def _times_alone(statement: Statement) -> bool:
    """Tell "two years later" where no date stands before it."""
    found = TIMES.search(statement.folded)
    at = statement.index_at(found.start()) if found else 0
    return found is not None and not any(date.first < at and date.what.year for date in statement.dates)


def _ownerless(statement: Statement) -> bool:
    """Tell "Revenue rose", where nobody is named whose it is."""
    speaker = statement.speaker
    if any(speaker is None or name.first not in speaker for name in statement.names):
        return False
    opening, _, rest = statement.folded.partition(", ")
    first = rest if SUBORDINATE.match(opening) else opening
    return first.lstrip("\"'( ").partition(" ")[0] in OWNED


def _subjects(statement: Statement) -> Iterator[int]:
    """Yield the words "the" that begin a subject: at the start, or behind an opening such as "In 1911"."""
    lower = statement.lower
    if not lower:
        return
    if lower[0] in {"the", "a", "an"}:
        yield 0
    if not SUBORDINATE.match(lower[0]):
        return
    for at in range(1, min(len(lower), 14)):
        before = statement.words[at - 1]
        gap = statement.folded[before.end : statement.words[at].start]
        ended = "," in gap or at - 1 in statement.measured or not before.text[0].islower()
        if lower[at] == "the" and ended:
            yield at


def _known_thing(statement: Statement, at: int, context: Context) -> bool:
    """Tell "the company" and "the tower", which somebody must have spoken of before."""
    lower, words = statement.lower, statement.words[at + 1 : at + 3]
    if len(words) < 2:
        return False
    bare = lower[at + 1].removesuffix("'s")
    if lower[at] != "the":
        return bare in SOMEBODY
    if words[0].text[0].isupper() or SAID_MORE & {lower[at + 2]}:
        return False
    if bare == "first":  # "The first six", not "The first woman"
        return words[1].value is not None or words[1].stops
    if bare in INTRODUCED:
        return not words[1].text[0].isupper()
    return _mentioned(statement, at, context)


def _mentioned(statement: Statement, at: int, context: Context) -> bool:
    """Tell "The tower was closed" of an article on a tower; "the heart beats" is true of every heart."""
    phrase = [word for word in statement.words[at + 1 : at + 3] if not word.stops]
    if any(word.text[0].isupper() or word.value is not None for word in phrase):
        return False
    if any(word.term in context.named for word in phrase[:1]):
        return True
    return HAPPENED.search(statement.folded) is not None and any(word.term in context.terms for word in phrase)


def _pronoun_alone(statement: Statement) -> bool:
    """Tell a pronoun in front of which nobody is named."""
    text = statement.folded
    found = _PRONOUN.search(text)
    if found is None:
        return False
    at = statement.index_at(found.start())
    if any(name.first < at for name in statement.names):
        return False
    if found["person"]:
        return _PEOPLE.isdisjoint(statement.lower[:at])
    before = text[: found.start()].rstrip()
    if found["thing"] and at < 5 and not before.endswith(","):
        return True  # "Inspectors visited it": only who acts was named.
    return before.endswith(",") and SUBORDINATE.match(text.lstrip("\"' ")) is not None
