"""Which claim a command means: suggestions while somebody types, and the one, or the choices, for what was typed."""

import logging

import discord
from discord import app_commands

from bot.keeping.meant import meant
from bot.ui.acting import desk_of
from bot.ui.cards import Card
from bot.ui.claim_ids import entry_id
from bot.ui.lists import choices
from bot.ui.replies import client_of, scope_of
from bot.ui.text import fitting
from storage.errors import UnknownClaim
from storage.models import Entry, Scope
from storage.protocol import ClaimStore

WHICH = "### Which claim do you mean?"
#: Discord's limits for what autocomplete offers.
_CHOICES, _CHOICE = 25, 100
#: So many drafts are looked through for one whose words were typed.
_DRAFTS = 200

_log = logging.getLogger(__name__)

Choice = app_commands.Choice[str]


async def suggest(interaction: discord.Interaction, current: str) -> list[Choice]:
    """Offer the published claims that begin with, or have, what was typed."""
    scope = scope_of(interaction, interaction.client)
    try:
        found = await client_of(interaction).services.storage.claims.search(current, scope, limit=_CHOICES)
    except Exception:  # noqa: BLE001 - nobody can be told here: the user would see only that options failed to load
        _log.exception("autocomplete failed")
        return []
    return [_choice(entry) for entry in found[:_CHOICES]]


async def suggest_kept(interaction: discord.Interaction, current: str) -> list[Choice]:
    """Offer an editor the drafts too; the tree has looked up whether it is one."""
    scope = scope_of(interaction, interaction.client)
    claims = client_of(interaction).services.storage.claims
    try:
        drafts = await claims.drafts(scope, limit=_DRAFTS)
    except Exception:  # noqa: BLE001 - as above
        _log.exception("autocomplete failed")
        return []
    words = current.casefold()
    fit = [one for one in drafts if words in one.claim.key.casefold() or words in one.claim.text.casefold()]
    return [*await suggest(interaction, current), *map(_choice, fit if words else ())][:_CHOICES]


def _choice(entry: Entry) -> Choice:
    # A longer key is found again by its beginning.
    key = entry.claim.key[:_CHOICE]
    return Choice(name=fitting(entry.claim.text, _CHOICE) or key, value=key)


async def shown_for(interaction: discord.Interaction, written: str) -> tuple[Entry, ...]:
    """Return the published claim that is meant, or several when it is not clear; raises ``UnknownClaim``."""
    scope = scope_of(interaction, interaction.client)
    found = await meant(client_of(interaction).services.storage.claims, written, scope)
    if not found:
        raise UnknownClaim(fitting(written, 200))
    return found


async def named_by(claims: ClaimStore, key: str, scope: Scope) -> Entry | None:
    """Return the claim of any status that has the key, which a phone may have begun with a capital."""
    return await claims.by_key(key.strip(), scope) or await claims.by_key(key.strip().lower(), scope)


async def kept_for(interaction: discord.Interaction, scope: Scope, written: str) -> Entry | Card:
    """Return the claim of any status that an editor means, or a card to choose from; raises ``UnknownClaim``."""
    claims = desk_of(interaction, scope).storage.claims
    if named := await named_by(claims, written, scope):
        return named
    found = await shown_for(interaction, written)
    first, *others = found
    if others:
        return choices(found, WHICH, show=_kept_id)
    # With its captured texts: lists come without.
    return await claims.by_key(first.claim.key, scope) or first


def _kept_id(number: int) -> str:
    return entry_id("kept", number)
