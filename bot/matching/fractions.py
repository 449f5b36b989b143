"""Reads shares put in words as percentages: a third of, more than half its, nine in ten, 11 out of 100. Pure."""

import re
from collections.abc import Iterator

from bot.matching.readings import Reading, Sentence
from storage.models import Quantity

_PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9}
_COUNT = "|".join(_COUNTS)
#: What is divided follows, or the share ends what is said; "a third trial" is no share.
_SHARE = re.compile(
    rf"""
    (?<!\band\s)(?<![\w-])(?:(?P<count>{_COUNT})[ -])?
    (?<!\band\sa\s)(?<!first\s)(?<!second\s)(?P<part>{"|".join(_PARTS)})s?
    (?=\s+(?:of|its|his|her|their|our|your|my|the|all|this|that|these|those)\b | \s*(?:$|[,.;:!?)]))
    """,
    re.VERBOSE,
)
_IN = re.compile(
    r"(?<![\w.,:-])(?P<some>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:in|(?:out\s+)?of)"
    r"(?:\s+every)?\s+(?P<all>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|a\s+hundred)(?![\w.,:%-])"
)
_SLASH = re.compile(r"(?<![\w./,:-])(?P<some>\d{1,2})/(?P<all>\d{1,2})(?=\s+(?:of|the|its|their)\b)")
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"twenty": 20, "hundred": 100, "a hundred": 100}


def read_fractions(sentence: Sentence) -> Iterator[Reading[Quantity]]:
    """Yield each share as a quantity in percent, its comparator not yet read."""
    for found in _SHARE.finditer(sentence.folded):
        # "half" needs no count; "quarter" and the ordinals without one are a time, a place or a rank.
        if found["count"] or found["part"] == "half":
            share = 100 * _COUNTS.get(found["count"] or "a", 1) / _PARTS[found["part"]]
            yield _reading(sentence, found, share)
    for pattern in (_IN, _SLASH):
        for found in pattern.finditer(sentence.folded):
            some, whole = (_number(found[group]) for group in ("some", "all"))
            # "two in 2024" counts things, "one in two hundred" is too rare for chat to be worth the doubt.
            if some < whole and whole in {2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000}:
                yield _reading(sentence, found, 100 * some / whole)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _NUMBERS[" ".join(written.split())]


def _reading(sentence: Sentence, found: re.Match[str], percent: float) -> Reading[Quantity]:
    first, last = sentence.index_at(found.start()), sentence.index_at(found.end() - 1)
    text = sentence.text[found.start() : found.end()]
    return Reading(Quantity(text, round(percent, 2), unit="percent"), first, last)
