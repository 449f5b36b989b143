"""It is read whether a thing happened, is planned, expected, or only possible."""

import pytest

from bot.matching.modality import read_modality
from bot.matching.readings import Sentence
from storage.models import Happening


@pytest.mark.parametrize(
    ("text", "happening"),
    [
        ("they might accelerate it", Happening.POSSIBLE),
        ("Japan is considering relaxing its controls", Happening.POSSIBLE),
        ("Japan plans to relax its controls", Happening.PLANNED),
        ("Japan will relax its controls", Happening.PLANNED),
        ("it'll help", Happening.PLANNED),
        ("it is to be upgraded", Happening.PLANNED),
        ("they are going to discuss it", Happening.PLANNED),
        ("they are expected to discuss it", Happening.EXPECTED),
        ("Japan has already relaxed its controls", Happening.HAPPENED),
        ("the upgrade is done", Happening.HAPPENED),
    ],
)
def test_the_words_that_say_how_far_it_is_are_read(text: str, happening: Happening) -> None:
    reading = read_modality(Sentence(text))

    assert reading is not None
    assert reading.what.happening is happening


@pytest.mark.parametrize("text", ["Japan relaxed its controls", "50,000 troops are stationed in Japan", "in May 2016"])
def test_a_plain_statement_has_no_modality(text: str) -> None:
    assert read_modality(Sentence(text)) is None
