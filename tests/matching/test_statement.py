"""A message is split into statements, and what the record has settled is not read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.statement import LONGEST_STATEMENT, MOST_STATEMENTS, Statement, statements
from storage.models import Alias, Comparator, Date, Name, Opposite, Particular, Quantity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One troop left. Two troops stayed!", ["One troop left.", "Two troops stayed!"]),
        ("the U.S. troops are in Japan", ["the U.S. troops are in Japan"]),
        ("Mr. Smith met Dr. Jones in Tokyo", ["Mr. Smith met Dr. Jones in Tokyo"]),
        ("troops left japan\nministers met", ["troops left japan", "ministers met"]),
        ("It cost 3.5 million dollars. Really bad deal.", ["It cost 3.5 million dollars.", "Really bad deal."]),
        (
            "biden quit the november election, but the kishida deal was reached in july",
            ["biden quit the november election", "the kishida deal was reached in july"],
        ),
        ("troops left japan, but no", ["troops left japan, but no"]),
        ("lol", []),
        ("", []),
        ("☕ :thumbsup:", []),
    ],
)
def test_a_message_is_split_into_statements(text: str, expected: list[str]) -> None:
    assert [statement.text for statement in statements(text)] == expected


def test_only_the_first_statements_of_a_long_message_are_checked() -> None:
    assert len(statements("Many troops left Japan. " * 50)) == MOST_STATEMENTS


def test_settled_particulars_stand_where_the_text_has_them() -> None:
    settled = (Quantity("50,000", 50_000.0, Comparator.MORE_THAN), Date("2024", year=2024))

    statement = Statement("More than 50,000 troops are in Japan", settled)

    assert [(reading.what, reading.first, reading.last) for reading in statement.quantities] == [(settled[0], 2, 2)]
    assert [reading.what for reading in statement.dates] == [settled[1]]
    assert statement.names == ()
    assert statement.modality is None


def test_what_goes_on_too_long_is_read_as_far_as_somebody_could_check_it() -> None:
    (statement,) = statements("troops stayed in Japan and " * 40)

    assert len(statement.text) <= LONGEST_STATEMENT
    assert statement.text.startswith("troops stayed in Japan and troops")


def test_settled_words_that_come_twice_are_two_places() -> None:
    twice = (Quantity("two", 2.0), Quantity("two", 2.0))

    statement = Statement("two boats met two ferries", twice)

    assert [(one.first, one.last) for one in statement.quantities] == [(0, 0), (3, 3)]


def test_settled_words_that_come_once_are_one_place_however_often_they_are_settled() -> None:
    statement = Statement("two boats met", (Quantity("two", 2.0), Quantity("two", 2.0)))

    assert [(one.first, one.last) for one in statement.quantities] == [(0, 0), (0, 0)]


def test_settled_words_are_not_found_within_longer_ones() -> None:
    statement = Statement("The uranium of Iran, and an Iranian", (Name("Iran", "iran"),))

    assert [(one.first, one.last) for one in statement.names] == [(3, 3)]


@pytest.mark.parametrize("elsewhere", ["Yokota", "uran", ""])
def test_settled_words_that_the_text_has_not_stand_behind_its_end(elsewhere: str) -> None:
    statement = Statement("The uranium of Iran", (Name(elsewhere, "yokota"),))

    assert [(one.first, one.last) for one in statement.names] == [(4, 3)]


def test_aliases_lead_from_one_term_to_another_and_empty_ones_nowhere() -> None:
    statement = Statement(
        "U.S. Forces Japan stays", (Alias("USFJ", "Forces Japan"), Alias("", "Japan"), Alias("USA", ""))
    )

    assert statement.aliases == {"usfj": "forc"}


def test_all_words_that_would_contradict_one_are_kept() -> None:
    settled = (Opposite("relaxed", "tightened"), Opposite("relaxed", "restricted"), Opposite("grew", "shrank"))

    statement = Statement("Japan relaxed its rules", settled)

    assert statement.opposites == {"relax": {"tighten", "restrict"}, "grow": {"shrink"}}


_parts = st.text("ab 5.-", max_size=5)
_settled: st.SearchStrategy[Particular] = st.one_of(
    st.builds(Name, _parts, st.just("a")),
    st.builds(Quantity, _parts, st.just(1.0)),
    st.builds(Alias, _parts, _parts),
    st.builds(Opposite, _parts, _parts),
)


@given(st.text("ab 5.-", max_size=30), st.lists(_settled, min_size=1, max_size=6))
def test_whatever_is_settled_stands_within_the_text_or_behind_it(text: str, settled: list[Particular]) -> None:
    statement = Statement(text, tuple(settled))

    readings = [*statement.names, *statement.quantities]
    end = len(statement.words)
    assert len(readings) == sum(isinstance(one, (Name, Quantity)) for one in settled)
    assert all(0 <= one.first <= one.last < end or (one.first, one.last) == (end, end - 1) for one in readings)
    assert all(isinstance(term, str) for term in (*statement.aliases, *statement.opposites))


@given(st.text(max_size=400))
def test_any_text_whatever_can_be_read(text: str) -> None:
    for statement in statements(text):
        assert statement.text == statement.text.strip()
        readings = [*statement.quantities, *statement.dates, *statement.names, *statement.negations]
        readings += [reading for reading in (statement.modality, statement.speaker) if reading]
        assert all(0 <= reading.first <= reading.last < len(statement.words) for reading in readings)
        assert statement.stance
