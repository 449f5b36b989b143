"""Terms have vectors by which they are more or less related."""

import numpy as np
import pytest

from storage.terms import term_of
from storage.vectors import relatedness, vectors


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("house", "home", "missile"),
        ("teacher", "school", "harbour"),
        ("price", "cost", "goalkeeper"),
        ("troops", "army", "orchard"),
    ],
)
def test_words_of_one_subject_are_more_related_than_others(one: str, near: str, far: str) -> None:
    mine = term_of(one)

    assert relatedness(mine, term_of(near)) > 0.35 > relatedness(mine, term_of(far))


def test_a_known_term_has_length_one_and_an_unknown_one_none() -> None:
    rows = vectors([term_of("house"), "qwertzuiop"])

    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 0.0], abs=1e-6)


def test_a_term_is_wholly_related_to_itself_and_an_unknown_one_to_nothing() -> None:
    assert relatedness("boat", "boat") == pytest.approx(1.0)
    assert relatedness("qwertzuiop", "qwertzuiop") == 0.0


def test_relatedness_is_never_negative() -> None:
    terms = "boat missil doctor orchard price not 5".split()

    assert min(relatedness(one, other) for one in terms for other in terms) >= 0.0
