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
        ("#BlackLivesMatter", "black lives matter"),
        ("@RealDonaldTrump's rally", "real Donald Trump's rally"),
        ("#MeToo #IranUsa", "me too Iran USA"),
        ("#COVID19", "COVID-19"),
        ("#Covid19Vaccine", "Covid-19 vaccine"),
        ("#Election2020", "election 2020"),
        ("#MAGA2020", "MAGA 2020"),
        ("#4thOfJuly", "4th of July"),
        ("#USAToday", "USA today"),
        ("@McDonaldsUK", "McDonald's UK"),
        ("#NorthKorea's army", "North Korea's army"),
        ("R&amp;D &lt;b&gt;", "R D b"),
        ("say &#39;no&#x27; &quot;now", "say no now"),
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


@pytest.mark.parametrize(
    "name", ["McDonald", "iPhone", "AstraZeneca", "#iPhone", "@xAI", "#2A", "#blacklivesmatter", "@CNN", "me@FooBar"]
)
def test_a_name_stays_one_word_and_so_does_a_tag_of_one_word(name: str) -> None:
    assert [word.text for word in words(name)][-1] == name.rpartition("@")[2].lstrip("#")


def test_a_number_after_a_sign_is_a_number() -> None:
    assert terms("@5k #50k") == ["5000", "50000"]


def test_the_words_of_a_tag_stand_beside_each_other() -> None:
    found = [(word.text, word.start, word.end) for word in words("so #SouthKoreaVotes2020 now")]

    assert found == [("so", 0, 2), ("SouthKorea", 4, 14), ("Votes", 14, 19), ("2020", 19, 23), ("now", 24, 27)]


tags = st.lists(
    st.sampled_from(
        ["#", "@", "&", "amp;", "#39;", "Mc", "Lives", "matter", "USA", "i", "2020", "19", "'s", " ", "North"]
    )
    | st.text(max_size=3)
).map("".join)


@given(st.text() | tags)
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
