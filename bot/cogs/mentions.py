"""Answering in the conversation: mentions, replies with a mention, and direct messages."""

import logging
from collections.abc import Set as AbstractSet

import aiohttp
import discord
from discord.ext import commands

from bot.cogs.check import RANKED
from bot.cogs.reading import Asked, asked, text_of, without_mention
from bot.services import Services
from bot.ui.cards import Card, answer_card
from bot.ui.failures import one_line
from bot.ui.replies import scope_of
from bot.verdict import Verdict

CANNOT_READ = "I can't read that message here. Use Apps › Check this message on it."
PICK_COMMAND = "To use a command, pick it from the list that opens when you type / and fill in its option."
HOW_TO_ASK = "Tell me what to check: mention me with a statement or a question, or use /check."

_log = logging.getLogger(__name__)


class Mentions(commands.Cog):
    """Answers whoever speaks to the bot, and keeps quiet otherwise."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services, open_channels: AbstractSet[int]) -> None:
        self._bot = bot
        self._services = services
        #: Channels where the bot is the only one to talk to, and so is asked without being mentioned.
        self._open_channels = open_channels

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks, or that an open channel's record has something about."""
        me = self._bot.user
        if me is None or (how := asked(message, me, self._open_channels)) is Asked.NO:
            return
        text = without_mention(text_of(message), me, typed=message.channel.id in self._open_channels)
        if text:
            reply = await self._answer(message, text, how)
        else:
            reply = await self._about_another(message)
        if reply:
            await respond(message, reply)

    async def _about_another(self, message: discord.Message) -> Card | str:
        """Answer a bare mention: it asks about the message it replies to."""
        if message.reference is None or message.reference.type is not discord.MessageReferenceType.reply:
            return HOW_TO_ASK
        other = message.reference.resolved or message.reference.cached_message
        text = text_of(other) if isinstance(other, discord.Message) else ""
        return await self._answer(message, text, Asked.YES) or HOW_TO_ASK if text else CANNOT_READ

    async def _answer(self, message: discord.Message, text: str, how: Asked) -> Card | str | None:
        if text.startswith("/"):
            # A command that was typed out is a message; what /check would have been given is clear all the same.
            text, how = text.removeprefix("/check ").strip(), Asked.YES
            if text.startswith("/"):
                return PICK_COMMAND
        checked = await self._services.checker.check(text, scope_of(message, self._bot), limit=RANKED)
        waits = how is Asked.YES or checked.asks
        if checked.answer.verdict is Verdict.NONE and not waits:
            return None
        return answer_card(checked, private=False)


async def respond(message: discord.Message, reply: Card | str) -> None:
    """Reply without pinging anybody; a channel that cannot be written to is logged."""
    reference = message.to_reference(fail_if_not_exists=False)
    none = discord.AllowedMentions.none()
    try:
        # The nonce makes Discord itself drop the second of two equal replies, should an event be replayed.
        if isinstance(reply, str):
            await message.channel.send(
                reply, reference=reference, mention_author=False, allowed_mentions=none, nonce=message.id
            )
        else:
            await message.channel.send(
                view=reply, reference=reference, mention_author=False, allowed_mentions=none, nonce=message.id
            )
    except (discord.HTTPException, aiohttp.ClientError) as error:
        _log.warning("a reply could not be sent: %s", one_line(error))
