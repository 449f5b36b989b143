"""What a message gets for an answer, when it asks for one: for new messages, and for those that were edited."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import discord
from discord.ext import commands

from bot.cogs.check import RANKED
from bot.cogs.reading import Asked, asked, text_of, without_mention
from bot.services import Services
from bot.ui.cards import Card, answer_card
from bot.ui.replies import scope_of
from bot.verdict import Verdict
from storage.models import Entry

CANNOT_READ = "I can't read that message here. Use Apps › Check this message on it."
PICK_COMMAND = "To use a command, pick it from the list that opens when you type / and fill in its option."
HOW_TO_ASK = "Tell me what to check: mention me with a statement or a question, or use /check."


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, and the entry it shows, if any."""

    said: Card | str
    entry: Entry | None = None


class Answering:
    """Answers whoever asks, and nobody who has opted out."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services, open_channels: AbstractSet[int]) -> None:
        self._bot = bot
        self._services = services
        #: Channels where the bot is the only one to talk to, and so is asked without being mentioned.
        self._open_channels = open_channels

    async def reply(self, message: discord.Message) -> Reply | None:
        """Return the answer to a message that asks, or that an open channel's record has something about."""
        me = self._bot.user
        if me is None or (how := asked(message, me, self._open_channels)) is Asked.NO:
            return None
        if await self._services.storage.people.opted_out(message.author.id):
            return None
        text = without_mention(text_of(message), me, typed=message.channel.id in self._open_channels)
        return await self._answer(message, text, how) if text else await self._about_another(message)

    async def _about_another(self, message: discord.Message) -> Reply | None:
        """Answer a bare mention: it asks about the message it replies to."""
        if message.reference is None or message.reference.type is not discord.MessageReferenceType.reply:
            return Reply(HOW_TO_ASK)
        other = message.reference.resolved or message.reference.cached_message
        if not isinstance(other, discord.Message) or not (text := text_of(other)):
            return Reply(CANNOT_READ)
        mine = other.author.id == message.author.id
        if not mine and await self._services.storage.people.opted_out(other.author.id):
            return None
        return await self._answer(message, text, Asked.YES) or Reply(HOW_TO_ASK)

    async def _answer(self, message: discord.Message, text: str, how: Asked) -> Reply | None:
        if text.startswith("/"):
            # A command that was typed out is a message; what /check would have been given is clear all the same.
            text, how = text.removeprefix("/check ").strip(), Asked.YES
            if text.startswith("/"):
                return Reply(PICK_COMMAND)
        scope = scope_of(message, self._bot)
        checked = await self._services.checker.check(text, scope, limit=RANKED)
        waits = how is Asked.YES or checked.asks
        if checked.answer.verdict is Verdict.NONE and not waits:
            return None
        return Reply(answer_card(checked, private=False, here=scope), checked.answer.entry)
