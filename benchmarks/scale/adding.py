"""Adds single claims to a record, each in a transaction of its own."""

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.corpus import claim
from benchmarks.recording import ACT
from benchmarks.scale.asking import Times, opened
from benchmarks.scale.building import key
from benchmarks.speed import median_and_p99
from bot.matching.particulars import propose
from storage.models import EVERYWHERE, Claim

ADDED, WARMING = 300, 20


def add(path: Path, size: int) -> Times:
    """Add claims to a copy of a record, which itself stays as it is."""
    with TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copy(path, copy)
        return asyncio.run(_add(copy, size))


async def _add(path: Path, size: int) -> Times:
    texts = {number: claim(number) for number in range(size, size + ADDED + WARMING)}
    added = [Claim(key(number), text, particulars=propose(text)) for number, text in texts.items()]
    ms: list[float] = []
    async with opened(path) as services:
        for one in added:
            started = perf_counter()
            await services.storage.claims.save([one], EVERYWHERE, ACT)
            ms.append((perf_counter() - started) * 1_000)
    return Times(*median_and_p99(ms[WARMING:]))
