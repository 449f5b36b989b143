"""What happens when a button is pressed. Its custom id says everything, so it works after a restart."""

from abc import abstractmethod

import aiohttp
import discord
from discord import ui

from bot.explaining import explain_statement
from bot.linked import around
from bot.matching.statement import Statement
from bot.ui import custom_ids
from bot.ui.cards import Button, Card, entry_card
from bot.ui.explanations import NOT_READABLE, checked_statement, explanation_card
from bot.ui.lists import PAGE_SIZE, choices, page
from bot.ui.posted import remember_copy
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, scope_of, send, waited
from bot.ui.rights import Right
from storage.models import ClaimStatus, Entry, Scope
from storage.protocol import ClaimStore

#: So many shared cards are remembered; a double click comes within seconds.
_REMEMBERED = 1_000

GONE = "Those claims are not on record here any more."


class _Anyone(Remembering[Button], template="-"):
    """A button that whoever sees it may press."""

    right = Right.ANYONE

    @abstractmethod
    async def press(self, interaction: discord.Interaction) -> None:
        """Do what the button says."""


class Share(_Anyone, template=custom_ids.SHARE):
    """Posts a private card for everybody, once."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Post a copy, then take the button off the private card."""
        message, shared = interaction.message, client_of(interaction).shared
        if message is None or message.id in shared:
            await interaction.response.defer()
            return
        shared[message.id] = None
        for oldest in tuple(shared)[:-_REMEMBERED]:
            del shared[oldest]
        await interaction.response.defer()
        try:
            posted = await interaction.followup.send(
                view=without_share(message, copied=True), ephemeral=False, allowed_mentions=_NONE, wait=True
            )
        except (discord.HTTPException, aiohttp.ClientError):
            del shared[message.id]  # Nothing was posted: the button stays, and may be pressed again.
            raise
        await remember_copy(interaction, posted, self._state())
        await interaction.edit_original_response(view=without_share(message), allowed_mentions=_NONE)

    def _state(self) -> tuple[int, int] | tuple[None, None]:
        return (int(self.match["id"]), int(self.match["version"])) if self.match["id"] else (None, None)


class Others(_Anyone, template=custom_ids.OTHERS):
    """Lists the other claims that a message may mean."""

    async def press(self, interaction: discord.Interaction) -> None:
        """List them as far as the presser may see them."""
        ids = [int(entry_id) for entry_id in self.match["ids"].split(",")]
        claims, scope = _record(interaction)
        entries = published(await claims.by_ids(ids, scope))
        await send(interaction, choices(entries, "### Other matches") if entries else GONE, private=True)


class Show(_Anyone, template=custom_ids.SHOW):
    """Shows one claim of a list."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Show it if the presser may see it."""
        claims, scope = _record(interaction)
        entries = published(await claims.by_ids([int(self.match["id"])], scope))
        if not entries:
            await send(interaction, GONE, private=True)
            return
        beside = await around(claims, entries[0], scope)
        await send(interaction, entry_card(entries[0], private=True, beside=beside), private=True)


class Page(_Anyone, template=custom_ids.PAGE):
    """Turns to another page of a search."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Search again, as the presser sees the record now."""
        claims, scope = _record(interaction)
        card = await searched(claims, scope, self.match["query"], offset=int(self.match["offset"]))
        await interaction.response.edit_message(view=card, allowed_mentions=_NONE)


class Why(_Anyone, template=custom_ids.WHY):
    """Explains an answer, only to whoever presses."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Compare again what the card shows, with the claim as it stands now."""
        claims, scope = _record(interaction)
        entries = published(await claims.by_ids([int(self.match["id"])], scope))
        said = checked_statement(interaction.message, int(self.match["length"]))
        reply: Card | str = NOT_READABLE if said is None else GONE
        if said and entries:
            explained = self._explained(interaction, said, entries[0], scope)
            reply = await waited(interaction, explained, private=True)
        await send(interaction, reply, private=True)

    async def _explained(self, interaction: discord.Interaction, said: Statement, entry: Entry, scope: Scope) -> Card:
        explained = await explain_statement(client_of(interaction).services.checker, said, entry, scope)
        return explanation_card(explained, changed=entry.version != int(self.match["version"]))


BUTTONS = (Share, Others, Show, Page, Why)

_NONE = discord.AllowedMentions.none()


def _record(interaction: discord.Interaction) -> tuple[ClaimStore, Scope]:
    return client_of(interaction).services.storage.claims, scope_of(interaction, interaction.client)


def published(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave out drafts and retracted claims."""
    return tuple(entry for entry in entries if entry.claim.status is ClaimStatus.PUBLISHED)


async def searched(claims: ClaimStore, scope: Scope, query: str, *, offset: int = 0) -> Card:
    """Search the record for a page."""
    found = await claims.search(query, scope, limit=PAGE_SIZE + 1, offset=offset)
    return page(found[:PAGE_SIZE], query, offset=offset, more=len(found) > PAGE_SIZE)


def without_share(message: discord.Message, *, copied: bool = False) -> Card:
    """Build a card again from a message, without its Share button; a copy is corrected in place, so nobody is told."""
    dropped = (custom_ids.SHARE, custom_ids.TELL) if copied else (custom_ids.SHARE,)
    card = Card()
    for item in ui.LayoutView.from_message(message, timeout=None).children:
        card.add_item(item)
    for item in tuple(card.walk_children()):
        if isinstance(item, ui.Button) and any(known.fullmatch(item.custom_id or "") for known in dropped):
            _take_out(item)
    return card


def _take_out(button: ui.Button[ui.LayoutView]) -> None:
    row = button.parent
    if not isinstance(row, ui.ActionRow):
        return
    row.remove_item(button)
    if not row.children and isinstance(row.parent, ui.Container):
        row.parent.remove_item(row)
