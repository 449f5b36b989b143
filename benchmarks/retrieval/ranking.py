"""Asks everybody the same messages about one set, and scores what they found."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.recording import record_of
from benchmarks.retrieval.bench import Bench, Message, complete, plain, sampled
from benchmarks.retrieval.scores import DEPTH, Quality, place, quality
from benchmarks.retrieval.typos import misspelt
from benchmarks.rivals import FUZZY, SEARCHES, FullText, Rival
from bot.checking import Checker
from bot.progress import progress
from bot.semantic import installed
from bot.services import Services
from storage.models import EVERYWHERE

SHARES = (0.0, 0.2, 0.4)
#: Found for a message: keys, best first.
Rank = Callable[[str], Awaitable[Sequence[str]]]
#: By who was asked.
Qualities = Mapping[str, Quality]


@dataclass(frozen=True, slots=True)
class Ranked:
    """What came of one set: asked all messages, asked a few of them, and asked them misspelt, by share."""

    everybody: Qualities
    fuzzy: Qualities
    typos: Mapping[float, Qualities]


async def ranked(bench: Bench, rivals: Iterable[type[Rival]], few: int) -> Ranked:
    """Ask Onrecord and its rivals; those that compare every text are asked only a few messages."""
    texts = {claim.key: plain(claim) for claim in bench.claims}
    searches = {one.name: _waiting(one(texts)) for one in SEARCHES if one in rivals}
    claimed = {claim.key: claim.text for claim in bench.claims}
    fuzzy = {one.name: _waiting(one(claimed)) for one in FUZZY if one in rivals}
    async with record_of([complete(claim) for claim in bench.claims]) as services:
        ours = ways(services)
        everybody = await _qualities(ours | searches, bench.messages)
        among_few = await _qualities(ours | fuzzy, sampled(bench.messages, few))
        touched = ours | {FullText.name: searches[FullText.name]}
        typos = {share: await _qualities(touched, _misspelt(bench.messages, share)) for share in SHARES if share}
    return Ranked(everybody, among_few, {0.0: {name: everybody[name] for name in touched}} | typos)


def ways(services: Services) -> dict[str, Rank]:
    """Return Onrecord's own ways to rank: the index alone, and the whole check with and without the extra."""

    async def retrieved(text: str) -> Sequence[str]:
        found = await services.storage.claims.candidates(text, EVERYWHERE, DEPTH)
        return [candidate.entry.claim.key for candidate in found]

    return {"Onrecord, retrieval": retrieved} | {name: _checked(one) for name, one in checkers(services).items()}


def checkers(services: Services) -> dict[str, Checker]:
    """Return the checker as in the default install, and with the extra where it is installed."""
    default = {"Onrecord, check": Checker(services.storage.claims)}
    return default | ({"Onrecord, check with `[semantic]`": services.checker} if installed() else {})


def _checked(checker: Checker) -> Rank:
    async def rank(text: str) -> Sequence[str]:
        checked = await checker.check(text, EVERYWHERE, limit=DEPTH)
        return [candidate.entry.claim.key for candidate in checked.candidates]

    return rank


def _waiting(rival: Rival) -> Rank:
    async def rank(text: str) -> Sequence[str]:
        return rival.rank(text)

    return rank


def _misspelt(messages: Iterable[Message], share: float) -> list[Message]:
    return [Message(misspelt(message.text, share), message.right) for message in messages]


async def _qualities(asked: Mapping[str, Rank], messages: Sequence[Message]) -> Qualities:
    return {name: await _quality(name, rank, messages) for name, rank in asked.items()}


async def _quality(name: str, rank: Rank, messages: Sequence[Message]) -> Quality:
    places: list[int | None] = []
    with progress(name, len(messages)) as done:
        for message in messages:
            places.append(place(await rank(message.text), message.right))
            done(1)
    return quality(places)
