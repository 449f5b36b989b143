"""What keeping a record takes: the stores, the matcher, how articles are read, and for which server."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.checking import Checker
from bot.ingestion.articles import Articles
from bot.keeping.conflicts import Conflict
from storage.models import Entry, Scope
from storage.protocol import Storage
from storage.servers import Setting

#: The setting by which a claim is published by a second editor only, and its value where that is so.
APPROVAL, ON = "approval", "on"


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor works with, in one server."""

    storage: Storage
    checker: Checker
    articles: Articles
    scope: Scope

    async def needs_approval(self) -> bool:
        """Tell whether the server wants a second editor to publish."""
        settings: Mapping[str, Setting] = await self.storage.servers.settings(self.scope)
        chosen = settings.get(APPROVAL)
        return chosen is not None and chosen.value == ON


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a claim that an editor entered, changed or accepted."""

    entry: Entry
    #: What it contradicts or repeats; while there is any it is held as a draft until an editor has chosen.
    conflicts: tuple[Conflict, ...] = ()
    #: Why it is a draft for another reason, or what an editor should know, in sentences.
    remarks: tuple[str, ...] = ()
