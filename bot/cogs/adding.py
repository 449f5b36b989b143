"""The message menu **Add as claim**: the form of a new claim, filled in with the message."""

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.reading import text_of
from bot.keeping.entered import Entered
from bot.ui.claim_forms import FROM_MESSAGE, AddForm
from bot.ui.text import tidy
from storage.limits import LONGEST_TEXT

_LINK = re.compile(r"https?://[^\s<>]+")
#: What stands behind a link in a sentence, and is none of it.
_BEHIND = ".,;:!?)]}'\"”’"


class Adding(commands.Cog):
    """Offers editors to make a claim of somebody's message."""

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot
        menu = app_commands.ContextMenu(name="Add as claim", callback=self.add_message)
        menu.default_permissions = discord.Permissions(manage_messages=True)
        menu.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
        menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        self._menu = menu

    async def cog_load(self) -> None:
        """Add the menu, which discord.py does not find by itself in a cog."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def add_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Open the form with the message as the claim, and its first link as the source."""
        await interaction.response.send_modal(AddForm(drafted(text_of(message)), FROM_MESSAGE))


def drafted(said: str) -> Entered:
    """Return what a message fills into the form: its text without the links, and its first link."""
    found = _LINK.search(said)
    link = found.group().rstrip(_BEHIND) if found else ""
    text = tidy(_LINK.sub(" ", said)) if found else tidy(said)
    return Entered(text=text[:LONGEST_TEXT], link=link)
