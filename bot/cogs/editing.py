"""What a server's editors do with claims: ``/claim add`` and the other sub-commands that change the record."""

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot.correcting import sheet
from bot.keeping.changing import rate, restore, retract
from bot.keeping.desk import Desk, Kept
from bot.keeping.entered import Entered
from bot.keeping.entering import Retracted
from bot.keeping.reviewing import review
from bot.ui.acting import act_of, desk_of
from bot.ui.cards import Card
from bot.ui.choosing import kept_for, suggest_kept
from bot.ui.claim_forms import AddForm, EditForm, ParticularsForm
from bot.ui.claims import draft_remarks, kept_card, own_copy_remarks
from bot.ui.held import view
from bot.ui.replies import client_of, scope_of, send, waited
from storage.errors import UserError
from storage.limits import blank
from storage.models import Act, ClaimStatus, Entry, Rating

Key = app_commands.Range[str, 1, 1_000]
Reason = app_commands.Range[str, 1, 500]
_CLAIM = "The claim's key, or words of it"
_REASON = "Why, for the claim's history"
_RATINGS = [app_commands.Choice(name=one.value.replace("-", " "), value=one.value) for one in Rating]

Work = Callable[[Desk, Entry], Awaitable[Card]]


class NoReason(UserError):
    """Say why: the reason stands in the history, where others will look for it."""


class Editing(commands.Cog):
    """The editing sub-commands of ``/claim``; who may use them is looked up by the command tree."""

    @app_commands.command()
    async def add(self, interaction: discord.Interaction) -> None:
        """Put a new claim on record, with its quote and source."""
        await interaction.response.send_modal(AddForm(Entered()))

    @app_commands.command()
    @app_commands.describe(claim=_CLAIM, reason=_REASON)
    @app_commands.autocomplete(claim=suggest_kept)
    async def edit(self, interaction: discord.Interaction, claim: Key, reason: Reason) -> None:
        """Change a claim; what it said before stays in its history."""
        _check_reason(reason)
        found = await _found(interaction, claim)
        if isinstance(found, Card):
            await send(interaction, found, private=True)
            return
        if found.claim.status is ClaimStatus.RETRACTED:
            raise Retracted(found.claim.key)
        await interaction.response.send_modal(EditForm(found, reason))

    @app_commands.command()
    @app_commands.describe(claim=_CLAIM)
    @app_commands.autocomplete(claim=suggest_kept)
    async def particulars(self, interaction: discord.Interaction, claim: Key) -> None:
        """Correct what the bot read in a claim: numbers, dates, names, who said it."""
        found = await _found(interaction, claim)
        if isinstance(found, Card):
            await send(interaction, found, private=True)
            return
        scope = scope_of(interaction, interaction.client)
        read = await sheet(desk_of(interaction, scope).storage.claims, found.claim.key, scope)
        await interaction.response.send_modal(ParticularsForm(read))

    @app_commands.command()
    @app_commands.describe(
        claim=_CLAIM, rating="What the review found", explanation="Why, in a sentence", link="The review's page"
    )
    @app_commands.choices(rating=_RATINGS)
    @app_commands.autocomplete(claim=suggest_kept)
    async def rate(
        self,
        interaction: discord.Interaction,
        claim: Key,
        rating: str,
        explanation: Reason,
        *,
        link: app_commands.Range[str, 1, 2_000] | None = None,
    ) -> None:
        """Say how a review rates a claim."""
        _check_reason(explanation)
        given = review(Rating(rating), explanation, link, discord.utils.utcnow())
        act = act_of(interaction, "claim rated", explanation)

        async def rated(desk: Desk, entry: Entry) -> Card:
            after = await rate(desk, entry, given, act)
            return kept_card(after, own_copy_remarks(entry, Kept(after)), done="Rated")

        await _do(interaction, claim, rated)

    @app_commands.command()
    @app_commands.describe(claim=_CLAIM, reason=_REASON)
    @app_commands.autocomplete(claim=suggest_kept)
    async def retract(self, interaction: discord.Interaction, claim: Key, reason: Reason) -> None:
        """Take a claim out of what is answered with; it stays on record."""
        _check_reason(reason)
        act = act_of(interaction, "claim retracted", reason)

        async def retracted(desk: Desk, entry: Entry) -> Card:
            after = await retract(desk, entry, act)
            return kept_card(after, own_copy_remarks(entry, Kept(after)))

        await _do(interaction, claim, retracted)

    @app_commands.command()
    @app_commands.describe(claim=_CLAIM, version="The version's number in the claim's history", reason=_REASON)
    @app_commands.autocomplete(claim=suggest_kept)
    async def restore(
        self,
        interaction: discord.Interaction,
        claim: Key,
        version: app_commands.Range[int, 1, 1_000_000],
        reason: Reason,
    ) -> None:
        """Bring back what an earlier version of a claim said."""
        _check_reason(reason)
        act = act_of(interaction, "claim restored", reason)

        async def restored(desk: Desk, entry: Entry) -> Card:
            return await _restored(desk, entry, version, act)

        await _do(interaction, claim, restored)


def _check_reason(reason: str) -> None:
    if blank(reason):
        raise NoReason


async def _restored(desk: Desk, entry: Entry, version: int, act: Act) -> Card:
    kept = await restore(desk, entry, version, act)
    remarks = (*own_copy_remarks(entry, kept), *await draft_remarks(desk, kept.entry))
    done = f"Version {version} restored" if kept.entry.claim.status is ClaimStatus.PUBLISHED else ""
    return view(kept, remarks, done=done)


async def _found(interaction: discord.Interaction, claim: str) -> Entry | Card:
    return await kept_for(interaction, scope_of(interaction, interaction.client), claim)


async def _do(interaction: discord.Interaction, claim: str, work: Work) -> None:
    """Do something with the claim that is meant, and show what became of it."""

    async def done() -> Card:
        found = await _found(interaction, claim)
        if isinstance(found, Card):
            return found
        return await work(desk_of(interaction, scope_of(interaction, interaction.client)), found)

    card = await waited(interaction, done(), private=True)
    client_of(interaction).upkeep.soon()
    await send(interaction, card, private=True)
