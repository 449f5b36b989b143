"""About the bot itself: ``/about``."""

from datetime import timedelta
from importlib.metadata import version

import discord
from discord import app_commands
from discord.ext import commands

from bot import wording
from bot.services import Services
from bot.starter import starter_source
from bot.ui.cards import Box, Card, Text
from bot.ui.replies import client_of, scope_of, send
from bot.ui.text import escaped, safe_link


class About(commands.Cog):
    """Tells what the bot is."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services) -> None:
        self._bot = bot
        self._claims = services.storage.claims

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """Show what this bot is and what it has on record."""
        count = await self._claims.count(scope_of(interaction, self._bot))
        uptime = discord.utils.utcnow() - client_of(interaction).since
        await send(interaction, _text(*about_lines(count, uptime)), private=True)


def about_lines(claims: int, uptime: timedelta) -> tuple[str, ...]:
    """Say what the bot is, in lines."""
    source = starter_source()
    return (
        f"### Onrecord {version('onrecord')}",
        (
            "Compares what people post with claims on record, and cites the verbatim quote and its source. "
            "It says what the sources say, not what is true."
        ),
        f"Claims on record here: {claims:,}",
        f"Running for {duration(uptime)}",
        "Licence: MIT for the program; the sample article belongs to its publisher.",
        f"Starter record taken from one article. {escaped(wording.source_line(source))}",
        safe_link(source.url) or "",
        f"-# {escaped(source.note or '')}",
    )


def duration(time: timedelta) -> str:
    """Say a duration in its two largest units."""
    minutes = int(time.total_seconds()) // 60
    parts = ((minutes // 1_440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
    named = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " ".join(named[:2]) or "less than a minute"


def _text(*paragraphs: str) -> Card:
    return Card().add_item(Box(Text("\n".join(paragraphs))))
