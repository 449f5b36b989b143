"""Asks a record messages made up from its claims, and takes the time of each answer."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.corpus import Message, long_messages, messages
from benchmarks.scale.building import OWN, OWN_SEED, SERVER, key
from benchmarks.scale.memory import peak_megabytes
from benchmarks.speed import median_and_p99
from bot.checking import Checker
from bot.progress import progress
from bot.semantic import installed
from bot.services import Services, open_services
from storage.models import EVERYWHERE, Scope

SHORT, LONG, WARMING, AT_ONCE = 1_000, 100, 100, 8
LIMIT = 10
RETRIEVAL, CHECK, SEMANTIC = "retrieval", "check", "check with `[semantic]`"

#: Asks about a text; and finds the keys of the claims it may mean, best first.
Ask = Callable[[str], Awaitable[object]]
Find = Callable[[str], Awaitable[list[str]]]


class Times(NamedTuple):
    """How long answers took, in ms."""

    median: float
    p99: float


#: By who was asked.
Timed = Mapping[str, Times]


class Asked(NamedTuple):
    """What came of asking one record."""

    short: Timed
    long: Timed
    #: The shares of short messages whose claim retrieval had first, and among the first ten.
    first: float
    ten: float
    #: Checks a second, several at a time.
    per_second: float
    megabytes: float


def ask(path: Path, size: int) -> Asked:
    """Ask a record short and long messages."""
    return asyncio.run(_ask(path, size))


async def _ask(path: Path, size: int) -> Asked:
    async with opened(path) as services:
        ways = {RETRIEVAL: finding(services, EVERYWHERE)} | checks(services)
        said = messages((2 + len(ways)) * SHORT + len(ways) * WARMING, size)
        # Neither is timed, so that caches are warm.
        places = [await _place(ways[RETRIEVAL], message) for message in islice(said, SHORT)]
        await in_turns(ways, list(islice(said, len(ways) * WARMING)))
        return Asked(
            short=await in_turns(ways, list(islice(said, len(ways) * SHORT))),
            long=await in_turns(ways, list(long_messages(len(ways) * LONG, size))),
            first=places.count(0) / SHORT,
            ten=1 - places.count(None) / SHORT,
            per_second=await _per_second(ways[CHECK], list(islice(said, SHORT))),
            megabytes=peak_megabytes(),
        )


def ask_own(path: Path) -> Times:
    """Ask for a server's own claims, whatever else is on record."""
    return asyncio.run(_ask_own(path))


async def _ask_own(path: Path) -> Times:
    async with opened(path) as services:
        way = {RETRIEVAL: finding(services, SERVER)}
        said = list(messages(WARMING + SHORT, OWN, OWN_SEED))
        await in_turns(way, said[:WARMING])
        return (await in_turns(way, said[WARMING:]))[RETRIEVAL]


@asynccontextmanager
async def opened(path: Path) -> AsyncGenerator[Services]:
    """Open a record that was built before."""
    async with open_services(f"sqlite:///{path}", starter=False) as services:
        yield services


def finding(services: Services, scope: Scope) -> Find:
    """Return the index's own way to find claims."""

    async def find(text: str) -> list[str]:
        found = await services.storage.claims.candidates(text, scope, LIMIT)
        return [candidate.entry.claim.key for candidate in found]

    return find


def checks(services: Services) -> dict[str, Find]:
    """Return the whole check, as in the default install, and with the extra where it is installed."""
    default = {CHECK: _checking(Checker(services.storage.claims))}
    return default | ({SEMANTIC: _checking(services.checker)} if installed() else {})


def _checking(checker: Checker) -> Find:
    async def find(text: str) -> list[str]:
        checked = await checker.check(text, EVERYWHERE)
        return [candidate.entry.claim.key for candidate in checked.candidates]

    return find


async def in_turns(ways: Mapping[str, Ask], said: Sequence[Message]) -> Timed:
    """Give each message to the next of the ways: what one has just read, another would find at hand."""
    ms: dict[str, list[float]] = {name: [] for name in ways}
    with progress(f"Asking: {', '.join(ways)}", len(said)) as done:
        for (name, find), message in zip(cycle(ways.items()), said, strict=False):
            started = perf_counter()
            await find(message.text)
            ms[name].append((perf_counter() - started) * 1_000)
            done(1)
    return {name: Times(*median_and_p99(times)) for name, times in ms.items()}


async def _place(find: Find, message: Message) -> int | None:
    found, meant = await find(message.text), key(message.claim)
    return found.index(meant) if meant in found else None


async def _per_second(find: Find, said: list[Message]) -> float:
    waiting = iter(said)

    async def work() -> None:
        for message in waiting:
            await find(message.text)

    started = perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return len(said) / (perf_counter() - started)
