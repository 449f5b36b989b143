"""One normaliser: words that should meet in the index come out as one term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.frequencies import UNLISTED, zipf
from storage.terms import LONGEST, fold, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("50,000", "50k"),
        ("50.000", "fifty thousand"),
        ("50 000", "50,000"),
        ("3.5 million", "3.5m"),
        ("a dozen", "twelve"),
        ("half a million", "500k"),
        ("American", "U.S."),
        ("USA", "US"),
        ("North Koreans", "DPRK"),
        ("withdrew", "withdrawn"),
        ("met", "meeting"),
        ("defence", "defense"),
        ("Japan’s", "Japanese"),
        ("naïve", "naive"),
        ("PAC-3", "PAC3"),
    ],
)
def test_two_spellings_of_one_thing_are_one_term(one: str, other: str) -> None:
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("50,000", "5,000"), ("North Korea", "South Korea"), ("Japan", "China"), ("2+2", "22"), ("0.125", "125")],
)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_stop_words_are_left_out_and_order_is_kept() -> None:
    assert terms("The troops are in Japan, and the troops stay") == ["troop", "japan", "troop", "stay"]


def test_a_number_keeps_its_value_and_one_of_us_is_none() -> None:
    values = {word.text: word.value for word in words("one of the 1.5bn people in two hundred and five towns")}

    assert values["one"] is None
    assert values["1.5bn"] == 1_500_000_000
    assert values["two hundred and five"] == 205


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_a_very_long_text_is_cut() -> None:
    assert all(word.end <= LONGEST for word in words("troops " * LONGEST))


def test_common_terms_are_known_to_be_common() -> None:
    assert zipf("peopl") > zipf("troop") > zipf("yokota") > UNLISTED
    assert zipf("xqzzt") == UNLISTED
