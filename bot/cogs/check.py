"""Checking on request: ``/check`` and the message menu."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.checking import Checked
from bot.cogs.reading import text_of
from bot.services import Services
from bot.ui.cards import answer_card
from bot.ui.posted import remember_response
from bot.ui.replies import scope_of, send, waited
from storage.models import Scope

#: How many claims are ranked; those not answered with become "Other matches".
RANKED = 5

NO_TEXT = "That message has no text that can be checked."
LEFT_ALONE = "Whoever wrote that message has asked not to be answered, so it is not checked."


class Check(commands.Cog):
    """Answers what somebody asks to be checked."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._menu = app_commands.ContextMenu(name="Check this message", callback=self.check_message)

    async def cog_load(self) -> None:
        """Add the menu, which discord.py does not find by itself in a cog."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command()
    @app_commands.describe(text="What to check", public="Show the answer to everybody here")
    async def check(
        self, interaction: discord.Interaction, text: app_commands.Range[str, 1, 4_000], *, public: bool = False
    ) -> None:
        """Check a statement against the record."""
        await self._answer(interaction, text, private=not public)

    async def check_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Check somebody's message, only for the one who asks."""
        theirs = message.author.id != interaction.user.id
        if theirs and await self._services.storage.people.opted_out(message.author.id):
            await send(interaction, LEFT_ALONE, private=True)
        elif text := text_of(message):
            await self._answer(interaction, text, private=True)
        else:
            await send(interaction, NO_TEXT, private=True)

    async def _answer(self, interaction: discord.Interaction, text: str, *, private: bool) -> None:
        scope = scope_of(interaction, self._bot)
        checked = await waited(interaction, self._checked(text, scope), private=private)
        await send(interaction, answer_card(checked, private=private, here=scope), private=private)
        if not private:
            await remember_response(interaction, checked.answer.entry)

    async def _checked(self, text: str, scope: Scope) -> Checked:
        return await self._services.checker.check(text, scope, limit=RANKED)
