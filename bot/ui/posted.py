"""Remembers where the bot has answered for everybody: ids only, so that the answer can be kept true later."""

import logging

import aiohttp
import discord

from bot.ui.failures import one_line
from bot.ui.replies import client_of, scope_of
from storage.models import EVERYWHERE, Entry, Scope
from storage.posted import Posting, PostingStore

_log = logging.getLogger(__name__)


async def remember_reply(
    postings: PostingStore, posted: discord.Message, asked: discord.Message, scope: Scope, entry: Entry | None
) -> None:
    """Remember a reply to somebody's message; ``entry`` is what it was answered with."""
    who = {"asked_in": asked.id, "asker": asked.author.id}
    at = discord.utils.utcnow()
    claim_id, version = (entry.id, entry.version) if entry else (None, None)
    await postings.record(Posting(posted.id, posted.channel.id, scope, at, claim_id, version, **who))


async def remember_response(interaction: discord.Interaction, entry: Entry | None) -> None:
    """Remember the public answer to a command."""
    if _reachable(interaction):
        try:
            message = await interaction.original_response()
        except (discord.HTTPException, aiohttp.ClientError) as error:
            # It was answered; that the answer cannot be kept true is nothing to trouble the asker with.
            _log.warning("a public answer was not remembered: %s", one_line(error))
        else:
            await remember_copy(interaction, message, (entry.id, entry.version) if entry else (None, None))


async def remember_copy(
    interaction: discord.Interaction, posted: discord.Message, state: tuple[int, int] | tuple[None, None]
) -> None:
    """Remember a message that was posted in answer to a command or button, and which claim it shows."""
    if _reachable(interaction) and interaction.channel_id:
        scope = scope_of(interaction, interaction.client)
        posting = Posting(posted.id, interaction.channel_id, scope, discord.utils.utcnow(), *state)
        await client_of(interaction).services.storage.postings.record(posting)


def _reachable(interaction: discord.Interaction) -> bool:
    """Tell whether the bot can change its answer later: in servers it is in, and in its own direct messages."""
    return scope_of(interaction, interaction.client) != EVERYWHERE or interaction.context.dm_channel is True
