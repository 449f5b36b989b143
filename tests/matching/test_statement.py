"""A message is split into statements, and what the record has settled is not read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.statement import MOST_STATEMENTS, Statement, statements
from storage.models import Comparator, Date, Quantity


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


@given(st.text(max_size=400))
def test_any_text_whatever_can_be_read(text: str) -> None:
    for statement in statements(text):
        assert statement.text == statement.text.strip()
        readings = [*statement.quantities, *statement.dates, *statement.names, *statement.negations]
        readings += [reading for reading in (statement.modality, statement.speaker) if reading]
        assert all(0 <= reading.first <= reading.last < len(statement.words) for reading in readings)
        assert statement.stance
