"""Builds every index over the same claims, and asks each the same messages in turns."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

from benchmarks.corpus import Message, claim, claims, long_messages, messages
from benchmarks.indexes.index import Index, Stored, stored
from bot.progress import progress
from storage.terms import terms

BATCH = 1_000
SHORT, LONG, ADDED, WARMING = 300, 100, 200, 20
SEED = 5

Make = Callable[[Path], Index]


class Share(NamedTuple):
    """How long the answers took, in ms, and how often the claim meant came first or among the best."""

    median: float
    p99: float
    first: float
    among: float


@dataclass(slots=True)
class Asked:
    """What came of asking one index."""

    ms: list[float] = field(default_factory=list[float])
    places: list[int | None] = field(default_factory=list[int | None])

    def share(self) -> Share:
        """Sum it up."""
        found = [place for place in self.places if place is not None]
        return Share(*median_and_p99(self.ms), found.count(0) / len(self.ms), len(found) / len(self.ms))


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is measured of one index at one size; seconds to build, milliseconds else."""

    name: str
    size: int
    short: Share
    long: Share
    batches: float
    whole: float
    added: tuple[float, float]
    bytes: int


def trial(makes: Sequence[Make], size: int, folder: Path) -> list[Figures]:
    """Measure every index at one size, in files of their own."""
    with progress(f"Normalising {size:,} claims", size) as done:
        record = [_counted(stored(number, text), done) for number, text in enumerate(claims(size))]
    whole = [_whole(make, record, folder / f"{number}-whole.db") for number, make in enumerate(makes)]
    indexes = [make(folder / f"{number}.db") for number, make in enumerate(makes)]
    batches = _built(indexes, record)
    sizes = [index.size() for index in indexes]
    short = asked(indexes, list(messages(SHORT + WARMING, size)))
    long = asked(indexes, list(long_messages(LONG + WARMING, size)))
    added = _added(indexes, size)
    for index in indexes:
        index.close()
    return [
        Figures(index.name, size, short[at], long[at], batches[at], whole[at], added[at], sizes[at])
        for at, index in enumerate(indexes)
    ]


def _counted(claim: Stored, done: Callable[[int], None]) -> Stored:
    done(1)
    return claim


def _batches(record: Sequence[Stored]) -> list[Sequence[Stored]]:
    return [record[at : at + BATCH] for at in range(0, len(record), BATCH)]


def _whole(make: Make, record: Sequence[Stored], path: Path) -> float:
    index = make(path)
    started = perf_counter()
    index.fill(_batches(record))
    took = perf_counter() - started
    index.close()
    path.unlink()
    return took


def _built(indexes: Sequence[Index], record: Sequence[Stored]) -> list[float]:
    took = [0.0] * len(indexes)
    with progress(f"Indexing {len(record):,} claims", len(record)) as done:
        for batch in _batches(record):
            for at, index in enumerate(indexes):
                took[at] += _timed(lambda index=index, batch=batch: index.add(batch))
            done(len(batch))
    return took


def asked(indexes: Sequence[Index], asking: Sequence[Message]) -> list[Share]:
    """Ask every index every message, in another order each time; the first few only warm the caches."""
    answers = [Asked() for _ in indexes]
    chance = random.Random(SEED)
    for number, message in enumerate(asking):
        said = terms(message.text)
        for at in chance.sample(range(len(indexes)), len(indexes)):
            started = perf_counter()
            found = indexes[at].ask(said)
            took = (perf_counter() - started) * 1_000
            if number >= WARMING:
                answers[at].ms.append(took)
                answers[at].places.append(found.index(message.claim) if message.claim in found else None)
    return [answer.share() for answer in answers]


def _added(indexes: Sequence[Index], size: int) -> list[tuple[float, float]]:
    took: list[list[float]] = [[] for _ in indexes]
    for number in range(size, size + ADDED):
        one = stored(number, claim(number))
        for at, index in enumerate(indexes):
            took[at].append(_timed(lambda index=index, one=one: index.add([one])) * 1_000)
    return [median_and_p99(ms) for ms in took]


def _timed(act: Callable[[], None]) -> float:
    started = perf_counter()
    act()
    return perf_counter() - started


def median_and_p99(ms: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    cuts = quantiles(ms, n=100, method="inclusive")
    return cuts[49], cuts[98]
