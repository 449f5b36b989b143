"""A sentence is cut into words once, and every place in it is a place in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.dates import read_dates
from bot.matching.quantities import read_quantities
from bot.matching.readings import Reading, Sentence
from storage.terms import LONGEST


def test_a_reading_holds_the_words_it_was_read_from() -> None:
    reading = Reading("x", 1, 2)

    assert [index in reading for index in (0, 1, 2, 3, None)] == [False, True, True, False, False]


@pytest.mark.parametrize(("position", "index"), [(0, 0), (3, 1), (4, 1), (8, 1), (9, 1), (10, 2), (99, 2)])
def test_a_position_is_in_the_first_word_that_ends_behind_it(position: int, index: int) -> None:
    assert Sentence("two  words").index_at(position) == index


def test_what_is_written_from_word_to_word_is_the_writers_own() -> None:
    assert Sentence("“It’s  Over”, he said").written(0, 1) == "It’s  Over"


@given(st.text())
def test_the_folded_text_has_every_character_in_its_place(text: str) -> None:
    assert len(Sentence(text).folded) == len(text[:LONGEST])


@pytest.mark.parametrize("before", ["İİİİİİ ", "x " * (LONGEST // 2)])
def test_no_reading_lies_outside_the_words(before: str) -> None:
    sentence = Sentence(f"{before}2/3 of it by 2025-03-04, 3x in half of the 5-6 million by New Year's Eve")

    readings = [*read_quantities(sentence), *read_dates(sentence)]

    assert all(0 <= reading.first <= reading.last < len(sentence.words) for reading in readings)
