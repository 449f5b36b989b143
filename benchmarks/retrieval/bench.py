"""Reads the public claim-matching benchmark, which does not come with Onrecord."""

import gzip
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import msgspec

from bot.matching.particulars import propose
from storage.models import Claim

SETS = ("snopes_tweets", "politifact_speech", "politifact_tweets")
SEED = 4

T = TypeVar("T")


class _Claim(msgspec.Struct, frozen=True):
    id: str
    text: str
    title: str = ""
    speaker: str = ""


class _Query(msgspec.Struct, frozen=True):
    id: str
    chat: str


class _Line(msgspec.Struct, frozen=True):
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody posted, and the keys of the claims it repeats."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bench:
    """A set: its claims, as they would be imported, and messages that each repeat some of them."""

    claims: Sequence[Claim]
    messages: Sequence[Message]


def read_bench(folder: Path) -> Bench:
    """Read a set; the particulars of its claims are left to ``complete``."""
    lines = gzip.decompress((folder / "claims.jsonl.gz").read_bytes()).splitlines()
    claims = [_recorded(msgspec.json.decode(line, type=_Claim)) for line in lines]
    right: defaultdict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, claim = line.split("\t")
        right[query].add(claim)
    queries = [msgspec.json.decode(line, type=_Query) for line in (folder / "queries.jsonl").read_bytes().splitlines()]
    return Bench(claims, [Message(query.chat, frozenset(right[query.id])) for query in queries])


def read_chat(path: Path) -> Sequence[str]:
    """Read the chat that no claim answers."""
    return [msgspec.json.decode(line, type=_Line).text for line in path.read_bytes().splitlines()]


def _recorded(row: _Claim) -> Claim:
    wordings = (row.title,) if row.title else ()
    return Claim(row.id, row.text, wordings=wordings, claimant=row.speaker or None)


def complete(claim: Claim) -> Claim:
    """Add the particulars, as an import does."""
    return replace(claim, particulars=propose(claim.text, claim.claimant))


def plain(claim: Claim) -> str:
    """Return all the words a claim is indexed by, for those who index one text."""
    return " ".join((claim.text, *claim.wordings, claim.claimant or ""))


def sampled(items: Sequence[T], most: int | None, seed: int = SEED) -> Sequence[T]:
    """Return so many, drawn by chance but the same each time; all of them where there are no more."""
    return items if most is None or most >= len(items) else random.Random(seed).sample(items, most)
