"""Months, weekdays, years and days are read, and common words that look like them are not."""

import pytest

from bot.matching.dates import conflicts, read_dates
from bot.matching.readings import Sentence
from storage.models import Date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the talks in March", Date("March", month=3)),
        ("set for dec", Date("dec", month=12)),
        ("sundays talks", Date("sundays", weekday=6)),
        ("met on Sun in Tokyo", Date("Sun", weekday=6)),
        ("in may 2016", Date("may 2016", year=2016, month=5)),
        ("on 28 July 2024", Date("28 July 2024", year=2024, month=7, day=28)),
        ("on July 28th", Date("July 28th", month=7, day=28)),
        ("back in 1999", Date("1999", year=1999)),
        ("it all ended in Berlin 1989.", Date("1989", year=1989)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(text: str, expected: Date) -> None:
    assert [reading.what for reading in read_dates(Sentence(text))] == [expected]


@pytest.mark.parametrize(
    "text",
    ["they may leave", "the troops march on", "the sun is out", "he sat down", "2000 troops left", "we wed soon"],
)
def test_a_common_word_is_no_date(text: str) -> None:
    assert read_dates(Sentence(text)) == ()


def test_dates_conflict_only_on_parts_that_both_give() -> None:
    march, july, sunday = Date("March", month=3), Date("July 2024", month=7, year=2024), Date("Sunday", weekday=6)

    assert [*conflicts(march, july)] == [(3, 7)]
    assert [*conflicts(march, sunday)] == []
