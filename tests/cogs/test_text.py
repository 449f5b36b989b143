import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.custom_ids import LONGEST, OTHERS, PAGE, others_id, page_id
from bot.ui.text import cut, escaped, safe_link, shown, tidy, width
from bot.ui.transcript import plain

ANY_TEXT = st.text(st.characters(codec=None), max_size=400)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("**bold** _slanted_", r"\*\*bold\*\* \_slanted\_"),
        ("[safe.example](https://evil.example)", r"\[safe.example\](https://evil.example)"),
        ("<@1> <@&2> <#3> <t:1> </check:4> <https://a.example>", None),
        ("||spoiler|| `code` ~~gone~~", None),
        ("@everyone and @here", "@\u200beveryone and @\u200bhere"),
        ("right\u202eleft\u2066\u200bhidden", "rightlefthidden"),
        ("two\nlines\u2028three", "two lines three"),
        ("half \ud800 a pair", "half \ufffd a pair"),
        ("https://a.example/some_page_here", "https://a.example/some_page_here"),
    ],
)
def test_markup_and_hidden_characters_lose_their_power(written: str, seen: str | None) -> None:
    result = shown(written, 1_000)

    assert seen is None or result == seen
    assert not re.search(r"(?<!\\)[<\[`|~*]", result)


@given(ANY_TEXT, st.integers(1, 300))
def test_a_cut_text_is_never_wider_than_its_limit(text: str, limit: int) -> None:
    result = cut(text, limit)

    assert width(result) <= limit or limit == 1
    assert result == text or result.endswith("…")


@given(ANY_TEXT)
def test_what_is_escaped_reads_in_the_terminal_as_it_was(text: str) -> None:
    without_links = tidy(text).replace("://", " ").replace("\u200b", "").replace("**", "")

    assert plain(escaped("." + without_links)) == ("." + without_links)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://kyma.com/?p=1095911", "https://kyma.com/?p=1095911"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://user:secret@a.example/", None),
        ("javascript:alert(1)", None),
        ("https://a.example/\u202egpj.exe", None),
        ("https://a.example/" + "x" * 600, None),
        ("https://[::1/", None),
        ("https:///nowhere", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, link: str | None) -> None:
    assert safe_link(url) == link


@given(ANY_TEXT)
def test_looking_for_a_link_never_raises(text: str) -> None:
    assert safe_link(f"https://{text}") is None or safe_link(f"https://{text}")
    assert safe_link(text) is None or safe_link(text)


@given(ANY_TEXT, st.integers(0, 999_999))
def test_a_page_button_keeps_its_query_within_the_limit(query: str, offset: int) -> None:
    custom_id = page_id(query, offset)

    found = PAGE.fullmatch(custom_id)
    assert width(custom_id) <= LONGEST
    assert found is not None
    assert int(found["offset"]) == offset


@given(st.lists(st.integers(1, 2**63 - 1), min_size=1, max_size=30))
def test_the_other_matches_button_names_as_many_claims_as_fit(entry_ids: list[int]) -> None:
    custom_id = others_id(entry_ids)

    found = OTHERS.fullmatch(custom_id)
    assert len(custom_id) <= LONGEST
    assert found is not None
    named = [int(entry_id) for entry_id in found["ids"].split(",")]
    assert named == entry_ids[: len(named)]
