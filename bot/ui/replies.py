"""Answering an interaction in time, and seeing the record as its user may."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol, TypeVar, runtime_checkable

import discord

from bot.services import Services
from bot.ui.cards import Card
from bot.ui.turns import Turns
from bot.upkeep import Upkeep
from storage.models import EVERYWHERE, Scope

#: Discord waits three seconds; after this long it is asked to be patient.
PATIENCE = 1.5

Found = TypeVar("Found")


@runtime_checkable
class Serving(Protocol):
    """A client that has the services: buttons find them by way of their interaction."""

    services: Services
    #: What it does by itself; ``soon`` after the record was changed, so that posted answers follow.
    upkeep: Upkeep
    #: When it started.
    since: datetime
    #: The latest private cards that were made public, by message id, so that two quick clicks post one copy.
    shared: dict[int, None]
    #: Whose turn it is to settle something.
    turns: Turns


def client_of(interaction: discord.Interaction) -> Serving:
    """Return the interaction's client as what it is here."""
    client = interaction.client
    if not isinstance(client, Serving):
        raise TypeError(client)
    return client


def scope_of(place: discord.Interaction | discord.Message, client: discord.Client) -> Scope:
    """Return the scope somebody reads in: their server's where the bot is a member, else what is seen everywhere."""
    server_id = place.guild_id if isinstance(place, discord.Interaction) else place.guild and place.guild.id
    # A user install works in servers that the bot has not joined: those are not in its cache.
    return Scope(server_id) if server_id and client.get_guild(server_id) else EVERYWHERE


async def waited(interaction: discord.Interaction, work: Awaitable[Found], *, private: bool) -> Found:
    """Return what the work gives, asking Discord to be patient when that takes long."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            await interaction.response.defer(ephemeral=private, thinking=True)
        return await task
    finally:
        task.cancel()


async def send(interaction: discord.Interaction, reply: Card | str, *, private: bool) -> None:
    """Answer with a card or a sentence, also after Discord was asked to be patient."""
    none = discord.AllowedMentions.none()
    respond, follow_up = interaction.response, interaction.followup
    if isinstance(reply, str):
        if respond.is_done():
            await follow_up.send(reply, ephemeral=private, allowed_mentions=none)
        else:
            await respond.send_message(reply, ephemeral=private, allowed_mentions=none)
    elif respond.is_done():
        await follow_up.send(view=reply, ephemeral=private, allowed_mentions=none)
    else:
        await respond.send_message(view=reply, ephemeral=private, allowed_mentions=none)
