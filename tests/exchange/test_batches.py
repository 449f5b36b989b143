import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.answers import ErrorLine
from bot.exchange.batches import Asked, asked
from storage.terms import LONGEST

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


@given(JSON)
def test_an_id_of_any_type_comes_back(identity: object) -> None:
    read = asked(json.dumps({"id": identity, "text": "x"}).encode(), ("text",))

    assert isinstance(read, Asked)
    assert json.loads(bytes(read.id)) == json.loads(json.dumps(identity).encode(errors="replace"))


@pytest.mark.parametrize(
    ("line", "identity", "error"),
    [
        (b"no json", None, "no JSON object"),
        (b"5", None, "no JSON object"),
        (b'{"id": 1}', 1, "text is missing"),
        (b'{"id": "a", "text": 5}', "a", "text is not text"),
        (b'{"id": "\xff", "text": "x"}', None, "not UTF-8"),
        (b'{"id": ' + b"[" * 200_000, None, "nested"),
        (None, None, "too long"),
    ],
)
def test_a_bad_line_says_why(line: bytes | None, identity: object, error: str) -> None:
    read = asked(line, ("text",))

    assert isinstance(read, ErrorLine)
    assert json.loads(bytes(read.id)) == identity
    assert error in read.error


def test_half_an_emoji_is_read_all_the_same() -> None:
    read = asked(rb'{"id": 1, "text": "a \ud83d b"}', ("text",))

    assert isinstance(read, Asked)
    assert read.texts == ("a ? b",)


def test_long_texts_are_cut() -> None:
    read = asked(json.dumps({"id": 1, "text": "a" * 100_000}).encode(), ("text",))

    assert isinstance(read, Asked)
    assert len(read.texts[0]) == LONGEST


@given(st.binary())
def test_any_bytes_are_read_or_refused(line: bytes) -> None:
    assert isinstance(asked(line, ("claim", "text")), Asked | ErrorLine)
