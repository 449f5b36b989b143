"""Reads articles by link and from files, few at a time."""

import asyncio
from collections.abc import Sequence

from bot.config import Address
from bot.ingestion.captured import Article, capture
from bot.ingestion.fetching import fetch
from bot.ingestion.page import Page

#: Each is a process of its own with up to 512 MB.
_AT_ONCE = 2


class Articles:
    """Reads articles; which private addresses they may come from was set by whoever runs the program."""

    def __init__(self, allow: Sequence[Address] = ()) -> None:
        self._allow = tuple(allow)
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def at(self, url: str) -> Article:
        """Fetch and read the article at a link; raises ``NotFetched`` or ``NotRead``."""
        async with self._room:
            return await capture(await fetch(url, self._allow))

    async def of(self, page: Page) -> Article:
        """Read a page that is there already; raises ``NotRead``."""
        async with self._room:
            return await capture(page)
