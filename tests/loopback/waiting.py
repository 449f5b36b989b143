"""Waiting for what another process does."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

#: Seconds: what is promised within one second may take five on a busy machine.
DEADLINE = 5.0

_Found = TypeVar("_Found")


async def until(look: Callable[[], _Found | None], what: str, *, seconds: float = DEADLINE) -> _Found:
    """Return what ``look`` finds as soon as it finds something true; fail, naming it, when time is up."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if found := look():
            return found
        await asyncio.sleep(0.005)
    raise AssertionError(f"within {seconds:g} s there was no {what}")
