"""``/settings``: what a server decides, and its audit log in a channel if it wants that."""

import asyncio
import logging

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.keeping.logged import log_channel, logged, unlogged
from bot.services import Services
from bot.ui.audit import log_messages
from bot.ui.cards import Card, Text
from bot.ui.failures import one_line
from bot.ui.panel import panel, unwritable
from bot.ui.replies import send, waited
from bot.ui.rights import NotHere
from bot.upkeep import Upkeep
from storage.models import Scope

#: Seconds between two messages in a log channel.
PACE = 1.0

_log = logging.getLogger(__name__)


class ServerSettings(commands.Cog):
    """Shows admins their server's settings, and posts what was done in its log channel."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services, upkeep: Upkeep) -> None:
        self._bot = bot
        self._servers = services.storage.servers
        self._upkeep = upkeep
        #: Servers whose log channel cannot be written to, which was logged.
        self._silent: set[int] = set()

    async def cog_load(self) -> None:
        """Begin to post."""
        self._upkeep.add("posting the audit log", self._post_all)

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show this server's settings and change them."""
        if interaction.guild is None:
            raise NotHere
        card = await waited(interaction, panel(self._servers, interaction.guild), private=True)
        await send(interaction, card, private=True)

    async def _post_all(self) -> None:
        """Post what has been done since the last time, in each server that wants it."""
        for server_id in await self._servers.known():
            guild = self._bot.get_guild(server_id)
            if guild and not guild.unavailable and (channel_id := await log_channel(self._servers, Scope(server_id))):
                await self._post(guild, channel_id)

    async def _post(self, guild: discord.Guild, channel_id: int) -> None:
        """Post what one server is owed; where that cannot be done now, a later round does it."""
        if why := unwritable(guild, channel_id):
            self._say_once(guild, why)
            return
        channel, scope = self._bot.get_partial_messageable(channel_id, guild_id=guild.id), Scope(guild.id)
        for number, (text, last) in enumerate(log_messages(await unlogged(self._servers, scope))):
            if number:
                await asyncio.sleep(PACE)
            try:
                # Discord drops a second one with the same nonce, sent after a crash.
                await channel.send(view=Card().add_item(Text(text)), allowed_mentions=_NONE, nonce=f"log-{last.id}")
            except (discord.HTTPException, aiohttp.ClientError) as error:
                self._say_once(guild, one_line(error))
                return
            await logged(self._servers, last.id, scope, discord.utils.utcnow())
        self._silent.discard(guild.id)

    def _say_once(self, guild: discord.Guild, why: str) -> None:
        if guild.id not in self._silent:
            self._silent.add(guild.id)
            _log.warning("the audit log of server %d cannot be posted in its channel now: %s", guild.id, why)


_NONE = discord.AllowedMentions.none()
