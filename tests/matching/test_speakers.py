"""It is read whose words a sentence reports."""

import pytest

from bot.matching.readings import Sentence
from bot.matching.speakers import read_speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Austin said China was coercive", "Austin"),
        ("lloyd austin says this will be significant", "lloyd austin"),
        ("american officials say it will help", "american officials"),
        ("according to Kihara the order is shaken", "Kihara"),
        ("it threatens security, per austin", "austin"),
        ("Austin: NK nukes threaten security", "Austin"),
        ('"We are at a turning point" - Kamikawa', "Kamikawa"),
        ('"efforts to modernize" was what Kihara said', "Kihara"),
        ("best line was Austin saying it is over", "Austin"),
        ("the minister told reporters that it works", "minister"),
        ('"It works," said Blinken', "Blinken"),
    ],
)
def test_the_speaker_is_read_where_it_stands(text: str, speaker: str) -> None:
    reading = read_speaker(Sentence(text))

    assert reading is not None
    assert reading.what.text == speaker


@pytest.mark.parametrize(
    "text",
    ["he said it works", "i said so", "Japan relaxed its controls", "they say a lot", "lol", "In 2024: it works"],
)
def test_nobody_named_is_no_speaker(text: str) -> None:
    assert read_speaker(Sentence(text)) is None
