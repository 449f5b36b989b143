"""Learns how far a claim has to stand out to be answered with: `uv run python -m benchmarks.leads --bench FOLDER`.

From half of the public benchmark's tweets and chat lines, on records of three sizes, and from the labelled messages
that weights are learned from. Prints the weights that `bot/matching/silence.py` has; `benchmarks.retrieval` then tells
what they are worth, on all messages.
"""

import argparse
import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.labelled import SETS, Use
from benchmarks.recording import record_of
from benchmarks.regression import Example, learned
from benchmarks.retrieval.bench import Bench, complete, read_bench, read_chat
from benchmarks.retrieval.silence import DRAWS, drawn
from benchmarks.speed import BESIDE
from bot.matching.silence import ahead
from storage.models import EVERYWHERE, Candidate, Claim
from storage.protocol import ClaimStore

#: The candidates of a message that are learned from.
_LOOKED_AT = 4
#: How much a message counts: chat less, there being more of it; labelled ones more, there being fewer.
_CHAT, _LABELLED = 0.5, 2.0

#: A text, and the keys of the claims that it repeats.
Asked = tuple[str, frozenset[str]]


async def learn(folder: Path) -> dict[str, float]:
    """Return the weights."""
    bench = read_bench(folder / "snopes_tweets")
    chat = [line for line in read_chat(folder / "chat_negatives.jsonl") if _learned_from(line)]
    examples = [example async for example in _from_labelled()]
    for claims in _records(bench):
        keys = {claim.key for claim in claims}
        told = [(one.text, one.right) for one in bench.messages if one.right <= keys and _learned_from(one.text)]
        async with record_of([complete(claim) for claim in claims]) as services:
            examples += [one async for one in _examples(services.storage.claims, told, 1.0)]
            examples += [
                one async for one in _examples(services.storage.claims, ((t, frozenset()) for t in chat), _CHAT)
            ]
    return learned(examples, shrink=10.0)


def _learned_from(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def _records(bench: Bench) -> Iterator[Sequence[Claim]]:
    for draws in DRAWS:
        for number in range(draws.times):
            yield drawn(bench, draws, seed=draws.claims + number)
    yield bench.claims


async def _from_labelled() -> AsyncIterator[Example]:
    for one in SETS:
        if one.use is Use.LEARNED:
            asked = [(message.text, frozenset(message.claims)) for message in one.labelled()]
            async with record_of(one.claims()) as services:
                async for example in _examples(services.storage.claims, asked, _LABELLED):
                    yield example


async def _examples(claims: ClaimStore, asked: Iterable[Asked], counts: float) -> AsyncIterator[Example]:
    for text, right in asked:
        found = await claims.candidates(text, EVERYWHERE, 10)
        for one in found[:_LOOKED_AT]:
            yield Example(_figures(one, found), one.entry.claim.key in right, counts)


def _figures(one: Candidate, found: Sequence[Candidate]) -> dict[str, float]:
    return {"told": one.told, "ahead": ahead(one, found), "alike": one.alike}


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m benchmarks.leads", description="Learn when claims stand out.")
    options.add_argument("--bench", type=Path, default=BESIDE, help="the folder of the public benchmark")
    print(asyncio.run(learn(options.parse_args().bench)))
