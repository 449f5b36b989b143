"""A quote is found when only white space, quotation marks and dashes differ; nothing else may."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.quotes import locate, nearest, plain

TEXT = "He said:  “We’ll stay — for\n\n now.” Then, at 9 p.m., he left. He said nothing more."

_texts = st.text(alphabet=st.sampled_from("ab '\"“”’–—-\n\t  ") | st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ('"We\'ll stay - for now."', "“We’ll stay — for\n\n now.”"),
        ("  he left. ", "he left."),
        ("He said nothing", "He said nothing"),
        ("He said", "He said"),
        ("Then,\tat 9", "Then, at 9"),
        (TEXT, TEXT),
    ],
)
def test_a_quote_stands_in_the_text_in_the_texts_own_characters(quote: str, found: str) -> None:
    offsets = locate(quote, TEXT)

    assert offsets is not None
    assert TEXT[slice(*offsets)] == found


@pytest.mark.parametrize("quote", ["he said:", "We will stay", "at 9 pm", "", "  ", "more.x", "left.He"])
def test_a_quote_with_other_letters_case_or_signs_does_not_stand(quote: str) -> None:
    assert locate(quote, TEXT) is None


def test_the_expected_place_is_kept_when_the_quote_stands_there() -> None:
    second = TEXT.rindex("He said")

    assert locate("He said", TEXT, (second, second + 7)) == (second, second + 7)
    assert locate("He said", TEXT, (second, second + 8)) == (0, 7)
    assert locate("He said", TEXT, (-5, 10_000)) == (0, 7)


@given(text=_texts, start=st.integers(0, 60), length=st.integers(1, 60))
def test_every_passage_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    passage = text[start : start + length]

    offsets = locate(passage, text)

    if plain(passage):
        assert offsets is not None
        assert plain(text[slice(*offsets)]) == plain(passage)
        assert text[slice(*offsets)] == text[slice(*offsets)].strip()
    else:
        assert offsets is None


@given(quote=_texts, text=_texts)
def test_what_is_found_folds_to_the_quote_and_the_nearest_passage_never_fails(quote: str, text: str) -> None:
    offsets = locate(quote, text)

    if offsets:
        assert plain(text[slice(*offsets)]) == plain(quote)
    assert len(nearest(quote, text)) <= 302


def test_the_nearest_passage_is_given_in_whole_words() -> None:
    assert nearest("Then at 10 p.m. he leaves", TEXT) == "Then, at 9 p.m., he left."
    assert "stay — for now" in nearest("We will stay, for now", TEXT).replace("-", "—")


def test_a_text_without_words_has_an_empty_nearest_passage() -> None:
    assert nearest("anything", "") == ""


def test_the_nearest_passage_of_a_megabyte_comes_soon() -> None:
    text = " ".join(f"Sentence {number} says little of anything at all." for number in range(22_000))
    wanted = "Sentence 17042 said little of everything"
    started = time.perf_counter()

    found = nearest(wanted, text)
    unfindable = nearest("x" * 1_500, "y" * 1_000_000)

    assert "17042" in found
    assert len(unfindable) <= 302
    assert time.perf_counter() - started < 5
