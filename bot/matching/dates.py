"""Reads dates: months, weekdays, years, days of a month, seasons, fixed days. Pure."""

import re
from collections.abc import Iterator

from bot.matching.almanac import HOLIDAYS, MONTHS, SEASONS, WEEKDAYS, falls_in, spelt
from bot.matching.readings import Reading, Sentence
from storage.models import Date

#: Months and weekdays that are also common words; a guard must say that the time is meant.
_DOUBTFUL = frozenset({"may", "march", "mar", "jan", "sun", "sat", "wed", "mon", "dec"})
_GUARDS = frozenset(
    {"in", "on", "by", "since", "until", "till", "from", "last", "next", "this", "early", "late", "mid", "of", "during"}
    | {"before", "after", "for", "every", "through", "to", "around", "between", "back", "set", "come", "coming"}
)
#: Behind these "spring" and "fall" are no verbs, and "Christmas" is no kind of market.
_SEASONAL = _GUARDS - {"to", "for", "from", "on", "set"} | {"the"}
_FESTIVE = _GUARDS | {"at", "over"}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
#: 2025-03-24, and 24/03/2025 whichever of day and month comes first.
_NUMERIC = re.compile(
    r"(?<![\w/.-])(?:(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<of>[12]\d{3}))(?![\w/-])"
)


def read_dates(sentence: Sentence) -> tuple[Reading[Date], ...]:
    """Read the dates of a sentence in order; neighbouring parts make one date."""
    found = [*_numeric(sentence)]
    taken = date_words(tuple(found))
    for index in range(len(sentence.words)):
        if index not in taken and (reading := _date(sentence, index)):
            found.append(reading)
            taken |= date_words((reading,))
    return tuple(sorted(found, key=lambda reading: reading.first))


def date_words(dates: tuple[Reading[Date], ...]) -> frozenset[int]:
    """Return the indexes of the words that are read as dates."""
    return frozenset(index for reading in dates for index in range(reading.first, reading.last + 1))


def _date(sentence: Sentence, index: int) -> Reading[Date] | None:
    for read in (_holiday, _month, _weekday, _season, _year):
        if reading := read(sentence, index):
            return reading
    return None


def _numeric(sentence: Sentence) -> Iterator[Reading[Date]]:
    for found in _NUMERIC.finditer(sentence.folded):
        year = int(found["year"] or found["of"])
        one, other = int(found["month"] or found["one"]), int(found["day"] or found["other"])
        first, last = sentence.index_at(found.start()), sentence.index_at(found.end() - 1)
        if found["year"] or other > 12:
            month, day = one, other
        else:
            month, day = (other, one) if one > 12 else (None, None)  # 3/4/2025 is two days.
        if (month or 1) <= 12 and (day or 1) <= 31:
            yield Reading(Date(sentence.written(first, last), year, month, day), first, last)


def _holiday(sentence: Sentence, index: int) -> Reading[Date] | None:
    """Read "by Christmas", not "the Christmas market"."""
    for name, (month, day) in HOLIDAYS.items():
        if sentence.lower[index : index + len(name)] == name and _stands_alone(sentence, index, len(name)):
            last = index + len(name) - 1
            year = _year_at(sentence, last + 1)
            last += year is not None
            return Reading(Date(sentence.written(index, last), year, month, day), index, last)
    return None


def _stands_alone(sentence: Sentence, index: int, count: int) -> bool:
    """Tell a day from what is named after it; two words or three are a day anyway."""
    if count > 1:
        return True
    behind = index + count
    ends = behind == len(sentence.words) or sentence.words[behind].stops or _year_at(sentence, behind) is not None
    return ends and index > 0 and sentence.lower[index - 1] in _FESTIVE


def _month(sentence: Sentence, index: int) -> Reading[Date] | None:
    month = MONTHS.get(_bare(sentence, index))
    if month is None or not _meant(sentence, index):
        return None
    first, last, day = index, index, None
    before = index - 2 if index > 1 and sentence.lower[index - 1] == "of" else index - 1
    if before >= 0 and (day := _day(sentence, before)):
        first = before
    elif day := _day(sentence, index + 1):
        last = index + 1
    year = _year_at(sentence, last + 1)
    last += year is not None
    return Reading(Date(sentence.written(first, last), year, month, day), first, last)


def _weekday(sentence: Sentence, index: int) -> Reading[Date] | None:
    weekday = WEEKDAYS.get(_bare(sentence, index))
    if weekday is None or not _meant(sentence, index):
        return None
    return Reading(Date(sentence.written(index, index), weekday=weekday), index, index)


def _season(sentence: Sentence, index: int) -> Reading[Date] | None:
    season = SEASONS.get(sentence.lower[index])
    if season is None:
        return None
    of = sentence.lower[index + 1 : index + 2] == ("of",)
    year = _year_at(sentence, index + 1 + of)
    if year is None and not _in_season(sentence, index):
        return None
    last = index if year is None else index + 1 + of
    return Reading(Date(sentence.written(index, last), year, season=season), index, last)


def _in_season(sentence: Sentence, index: int) -> bool:
    """Tell "in the spring" from "they spring", and "this fall" from "the fall of the wall"."""
    before = sentence.lower[max(0, index - 2) : index]
    guarded = bool(before) and before[-1] in _SEASONAL and (before[-1] != "the" or before[0] in _SEASONAL - {"the"})
    return guarded and (
        sentence.lower[index] != "fall" or sentence.lower[index + 1 : index + 2] not in {("of",), ("in",)}
    )


def _year(sentence: Sentence, index: int) -> Reading[Date] | None:
    year = _year_at(sentence, index)
    if year is None or not (_guarded(sentence, index) or _alone(sentence, index)):
        return None
    last = index + _runs_on(sentence, index, year)
    return Reading(Date(sentence.written(index, last), year), index, last)


def _runs_on(sentence: Sentence, index: int, year: int) -> bool:
    """Tell whether the next year follows in two digits: 2024-25."""
    start = sentence.words[index].end
    return re.match(rf"[-/]{(year + 1) % 100:02}(?!\w)", sentence.folded[start : start + 4]) is not None


def _bare(sentence: Sentence, index: int) -> str:
    word = sentence.lower[index].removesuffix("'s")
    known = next((form for form in (word, word.removesuffix("s")) if form in MONTHS or form in WEEKDAYS), None)
    return known or spelt(word)


def _meant(sentence: Sentence, index: int) -> bool:
    if _bare(sentence, index) not in _DOUBTFUL:
        return True
    if any(_day(sentence, position) or _year_at(sentence, position) for position in (index - 1, index + 1)):
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
    found = _ORDINAL.fullmatch(_at(sentence, index))
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _year_at(sentence: Sentence, index: int) -> int | None:
    word = _at(sentence, index)
    return int(word) if re.fullmatch(r"1[5-9]\d\d|20\d\d", word) else None


def _at(sentence: Sentence, index: int) -> str:
    """Return a word in lower case; none beyond either end."""
    return sentence.lower[index] if 0 <= index < len(sentence.words) else ""


def conflicts(said: Date, recorded: Date) -> Iterator[tuple[object, object]]:
    """Yield the parts that both dates give and that are not the same."""
    for mine, theirs in (
        (said.year, recorded.year),
        (said.month, recorded.month),
        (said.day, recorded.day),
        (said.weekday, recorded.weekday),
        (said.season, recorded.season),
    ):
        if mine is not None and theirs is not None and mine != theirs:
            yield mine, theirs
    for month, season in ((said.month, recorded.season), (recorded.month, said.season)):
        if month is not None and season is not None and not falls_in(month, season):
            yield month, season
