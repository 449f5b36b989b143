"""Work that a running bot does by itself: at once when there is news, and again every minute for what was missed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

#: Seconds between two rounds: what another program has changed, and what failed before, waits no longer.
EVERY = 60.0

_log = logging.getLogger(__name__)


class Rounds:
    """One piece of work, never done twice at the same time."""

    def __init__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        #: Does all there is to do.
        self._work = work
        self._again = False
        self._working: asyncio.Task[None] | None = None

    def soon(self) -> None:
        """Do the work now; while it is being done, once more after that."""
        self._again = True
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._drain(), name=self._name)

    async def _drain(self) -> None:
        while self._again:
            self._again = False
            try:
                await self._work()
            except Exception:  # noqa: BLE001 - whatever it was, the next round tries again
                _log.exception("%s failed", self._name)

    async def stop(self) -> None:
        """Stop where it is; what is left is done after the next start."""
        if self._working:
            self._working.cancel()
            await asyncio.gather(self._working, return_exceptions=True)


class Upkeep:
    """All such work of a client."""

    def __init__(self) -> None:
        self._rounds: list[Rounds] = []
        self._clock: asyncio.Task[None] | None = None

    def add(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Add a piece of work that does all there is to do each time it is called."""
        self._rounds.append(Rounds(name, work))

    def soon(self) -> None:
        """Do everything now."""
        for rounds in self._rounds:
            rounds.soon()

    def start(self) -> None:
        """Begin; a second time changes nothing."""
        if self._clock is None:
            self._clock = asyncio.create_task(self._tick(), name="upkeep")

    async def _tick(self) -> None:
        while True:
            self.soon()
            await asyncio.sleep(EVERY)

    async def stop(self) -> None:
        """Stop everything."""
        if self._clock:
            self._clock.cancel()
            await asyncio.gather(self._clock, return_exceptions=True)
        for rounds in self._rounds:
            await rounds.stop()
