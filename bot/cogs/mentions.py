"""Answering in the conversation: mentions, replies with a mention, and direct messages."""

import logging
from collections.abc import Set as AbstractSet

import aiohttp
import discord
from discord.ext import commands

from bot.cogs.answering import Answering
from bot.services import Services
from bot.ui.cards import Card
from bot.ui.failures import one_line
from bot.ui.posted import remember_reply
from bot.ui.replies import scope_of
from bot.ui.turns import Turns

_log = logging.getLogger(__name__)


class Mentions(commands.Cog):
    """Answers whoever speaks to the bot, and keeps quiet otherwise."""

    def __init__(
        self, bot: commands.AutoShardedBot, services: Services, open_channels: AbstractSet[int], turns: Turns
    ) -> None:
        self._bot = bot
        self._postings = services.storage.postings
        self._answering = Answering(bot, services, open_channels)
        self._turns = turns

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks, and remember where, so that the answer can be kept true."""
        # Until it is remembered, an edit or deletion of the message waits.
        async with self._turns.of(f"message {message.id}"):
            reply = await self._answering.reply(message)
            if reply and (posted := await respond(message, reply.said)):
                await remember_reply(self._postings, posted, message, scope_of(message, self._bot), reply.entry)


async def respond(message: discord.Message, reply: Card | str) -> discord.Message | None:
    """Reply without pinging anybody; a channel that cannot be written to is logged, and ``None`` returned."""
    reference = message.to_reference(fail_if_not_exists=False)
    none = discord.AllowedMentions.none()
    try:
        # The nonce makes Discord itself drop the second of two equal replies, should an event be replayed.
        if isinstance(reply, str):
            return await message.channel.send(
                reply, reference=reference, mention_author=False, allowed_mentions=none, nonce=message.id
            )
        return await message.channel.send(
            view=reply, reference=reference, mention_author=False, allowed_mentions=none, nonce=message.id
        )
    except (discord.HTTPException, aiohttp.ClientError) as error:
        _log.warning("a reply could not be sent: %s", one_line(error))
        return None
