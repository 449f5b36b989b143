"""Synonyms stand for each other, opposites contradict, and two views of one event are converse."""

import pytest

from bot.matching.lexicon import (
    contradict,
    converse,
    converses,
    families,
    moves_up,
    opposed,
    stand_for_each_other,
)
from storage.terms import term_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("soldiers", "troops"), ("increase", "grew"), ("accord", "treaty"), ("doctor", "physician"), ("cut", "reduced")],
)
def test_words_for_one_thing_stand_for_each_other(one: str, other: str) -> None:
    assert stand_for_each_other(term_of(one), term_of(other))
    assert not opposed(term_of(one), term_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("increase", "decrease"),
        ("relaxed", "tightened"),
        ("attended", "skipped"),
        ("won", "lost"),
        ("accepted", "rejected"),
        # A denying prefix, either way.
        ("legal", "illegal"),
        ("unhappy", "happy"),
        ("reliable", "unreliable"),
        ("responsible", "irresponsible"),
        # Antonyms of English.
        ("absent", "present"),
        ("guilty", "innocent"),
        ("urban", "rural"),
    ],
)
def test_opposites_are_opposed_both_ways_and_do_not_stand_for_each_other(one: str, other: str) -> None:
    mine, theirs = term_of(one), term_of(other)

    assert opposed(mine, theirs)
    assert opposed(theirs, mine)
    assert not stand_for_each_other(mine, theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("troops", "soldiers"),
        ("increase", "grow"),
        ("table", "chair"),
        # Too short a word is not the rest of a longer one: "come" is not "income" denied.
        ("do", "undo"),
        ("side", "side"),
    ],
)
def test_other_words_are_not_opposed(one: str, other: str) -> None:
    assert not opposed(term_of(one), term_of(other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("bought", "sold", True),
        ("lent", "borrowed", True),
        ("beat", "lost", True),
        ("exports", "imports", True),
        ("bought", "purchased", False),
        ("bought", "borrowed", False),
        ("bought", "ate", False),
    ],
)
def test_two_views_of_one_event_are_converse(one: str, other: str, expected: bool) -> None:
    assert converse(term_of(one), term_of(other)) is expected
    assert converse(term_of(other), term_of(one)) is expected


def test_every_converse_word_is_listed_among_the_converses() -> None:
    assert {term_of(word) for word in ("sold", "bought", "taught", "export")} <= converses()
    assert term_of("table") not in converses()


@pytest.mark.parametrize(
    ("word", "expected"),
    [("rose", True), ("gain", True), ("fell", False), ("slump", False), ("table", None), ("won", None)],
)
def test_a_word_for_a_rise_is_told_from_one_for_a_fall(word: str, expected: bool | None) -> None:
    assert moves_up(term_of(word)) is expected


def test_words_of_one_side_do_not_contradict() -> None:
    assert contradict(term_of("increase"), term_of("fall"))
    assert not contradict(term_of("increase"), term_of("grow"))
    assert not contradict(term_of("increase"), term_of("tighten"))


def test_a_word_that_is_on_both_sides_of_families_is_opposed_only_as_an_antonym() -> None:
    assert families(term_of("decline")) & families(term_of("refuse"))
    assert not opposed(term_of("decline"), term_of("refuse"))


def test_a_term_has_the_families_of_its_synonyms_and_of_its_opposites() -> None:
    assert families(term_of("troop"))
    assert families(term_of("increase"))
    assert families("qwertz") == frozenset()
