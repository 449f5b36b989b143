"""Records to test with: each names only what matters to its test."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypedDict, Unpack

from storage.models import Act, Citation, Claim, ClaimReview, ClaimStatus, Link, Particular, Source

ARTICLE = (
    "TOKYO (AP) - Japan hosts More than  50,000\nU.S. troops, said the minister. “We’ll stay,” he added. "
    "The two countries agreed on a new command – the first of its kind."
)


class ClaimChanges(TypedDict, total=False):
    """The fields of a claim."""

    key: str
    text: str
    wordings: tuple[str, ...]
    claimant: str | None
    note: str | None
    tags: tuple[str, ...]
    citations: tuple[Citation, ...]
    particulars: tuple[Particular, ...]
    status: ClaimStatus
    reviews: tuple[ClaimReview, ...]
    links: tuple[Link, ...]


class SourceChanges(TypedDict, total=False):
    """The fields of a source that tests set; its hash follows from its text."""

    name: str
    url: str | None
    publisher: str | None
    date_published: str | None
    note: str | None
    text: str | None


def a_claim(**changes: Unpack[ClaimChanges]) -> Claim:
    """Return a claim, changed where it matters."""
    claim = Claim(key="us-troops-japan", text="Japan hosts more than 50,000 U.S. troops.")
    return replace(claim, **changes)


def claims(*texts: str) -> Sequence[Claim]:
    """Return a claim for each text, with the keys ``claim-1`` and so on."""
    return [a_claim(key=f"claim-{number}", text=text) for number, text in enumerate(texts, 1)]


def a_source(**changes: Unpack[SourceChanges]) -> Source:
    """Return a source whose text was captured, changed where it matters."""
    source = Source(name="Security talks", url="https://example.org/talks", publisher="Example", text=ARTICLE)
    return replace(source, **changes)


def an_act(reason: str = "a test") -> Act:
    """Return an act of a fixed editor and time."""
    return Act(by="editor", at=datetime(2026, 11, 23, 12, 30, tzinfo=UTC), reason=reason)
