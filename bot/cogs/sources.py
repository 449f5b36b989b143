"""Where claims come from: ``/source add``, ``/source show`` and ``/source list``."""

import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import Services
from bot.ui.acting import desk_of
from bot.ui.cards import Card
from bot.ui.replies import scope_of, send, waited
from bot.ui.source_cards import LISTED, Shown, UnknownSource, listed, offered, source_card
from bot.ui.source_forms import OneOnly, TextForm, by_file, by_link
from bot.ui.text import fitting
from storage.sources import SourceEntry

WHICH = "### Which source do you mean?"
#: Discord's limits for what autocomplete offers.
_CHOICES, _CHOICE = 25, 100
_LONGEST = 2_000

_log = logging.getLogger(__name__)


@app_commands.default_permissions(manage_messages=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Sources(commands.GroupCog, group_name="source", group_description="Where claims come from"):
    """Adds sources with their drafts, and shows them."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services) -> None:
        super().__init__()
        self._bot = bot
        self._sources = services.storage.sources

    @app_commands.command()
    @app_commands.describe(link="The article's page", file="The article as .txt, .html or .pdf")
    async def add(
        self,
        interaction: discord.Interaction,
        link: app_commands.Range[str, 1, _LONGEST] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Make an article a source with draft claims; with no option, paste its text."""
        desk = desk_of(interaction, scope_of(interaction, self._bot))
        if link and file:
            raise OneOnly
        if link:
            work = by_link(interaction, desk, link)
        elif file:
            work = by_file(interaction, desk, file)
        else:
            await interaction.response.send_modal(TextForm())
            return
        await send(interaction, await waited(interaction, work, private=True), private=True)

    @app_commands.command()
    @app_commands.describe(source="Its name or link")
    async def show(self, interaction: discord.Interaction, source: app_commands.Range[str, 1, _LONGEST]) -> None:
        """Show a source: its text, its quotes and when they were last seen, its drafts."""
        await send(interaction, await waited(interaction, self._shown(interaction, source), private=True), private=True)

    async def _shown(self, interaction: discord.Interaction, written: str) -> Card:
        scope = scope_of(interaction, self._bot)
        if written.strip().isdecimal() and (named := await self._sources.by_id(int(written.strip()[:18]), scope)):
            return source_card(await Shown.of(self._sources, named.id, scope), scope)
        found = await self._sources.list(scope, written, limit=LISTED)
        if not found:
            raise UnknownSource(fitting(written, 200))
        first, *others = found
        if others:
            return await offered(self._sources, found, scope, WHICH)
        return source_card(await Shown.of(self._sources, first.id, scope), scope)

    @show.autocomplete("source")
    async def _suggest(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        try:
            found = await self._sources.list(scope_of(interaction, self._bot), current, limit=_CHOICES)
        except Exception:  # noqa: BLE001 - nobody can be told here: the user would see only that options failed to load
            _log.exception("autocomplete failed")
            return []
        return [_choice(entry) for entry in found]

    @app_commands.command()
    async def list(self, interaction: discord.Interaction) -> None:
        """List the sources on record, newest first."""
        card = listed(self._sources, scope_of(interaction, self._bot))
        await send(interaction, await waited(interaction, card, private=True), private=True)


def _choice(entry: SourceEntry) -> app_commands.Choice[str]:
    name = " · ".join(part for part in (entry.source.name, entry.source.publisher) if part)
    return app_commands.Choice(name=fitting(name, _CHOICE) or str(entry.id), value=str(entry.id))
