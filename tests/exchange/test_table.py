from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.items import Item, Numbered, Rejected, Remark, UnreadableFile
from bot.exchange.table import header_line, read_table, table_line
from storage.models import Citation, Claim, ClaimReview, Rating, Source

#: Texts as the store takes them: no NUL, no lone surrogates.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
AWKWARD = st.one_of(TEXT, st.text(alphabet="'=+-@|\\\",;\r\n a", max_size=8))
SOURCES = st.builds(
    Source,
    name=AWKWARD.filter(str.strip),
    url=st.none() | AWKWARD,
    publisher=st.none() | AWKWARD,
    date_published=st.none() | st.sampled_from(["2024", "2024-02", "2024-02-29"]),
)
CLAIMS = st.builds(
    Claim,
    key=st.text(alphabet="abc-=+@'", min_size=1, max_size=9),
    text=AWKWARD.filter(str.strip),
    wordings=st.lists(AWKWARD, max_size=3).map(tuple),
    claimant=st.none() | AWKWARD,
    note=st.none() | AWKWARD,
    tags=st.lists(AWKWARD, max_size=3).map(tuple),
    citations=st.lists(st.builds(Citation, source=SOURCES, quote=st.none() | AWKWARD), max_size=1).map(tuple),
    reviews=st.lists(st.builds(ClaimReview, rating=st.sampled_from(Rating)), max_size=1).map(tuple),
)


def items_of(folder: Path, content: bytes | str) -> list[Item]:
    file = folder / "claims.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_table(file))


def claims_of(folder: Path, content: bytes | str) -> list[Claim]:
    return [item.claim for item in items_of(folder, content) if isinstance(item, Numbered)]


def exported(claims: Sequence[Claim]) -> bytes:
    return (header_line() + "".join(map(table_line, claims))).encode()


@given(CLAIMS)
def test_exporting_importing_and_exporting_again_gives_the_same_bytes(claim: Claim) -> None:
    first = exported([claim])

    with TemporaryDirectory() as folder:
        second = exported(claims_of(Path(folder), first))

    assert first == second


@given(AWKWARD.map(str.strip).filter(bool))
def test_a_cell_that_looks_like_a_formula_comes_back_as_it_was(text: str) -> None:
    with TemporaryDirectory() as folder:
        claims = claims_of(Path(folder), exported([Claim(key="k", text=text)]))

    assert [(claim.key, claim.text) for claim in claims] == [("k", text)]


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1", "-5 degrees", "@here"])
def test_formulas_are_defused_on_export(text: str) -> None:
    assert f",'{text}," in table_line(Claim(key="k", text=text))


def test_an_apostrophe_is_only_removed_before_a_formula(tmp_path: Path) -> None:
    claims = claims_of(tmp_path, "text\n'=1\n'tis so\n''=x\n")

    assert [claim.text for claim in claims] == ["=1", "'tis so", "'=x"]


def test_a_byte_order_mark_and_crlf_are_tolerated(tmp_path: Path) -> None:
    claims = claims_of(tmp_path, b"\xef\xbb\xbftext,note\r\nA claim.,A note.\r\n\r\n,\r\n")

    assert [(claim.text, claim.note) for claim in claims] == [("A claim.", "A note.")]


def test_a_bad_row_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    items = items_of(tmp_path, 'text,source_date\n"two\nlines",\n\nbad,2024-13\ngood,2024\nlong,2024,more\n')

    assert [item.line for item in items if isinstance(item, Rejected)] == [5, 7]
    assert [item.line for item in items if isinstance(item, Numbered)] == [2, 6]


def test_unknown_columns_give_one_remark(tmp_path: Path) -> None:
    items = items_of(tmp_path, "colour,text,size\nred,a,1\nblue,b,2\n")

    assert [item.text for item in items if isinstance(item, Remark)] == [
        "Columns that are not known are left out: colour, size."
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"key,wordings\na,b\n", "no column named text"),
        (b"key;text\na;b\n", "commas"),
        (b"text,text\na,b\n", "twice"),
        (b"text\n\xff\xfe\n", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "UTF-8"),
        (b"text\n" + b"a" * 17_000_000 + b"\n", "line 2: field larger"),
        (b'text\n"never closed\nb\n', "unexpected end"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refused:
        items_of(tmp_path, content)

    assert "\n" not in str(refused.value)
