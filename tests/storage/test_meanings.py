"""What a text means is kept in a few bytes, and texts of one meaning are alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.meanings import DIMENSIONS, likenesses, meaning, pack
from storage.terms import terms, words


def meant(text: str) -> list[str]:
    return [word.term for word in words(text)]


def alike(one: str, other: str) -> float:
    return float(likenesses(meaning(meant(one)), [pack(meaning(meant(other)))])[0])


@pytest.mark.parametrize(
    ("said", "near", "far"),
    [
        ("the army left its base", "soldiers withdrew from their camp", "the bakery raised the price of bread"),
        ("house prices rise", "homes cost more", "the goalkeeper saved a penalty"),
        ("doctors at the clinic", "a nurse in hospital", "the harbour froze"),
    ],
)
def test_a_text_is_more_like_one_of_its_own_subject_in_other_words(said: str, near: str, far: str) -> None:
    assert not set(terms(said)) & set(terms(near))
    assert alike(said, near) > alike(said, far) + 0.1


def test_a_name_the_table_does_not_know_is_like_itself_and_like_no_other() -> None:
    assert alike("vermaas", "vermaas") == pytest.approx(1.0, abs=0.01)
    assert abs(alike("vermaas", "vermoas")) < 0.4
    assert alike("troops of vermaas", "soldiers of vermaas") > alike("troops of vermaas", "soldiers of qwertzui")


@given(st.lists(st.text(max_size=12) | st.sampled_from(("boat", "doctor", "not", "5")), max_size=12))
def test_any_terms_have_a_meaning_of_length_one_or_none(said: list[str]) -> None:
    vector = meaning(said)

    assert vector.shape == (DIMENSIONS,)
    assert float(np.linalg.norm(vector)) == (pytest.approx(1.0, abs=1e-4) if vector.any() else 0.0)
    assert len(pack(vector)) == DIMENSIONS


@given(st.lists(st.text(max_size=12) | st.sampled_from(("boat", "doctor", "not", "5")), min_size=1, max_size=12))
def test_a_text_is_as_like_itself_as_can_be_however_it_is_packed(said: list[str]) -> None:
    vector = meaning(said)

    (found,) = likenesses(vector, [pack(vector)])

    assert -1 <= found <= 1
    assert found == (pytest.approx(1.0, abs=0.01) if vector.any() else 0.0)


def test_a_text_without_words_is_like_nothing() -> None:
    nothing = meaning([])

    assert pack(nothing) == bytes(DIMENSIONS)
    assert likenesses(nothing, [pack(meaning(["boat"]))]).tolist() == [0.0]
    assert likenesses(meaning(["boat"]), [pack(nothing)]).tolist() == [0.0]


@pytest.mark.parametrize("place", range(0, 300, 37))
def test_equal_texts_are_exactly_as_like_wherever_they_stand_among_others(place: int) -> None:
    asked = meaning(meant("soldiers withdrew from their camp in Tokyo"))
    same = pack(meaning(meant("The army left its base.")))
    others = [pack(meaning([f"word{number}", "boat"])) for number in range(300)]

    found = likenesses(asked, [same, *others[:place], same, *others[place:], same])

    assert found[0] == found[place + 1] == found[-1]


def test_a_term_that_cannot_be_written_as_bytes_has_a_meaning_too() -> None:
    assert np.linalg.norm(meaning(["\ud800"])) == pytest.approx(1.0, abs=1e-4)
