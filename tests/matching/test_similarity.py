"""Words stand for each other when they mean the same, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.alignment import align
from bot.matching.similarity import STANDS, turned, word_likeness
from bot.matching.statement import Statement
from bot.matching.telling import weight
from storage.terms import term_of


def likeness(said: str, recorded: str) -> float:
    return word_likeness(said, term_of(said), recorded, term_of(recorded))


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("troops", "troop"),
        ("withdrew", "withdraw"),
        ("defence", "defense"),
        ("soldiers", "troops"),
        ("drills", "exercises"),
        ("amercian", "american"),
        ("stationd", "stationed"),
        ("coop", "cooperation"),
        ("cmdr", "commander"),
        ("production", "produces"),
    ],
)
def test_words_that_mean_the_same_stand_for_each_other(said: str, recorded: str) -> None:
    assert likeness(said, recorded) >= STANDS


@pytest.mark.parametrize(
    ("said", "recorded"),
    [("japan", "china"), ("iran", "iraq"), ("tighten", "relax"), ("missile", "troop"), ("50", "500"), ("no", "north")],
)
def test_words_that_mean_something_else_do_not(said: str, recorded: str) -> None:
    assert likeness(said, recorded) < STANDS


def test_initials_stand_for_the_name_they_begin() -> None:
    said, recorded = Statement("the USFJ commander"), Statement("The commander of U.S. Forces Japan")

    alignment = align(said, recorded)

    assert alignment.partner(1) == recorded.lower.index("u.s.")


def test_a_term_of_another_wording_is_known() -> None:
    alignment = align(Statement("troop strength in Japan"), Statement("Soldiers are in Japan"), frozenset({"strength"}))

    assert alignment.explained(1)
    assert not alignment.partner(1)


def test_rare_words_tell_more_than_common_ones() -> None:
    assert weight(term_of("yokota")) > weight(term_of("military")) > weight(term_of("people"))


@given(st.text(max_size=200))
def test_a_text_is_fully_covered_by_itself(text: str) -> None:
    statement = Statement(text)

    alignment = align(statement, statement)

    assert alignment.said_covered() in {0.0, 1.0} or alignment.said_covered() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wavering", "unwavering"),
        ("disagred", "agreed"),
        ("notstationed", "stationed"),
        ("asymptomatic", "symptomatic"),
        ("hypotension", "hypertension"),
        ("underpopulated", "overpopulated"),
    ],
)
def test_a_beginning_that_turns_the_meaning_is_no_typing_error(one: str, other: str) -> None:
    assert turned(one, other)
    assert turned(other, one)
    assert word_likeness(one, term_of(one), other, term_of(other)) < STANDS


@pytest.mark.parametrize(
    ("one", "other"), [("statoned", "stationed"), ("goverment", "government"), ("agred", "agreed")]
)
def test_a_typing_error_turns_nothing(one: str, other: str) -> None:
    assert not turned(one, other)
