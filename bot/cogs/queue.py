"""Questions nobody could answer: ``/queue`` for the editors, and one notice to each asker who wanted to know."""

import asyncio
import logging
from hashlib import blake2b

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.linked import around
from bot.services import Services
from bot.ui.asking import notice_card
from bot.ui.failures import one_line
from bot.ui.replies import scope_of, send, waited
from bot.ui.waiting import queue_card
from bot.upkeep import Upkeep
from storage.questions import OwedNotice

#: Seconds between two notices: Discord takes many direct messages at once for spam.
PACE = 1.0
#: A round ends after so many that could not be sent: Discord has a bad hour, and the next round tries them again.
_FAILURES = 20
#: Discord's codes for people who cannot be written to: they take no messages, share no server, or are gone.
_NEVER = frozenset({50007, 50278, 50033, 10013})

_log = logging.getLogger(__name__)


class Queue(commands.Cog):
    """Shows editors what waits for them, and tells askers what became of their questions."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services, upkeep: Upkeep) -> None:
        self._bot = bot
        self._storage = services.storage
        self._upkeep = upkeep

    async def cog_load(self) -> None:
        """Begin to tell people."""
        self._upkeep.add("telling askers", self._tell)

    @app_commands.command()
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def queue(self, interaction: discord.Interaction) -> None:
        """Show the questions nobody could answer, most asked first."""
        card = queue_card(self._storage, scope_of(interaction, self._bot))
        await send(interaction, await waited(interaction, card, private=True), private=True)

    async def _tell(self) -> None:
        """Tell everybody who is owed a notice, one after the other."""
        failed: set[tuple[int, int]] = set()
        while len(failed) < _FAILURES and (notice := await self._next(failed)):
            if await self._told(notice):
                await self._storage.questions.told(notice.question.id, notice.person)
            else:
                failed.add((notice.question.id, notice.person))
            await asyncio.sleep(PACE)

    async def _next(self, failed: set[tuple[int, int]]) -> OwedNotice | None:
        """Return the next notice, looked up each time: a question may have been taken back a moment ago."""
        owed = await self._storage.questions.owed(len(failed) + 1)
        return next((one for one in owed if (one.question.id, one.person) not in failed), None)

    async def _told(self, notice: OwedNotice) -> bool:
        """Send a notice; tells whether that is done with, sent or not."""
        try:
            await self._send(notice)
        except (discord.HTTPException, aiohttp.ClientError) as error:
            never = isinstance(error, discord.HTTPException) and error.code in _NEVER
            _log.info(
                "an asker of question %d cannot be told%s: %s",
                notice.question.id,
                "" if never else " now",
                one_line(error),
            )
            return never
        return True

    async def _send(self, notice: OwedNotice) -> None:
        claims, question = self._storage.claims, notice.question
        entries = await claims.by_ids([question.claim_id] if question.claim_id else [], question.scope)
        entry = entries[0] if entries else None
        beside = await around(claims, entry, question.scope) if entry else ()
        guild = self._bot.get_guild(question.scope.server_id or 0)
        card = notice_card(notice, entry, beside=beside, server=guild.name if guild else None)
        channel = await self._bot.create_dm(discord.Object(notice.person))
        await channel.send(view=card, allowed_mentions=discord.AllowedMentions.none(), nonce=nonce(notice))


def nonce(notice: OwedNotice) -> str:
    """Return what Discord knows a notice by, so that it drops a second one sent after a crash.

    It is the same for the same person and question, and fits Discord's 25 characters.
    """
    return blake2b(f"{notice.question.id} {notice.person}".encode(), digest_size=12).hexdigest()
