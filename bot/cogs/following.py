"""A posted answer follows the message it answers: checked again when that is edited, gone when that is deleted."""

import logging
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import aiohttp
import discord
from discord.ext import commands

from bot.cogs.answering import Answering, Reply
from bot.services import Services
from bot.ui.cards import Box, Card, Text
from bot.ui.corrected import posted_card
from bot.ui.failures import one_line
from bot.ui.posted import remember_reply
from bot.ui.replies import scope_of
from bot.ui.turns import Turns
from storage.posted import Posting

_NONE = discord.AllowedMentions.none()
_log = logging.getLogger(__name__)


class Following(commands.Cog):
    """Lets answers follow what was asked; all it needs to know is on record, so that a restart changes nothing."""

    def __init__(
        self, bot: commands.AutoShardedBot, services: Services, open_channels: AbstractSet[int], turns: Turns
    ) -> None:
        self._bot = bot
        self._postings = services.storage.postings
        self._answering = Answering(bot, services, open_channels)
        self._turns = turns

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Check again what was answered; a preview of a link that appears is no edit."""
        message = payload.message
        if message.edited_at is None:
            return
        async with self._turns.of(f"message {message.id}"):
            for posting in await self._postings.answering([message.id]):
                reply = await self._answering.reply(message)
                if reply is None:
                    await self._take_back(posting)
                else:
                    await self._say_now(posting, message, reply)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take back the answer to a message that is gone."""
        await self._gone([payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take back the answers to messages that are gone."""
        await self._gone(payload.message_ids)

    async def _gone(self, message_ids: Iterable[int]) -> None:
        ids = sorted(message_ids)
        for message_id in ids:
            async with self._turns.of(f"message {message_id}"):
                for posting in await self._postings.answering([message_id]):
                    await self._take_back(posting)
        # The answers themselves may be among them.
        await self._postings.forget(ids)

    async def _say_now(self, posting: Posting, message: discord.Message, reply: Reply) -> None:
        card = reply.said if isinstance(reply.said, Card) else Card().add_item(Box(Text(reply.said)))
        try:
            posted = await self._channel(posting).fetch_message(posting.message_id)
            shows = (reply.entry.id, reply.entry.version) if reply.entry else None
            before = posted_card(posted)
            if before.told and before.state == shows and before.told.statement.text in message.content:
                return
            await posted.edit(content=None, view=card, allowed_mentions=_NONE)
        except discord.NotFound:
            await self._postings.forget([posting.message_id])
            return
        except (discord.HTTPException, aiohttp.ClientError) as error:
            _log.warning("an answer could not follow an edit: %s", one_line(error))
            return
        await remember_reply(self._postings, posted, message, scope_of(message, self._bot), reply.entry)

    async def _take_back(self, posting: Posting) -> None:
        try:
            await self._channel(posting).get_partial_message(posting.message_id).delete()
        except discord.NotFound:
            pass
        except (discord.HTTPException, aiohttp.ClientError) as error:
            _log.warning("an answer could not be taken back: %s", one_line(error))
            return
        await self._postings.forget([posting.message_id])

    def _channel(self, posting: Posting) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(posting.channel_id)
