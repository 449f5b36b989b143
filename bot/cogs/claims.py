"""The claims on record: ``/claim show`` and ``/claim search``."""

import logging
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.services import Services
from bot.ui.buttons import published, searched
from bot.ui.cards import Card, entry_card
from bot.ui.lists import PAGE_SIZE, choices
from bot.ui.replies import scope_of, send, waited
from bot.ui.text import fitting
from storage.errors import UnknownClaim
from storage.models import Candidate, ClaimStatus, Entry, Scope
from storage.protocol import ClaimStore

#: Discord's limits for what autocomplete offers.
_CHOICES, _CHOICE = 25, 100
#: A query has to fit into a button's custom id.
_QUERY = 60
#: A ranked claim is clearly meant when its score is so much better than the next one's.
_CLEARLY = 1.5
#: … and a single find when it has at least this much of what was typed.
_PLAINLY = 0.6

_log = logging.getLogger(__name__)


class Claims(commands.GroupCog, group_name="claim", group_description="Claims on record"):
    """Shows the claims that somebody may see."""

    def __init__(self, bot: commands.AutoShardedBot, services: Services) -> None:
        super().__init__()
        self._bot = bot
        self._claims = services.storage.claims

    @app_commands.command()
    @app_commands.describe(claim="The claim's key, or words of it")
    async def show(self, interaction: discord.Interaction, claim: app_commands.Range[str, 1, 1_000]) -> None:
        """Show a claim with its quote and source."""
        scope = scope_of(interaction, self._bot)
        entries = await waited(interaction, meant(self._claims, claim, scope), private=True)
        await send(interaction, _card(entries, claim), private=True)

    @app_commands.command()
    @app_commands.describe(query="Words of the claims, or nothing for all")
    async def search(self, interaction: discord.Interaction, query: app_commands.Range[str, 0, _QUERY] = "") -> None:
        """Search the claims on record."""
        card = searched(self._claims, scope_of(interaction, self._bot), query)
        await send(interaction, await waited(interaction, card, private=True), private=True)

    @search.autocomplete("query")
    async def _complete(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        choices = await self._suggest(interaction, current)
        return [app_commands.Choice(name=one.name, value=one.value[:_QUERY]) for one in choices]

    @show.autocomplete("claim")
    async def _suggest_claim(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await self._suggest(interaction, current)

    async def _suggest(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        try:
            entries = await self._claims.search(current, scope_of(interaction, self._bot), limit=_CHOICES)
        except Exception:  # noqa: BLE001 - nobody can be told here: the user would see only that options failed to load
            _log.exception("autocomplete failed")
            return []
        return [_choice(entry) for entry in entries[:_CHOICES]]


def _choice(entry: Entry) -> app_commands.Choice[str]:
    # A longer key is found again by its beginning.
    key = entry.claim.key[:_CHOICE]
    return app_commands.Choice(name=fitting(entry.claim.text, _CHOICE) or key, value=key)


def _card(entries: tuple[Entry, ...], written: str) -> Card:
    if not entries:
        raise UnknownClaim(fitting(written, 200))
    if len(entries) == 1:
        return entry_card(entries[0], private=True)
    return choices(entries, "### Which claim do you mean?")


async def meant(claims: ClaimStore, written: str, scope: Scope) -> tuple[Entry, ...]:
    """Return the claim that is meant by a key or by words; several when it is not clear, none when nothing fits."""
    by_key = await claims.by_key(written.strip(), scope) or await claims.by_key(written.strip().lower(), scope)
    if by_key and by_key.claim.status is ClaimStatus.PUBLISHED:
        return (by_key,)
    ranked = await claims.candidates(written, scope, PAGE_SIZE)
    found = published(await claims.search(written, scope, limit=PAGE_SIZE))
    if found:
        first, *others = found
        if others or first.claim.key.startswith(written.strip()) or _is_clear(ranked, first):
            return found
        # One claim that happens to have a word of it is hardly what is meant: the ranked ones are offered too.
        return (first, *(one.entry for one in ranked if one.entry.id != first.id))[:PAGE_SIZE]
    if len(ranked) > 1 and ranked[0].score >= _CLEARLY * ranked[1].score:
        ranked = ranked[:1]
    return tuple(candidate.entry for candidate in ranked)


def _is_clear(ranked: Sequence[Candidate], entry: Entry) -> bool:
    """Tell whether the index thinks, too, that a claim is meant."""
    return bool(ranked) and ranked[0].entry.id == entry.id and ranked[0].score >= _PLAINLY
