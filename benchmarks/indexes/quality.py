"""Asks the indexes what real messages mean: the three sets of the public claim-matching benchmark."""

import gzip
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.indexes.index import Stored
from benchmarks.indexes.trial import BATCH, Make
from bot.progress import progress
from storage.terms import terms

SETS = ("snopes_tweets", "politifact_speech", "politifact_tweets")
DEPTH = 10


class Quality(NamedTuple):
    """Mean reciprocal rank among the first ten, and how often the first is right."""

    mrr: float
    first: float


class _Claim(msgspec.Struct, frozen=True):
    id: str
    text: str
    title: str = ""
    speaker: str = ""


class _Query(msgspec.Struct, frozen=True):
    id: str
    chat: str


def quality(makes: Sequence[Make], bench: Path, folder: Path) -> Mapping[str, list[Quality]]:
    """Return by set what each index answers."""
    return {name: _of_set(makes, bench / name, folder / name) for name in SETS}


def _of_set(makes: Sequence[Make], bench: Path, folder: Path) -> list[Quality]:
    folder.mkdir()
    lines = gzip.decompress((bench / "claims.jsonl.gz").read_bytes()).splitlines()
    recorded = [msgspec.json.decode(line, type=_Claim) for line in lines]
    record = [
        Stored(number, [term for text in (one.text, one.title, one.speaker) for term in terms(text)])
        for number, one in enumerate(recorded)
    ]
    numbers = {one.id: number for number, one in enumerate(recorded)}
    right: defaultdict[str, set[int]] = defaultdict(set)
    for line in (bench / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, claim = line.split("\t")
        right[query].add(numbers[claim])
    asking = [msgspec.json.decode(line, type=_Query) for line in (bench / "queries.jsonl").read_bytes().splitlines()]
    with progress(bench.name, len(makes)) as done:
        found: list[Quality] = []
        for number, make in enumerate(makes):
            found.append(
                _of_index(make, folder / f"{number}.db", record, [(one.chat, right[one.id]) for one in asking])
            )
            done(1)
    return found


def _of_index(make: Make, path: Path, record: Sequence[Stored], asking: Sequence[tuple[str, set[int]]]) -> Quality:
    index = make(path)
    index.fill(record[at : at + BATCH] for at in range(0, len(record), BATCH))
    ranks = [_rank(index.ask(terms(text)), right) for text, right in asking]
    index.close()
    return Quality(sum(1 / rank for rank in ranks if rank) / len(ranks), ranks.count(1) / len(ranks))


def _rank(found: Sequence[int], right: set[int]) -> int | None:
    return next((place for place, number in enumerate(found[:DEPTH], 1) if number in right), None)
