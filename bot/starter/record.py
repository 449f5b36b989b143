"""Reads the shipped article and its annotated claims, and puts them on record."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

import msgspec

from bot.matching.particulars import propose
from bot.particulars import parse
from bot.verdict import GARBLED
from storage.models import EVERYWHERE, Act, Citation, Claim, Particular, Source
from storage.protocol import Storage

#: What the page is, and what is not known of it (``source.json`` has the evidence).
_NOTE = (
    "A rewritten copy with an AP dateline, not AP's own text; quoted speech in it is not a speaker's exact words. "
    "The title is inferred from the address, and the date is the day of the talks: the page's own was not seen."
)


class _Annotated(msgspec.Struct, frozen=True):
    key: str
    statement: str
    quote: str
    speaker: str | None
    tags: tuple[str, ...]
    status: str
    note: str | None
    start: int
    end: int


class _CiteAs(msgspec.Struct, frozen=True):
    name: str
    publisher: str
    url: str
    date_published: str


class _Described(msgspec.Struct, frozen=True):
    sha256: str
    cite_as: _CiteAs


def _shipped(name: str) -> bytes:
    return files("bot.starter").joinpath(name).read_bytes()


@cache
def starter_source() -> Source:
    """Return the article as the page it is, with its text as captured."""
    captured = _shipped("article.txt")
    cite_as = msgspec.json.decode(_shipped("source.json"), type=_Described).cite_as
    return Source(
        name=cite_as.name,
        url=cite_as.url,
        publisher=cite_as.publisher,
        date_published=cite_as.date_published,
        note=_NOTE,
        text=captured.decode(),
        sha256=hashlib.sha256(captured).hexdigest(),
    )


@cache
def starter_claims() -> tuple[Claim, ...]:
    """Return the article's claims with their quotes; those garbled in the source carry a tag and a note."""
    annotated = msgspec.json.decode(_shipped("claims.json"), type=tuple[_Annotated, ...])
    return tuple(_claim(one) for one in annotated)


def _claim(annotated: _Annotated) -> Claim:
    garbled = (GARBLED,) if annotated.status == GARBLED else ()
    return Claim(
        key=annotated.key,
        text=annotated.statement,
        claimant=annotated.speaker,
        note=annotated.note,
        tags=(*annotated.tags, *garbled),
        citations=(Citation(starter_source(), annotated.quote, annotated.start, annotated.end),),
        particulars=_curated().get(annotated.key) or propose(annotated.statement, annotated.speaker),
    )


@cache
def _curated() -> Mapping[str, tuple[Particular, ...]]:
    """Return the particulars that an editor has set, by the key of their claim."""
    parts = re.split(r"^\[(.+)\]$", _shipped("particulars.txt").decode(), flags=re.MULTILINE)
    return {key: parse(lines) for key, lines in zip(parts[1::2], parts[2::2], strict=True)}


async def seed(storage: Storage) -> None:
    """Put the starter record where it is seen everywhere; a second time changes nothing."""
    act = Act(by="onrecord", at=datetime.now(UTC), reason="the starter record")
    await storage.claims.save(starter_claims(), EVERYWHERE, act)
