"""What somebody does with the record from Discord: with what, as whom, and where it is shown."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import discord

from bot.keeping.desk import Desk
from bot.ui.cards import Card
from bot.ui.replies import PATIENCE, client_of, send, waited
from storage.errors import UserError
from storage.models import Act, Entry, Scope
from storage.people import actor

Found = TypeVar("Found")


class Gone(UserError):
    """That claim is not on record here any more."""


_NONE = discord.AllowedMentions.none()


def desk_of(interaction: discord.Interaction, scope: Scope) -> Desk:
    """Return what an editor works with in the scope."""
    services = client_of(interaction).services
    return Desk(services.storage, services.checker, services.articles, scope)


def act_of(interaction: discord.Interaction, what: str, reason: str) -> Act:
    """Return what somebody does now, as the record keeps it."""
    return Act(by=actor(interaction.user.id), at=discord.utils.utcnow(), reason=reason, what=what)


async def entry_of(interaction: discord.Interaction, scope: Scope, entry_id: int) -> Entry:
    """Return the entry that a button names, with its captured texts; raises ``Gone``."""
    claims = client_of(interaction).services.storage.claims
    found = await claims.by_ids([entry_id], scope)
    entry = await claims.by_key(found[0].claim.key, scope) if found else None
    if entry is None:
        raise Gone
    return entry


async def in_place(interaction: discord.Interaction, card: Card) -> None:
    """Show a card in the place of the private one that was pressed, or as a private answer where there is none."""
    if not _on_private_card(interaction):
        await send(interaction, card, private=True)
    elif interaction.response.is_done():
        await interaction.edit_original_response(view=card, allowed_mentions=_NONE)
    else:
        await interaction.response.edit_message(view=card, allowed_mentions=_NONE)


async def worked(interaction: discord.Interaction, work: Awaitable[Found]) -> Found:
    """Return what the work gives, asking Discord to be patient when that takes long; for ``in_place``."""
    if not _on_private_card(interaction):
        return await waited(interaction, work, private=True)
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            await interaction.response.defer()
        return await task
    finally:
        task.cancel()


def _on_private_card(interaction: discord.Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
