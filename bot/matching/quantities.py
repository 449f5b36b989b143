"""Reads quantities: a number with its comparator, unit and what it counts. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.matching.fractions import read_fractions
from bot.matching.readings import Reading, Sentence
from storage.models import Comparator, Quantity
from storage.places import places
from storage.terms import Word

#: What stands in front of a number, words and signs; "no more than" is looked for before "more than".
_COMPARING = (
    (Comparator.AT_LEAST, "at least|no(?:t)? (?:fewer|less) than|a minimum of|minimum", ">=|≥"),
    (Comparator.AT_MOST, "at most|no(?:t)? more than|up to|a maximum of|maximum|not over|capped at", "<=|≤"),
    (
        Comparator.MORE_THAN,
        "(?:more|greater|higher) th[ae]n|over|above|upwards? of|north of|in excess of|beyond|(?:exceed|surpass)\\w*",
        ">",
    ),
    (
        Comparator.LESS_THAN,
        r"(?:less|fewer|lower|smaller) th[ae]n|under|below|(?:south|short) of|not even|barely|couldn'?t(?: \w+){1,4}",
        "<",
    ),
    (
        Comparator.ABOUT,
        "about|around|roughly|approximately|approx\\.?|some|nearly|almost|circa|like|close to|near|(?:an )?estimated",
        "~|≈|c\\.",
    ),
    (Comparator.EXACTLY, "exactly|precisely|only|just|a total of", "="),
)
_BEFORE = tuple(
    (comparator, re.compile(rf"(?:(?<!\w)(?:{words})\s+|(?:{signs})\s*)(?:(?:the|only|just|a|an)\s)?[$€£¥]?$"))
    for comparator, words, signs in _COMPARING
)
_AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (Comparator.AT_LEAST, re.compile(r"\s*(?:\+|plus\b|or more\b|or higher\b|and up\b)")),
    (Comparator.AT_MOST, re.compile(r"\s*(?:or less\b|or fewer\b|or under\b|max\b|tops\b)")),
    (Comparator.ABOUT, re.compile(r"\s*(?:or so\b|-?ish\b|give or take\b)")),
    # These may follow what is counted: "30,000 troops in Japan at the very least".
    (Comparator.AT_LEAST, re.compile(r"(?:\s+[^\s\d]+){0,5}\s+at (?:the )?(?:very )?least\b")),
    (Comparator.AT_MOST, re.compile(r"(?:\s+[^\s\d]+){0,5}\s+at (?:the )?(?:very )?most\b")),
)
_UNITS = {
    **dict.fromkeys(("%", "percent", "pct", "per cent", "percentage"), "percent"),
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
_MONEY = frozenset({"usd", "eur", "gbp", "jpy"})
#: Words behind a number further than this are not shown with it.
_BESIDE = 12
#: In front of "over three years" these make it a bound.
_BOUNDING = frozenset("for well just of took takes lasted lasting after been is was in by aged".split())
_HANDED = frozenset("hand handed handing turn turned turning fork forked forking pay paid sign signed".split())
_SPELL = re.compile(r"[ -](?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|decades?)\b")
#: A decade is ten years: read as the number it stands for.
_PERIODS = {"decad": 10.0, "centuri": 100.0}


def read_quantities(sentence: Sentence, taken: frozenset[int] = frozenset()) -> tuple[Reading[Quantity], ...]:
    """Read the quantities of a sentence, leaving out the words (by index) that are taken as dates."""
    shares = [_compared(sentence, share) for share in read_fractions(sentence)]
    shared = frozenset(index for share in shares for index in range(share.first, share.last + 1))
    found = [*_numbers(sentence, taken | shared), *_periods(sentence), *shares]
    return tuple(_ranges(sentence, found))


def _compared(sentence: Sentence, share: Reading[Quantity]) -> Reading[Quantity]:
    """Read a share's comparator: "more than half", "about a tenth"."""
    whole = Word(share.what.text, sentence.words[share.first].start, sentence.words[share.last].end, "")
    comparator, start, end = _comparator(sentence.folded, whole)
    first = min(sentence.index_at(start), share.first)
    written = sentence.text[start : max(end, whole.end)].strip()
    return Reading(replace(share.what, text=written, comparator=comparator), first, share.last)


def _numbers(sentence: Sentence, taken: frozenset[int]) -> Iterator[Reading[Quantity]]:
    for index, word in enumerate(sentence.words):
        if word.value is None or index in taken or _scores(sentence, word):
            continue
        comparator, start, end = _comparator(sentence.folded, word)
        unit, last = _unit(sentence, index)
        first = sentence.index_at(start)
        text = sentence.text[start : max(end, sentence.words[last].end)].strip()
        quantity = Quantity(
            text, word.value, comparator, None, unit, _counted(sentence, last + 1) if unit is None else None
        )
        yield Reading(quantity, min(first, index), last)


def _scores(sentence: Sentence, word: Word) -> bool:
    """Tell a game's score or a ratio (5-4, 2:1) from a number."""
    around = sentence.folded[max(0, word.start - 2) : word.start], sentence.folded[word.end : word.end + 2]
    return bool(re.search(r"\d[-:]$", around[0]) or re.match(r"[-:]\d", around[1])) and (word.value or 0) < 20


def _lasts(text: str, word: Word) -> bool:
    """Tell "surveyed over three years" and "handed over £5" from "for over three years", which is a bound."""
    before = re.search(r"(\w+)\s+over\s+$", text[max(0, word.start - 40) : word.start])
    if before is None:
        return False
    return before[1] in _HANDED or (before[1] not in _BOUNDING and _SPELL.match(text, word.end) is not None)


def _comparator(text: str, word: Word) -> tuple[Comparator, int, int]:
    """Return the comparator, and where the words begin and end that the quantity is written with."""
    for comparator, pattern in _AFTER:
        if found := pattern.match(text, word.end):
            return comparator, word.start, found.end() if found.end() - word.end <= _BESIDE else word.end
    before = text[max(0, word.start - 40) : word.start]
    for comparator, pattern in () if _lasts(text, word) else _BEFORE:
        if found := pattern.search(before):
            shown = word.start - len(before) + found.start()
            return comparator, word.start if comparator is Comparator.EXACTLY else shown, word.end
    return Comparator.EXACTLY, word.start, word.end


def _unit(sentence: Sentence, index: int) -> tuple[str | None, int]:
    word = sentence.words[index]
    before, after = sentence.folded[: word.start].rstrip()[-1:], sentence.folded[word.end : word.end + 1]
    if unit := _UNITS.get(before) or _UNITS.get(after):
        return unit, index
    if index + 1 < len(sentence.words):
        following = sentence.words[index + 1]
        gap = sentence.folded[word.end : following.start]
        unit = _UNITS.get(following.term) or _UNITS.get(sentence.lower[index + 1])
        if unit and gap.strip() in ("", "-"):
            return unit, index + 1
        if sentence.lower[index + 1] in {"in", "of"} and index + 2 < len(sentence.words):
            money = _UNITS.get(sentence.words[index + 2].term)
            return (money, index + 2) if money in _MONEY else (None, index)
    return None, index


def _counted(sentence: Sentence, start: int) -> str | None:
    """Return the term of what is counted: the first plural, else the first word, of the words that follow."""
    run: list[int] = []
    for index in range(start, min(start + 4, len(sentence.words))):
        if sentence.lower[index] == "of" and not run:
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
        halves = sentence.lower[index + 1 : index + 4] == ("and", "a", "half")
        last = index + 3 if halves else index
        value = years * 1.5 if halves else years
        yield Reading(Quantity(sentence.written(index - 1, last), value, unit="year"), index - 1, last)


def _ranges(sentence: Sentence, found: list[Reading[Quantity]]) -> Iterator[Reading[Quantity]]:
    """Join "between 40,000 and 50,000", "45 to 70" into one quantity."""
    waiting: Reading[Quantity] | None = None
    for reading in sorted(found, key=lambda reading: reading.first):
        if waiting and _joined(sentence, waiting, reading):
            low, high = waiting.what, reading.what
            text = sentence.written(waiting.first, reading.last)
            both = Quantity(text, low.value, Comparator.BETWEEN, high.value, high.unit, high.of)
            waiting = Reading(both, waiting.first, reading.last)
        else:
            if waiting:
                yield waiting
            waiting = reading
    if waiting:
        yield waiting


def _joined(sentence: Sentence, low: Reading[Quantity], high: Reading[Quantity]) -> bool:
    gap = sentence.folded[sentence.words[low.last].end : sentence.words[high.first].start].strip()
    between = low.first > 0 and sentence.lower[low.first - 1] == "between"
    return low.what.value < high.what.value and (gap in {"-", "to"} or (gap in {"and", "or"} and between))
