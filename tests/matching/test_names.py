"""Places are known by any of their forms, other names by how they are written."""

import pytest

from bot.matching.names import read_names, role_at, same_kind
from bot.matching.readings import Sentence
from storage.models import Name, Role


def names(text: str) -> list[tuple[str, str]]:
    return [(reading.what.text, reading.what.canonical) for reading in read_names(Sentence(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("american troops in japan", [("american", "united states"), ("japan", "japan")]),
        ("the ROK minister", [("ROK", "south korea")]),
        ("a south korean minister", [("south korean", "south korea")]),
        ("the north koreans", [("north koreans", "north korea")]),
        ("they met in osaka", [("osaka", "osaka")]),
        ("then Fumio Kishida spoke", [("Fumio Kishida", "fumio kishida")]),
        ("they lie at Yokota Air Base now", [("Yokota Air Base", "yokota air base")]),
        ("Kishida spoke", [("Kishida", "kishida")]),
        ("The troops left", []),
        ("tell us more", []),
        ("the us and japan", [("us", "united states"), ("japan", "japan")]),
        ("WHY ARE THEY ALL LEAVING", []),
    ],
)
def test_names_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("troops in Japan", "japan", Role.WHERE),
        ("shipped to Japan", "japan", Role.TO_WHOM),
        ("hosted by Japan", "japan", Role.WHO),
        ("Japan hosts them", "japan", Role.OTHER),
    ],
)
def test_the_preposition_tells_the_role(text: str, word: str, role: Role) -> None:
    sentence = Sentence(text)

    assert role_at(sentence, sentence.lower.index(word)) is role


def test_two_countries_or_two_cities_are_of_one_kind() -> None:
    japan, china, osaka, tokyo = (Name(text, text) for text in ("japan", "china", "osaka", "tokyo"))

    assert same_kind(japan, china)
    assert same_kind(osaka, tokyo)
    assert not same_kind(japan, tokyo)
