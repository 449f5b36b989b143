"""Reads dates: months, weekdays, years, days of a month. Pure."""

import re
from collections.abc import Iterator

from bot.matching.readings import Reading, Sentence
from storage.models import Date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
#: Months and weekdays that are also common words; a guard must say that the time is meant.
_DOUBTFUL = frozenset({"may", "march", "mar", "jan", "sun", "sat", "wed", "mon", "dec"})
_GUARDS = frozenset(
    {"in", "on", "by", "since", "until", "till", "from", "last", "next", "this", "early", "late", "mid", "of", "during"}
    | {"before", "after", "for", "every", "through", "to", "around", "between", "back", "set", "come", "coming"}
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


def read_dates(sentence: Sentence) -> tuple[Reading[Date], ...]:
    """Read the dates of a sentence in order; neighbouring parts make one date."""
    found: list[Reading[Date]] = []
    for index in range(len(sentence.words)):
        if found and index <= found[-1].last:
            continue
        reading = _month(sentence, index) or _weekday(sentence, index) or _year(sentence, index)
        if reading:
            found.append(reading)
    return tuple(found)


def date_words(dates: tuple[Reading[Date], ...]) -> frozenset[int]:
    """Return the indexes of the words that are read as dates."""
    return frozenset(index for reading in dates for index in range(reading.first, reading.last + 1))


def _month(sentence: Sentence, index: int) -> Reading[Date] | None:
    month = _MONTHS.get(_bare(sentence, index))
    if month is None or not _meant(sentence, index):
        return None
    first, last, day, year = index, index, None, None
    before = index - 2 if index > 1 and sentence.lower[index - 1] == "of" else index - 1
    if before >= 0 and (day := _day(sentence, before)):
        first = before
    elif index + 1 < len(sentence.words) and (day := _day(sentence, index + 1)):
        last = index + 1
    if last + 1 < len(sentence.words) and (year := _year_at(sentence, last + 1)):
        last += 1
    return Reading(Date(sentence.written(first, last), year, month, day), first, last)


def _weekday(sentence: Sentence, index: int) -> Reading[Date] | None:
    weekday = _WEEKDAYS.get(_bare(sentence, index))
    if weekday is None or not _meant(sentence, index):
        return None
    return Reading(Date(sentence.written(index, index), weekday=weekday), index, index)


def _year(sentence: Sentence, index: int) -> Reading[Date] | None:
    year = _year_at(sentence, index)
    if year is None or not (_guarded(sentence, index) or _alone(sentence, index)):
        return None
    return Reading(Date(sentence.written(index, index), year), index, index)


def _bare(sentence: Sentence, index: int) -> str:
    word = sentence.lower[index].removesuffix("'s")
    return word if word in _MONTHS or word in _WEEKDAYS else word.removesuffix("s")


def _meant(sentence: Sentence, index: int) -> bool:
    if _bare(sentence, index) not in _DOUBTFUL:
        return True
    neighbours = [position for position in (index - 1, index + 1) if 0 <= position < len(sentence.words)]
    if any(_day(sentence, position) or _year_at(sentence, position) for position in neighbours):
        return True
    capital = index > 0 and sentence.words[index].text[0].isupper() and not sentence.words[index].text.isupper()
    return capital or (index > 0 and sentence.lower[index - 1] in _GUARDS)


def _guarded(sentence: Sentence, index: int) -> bool:
    return index > 0 and (sentence.lower[index - 1] in _GUARDS or sentence.lower[index - 1] == "year")


def _alone(sentence: Sentence, index: int) -> bool:
    """Tell the year at the end of a clause from a count of things."""
    after = sentence.folded[sentence.words[index].end :].lstrip(" ")
    return index > 1 and (not after or after[0] in ".,;:!?)")


def _day(sentence: Sentence, index: int) -> int | None:
    found = _ORDINAL.fullmatch(sentence.lower[index]) or re.fullmatch(r"(\d{1,2})", sentence.lower[index])
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _year_at(sentence: Sentence, index: int) -> int | None:
    return int(sentence.lower[index]) if re.fullmatch(r"1[5-9]\d\d|20\d\d", sentence.lower[index]) else None


def conflicts(said: Date, recorded: Date) -> Iterator[tuple[int, int]]:
    """Yield the parts, as numbers, that both dates give and that are not the same."""
    for mine, theirs in (
        (said.year, recorded.year),
        (said.month, recorded.month),
        (said.day, recorded.day),
        (said.weekday, recorded.weekday),
    ):
        if mine is not None and theirs is not None and mine != theirs:
            yield mine, theirs
