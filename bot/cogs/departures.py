"""Which servers the bot is in: what is kept of one goes some time after the bot has left it."""

import logging
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.keeping.departures import DAYS, note_departures, remove_departed
from bot.services import Services
from bot.upkeep import Upkeep

#: Between two looks: each one that removes something looks at the whole record.
EVERY = timedelta(hours=1)

_log = logging.getLogger(__name__)


class Departures(commands.Cog):
    """Notes which servers the bot has left, and removes what is kept of them in the end."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services, upkeep: Upkeep) -> None:
        self._bot = bot
        self._servers = services.storage.servers
        self._upkeep = upkeep
        self._looked: datetime | None = None
        self._absent: tuple[int, ...] = ()

    async def cog_load(self) -> None:
        """Begin to look."""
        self._upkeep.add("looking for servers that were left", self._look)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot has left a server; one that is only out of reach comes by another event."""
        await self._servers.left(guild.id, discord.utils.utcnow())

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot is back."""
        await self._servers.returned(guild.id)

    async def _look(self) -> None:
        """Make up for what happened while the bot was away, then remove what has been kept long enough.

        Begun when all shards are ready, so the bot knows its servers: also those that are out of reach.
        """
        now = discord.utils.utcnow()
        if not self._bot.is_ready() or (self._looked and now - self._looked < EVERY):
            return
        absent = await note_departures(self._servers, {guild.id for guild in self._bot.guilds}, now)
        removed = await remove_departed(self._servers, now)
        self._looked = now
        self._say(tuple(one for one in absent if one not in removed), removed)

    def _say(self, absent: tuple[int, ...], removed: tuple[int, ...]) -> None:
        if removed:
            _log.info("removed all that was kept of servers left %d days ago: %s", DAYS, _listed(removed))
        if absent and absent != self._absent:
            _log.warning(
                "not in these servers on record; what is kept of each goes %d days after it was left: %s",
                DAYS,
                _listed(absent),
            )
        self._absent = absent


def _listed(ids: tuple[int, ...]) -> str:
    return ", ".join(map(str, ids))
