"""Each telling word of a message stands for a word of the claim: the same, alike, an alias, or related."""

import pytest

from bot.matching.alignment import RELATED, Alignment, align
from bot.matching.lookup import lookup
from bot.matching.statement import Statement
from storage.models import Alias
from tests.matching.comparing import laid_beside


def pairs(alignment: Alignment) -> dict[str, str]:
    """Return what each word of the message stands for, as written."""
    found = ((index, alignment.partner(index)) for index in range(len(alignment.said.words)))
    return {
        alignment.said.words[index].text: alignment.recorded.words[partner].text
        for index, partner in found
        if partner is not None
    }


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        ("soldiers in japan", "U.S. troops are in Japan.", {"soldiers": "troops", "japan": "Japan"}),
        ("the amercian minister", "The U.S. minister came.", {"amercian": "U.S.", "minister": "minister"}),
        ("the house is empty", "The home was sold.", {"house": "home"}),
        # Initials, whole or cut short, stand for the run of names they begin.
        ("the USFJ chief", "The commander of U.S. Forces Japan.", {"USFJ": "U.S.", "chief": "commander"}),
        ("INDOPACOM moved", "The Indo-Pacific Command moved.", {"moved": "moved"}),
        ("the NATO talks", "The talks of North Atlantic Treaty Organization.", {"NATO": "North", "talks": "talks"}),
        # A capital stands for its government where places are not what the claim tells apart.
        ("Washington signed it", "The United States signed it.", {"Washington": "United States", "signed": "signed"}),
        ("signed in Washington", "The United States signed it.", {"signed": "signed"}),
        ("Washington signed it", "The United States signed it in Tokyo.", {"signed": "signed"}),
        # Opposites are related, and stand for nothing.
        ("it rose", "It fell.", {}),
        ("???", "!!!", {}),
    ],
)
def test_words_stand_for_words(said: str, recorded: str, expected: dict[str, str]) -> None:
    assert pairs(laid_beside(said, recorded)) == expected


def test_an_alias_on_record_stands_for_what_it_names() -> None:
    settled = (Alias("the Rock", "Alcatraz"), Alias("", "x"), Alias("y", ""))

    assert "Rock" not in pairs(laid_beside("the Rock closed", "Alcatraz closed."))
    assert pairs(laid_beside("Rock closed", "Alcatraz closed.", (Alias("Rock", "Alcatraz"), *settled))) == {
        "Rock": "Alcatraz",
        "closed": "closed",
    }


def test_a_related_word_stands_for_the_one_it_is_nearest_to_and_less_than_a_word_for_itself() -> None:
    alignment = align(Statement("the vote was sold"), Statement("The election was sold."))

    assert alignment.partner(1) == 1
    assert RELATED < (alignment.partners[1] or (0, 0.0))[1] < (alignment.partners[3] or (0, 0.0))[1] == 1


def test_what_is_met_is_met_as_well_as_the_best_word_for_it() -> None:
    alignment = align(Statement("soldiers, troops, soldiers"), Statement("Troops left."))

    assert alignment.met == {0: 1.0}


def test_the_evidence_counts_each_shared_word_once_and_a_number_the_same_whatever_it_is() -> None:
    once, twice = (align(Statement(text), Statement("Ferries left.")) for text in ("ferries", "ferries ferries"))
    number = align(Statement("50,000"), Statement("50,000 left."))

    assert once.evidence == twice.evidence
    assert number.evidence == 3


def test_words_left_out_are_not_counted_as_covered() -> None:
    alignment = align(Statement("ferries yodel"), Statement("Ferries sail."))

    assert alignment.said_covered(frozenset({1})) == pytest.approx(1.0)
    assert 0 < alignment.said_covered() < 1
    assert alignment.recorded_covered(frozenset({0, 1})) == 0.0
    assert 0 < alignment.recorded_covered() < 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Forces Japan", {"usf": 1, "usfj": 1, "tusf": 0, "tusfj": 0, "fj": 2, "tus": 0, "tu": 0}),
        ("the North Atlantic Treaty", {"na": 1, "nat": 1, "at": 2}),
        ("Japan left", {}),
    ],
)
def test_runs_of_capitals_are_found_by_their_initials(text: str, expected: dict[str, int]) -> None:
    sentence = Statement(text)

    initials = lookup(sentence, sentence.content).initials

    assert {letters: initials[letters] for letters in expected if letters in initials} == {
        letters: index for letters, index in expected.items() if letters != "tu"
    }
    assert bool(initials) is bool(expected)


def test_words_are_looked_up_by_term_by_family_and_by_letter() -> None:
    sentence = Statement("Troops met troops and soldiers")

    found = lookup(sentence, sentence.content)

    assert found.by_term["troop"] == 0
    assert [0, 2, 4] in found.by_family.values()
    assert found.by_letter["t"] == [0, 2]
