"""Lists for a server's editors: drafts, and published claims whose quote was missing when its source was read again."""

from collections.abc import Sequence
from functools import partial

import discord

from bot import wording
from bot.ui.acting import desk_of, entry_of, in_place
from bot.ui.cards import Button, Card, Row, Text
from bot.ui.claim_ids import DRAFTS, FLAGGED, KEPT, entry_id, list_id
from bot.ui.claims import draft_remarks, kept_card
from bot.ui.lists import PAGE_SIZE, choices
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, send
from bot.ui.rights import Right, require
from bot.ui.text import shown
from storage.models import Entry, LinkKind, Scope
from storage.protocol import Storage

NO_DRAFTS = "No drafts are left."
NO_FLAGGED = "Every quote stood in its source's page when that was last read."
DRAFTS_HEADING = "### Drafts\nOnly editors see them; nobody is answered with them."
FLAGGED_HEADING = (
    "### Quotes not found any more\nWhen their source's page was last read again, they did not stand there."
)
#: As many are counted; more are "more than" that.
_COUNTED = 100
_KEY = 60


async def drafts_card(storage: Storage, scope: Scope, offset: int = 0) -> Card:
    """Show a page of a server's drafts, in the order they were added."""
    found = await storage.claims.drafts(scope, limit=PAGE_SIZE + 1, offset=offset)
    if not found and offset:
        # Those before were published or skipped meanwhile.
        return await drafts_card(storage, scope)
    remarks = [_changes(entry) for entry in found[:PAGE_SIZE]]
    return _list(found, "drafts", offset, (DRAFTS_HEADING, NO_DRAFTS), remarks)


async def flagged_card(storage: Storage, scope: Scope, offset: int = 0) -> Card:
    """Show a page of the published claims whose quote is missing, each with since when."""
    found = (await storage.claims.flagged(scope, limit=offset + PAGE_SIZE + 1))[offset:]
    if not found and offset:
        return await flagged_card(storage, scope)
    remarks = [await _missing(storage, scope, entry) for entry in found[:PAGE_SIZE]]
    return _list(found, "flagged", offset, (FLAGGED_HEADING, NO_FLAGGED), remarks)


def _list(found: Sequence[Entry], what: str, offset: int, words: tuple[str, str], remarks: Sequence[str]) -> Card:
    heading, nothing = words
    if not found:
        return choices((), f"{heading.splitlines()[0]}\n{nothing}")
    card = choices(found[:PAGE_SIZE], heading, show=partial(entry_id, "kept"), remarks=remarks)
    more = len(found) > PAGE_SIZE
    if offset or more:
        before, after = (list_id(what, at, turn=True) for at in (max(0, offset - PAGE_SIZE), offset + PAGE_SIZE))
        previous = Button(label="Previous", custom_id=before, disabled=not offset)
        card.add_item(Row(previous, Button(label="Next", custom_id=after, disabled=not more)))
    return card


def _changes(entry: Entry) -> str:
    changed = next((link.key for link in entry.claim.links if link.kind is LinkKind.EDITS), None)
    return f"-# A change of {shown(changed, _KEY)}" if changed else ""


async def _missing(storage: Storage, scope: Scope, entry: Entry) -> str:
    """Say since when a claim's quote is missing."""
    for citation in entry.claim.citations:
        source = await storage.sources.identified(citation.source, scope)
        for sighting in await storage.sources.sightings(source.id, scope) if source else ():
            if sighting.entry.id == entry.id and sighting.missing_since:
                return f"-# Missing since {wording.date_words(f'{sighting.missing_since:%Y-%m-%d}')}"
    return ""


async def add_waiting(card: Card, storage: Storage, scope: Scope) -> None:
    """Say below a list how many drafts and missing quotes wait, with a button to each."""
    drafts = len(await storage.claims.drafts(scope, limit=_COUNTED + 1))
    flagged = len(await storage.claims.flagged(scope, limit=_COUNTED + 1))
    counts = ((drafts, "draft", "drafts", "Drafts"), (flagged, "missing quote", "flagged", "Missing quotes"))
    waiting = [one for one in counts if one[0]]
    if waiting:
        card.add_item(Text(f"-# For editors: {', '.join(_counted(number, noun) for number, noun, _, _ in waiting)}"))
        card.add_item(Row(*(Button(label=label, custom_id=list_id(what, 0)) for _, _, what, label in waiting)))


def _counted(number: int, noun: str) -> str:
    if number > _COUNTED:
        return f"more than {_COUNTED} {noun}s"
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _List(Remembering[Button], template="-"):
    """A button of editors that shows a list, in the place of the list it stands on or anew."""

    right = Right.EDITOR

    async def press(self, interaction: discord.Interaction) -> None:
        """Show it as it is now."""
        scope = await require(interaction, self.right)
        card = await self.listed(client_of(interaction).services.storage, scope, int(self.match["offset"]))
        if self.match["turn"]:
            await in_place(interaction, card)
        else:
            await send(interaction, card, private=True)

    async def listed(self, storage: Storage, scope: Scope, offset: int) -> Card:
        """Return the list from the offset on."""
        raise NotImplementedError


class Drafts(_List, template=DRAFTS):
    """Lists a server's drafts."""

    async def listed(self, storage: Storage, scope: Scope, offset: int) -> Card:
        """Return the drafts from the offset on."""
        return await drafts_card(storage, scope, offset)


class Flagged(_List, template=FLAGGED):
    """Lists the claims whose quote is missing."""

    async def listed(self, storage: Storage, scope: Scope, offset: int) -> Card:
        """Return the claims from the offset on."""
        return await flagged_card(storage, scope, offset)


class ShowKept(Remembering[Button], template=KEPT):
    """Shows a claim of such a list, with what editors do with it."""

    right = Right.EDITOR

    async def press(self, interaction: discord.Interaction) -> None:
        """Show it as it stands now."""
        scope = await require(interaction, self.right)
        entry = await entry_of(interaction, scope, int(self.match["id"]))
        remarks = await draft_remarks(desk_of(interaction, scope), entry)
        await send(interaction, kept_card(entry, remarks), private=True)


BUTTONS = (Drafts, Flagged, ShowKept)
