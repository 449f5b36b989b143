"""Asks tantivy, and rapidfuzz on the smaller records, in turns with Onrecord's own retrieval."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from benchmarks.corpus import claims, messages
from benchmarks.rivals import Tantivy, is_installed
from benchmarks.scale.asking import RETRIEVAL, SHORT, WARMING, Times, finding, in_turns, opened
from benchmarks.scale.building import key
from storage.models import EVERYWHERE

#: So few messages, since each takes seconds; and beyond so many claims none.
FUZZY, MOST_FUZZY = 20, 100_000
_THEIRS = "the rival"


class Beside(NamedTuple):
    """Onrecord's times and its rival's, of the same run."""

    ours: Times
    theirs: Times


def beside_tantivy(path: Path, size: int) -> Beside | None:
    """Ask tantivy, which indexes the same texts on disk; ``None`` where it is not installed."""
    if not is_installed(Tantivy):
        return None
    index = Tantivy({key(number): text for number, text in enumerate(claims(size))})
    return asyncio.run(_beside(path, size, index.rank, SHORT))


def beside_fuzzy(path: Path, size: int) -> Beside | None:
    """Compare every text with a message, as whoever takes rapidfuzz would; ``None`` where that takes too long."""
    if size > MOST_FUZZY:
        return None
    texts = list(claims(size))
    return asyncio.run(_beside(path, size, lambda said: process.extractOne(said, texts, scorer=fuzz.WRatio), FUZZY))


async def _beside(path: Path, size: int, search: Callable[[str], object], count: int) -> Beside:
    async def rival(text: str) -> object:
        return search(text)

    async with opened(path) as services:
        ours = finding(services, EVERYWHERE)
        said = list(messages(WARMING + 2 * count, size))
        await in_turns({RETRIEVAL: ours}, said[:WARMING])
        timed = await in_turns({RETRIEVAL: ours, _THEIRS: rival}, said[WARMING:])
    return Beside(timed[RETRIEVAL], timed[_THEIRS])
