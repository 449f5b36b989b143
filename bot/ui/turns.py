"""One press at a time works on one thing: two editors, or two quick clicks, never settle it twice."""

import asyncio
from weakref import WeakValueDictionary


class Turns:
    """Gives each thing a lock, for as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, thing: str) -> asyncio.Lock:
        """Return the lock of a thing, such as ``claim 17``."""
        return self._locks.setdefault(thing, asyncio.Lock())
