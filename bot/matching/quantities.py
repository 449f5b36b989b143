"""Reads quantities: a number with its comparator, unit and what it counts. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from bot.matching.comparators import comparator_at
from bot.matching.fractions import read_fractions
from bot.matching.multiples import read_multiples
from bot.matching.ranges import join_ranges, score_words
from bot.matching.readings import Reading, Sentence
from storage.models import Quantity
from storage.places import places
from storage.terms import Word

_UNITS = {
    **dict.fromkeys(("%", "percent", "pct", "percentag"), "percent"),
    **dict.fromkeys(("$", "dollar", "usd", "buck"), "usd"),
    **dict.fromkeys(("€", "euro", "eur"), "eur"),
    **dict.fromkeys(("£", "gbp", "quid"), "gbp"),
    **dict.fromkeys(("¥", "yen", "jpy"), "jpy"),
    **dict.fromkeys(("year", "yr", "yrs"), "year"),
    **dict.fromkeys(("month", "mo", "mos"), "month"),
    **dict.fromkeys(("week", "wk", "wks"), "week"),
    **dict.fromkeys(("day",), "day"),
    **dict.fromkeys(("hour", "hr", "hrs"), "hour"),
    **dict.fromkeys(("minut", "min", "mins"), "minute"),
    **dict.fromkeys(("km", "kilomet"), "km"),
    **dict.fromkeys(("metr", "meter"), "metre"),
    **dict.fromkeys(("cm", "centimet"), "cm"),
    **dict.fromkeys(("foot", "feet", "ft"), "foot"),
    **dict.fromkeys(("mile", "mi"), "mile"),
    **dict.fromkeys(("kg", "kilo", "kilogram"), "kg"),
    **dict.fromkeys(("ton", "tonn"), "tonne"),
    **dict.fromkeys(("degre", "°c", "°f"), "degree"),
    **dict.fromkeys(("x", "time", "fold"), "times"),
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_AND_A_HALF = ("and", "a", "half")
_MONEY = frozenset({"usd", "eur", "gbp", "jpy"})
#: A decade is ten years: read as the number it stands for.
_PERIODS = {"decad": 10.0, "centuri": 100.0}


def read_quantities(sentence: Sentence, taken: frozenset[int] = frozenset()) -> tuple[Reading[Quantity], ...]:
    """Read the quantities of a sentence, leaving out the words (by index) that are taken as dates."""
    worded = [_compared(sentence, one) for one in (*read_fractions(sentence), *read_multiples(sentence))]
    taken |= {index for one in worded for index in range(one.first, one.last + 1)} | {*score_words(sentence)}
    return tuple(join_ranges(sentence, [*_numbers(sentence, taken), *_periods(sentence), *worded]))


def _compared(sentence: Sentence, worded: Reading[Quantity]) -> Reading[Quantity]:
    """Read the comparator of a share or a multiple: "more than half", "nearly doubled"."""
    whole = Word(worded.what.text, sentence.words[worded.first].start, sentence.words[worded.last].end, "")
    comparator, start, end = comparator_at(sentence.folded, whole)
    first = min(sentence.index_at(start), worded.first)
    written = sentence.text[start : max(end, whole.end)].strip()
    return Reading(replace(worded.what, text=written, comparator=comparator), first, worded.last)


def _numbers(sentence: Sentence, taken: frozenset[int]) -> Iterator[Reading[Quantity]]:
    for index, word in enumerate(sentence.words):
        halved = sentence.lower[index + 1 : index + 4] == _AND_A_HALF
        # "one" is a number only in "one and a half": elsewhere it is as often somebody.
        value = 1.0 if halved and sentence.lower[index] == "one" else word.value
        if value is None or index in taken:
            continue
        value, spelt = _and_a_half(sentence, index, value) if halved else (value, index)
        comparator, start, end = comparator_at(sentence.folded, replace(word, end=sentence.words[spelt].end))
        unit, last = _unit(sentence, index, spelt)
        first = sentence.index_at(start)
        text = sentence.text[start : max(end, sentence.words[last].end)].strip()
        quantity = Quantity(text, value, comparator, None, unit, _counted(sentence, last + 1) if unit is None else None)
        yield Reading(quantity, min(first, index), last)


def _and_a_half(sentence: Sentence, index: int, value: float) -> tuple[float, int]:
    """Return the value, and its last word, with the half and a scale behind it: two and a half million."""
    scale = _SCALES.get("".join(sentence.lower[index + 4 : index + 5]))
    if scale:
        return (value + 0.5) * scale, index + 4
    own = _SCALES.get(sentence.lower[index].split(" ")[-1], 1.0)
    return value + own / 2, index + 3


def _unit(sentence: Sentence, first: int, last: int) -> tuple[str | None, int]:
    """Return the unit of the number from the first to the last word, and the last word with it."""
    start, end = sentence.words[first].start, sentence.words[last].end
    before, after = sentence.folded[:start].rstrip()[-1:], sentence.folded[end : end + 1]
    if unit := _UNITS.get(before) or _UNITS.get(after):
        return unit, last
    behind = sentence.lower[last + 1 : last + 3]
    if not behind:
        return None, last
    if behind == ("per", "cent"):
        return "percent", last + 2
    following = sentence.words[last + 1]
    unit = _UNITS.get(following.term) or _UNITS.get(behind[0])
    if unit and sentence.folded[end : following.start].strip() in ("", "-"):
        return unit, last + 1
    money = _UNITS.get(sentence.words[last + 2].term) if behind[0] in {"in", "of"} and behind[1:] else None
    return (money, last + 2) if money in _MONEY else (None, last)


def _counted(sentence: Sentence, start: int) -> str | None:
    """Return the term of what is counted: the first plural, else the first word, of the words that follow."""
    run: list[int] = []
    for index in range(start, min(start + 4, len(sentence.words))):
        if sentence.lower[index] in {"of", "odd"} and not run:
            continue
        if sentence.words[index].stops or sentence.words[index].value is not None or _acts(sentence.lower[index]):
            break
        if sentence.lower[index].replace(".", "") not in places():
            run.append(index)
    plural = (index for index in run if sentence.lower[index].endswith("s"))
    chosen = next(plural, run[0] if run else None)
    return None if chosen is None else sentence.words[chosen].term


def _acts(word: str) -> bool:
    """Tell "nine thousand turned up", where nothing that is counted follows."""
    return len(word) > 4 and word.endswith(("ed", "ing"))


def _periods(sentence: Sentence) -> Iterator[Reading[Quantity]]:
    """Read "a decade", "a decade and a half", "a century" as years."""
    for index, word in enumerate(sentence.words):
        years = _PERIODS.get(word.term)
        if years is None or index == 0:
            continue
        whole = int(sentence.lower[index - 1] in {"whole", "full", "entire"})
        if index - 1 - whole < 0 or sentence.lower[index - 1 - whole] not in {"a", "one", "half-a"}:
            continue
        halves = sentence.lower[index + 1 : index + 4] == _AND_A_HALF
        last = index + 3 if halves else index
        value = years * 1.5 if halves else years
        yield Reading(Quantity(sentence.written(index - 1, last), value, unit="year"), index - 1, last)
