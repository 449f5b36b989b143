"""Has the sentence model read the claims it has not: after an import, and beside a running bot."""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager

import structlog

from bot.matching.likeness import SentenceModel, whole
from bot.progress import progress
from storage.errors import UnusableDatabase
from storage.protocol import ClaimStore

_log = structlog.stdlib.get_logger(__name__)
#: What is kept at once: some seconds' worth, all that is lost when the program ends meanwhile.
PAGE = 64
#: Threads that read while nobody waits for anything else; each takes a processor.
_MOST_THREADS = 8
#: Seconds until a running bot looks for what is new, also from another program; and after the database did not take it.
_PAUSE = 5.0
_LONG_PAUSE = 60.0


async def catch_up(claims: ClaimStore, model: SentenceModel | None) -> None:
    """Have the model read all it has not, with progress; what was read stays read when this is cut off."""
    if model is None:
        return
    ahead = await claims.unread(model.name, 1)
    if ahead.last == ahead.after:
        return
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    with progress("Reading claims", ahead.last - ahead.after) as advance:
        await _read(claims, model, threads, advance)


@asynccontextmanager
async def reading_on(claims: ClaimStore, model: SentenceModel | None) -> AsyncGenerator[None]:
    """Have the model read what is missing, and what is saved meanwhile, in the background."""
    if model is None:
        yield
        return
    task = asyncio.create_task(_read_on(claims, model))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _read_on(claims: ClaimStore, model: SentenceModel) -> None:
    while True:
        pause = _PAUSE
        try:
            # One thread: people's messages want the other processors.
            await _read(claims, model, 1, lambda _: None)
        except UnusableDatabase as error:
            _log.warning("what the sentence model reads of the claims is not kept: %s", error)
            pause = _LONG_PAUSE
        await asyncio.sleep(pause)


async def _read(claims: ClaimStore, model: SentenceModel, threads: int, advance: Callable[[int], None]) -> None:
    while (page := await claims.unread(model.name, PAGE)).through > page.after:
        vectors = await _vectors(model, [whole(one.text, one.wordings) for one in page.claims], threads)
        await claims.keep_sentences(model.name, page, vectors)
        advance(page.through - page.after)


async def _vectors(model: SentenceModel, texts: Sequence[str], threads: int) -> list[bytes]:
    turns = asyncio.Semaphore(threads)

    async def read(text: str) -> bytes:
        # One text for each turn in a thread, so that nobody has to wait for more than one to end the program.
        async with turns:
            return await asyncio.to_thread(model.read, text)

    return await asyncio.gather(*(read(text) for text in texts))
