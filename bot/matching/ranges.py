"""Joins two numbers into a range: between 40,000 and 50,000, 45 to 70, 40-50k, 5-6 million. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.matching.lexicon import moves_up
from bot.matching.readings import Reading, Sentence
from storage.models import Comparator, Quantity

_SCALES = (
    (1e3, "k|grand|thousand"),
    (1e6, "mn?|mil|million"),
    (1e9, "bn?|bil|billion"),
    (1e12, "tn|trillion"),
)
#: No team scores more, in the games that are told by two numbers.
_SCORED = 20
_SCALED = tuple((factor, re.compile(rf"(?:[\d\s-]|^|\b)(?:{signs})$")) for factor, signs in _SCALES)
#: Of these, "went from 40 to 50" tells two values and no range; so does every word for a rise or a fall.
_MOVING = frozenset("go come move chang take bring switch revis updat".split())
#: What follows a range and no game's score, beside plurals: 5-6 people, 5-6 percent.
_COUNTED = frozenset("people men women children percent per pct km kg cm".split())
_NO_PLURALS = frozenset({"versus", "this", "thus"})


def join_ranges(sentence: Sentence, found: list[Reading[Quantity]]) -> Iterator[Reading[Quantity]]:
    """Join what is one quantity with two ends; pass everything else on, in order."""
    waiting: Reading[Quantity] | None = None
    for reading in sorted(found, key=lambda reading: reading.first):
        both = _joined(sentence, waiting, reading) if waiting else None
        if both is None and waiting:
            yield waiting
        waiting = both or reading
    if waiting:
        yield waiting


def _joined(sentence: Sentence, low: Reading[Quantity], high: Reading[Quantity]) -> Reading[Quantity] | None:
    gap = sentence.folded[sentence.words[low.last].end : sentence.words[high.first].start].strip(" $€£¥")
    between = low.first > 0 and sentence.lower[low.first - 1] == "between"
    value = _scaled(sentence, low, high)
    apart = value >= high.what.value or low.what.upper is not None
    if apart or not (gap in {"-", "to"} or (gap in {"and", "or"} and between)) or _changes(sentence, low.first):
        return None
    text = sentence.written(low.first, high.last)
    unit = high.what.unit or low.what.unit
    return Reading(Quantity(text, value, Comparator.BETWEEN, high.what.value, unit, high.what.of), low.first, high.last)


def _scaled(sentence: Sentence, low: Reading[Quantity], high: Reading[Quantity]) -> float:
    """Return the lower end in the upper one's scale: 40 of "40-50k" is 40,000."""
    mine, theirs = (_scale(sentence, reading) for reading in (low, high))
    scaled = low.what.value * theirs
    return scaled if mine == 1 and scaled < high.what.value else low.what.value


def _scale(sentence: Sentence, reading: Reading[Quantity]) -> float:
    written = (word.text.lower() for word in sentence.words[reading.first : reading.last + 1] if word.value is not None)
    last = next(written, "")
    return next((factor for factor, ends in _SCALED if ends.search(last)), 1.0)


def _changes(sentence: Sentence, low: int) -> bool:
    """Tell "rose from 40 to 50", which gives two values, from "from 40 to 50 people came"."""
    if low == 0 or sentence.lower[low - 1] != "from":
        return False
    return any(moves_up(word.term) is not None or word.term in _MOVING for word in sentence.words[:low])


def score_words(sentence: Sentence) -> Iterator[int]:
    """Yield the numbers, by index, of a game's score, a ratio or a time of day: 5-4, 2:1, 10:30."""
    for index, (one, other) in enumerate(pairwise(sentence.words)):
        gap = sentence.folded[one.end : other.start]
        if one.value is None or other.value is None or gap not in {"-", ":"}:
            continue
        if gap == "-" and one.value < other.value and _measures(sentence, index):
            continue
        yield from (at for at, word in ((index, one), (index + 1, other)) if gap == ":" or (word.value or 0) < _SCORED)


def _measures(sentence: Sentence, low: int) -> bool:
    """Tell "5-6 million", "$5-6" and "5-6 weeks" from "lost 5-6"."""
    high = sentence.words[low + 1]
    marked = sentence.folded[: sentence.words[low].start].endswith(tuple("$€£¥")) or sentence.folded.startswith(
        "%", high.end
    )
    behind = sentence.words[low + 2] if low + 2 < len(sentence.words) else None
    plural = behind is not None and len(behind.text) > 3 and behind.text.islower() and behind.text.endswith("s")
    counted = behind is not None and (plural or sentence.lower[low + 2] in _COUNTED)
    return marked or not high.text.isdigit() or (counted and sentence.lower[low + 2] not in _NO_PLURALS)
