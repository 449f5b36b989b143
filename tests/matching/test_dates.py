"""Months, weekdays, years, days and seasons are read, and common words that look like them are not."""

import pytest

from bot.matching.almanac import falls_in, spelt
from bot.matching.dates import conflicts, read_dates
from bot.matching.readings import Sentence
from storage.models import Date, Season


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the talks in March", Date("March", month=3)),
        ("set for dec", Date("dec", month=12)),
        ("sundays talks", Date("sundays", weekday=6)),
        ("met on Sun in Tokyo", Date("Sun", weekday=6)),
        ("met on weds", Date("weds", weekday=2)),
        ("the march 24 talks", Date("march 24", month=3, day=24)),
        ("in may 2016", Date("may 2016", year=2016, month=5)),
        ("on 28 July 2024", Date("28 July 2024", year=2024, month=7, day=28)),
        ("on July 28th", Date("July 28th", month=7, day=28)),
        ("the 24th of March", Date("24th of March", month=3, day=24)),
        ("the 24th of March 2025", Date("24th of March 2025", year=2025, month=3, day=24)),
        ("a day of March", Date("March", month=3)),
        ("Of March they said nothing", Date("March", month=3)),
        ("2025-03-24", Date("2025-03-24", 2025, 3, 24)),
        ("24/03/2025", Date("24/03/2025", 2025, 3, 24)),
        ("3/24/2025", Date("3/24/2025", 2025, 3, 24)),
        # Which of the two is the month depends on the country.
        ("03/04/2025", Date("03/04/2025", 2025)),
        ("back in 1999", Date("1999", year=1999)),
        ("the year 1999 was", Date("1999", year=1999)),
        ("in 2024-25 they", Date("2024-25", year=2024)),
        ("in 2024-27 they", Date("2024", year=2024)),
        ("it all ended in Berlin 1989.", Date("1989", year=1989)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(text: str, expected: Date) -> None:
    assert [reading.what for reading in read_dates(Sentence(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spring 2027", Date("spring 2027", 2027, season=Season.SPRING)),
        ("in the summer of 2024", Date("summer of 2024", 2024, season=Season.SUMMER)),
        ("this autumn", Date("autumn", season=Season.AUTUMN)),
        ("in the fall", Date("fall", season=Season.AUTUMN)),
        ("by late winter", Date("winter", season=Season.WINTER)),
        ("in the early spring", Date("spring", season=Season.SPRING)),
    ],
)
def test_a_season_is_read_where_the_time_is_meant(text: str, expected: Date) -> None:
    assert [reading.what for reading in read_dates(Sentence(text))] == [expected]


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("closed on Christmas Day", 12, 25),
        ("closed on Christmas Eve", 12, 24),
        ("done by Christmas", 12, 25),
        ("done by xmas they said", 12, 25),
        ("open until New Year's Eve", 12, 31),
        ("from new years day on", 1, 1),
        ("on Boxing Day", 12, 26),
        ("on Halloween", 10, 31),
        ("on Valentine's Day", 2, 14),
    ],
)
def test_a_day_with_a_name_of_its_own_is_a_date(text: str, month: int, day: int) -> None:
    assert [(reading.what.month, reading.what.day) for reading in read_dates(Sentence(text))] == [(month, day)]


def test_the_year_may_follow_a_day_with_a_name_of_its_own() -> None:
    (reading,) = read_dates(Sentence("at Christmas 2024 they met"))

    assert reading.what == Date("Christmas 2024", 2024, 12, 25)


@pytest.mark.parametrize(
    "text",
    [
        "they may leave",
        "the troops march on",
        "the sun is out",
        "he sat down",
        "2000 troops left",
        "we wed soon",
        "they spring a leak",
        "prices fall",
        "prices are set to fall",
        "the fall of the wall",
        "since the fall of the wall",
        "this fall in prices",
        "the spring",
        "spring water",
        "fall",
        "the Christmas market",
        "by Christmas market standards",
        "Christmas is near",
        "last week",
        "yesterday",
        "tomorrow they leave",
        "2025-13-01",
        "on page 7/45/1999x",
    ],
)
def test_a_common_word_is_no_date(text: str) -> None:
    assert read_dates(Sentence(text)) == ()


def test_a_day_no_month_has_is_no_part_of_a_date() -> None:
    assert [reading.what for reading in read_dates(Sentence("on 13/13/2025"))] == [Date("2025", 2025)]
    assert [reading.what for reading in read_dates(Sentence("on July 45"))] == [Date("July", month=7)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("decmber", "december"),
        ("janurary", "january"),
        ("feburary", "february"),
        ("septembre", "september"),
        ("tuseday", "tuesday"),
        ("aprl", "april"),
        # Words of their own, and words with more than one slip.
        ("augusta", "augusta"),
        ("marches", "marches"),
        ("sundry", "sundry"),
        ("octopussy", "octopussy"),
        ("jly", "jly"),
    ],
)
def test_one_slip_in_a_long_name_is_forgiven(written: str, meant: str) -> None:
    assert spelt(written) == meant


def test_a_misspelt_month_is_a_date() -> None:
    assert [reading.what for reading in read_dates(Sentence("they met in decmber"))] == [Date("decmber", month=12)]


MARCH = Date("March", month=3)


@pytest.mark.parametrize(
    ("said", "recorded", "parts"),
    [
        (MARCH, Date("July 2024", 2024, 7), [(3, 7)]),
        (MARCH, Date("Sunday", weekday=6), []),
        (Date("spring 2027", 2027, season=Season.SPRING), Date("autumn", season=Season.AUTUMN), [("spring", "autumn")]),
        (Date("May 2026", 2026, 5), Date("summer 2027", 2027, season=Season.SUMMER), [(2026, 2027), (5, "summer")]),
        (Date("winter", season=Season.WINTER), Date("May", month=5), [(5, "winter")]),
        # March is spring or autumn, by the side of the equator.
        (MARCH, Date("spring", season=Season.SPRING), []),
        (MARCH, Date("autumn", season=Season.AUTUMN), []),
    ],
)
def test_dates_conflict_only_on_parts_that_both_give(
    said: Date, recorded: Date, parts: list[tuple[object, object]]
) -> None:
    assert [*conflicts(said, recorded)] == parts


def test_a_month_falls_in_a_season_on_either_side_of_the_equator() -> None:
    assert {month for month in range(1, 13) if not falls_in(month, Season.SUMMER)} == {3, 4, 5, 10, 11}
