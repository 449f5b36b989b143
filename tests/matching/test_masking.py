"""What is not the writer's own prose is blanked out, and everything else keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.masking import masked, prose


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<@182736451928374650> hello", "hello"),
        ("see `x = 5000` there", "see there"),
        ("```\n5000 troops\n``` so", "so"),
        ("> 5,000 troops\nno way", "no way"),
        (">>> all of\nthis", ""),
        ("read https://example.com/5000 now", "read now"),
        ("read <https://example.com/5000> now", "read now"),
        ("nice <:pepe:182736451928374650> :thumbsup: ☕", "nice"),
        ("@everyone listen", "listen"),
        ("5 > 3 and 2 < 4", "5 > 3 and 2 < 4"),
        ("it is <50k", "it is <50k"),
    ],
)
def test_masked_stretches_are_gone(text: str, left: str) -> None:
    assert " ".join(masked(text).split()) == left


@given(st.text())
def test_length_and_line_breaks_never_change(text: str) -> None:
    shown = masked(text)

    assert len(shown) == len(text)
    assert [place for place, mark in enumerate(shown) if mark == "\n"] == [
        place for place, mark in enumerate(text) if mark == "\n"
    ]


def test_a_message_that_is_all_quoted_is_read_as_what_it_quotes() -> None:
    assert prose("> 5,000 troops\n> in Japan") == "5,000 troops\nin Japan"
    assert prose("> 5,000 troops\nno way") == "no way"
