"""The composition root: opens the storage, seeds a new one, builds the checker, and closes both."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.checking import Checker
from bot.config import Address
from bot.ingestion.articles import Articles
from bot.matching.likeness import SentenceModel
from bot.semantic import installed
from bot.starter import seed
from bot.unread import catch_up
from storage import open_storage
from storage.protocol import Storage

#: Remembered from before the starter record is written until after, so that a first start that was cut off is made up.
_STARTER = "starter"


@dataclass(frozen=True, slots=True)
class Services:
    """What commands and cogs work with."""

    storage: Storage
    checker: Checker
    articles: Articles
    #: The one the checker asks, if there is one.
    model: SentenceModel | None = None


@asynccontextmanager
async def open_services(
    database_url: str, *, starter: bool = True, allow: Sequence[Address] = ()
) -> AsyncGenerator[Services]:
    """Open the record (created with the starter record on first use, unless ``starter`` is false).

    ``allow`` are the private addresses that articles may be fetched from.
    """
    model = installed()
    async with open_storage(database_url) as storage:
        if storage.created and starter:
            await storage.remember(_STARTER, "pending")
        if await storage.note(_STARTER) == "pending":
            await seed(storage)
            await catch_up(storage.claims, model)
            await storage.remember(_STARTER, "complete")
        yield Services(storage, Checker(storage.claims, model, storage.servers), Articles(allow), model)
