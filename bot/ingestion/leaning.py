"""Tells a sentence that leans on what stands before it from one that stands alone. Pure.

What nobody can understand without the sentence before ("It sank") is one thing; what a reader of the source understands
("The council") is another: an editor sees the source's title beside the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.ingestion.phrases import (
    CONNECTS,
    HAPPENED,
    INTRODUCED,
    NAMES_AGAIN,
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
#: A pronoun among the first words has no noun before it that it could stand for.
_BEHIND_ITS_NOUN = 5
_LEADING = re.compile(r"[^\w$€£]*")
#: "Called a status quo budget, it", "Founded in 1998, they": the pronoun is the subject that the opening speaks of.
_PARTICIPLE = re.compile(r"(?:\w+ly\s)?\w{2,}(?:ed|ing|en|own|ilt|ung)\b", re.IGNORECASE)
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


def leans(statement: Statement) -> bool:
    """Tell whether nobody knows who or what is meant without the sentences before it."""
    folded = statement.folded
    start = _opening(statement)
    return (
        TAKES_UP.match(folded, start) is not None
        or TAKES_UP.match(folded, _behind_connection(statement)) is not None
        or POINTS.search(folded) is not None
        or _pronoun_alone(statement)
    )


def leaning(statement: Statement, context: Context) -> int:
    """Count the ways in which a sentence takes up what was said before, and is still understood beside its source."""
    folded = statement.folded
    return (
        (CONNECTS.match(folded, _opening(statement)) is not None)
        + (NAMES_AGAIN.search(folded) is not None)
        + _times_alone(statement)
        + _ownerless(statement)
        + any(_known_thing(statement, at, context) for at in _subjects(statement))
    )


def _opening(statement: Statement) -> int:
    return _opening_end(statement.folded, 0)


def _behind_connection(statement: Statement) -> int:
    """Return where a sentence goes on behind "However, "."""
    start = _opening(statement)
    connected = CONNECTS.match(statement.folded, start)
    return _opening_end(statement.folded, connected.end()) if connected else start


def _opening_end(folded: str, start: int) -> int:
    found = _LEADING.match(folded, start)
    return found.end() if found else start


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
    """Tell a pronoun in front of which nobody and nothing is named that it can stand for."""
    text = statement.folded
    found = _PRONOUN.search(text)
    if found is None:
        return False
    before = text[: found.start()].rstrip()
    at = statement.index_at(found.start())
    named = any(name.first < at for name in statement.names)
    if found["person"]:
        return not named and _PEOPLE.isdisjoint(statement.lower[:at]) and not _names_next(statement, at)
    if not named and found["thing"] and at < _BEHIND_ITS_NOUN and not before.endswith(","):
        return True  # "Inspectors visited it": only who acts was named.
    subordinate = SUBORDINATE.match(text, _behind_connection(statement)) is not None
    if before.endswith(",") and (subordinate or _PARTICIPLE.match(text, _behind_connection(statement))):
        return True
    first = statement.index_at(text.find(",") + 1) if subordinate and "," in before else 0
    if subordinate and not first and not named:
        return not _names_next(statement, at)
    return not (named or _noun_between(statement, first, at))


def _names_next(statement: Statement, at: int) -> bool:
    """Tell "In his opening remarks, Austin said" and "At its height the project": who is meant follows the opening."""
    comma = statement.folded.find(",", statement.words[at].start if at < len(statement.words) else 0)
    following = statement.index_at(comma) if comma >= 0 else -1
    return (
        at < _BEHIND_ITS_NOUN
        and SUBORDINATE.match(statement.folded, _behind_connection(statement)) is not None
        and (
            any(name.first == following for name in statement.names)
            or any(at < subject for subject in _subjects(statement))
        )
    )


def _noun_between(statement: Statement, first: int, at: int) -> bool:
    """Tell whether a thing stands there that a pronoun can stand for; a number is none."""
    return any(first <= index < at and statement.words[index].value is None for index in statement.content)
