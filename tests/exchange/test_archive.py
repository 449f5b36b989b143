import hashlib
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.archive import RECENT, Archive, read_archive
from bot.exchange.items import Item, Numbered, Rejected, Remark, UnreadableFile
from storage.models import (
    Alias,
    Citation,
    Claim,
    ClaimReview,
    ClaimStatus,
    Comparator,
    Date,
    Happening,
    Link,
    LinkKind,
    Modality,
    Name,
    Opposite,
    Polarity,
    Quantity,
    Rating,
    Role,
    Source,
    Speaker,
)

PARTICULARS = (
    Quantity("more than 50,000", 50_000.0, Comparator.MORE_THAN, of="troop"),
    Date("Sunday", weekday=6),
    Name("Japan", "japan", Role.WHERE),
    Polarity("not", negative=True),
    Modality("plans", Happening.PLANNED),
    Speaker("Austin", "lloyd austin"),
    Alias("USFJ", "U.S. Forces Japan"),
    Opposite("relaxed", "tightened"),
)
FULL = Claim(
    key="k",
    text="There are more than 50,000 troops.",
    wordings=("50k | troops",),
    claimant="Somebody",
    note="A note.",
    tags=("a", "b"),
    citations=(
        Citation(Source("Captured", text="the text", sha256=hashlib.sha256(b"the text").hexdigest()), "text", 4, 8),
        Citation(Source("Not captured", "https://e.org", "E", "2024-07", "A note."), "quoted"),
    ),
    particulars=PARTICULARS,
    status=ClaimStatus.RETRACTED,
    reviews=(
        ClaimReview(Rating.FALSE, "Because.", "Reviewer", "2024-01-02", "https://r.org"),
        ClaimReview(Rating.TRUE),
    ),
    links=(Link(LinkKind.SUPERSEDED_BY, "k2", "2025"), Link(LinkKind.DISTINCT, "k3")),
)
#: Texts as the store takes them: no NUL, no lone surrogates.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)))


def items_of(folder: Path, *lines: object) -> list[Item]:
    file = folder / "claims.jsonl"
    file.write_text("".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines))
    return list(read_archive(file))


def claims_of(folder: Path, *lines: object) -> list[Claim]:
    return [item.claim for item in items_of(folder, *lines) if isinstance(item, Numbered)]


def archived(*claims: Claim) -> list[str]:
    archive = Archive()
    return [line for claim in claims for line in archive.lines(claim)]


def test_the_archive_loses_nothing(tmp_path: Path) -> None:
    items = items_of(tmp_path, *archived(FULL))

    assert items == [Numbered(3, FULL, complete=True)]


@given(
    st.builds(
        Claim,
        key=TEXT,
        text=TEXT,
        wordings=st.lists(TEXT, max_size=2).map(tuple),
        citations=st.lists(st.builds(Citation, st.builds(Source, TEXT, note=TEXT), TEXT), max_size=2).map(tuple),
        particulars=st.lists(st.builds(Quantity, TEXT, st.floats(allow_nan=False, allow_infinity=False))).map(tuple),
    )
)
def test_archiving_and_reading_gives_the_same_claim(claim: Claim) -> None:
    with TemporaryDirectory() as folder:
        claims = claims_of(Path(folder), *archived(claim))

    assert claims == [claim]


def test_a_source_is_archived_once() -> None:
    lines = archived(FULL, Claim("other", "Other.", citations=FULL.citations[:1]))

    assert [json.loads(line)["type"] for line in lines] == ["source", "source", "claim", "claim"]


def captured(number: int) -> Source:
    text = f"The text of page {number}."
    return Source(f"Page {number}", text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def test_sources_cited_far_from_their_lines_are_read_again(tmp_path: Path) -> None:
    claims = [Claim(f"k{number}", "x", citations=(Citation(captured(number)),)) for number in range(2 * RECENT)]
    once_more = [replace(claim, key=f"{claim.key}-again") for claim in claims]
    file = tmp_path / "claims.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + "".join(archived(*claims, *once_more)).encode())

    read = [item.claim for item in read_archive(file) if isinstance(item, Numbered)]

    assert read == [*claims, *once_more]


def test_a_text_captured_anew_is_a_source_of_its_own() -> None:
    claims = [
        Claim(f"k{number}", "x", citations=(Citation(replace(captured(number), name="Page")),)) for number in (1, 2)
    ]

    lines = archived(*claims)

    assert [json.loads(line)["type"] for line in lines] == ["source", "claim", "source", "claim"]


def test_plain_lines_have_the_names_of_the_columns(tmp_path: Path) -> None:
    lines = (
        {"key": 7, "text": "One.", "wordings": ["a|b", "c"], "tags": "x|y", "rating": "false", "claimant": None},
        {"text": "Two.", "quote": "two", "source_url": "https://e.org"},
    )

    one, two = claims_of(tmp_path, *lines)

    assert (one.key, one.wordings, one.tags, one.rating) == ("7", ("a|b", "c"), ("x", "y"), Rating.FALSE)
    assert two.citations == (Citation(Source("e.org", "https://e.org"), "two"),)


def test_unknown_fields_give_one_remark(tmp_path: Path) -> None:
    items = items_of(tmp_path, {"text": "One.", "title": "1"}, {"text": "Two.", "title": "2"})

    assert [item for item in items if isinstance(item, Remark)] == [
        Remark("Fields that are not known are left out: title.")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{not json\n", "no JSON"),
        ("[1]\n", "no JSON object"),
        ('{"text": ' + "[" * 100_000 + "\n", "nested"),
        ({"text": 5}, "text must be text"),
        ({"key": True, "text": "x"}, "key must be text"),
        ({"text": "x", "wordings": [1]}, "Expected `str`"),
        ({"text": "x", "source_date": "2024-13"}, "date"),
        ({"type": "other", "text": "x"}, "neither source nor claim"),
        ({"type": "claim", "key": "k", "text": "x", "citations": [{"source": 9}]}, "cites source 9"),
        ({"type": "claim", "key": "k", "text": "x", "particulars": [{"kind": "mood"}]}, "no known kind"),
        ({"type": "claim", "key": "k", "text": "x", "status": "odd"}, "status"),
        ({"type": "source", "id": 1, "name": "n", "text": "t", "sha256": "0"}, "sha256"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number(tmp_path: Path, line: object, reason: str) -> None:
    items = items_of(tmp_path, {"text": "Good."}, "\n", line, {"text": "Good too."})

    [rejected] = [item for item in items if isinstance(item, Rejected)]
    assert rejected.line == 3
    assert reason in rejected.reason
    assert sum(isinstance(item, Numbered) for item in items) == 2


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b"\n \n", "empty"), (b"a,b\nc,d\n", "no line"), (b"\xff\xfe{}", "UTF-8")]
)
def test_what_is_no_json_lines_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_bytes(content)

    with pytest.raises(UnreadableFile, match=reason):
        list(read_archive(file))


def test_a_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"text": "One."}\r\n')

    assert [item.claim.text for item in read_archive(file) if isinstance(item, Numbered)] == ["One."]
