"""What months, weekdays, seasons and fixed days are called. Pure."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import takewhile

from storage.frequencies import zipf
from storage.models import Season
from storage.terms import term_of

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds wensday",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SEASONS: Mapping[str, Season] = {**{season.value: season for season in Season}, "fall": Season.AUTUMN}
#: Months a season may reach into, north or south of the equator: no text says which.
_REACHES = {
    Season.SPRING: frozenset({3, 4, 5, 6, 9, 10, 11}),
    Season.SUMMER: frozenset({6, 7, 8, 9, 12, 1, 2}),
    Season.AUTUMN: frozenset({9, 10, 11, 12, 3, 4, 5}),
    Season.WINTER: frozenset({12, 1, 2, 3, 6, 7, 8}),
}
#: Days of the same date each year, month and day.
HOLIDAYS: Mapping[tuple[str, ...], tuple[int, int]] = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("christmas",): (12, 25),
    ("xmas",): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year's", "eve"): (12, 31),
    ("new", "years", "eve"): (12, 31),
    ("new", "year's", "day"): (1, 1),
    ("new", "years", "day"): (1, 1),
    ("valentine's", "day"): (2, 14),
    ("valentines", "day"): (2, 14),
    ("halloween",): (10, 31),
}
#: Shorter names are too near to other words for a letter to be wrong.
_LONG = 5
#: A word more common than this is spelt as it is meant.
_MISSPELT = 2.5


def falls_in(month: int, season: Season) -> bool:
    """Tell whether a month may be one of a season's, wherever that is."""
    return month in _REACHES[season]


@lru_cache(maxsize=8_192)
def spelt(word: str) -> str:
    """Return the month or weekday that a word with one slip stands for, else the word."""
    if len(word) < _LONG - 1 or zipf(term_of(word)) >= _MISSPELT:
        return word
    return next((name for name in _long_names() if name[0] == word[0] and _slipped(word, name)), word)


@cache
def _long_names() -> tuple[str, ...]:
    return tuple(name for name in (*MONTHS, *WEEKDAYS) if len(name) >= _LONG)


def _slipped(word: str, name: str) -> bool:
    """Tell whether one letter is missing, added or another, or two beside each other have changed places."""
    start = _shared(word, name)
    end = min(_shared(word[::-1], name[::-1]), min(len(word), len(name)) - start)
    mine, theirs = word[start : len(word) - end], name[start : len(name) - end]
    return max(len(mine), len(theirs)) <= 1 or (len(mine) == 2 and mine == theirs[::-1])


def _shared(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
