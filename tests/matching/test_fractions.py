"""Shares put in words are read as percentages, and what only looks like a share is not."""

import pytest

from bot.matching.fractions import read_fractions
from bot.matching.readings import Sentence


def shares(text: str) -> list[tuple[str, float]]:
    return [(reading.what.text, reading.what.value) for reading in read_fractions(Sentence(text))]


@pytest.mark.parametrize(
    ("text", "written", "percent"),
    [
        ("half of the voters", "half", 50),
        ("half its fleet", "half", 50),
        ("they lost a half.", "a half", 50),
        ("a third of them", "a third", 33.33),
        ("two thirds of the fleet", "two thirds", 66.67),
        ("two-thirds of the fleet", "two-thirds", 66.67),
        ("three quarters of voters", "three quarters", 75),
        ("One-fifth of it", "One-fifth", 20),
        ("a twentieth of that", "a twentieth", 5),
        ("nine in ten people", "nine in ten", 90),
        ("one in every five", "one in every five", 20),
        ("nine of ten people", "nine of ten", 90),
        ("11 out of 100 patients", "11 out of 100", 11),
        ("3 out of a hundred", "3 out of a hundred", 3),
        ("2/3 of the fleet", "2/3", 66.67),
    ],
)
def test_a_share_is_read_as_a_percentage(text: str, written: str, percent: float) -> None:
    assert shares(text) == [(written, percent)]


@pytest.mark.parametrize(
    "text",
    [
        "a third trial",
        "the third of May",
        "quarter of an hour",
        "one and a half of the bottles",
        "the second half",
        "half as many",
        "half price",
        "ten in two",
        "two in 2024",
        "one in 7,000",
        "1/3 cups",
        "on 1/3/2024 of all days",
        "3/2 of it",
    ],
)
def test_what_only_looks_like_a_share_is_none(text: str) -> None:
    assert shares(text) == []


def test_a_share_stands_at_its_words() -> None:
    (reading,) = read_fractions(Sentence("They sold two-thirds of the fleet"))

    assert (reading.first, reading.last, reading.what.unit) == (2, 3, "percent")
