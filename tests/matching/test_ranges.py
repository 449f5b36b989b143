"""Two numbers are one range, two values, or a game's score."""

import pytest

from bot.matching.quantities import read_quantities
from bot.matching.readings import Sentence
from storage.models import Comparator


def values(text: str) -> list[tuple[float, float | None]]:
    return [(reading.what.value, reading.what.upper) for reading in read_quantities(Sentence(text))]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 40,000 and 50,000 troops", 40_000, 50_000),
        ("somewhere between 40 or 50 troops", 40, 50),
        ("45 to 70 people", 45, 70),
        ("from 45 to 70 people came", 45, 70),
        ("40-50k troops", 40_000, 50_000),
        ("40k-50k troops", 40_000, 50_000),
        ("40 to 50 thousand troops", 40_000, 50_000),
        ("5-6 million people", 5_000_000, 6_000_000),
        ("between 3 and 4 million people", 3_000_000, 4_000_000),
        ("$2-3bn", 2_000_000_000, 3_000_000_000),
        ("two to three billion", 2e9, 3e9),
        # The lower end has the scale of its own that makes it the lower one.
        ("900 to 1 million people", 900, 1_000_000),
        ("5-10 minutes", 5, 10),
        ("10-15 people", 10, 15),
        ("3-5%", 3, 5),
        ("$3-5 each", 3, 5),
    ],
)
def test_a_range_has_two_ends_in_one_scale(text: str, low: float, high: float) -> None:
    assert values(text) == [(low, high)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it rose from 40 to 50", [40, 50]),
        ("it went from 40 to 50", [40, 50]),
        ("40 and 50", [40, 50]),
        ("50 to 40", [50, 40]),
        ("30-20", [30, 20]),
        ("between 40 and 50 and 60", [40, 60]),
        ("40-50-60 people", [40, 60]),
    ],
)
def test_two_values_are_no_range(text: str, expected: list[float]) -> None:
    assert [value for value, _ in values(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "it ended 5-4",
        "it ended 4-5",
        "lost 1-3 on the road",
        "lost 1-3 versus them",
        "a 2:1 ratio",
        "at 10:30",
        "a 2-3 win",
        "they lost 2-3",
    ],
)
def test_a_score_or_a_time_of_day_is_no_quantity(text: str) -> None:
    assert values(text) == []


def test_a_range_has_the_unit_of_either_end_and_what_the_upper_one_counts() -> None:
    (money,) = read_quantities(Sentence("$2-3 million for it"))
    (people,) = read_quantities(Sentence("40 to 50 troops"))

    assert (money.what.unit, money.what.comparator) == ("usd", Comparator.BETWEEN)
    assert (people.what.of, people.what.text) == ("troop", "40 to 50")
