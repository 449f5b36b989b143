"""The JSON answer: what ``onrecord check --json`` and ``--batch`` print. Pure."""

import msgspec
from msgspec import UNSET, Raw, UnsetType

from bot.checking import Answer, Checked
from bot.matching.differences import DifferenceKind
from bot.verdict import Verdict
from storage.models import Claim, Source


class CitedSource(msgspec.Struct, frozen=True):
    """A source as an answer cites it."""

    name: str
    publisher: str | None
    url: str | None
    date_published: str | None


class Cited(msgspec.Struct, frozen=True):
    """A quote and its source."""

    quote: str | None
    verified: bool
    source: CitedSource


class Recorded(msgspec.Struct, frozen=True):
    """The claim a message is answered with."""

    key: str
    text: str
    rating: str
    claimant: str | None
    note: str | None
    tags: tuple[str, ...]
    citations: tuple[Cited, ...]


class Ranked(msgspec.Struct, frozen=True):
    """A candidate and its score from 0 to 1."""

    key: str
    score: float


class Sides(msgspec.Struct, frozen=True):
    """What is not as recorded, both as written."""

    kind: DifferenceKind
    said: str
    recorded: str


class AnswerLine(msgspec.Struct, frozen=True):
    """The answer to one message; ``id`` is left out when the message had none."""

    id: Raw | UnsetType
    verdict: Verdict
    statement: str
    differences: tuple[Sides, ...]
    claim: Recorded | None
    candidates: tuple[Ranked, ...]
    elapsed_ms: float


class ComparedLine(msgspec.Struct, frozen=True):
    """The verdict on one pair."""

    id: Raw | UnsetType
    verdict: Verdict
    differences: tuple[Sides, ...]


class ErrorLine(msgspec.Struct, frozen=True):
    """A line of a batch that could not be answered."""

    id: Raw
    error: str


def answer_line(checked: Checked, identity: Raw | UnsetType = UNSET) -> AnswerLine:
    """Shape a checked message as JSON has it."""
    answer = checked.answer
    return AnswerLine(
        id=identity,
        verdict=answer.verdict,
        statement=answer.statement,
        differences=_sides(answer),
        claim=_recorded(answer.entry.claim) if answer.entry else None,
        candidates=tuple(Ranked(one.entry.claim.key, round(one.score, 4)) for one in checked.candidates),
        elapsed_ms=round(checked.elapsed_ms, 2),
    )


def compared_line(answer: Answer, identity: Raw | UnsetType = UNSET) -> ComparedLine:
    """Shape the answer on one pair as JSON has it."""
    return ComparedLine(identity, answer.verdict, _sides(answer))


def _sides(answer: Answer) -> tuple[Sides, ...]:
    return tuple(Sides(one.kind, one.said, one.recorded) for one in answer.differences)


def _recorded(claim: Claim) -> Recorded:
    return Recorded(
        key=claim.key,
        text=claim.text,
        rating=claim.rating.value,
        claimant=claim.claimant,
        note=claim.note,
        tags=claim.tags,
        citations=tuple(Cited(one.quote, one.verified, _cited(one.source)) for one in claim.citations),
    )


def _cited(source: Source) -> CitedSource:
    return CitedSource(source.name, source.publisher, source.url, source.date_published)
