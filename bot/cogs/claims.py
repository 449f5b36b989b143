"""The claims on record: ``/claim show``, ``/claim search`` and ``/claim history``; editors' commands join them."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.editing import Editing
from bot.linked import around
from bot.services import Services
from bot.ui.acting import entry_of
from bot.ui.buttons import searched
from bot.ui.cards import Card, entry_card
from bot.ui.choosing import WHICH, kept_for, named_by, shown_for, suggest
from bot.ui.claims import kept_card
from bot.ui.history import history_card, seen
from bot.ui.lists import choices
from bot.ui.replies import scope_of, send, waited
from bot.ui.rights import Right, allowed
from storage.models import ClaimStatus

#: A query has to fit into a button's custom id.
_QUERY = 60

Key = app_commands.Range[str, 1, 1_000]


class Claims(Editing, commands.GroupCog, group_name="claim", group_description="Claims on record"):
    """Shows the claims that somebody may see."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services) -> None:
        super().__init__()
        self._bot = bot
        self._claims = services.storage.claims

    @app_commands.command()
    @app_commands.describe(claim="The claim's key, or words of it")
    @app_commands.autocomplete(claim=suggest)
    async def show(self, interaction: discord.Interaction, claim: Key) -> None:
        """Show a claim with its quote and source."""
        await send(interaction, await waited(interaction, self._shown(interaction, claim), private=True), private=True)

    async def _shown(self, interaction: discord.Interaction, claim: str) -> Card:
        scope = scope_of(interaction, self._bot)
        if await allowed(interaction, Right.EDITOR):
            named = await named_by(self._claims, claim, scope)
            if named and named.claim.status is not ClaimStatus.PUBLISHED:
                return kept_card(named)
        first, *others = found = await shown_for(interaction, claim)
        if others:
            return choices(found, WHICH)
        beside = await around(self._claims, first, scope)
        return entry_card(first, private=True, beside=beside)

    @app_commands.command()
    @app_commands.describe(query="Words of the claims, or nothing for all")
    async def search(self, interaction: discord.Interaction, query: app_commands.Range[str, 0, _QUERY] = "") -> None:
        """Search the claims on record."""
        card = searched(self._claims, scope_of(interaction, self._bot), query)
        await send(interaction, await waited(interaction, card, private=True), private=True)

    @search.autocomplete("query")
    async def _complete(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = await suggest(interaction, current)
        return [app_commands.Choice(name=one.name, value=one.value[:_QUERY]) for one in found]

    @app_commands.command()
    @app_commands.describe(claim="The claim's key, or words of it")
    @app_commands.autocomplete(claim=suggest)
    async def history(self, interaction: discord.Interaction, claim: Key) -> None:
        """Show who changed a claim, when, what and why."""
        await send(
            interaction, await waited(interaction, self._history(interaction, claim), private=True), private=True
        )

    async def _history(self, interaction: discord.Interaction, claim: str) -> Card:
        scope = scope_of(interaction, self._bot)
        if await allowed(interaction, Right.EDITOR):
            found = await kept_for(interaction, scope, claim)
        else:
            entries = await shown_for(interaction, claim)
            found = entries[0] if len(entries) == 1 else choices(entries, WHICH)
        if isinstance(found, Card):
            return found
        entry = await seen(interaction, await entry_of(interaction, scope, found.id))
        return await history_card(self._claims, entry, scope)
