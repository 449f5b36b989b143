"""Multiples are read with the unit "times", and idioms are not."""

import pytest

from bot.matching.multiples import read_multiples
from bot.matching.readings import Sentence


@pytest.mark.parametrize(
    ("text", "written", "factor"),
    [
        ("traffic doubled", "doubled", 2),
        ("traffic is doubling", "doubling", 2),
        ("a tripling of prices", "tripling", 3),
        ("sales trebled", "trebled", 3),
        ("sales quadrupled", "quadrupled", 4),
        ("it quintupled", "quintupled", 5),
        ("the fare was halved", "halved", 0.5),
        ("they plan to double the output", "double", 2),
        ("they plan to more than double output", "double", 2),
        ("it will nearly triple", "triple", 3),
        ("that would roughly halve it", "halve", 0.5),
        ("it doubles the price", "doubles", 2),
        ("double the number of troops", "double", 2),
        ("twice as many troops", "twice", 2),
        ("thrice the price", "thrice", 3),
        ("half as many troops", "half", 0.5),
        ("a threefold rise", "threefold", 3),
        ("a three-fold rise", "three-fold", 3),
        ("a hundredfold rise", "hundredfold", 100),
        ("a 2.5-fold rise", "2.5-fold", 2.5),
        ("3x the price", "3x", 3),
        ("2.5x the price", "2.5x", 2.5),
        ("10 x more", "10 x", 10),
    ],
)
def test_a_multiple_is_read_however_it_is_written(text: str, written: str, factor: float) -> None:
    (reading,) = read_multiples(Sentence(text))

    assert (reading.what.text, reading.what.value, reading.what.unit) == (written, factor, "times")


@pytest.mark.parametrize(
    "text",
    [
        "a double room",
        "the men's doubles",
        "they doubled down on it",
        "the bar doubles as a stage",
        "they accuse him of double standards",
        "think twice",
        "a 4x4",
        "3 x 5 metres",
        "half of them",
        "they fold",
        "two halves",
    ],
)
def test_what_multiplies_nothing_is_none(text: str) -> None:
    assert [*read_multiples(Sentence(text))] == []
