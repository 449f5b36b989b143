"""What is kept of people, in their own hands: ``/privacy``, ``/mydata`` and ``/optout``."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import Services
from bot.ui.privacy import (
    EXPORTED,
    NOTHING_KEPT,
    OPTED_IN,
    OPTED_OUT,
    STILL_OPTED_OUT,
    deletion_card,
    exported,
    privacy_card,
)
from bot.ui.replies import send, waited


class Privacy(commands.Cog):
    """Tells people what is kept of them, hands it out and deletes it."""

    mydata = app_commands.Group(name="mydata", description="What is kept of you")

    def __init__(self, services: Services) -> None:
        self._people = services.storage.people

    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Show what this bot keeps of people, and how to take it back."""
        await send(interaction, privacy_card(), private=True)

    @mydata.command()
    async def export(self, interaction: discord.Interaction) -> None:
        """Get all that is kept of you as a file."""
        person = interaction.user.id
        await interaction.response.defer(ephemeral=True, thinking=True)
        kept, out = await self._people.export(person), await self._people.opted_out(person)
        if not kept:
            await send(interaction, f"{NOTHING_KEPT} {STILL_OPTED_OUT}" if out else NOTHING_KEPT, private=True)
            return
        for file in exported(kept, person, opted_out=out):
            await interaction.followup.send(EXPORTED, file=file, ephemeral=True)

    @mydata.command()
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete what is kept of you."""
        person = interaction.user.id
        kept = await waited(interaction, self._people.export(person), private=True)
        await send(interaction, deletion_card(kept, person) if kept else NOTHING_KEPT, private=True)

    @app_commands.command()
    async def optout(self, interaction: discord.Interaction) -> None:
        """Have your messages left unanswered, or answered again."""
        await send(
            interaction, await waited(interaction, self._toggled(interaction.user.id), private=True), private=True
        )

    async def _toggled(self, person: int) -> str:
        if await self._people.opted_out(person):
            await self._people.opt_in(person)
            return OPTED_IN
        await self._people.opt_out(person)
        return OPTED_OUT
