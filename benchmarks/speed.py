"""Times one message at a time against 1,000 claims, beside a plain fuzzy search: `uv run python -m benchmarks.speed`.

The claims and messages are those of the public claim-matching benchmark, which does not come with Onrecord: its folder
is given by `--bench`, or found beside the checkout. Without it, both are made up from a table of words.
"""

import argparse
import asyncio
import gzip
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec
from rapidfuzz import fuzz, process

from bot.checking import Checker
from bot.matching.particulars import propose
from bot.services import open_services
from storage.models import EVERYWHERE, Act, Claim

BESIDE = Path(__file__).parents[2] / "shared" / "bench"
CLAIMS, MESSAGES, WARMING = 1_000, 600, 100
#: A third of the messages is ordinary chat, which no claim answers.
CHAT = MESSAGES // 3
SEED = 3
GOALS_MS = (5.0, 25.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """A record and the messages to check against it; the first messages only warm the caches."""

    origin: str
    claims: tuple[Claim, ...]
    messages: tuple[str, ...]


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str
    chat: str = ""
    kind: str = ""


def from_bench(folder: Path) -> Trial:
    """Take tweets with the claims they repeat, other claims beside them, and chat between them."""
    chance = random.Random(SEED)
    claims = _rows(gzip.decompress((folder / "snopes_tweets" / "claims.jsonl.gz").read_bytes()))
    queries = chance.sample(_rows((folder / "snopes_tweets" / "queries.jsonl").read_bytes()), MESSAGES + WARMING - CHAT)
    pairs = (line.split("\t") for line in (folder / "snopes_tweets" / "qrels.tsv").read_text().splitlines())
    asked = {query.id for query in queries}
    repeated = {claim_id for query_id, claim_id in pairs if query_id in asked}
    chance.shuffle(claims)
    claims.sort(key=lambda claim: claim.id not in repeated)
    chat = chance.sample(_rows((folder / "chat_negatives.jsonl").read_bytes()), CHAT)
    messages = [query.chat for query in queries] + [line.text for line in chat]
    chance.shuffle(messages)
    texts = list(dict.fromkeys(claim.text for claim in claims))[:CLAIMS]
    return Trial("Snopes claims; tweets about them, and chat", _recorded(texts), tuple(messages))


def _rows(lines: bytes) -> list[_Row]:
    return [msgspec.json.decode(line, type=_Row) for line in lines.splitlines() if line.strip()]


def made_up() -> Trial:
    """Make up claims from a table of words, and messages from what they say."""
    chance = random.Random(SEED)
    texts = list(dict.fromkeys(islice(_sentences(chance), 2 * CLAIMS)))[:CLAIMS]
    messages = dict.fromkeys(_retold(text, chance) for text in [*texts, *texts])
    return Trial("made-up claims and messages", _recorded(texts), tuple(messages)[: MESSAGES + WARMING])


def _sentences(chance: random.Random) -> Iterator[str]:
    who = "Norway, Kenya, Peru, the city of Lyon, Volvo, Maersk, the Dutch government, a union of nurses".split(", ")
    does = "plans to build, has closed, will not sell, opened, promised, bought, expects, may lose".split(", ")
    what = "tram stops, wind turbines, ferry seats, school meals, hospital beds, jobs, apple trees, patents".split(", ")
    near = "more than, about, at least, exactly, fewer than, up to".split(", ")
    where = "in Oslo, near Lima, in the north, on the coast, in Nairobi, abroad".split(", ")
    when = "in March, by 2030, last Tuesday, in May 2024, this year, after the vote".split(", ")
    while True:
        number = f"{chance.randrange(2, 90_000):,}"
        parts = (chance.choice(who), chance.choice(does), chance.choice(near), number, chance.choice(what))
        yield f"{' '.join((*parts, chance.choice(where), chance.choice(when)))}."


def _retold(text: str, chance: random.Random) -> str:
    """Leave some words out, lose the capitals, and add what people add."""
    words = [word for word in text.rstrip(".").split() if chance.random() > 0.15]
    return f"{chance.choice(('', 'so ', 'wait, ', 'I read that '))}{' '.join(words).lower()}{chance.choice('.?! ')}"


def _recorded(texts: Sequence[str]) -> tuple[Claim, ...]:
    """Put texts on record as an import does, with their particulars."""
    return tuple(Claim(f"claim-{number}", text, particulars=propose(text)) for number, text in enumerate(texts, 1))


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds for each message."""

    ours: list[float]
    fuzzy: list[float]


async def timed(trial: Trial) -> Timings:
    """Check each message and search for it, one after the other, against a database in a file."""
    texts = [claim.text for claim in trial.claims]
    timings = Timings([], [])
    with TemporaryDirectory() as folder:
        async with open_services(f"sqlite:///{folder}/record.db", starter=False) as services:
            act = Act(by="benchmark", at=datetime.now(UTC), reason="to be timed")
            await services.storage.claims.save(trial.claims, EVERYWHERE, act)
            for message in trial.messages:
                timings.ours.append(await _checking(services.checker, message))
                timings.fuzzy.append(_timed(lambda said=message: process.extractOne(said, texts, scorer=fuzz.WRatio)))
    return timings


async def _checking(checker: Checker, message: str) -> float:
    started = perf_counter()
    await checker.check(message, EVERYWHERE)
    return (perf_counter() - started) * 1_000


def _timed(search: Callable[[], object]) -> float:
    started = perf_counter()
    search()
    return (perf_counter() - started) * 1_000


def median_and_p99(times: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[98]


def report(trial: Trial, timings: Timings) -> str:
    """Say how long one message took, ours beside the plain search."""
    ours, fuzzy = (median_and_p99(times[WARMING:]) for times in (timings.ours, timings.fuzzy))
    return "\n".join(
        (
            f"{len(trial.claims):,} {trial.origin}",
            f"{len(timings.ours) - WARMING} messages one at a time, after {WARMING} to warm up",
            f"{'in ms':30}{'median':>8}{'p99':>8}{'slowest':>9}",
            f"{'Checker.check':30}{ours[0]:8.2f}{ours[1]:8.2f}{max(timings.ours[WARMING:]):9.2f}",
            f"{'rapidfuzz extractOne(WRatio)':30}{fuzzy[0]:8.2f}{fuzzy[1]:8.2f}{max(timings.fuzzy[WARMING:]):9.2f}",
            f"{'ours / rapidfuzz':30}{ours[0] / fuzzy[0]:8.2f}{ours[1] / fuzzy[1]:8.2f}",
            f"{'goal':30}{GOALS_MS[0]:8.2f}{GOALS_MS[1]:8.2f}",
            f"first message after opening: {timings.ours[0]:.0f} ms",
        )
    )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Time one message at a time.")
    options.add_argument("--bench", type=Path, default=BESIDE, help="the folder of the public benchmark")
    folder: Path = options.parse_args().bench
    if (folder / "snopes_tweets").is_dir():
        trial = from_bench(folder)
    else:
        print("No public benchmark there: the claims and messages are made up.")
        trial = made_up()
    print(report(trial, asyncio.run(timed(trial))))


if __name__ == "__main__":
    main()
