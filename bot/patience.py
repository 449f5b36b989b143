"""Connecting again and again, ever less often, with one warning line each time."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import aiohttp

#: What a server or a network that is away for a while looks like.
AWAY = (aiohttp.ClientError, OSError, TimeoutError)

#: Seconds between attempts.
_FIRST, _LONGEST = 1.0, 60.0

_log = logging.getLogger(__name__)

Made = TypeVar("Made")


def delays(jitter: Callable[[float, float], float] = random.uniform) -> Iterator[float]:
    """Yield seconds to wait: doubling from one to sixty, each up to a quarter longer so that clients spread."""
    delay = _FIRST
    while True:
        yield min(_LONGEST, delay * jitter(1, 1.25))
        delay = min(_LONGEST, delay * 2)


async def patiently(
    attempt: Callable[[], Awaitable[Made]], what: str, away: tuple[type[Exception], ...] = AWAY
) -> Made:
    """Attempt until it works; errors of other kinds are raised."""
    for delay in delays():
        try:
            return await attempt()
        except away as error:
            reason = " ".join(f"{type(error).__name__} {error}".split())
        _log.warning("%s is not reachable (%s), trying again in %.0f s", what, reason, delay)
        await asyncio.sleep(delay)
    raise AssertionError


class OneLine(logging.Filter):
    """Turns the tracebacks that discord.py logs of a lost connection into one warning line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record if it is of a connection; keep every record."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, AWAY) or type(error).__name__ == "ConnectionClosed":
            record.msg = f"{record.getMessage()} ({' '.join(f'{type(error).__name__} {error}'.split())})"
            record.args = ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
