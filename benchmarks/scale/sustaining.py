"""Sends messages at a steady rate, and counts how long the event loop lets everything else wait meanwhile."""

import asyncio
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import messages
from benchmarks.scale.asking import CHECK, WARMING, Find, checks, in_turns, opened
from benchmarks.speed import median_and_p99

RATE, SECONDS, IDLE_SECONDS = 100, 10, 3
#: How often it is looked whether the loop is free.
TICK = 0.002


class Sustained(NamedTuple):
    """What 100 messages a second did: ms the loop was late, ms until an answer, and the answers a second."""

    stall: float
    #: As late was the loop with nothing to do: others are at work on the machine.
    idle: float
    answered: float
    per_second: float


def sustain(path: Path, size: int) -> Sustained:
    """Check messages as they come in, none waiting for the one before."""
    return asyncio.run(_sustain(path, size))


async def _sustain(path: Path, size: int) -> Sustained:
    async with opened(path) as services:
        check = checks(services)[CHECK]
        said = list(messages(WARMING + RATE * SECONDS, size))
        await in_turns({CHECK: check}, said[:WARMING])
        loop = asyncio.get_running_loop()
        idle = await _late(loop.time() + IDLE_SECONDS)
        started = loop.time()
        ticking = asyncio.create_task(_late(started + SECONDS))
        answering = [
            asyncio.create_task(_answered(check, message.text, started + number / RATE))
            for number, message in enumerate(said[WARMING:])
        ]
        waited = await asyncio.gather(*answering)
        ended = loop.time()
        late = await ticking
    stall, idled, answered = (median_and_p99(ms)[1] for ms in (late, idle, waited))
    return Sustained(stall, idled, answered, len(waited) / (ended - started))


async def _answered(check: Find, text: str, due: float) -> float:
    """Check a text once it is due; return the ms from then until the answer."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(due - loop.time())
    await check(text)
    return (loop.time() - due) * 1_000


async def _late(end: float) -> list[float]:
    """Return how many ms late each tick came; of a long pause every tick within it is late."""
    loop = asyncio.get_running_loop()
    late: list[float] = []
    due = loop.time()
    while due < end:
        due += TICK
        await asyncio.sleep(due - loop.time())
        late.append((loop.time() - due) * 1_000)
    return late
