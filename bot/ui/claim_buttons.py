"""What editors press on the card of a claim: publish, edit, correct particulars, skip."""

import discord

from bot.correcting import sheet
from bot.keeping.changing import retract
from bot.keeping.desk import Desk, Kept
from bot.keeping.entering import NoDraft, Retracted, publish
from bot.ui import drafts, held, history
from bot.ui.acting import act_of, desk_of, entry_of, in_place, worked
from bot.ui.cards import Box, Button, Card, Row, Text
from bot.ui.claim_forms import EditForm, ParticularsForm
from bot.ui.claim_ids import EDIT, PARTICULARS, PUBLISH, SKIP, list_id
from bot.ui.claims import SKIPPED
from bot.ui.held import view
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of
from bot.ui.rights import Right, require
from bot.ui.text import shown
from storage.models import ClaimStatus, Entry

PUBLISHED_REASON, SKIPPED_REASON = "published in Discord", "skipped"


class _OfClaim(Remembering[Button], template="-"):
    """A button of a claim's card."""

    right = Right.EDITOR

    async def found(self, interaction: discord.Interaction) -> tuple[Desk, Entry]:
        """Return what the editor works with, and the claim as it stands now."""
        scope = await require(interaction, self.right)
        return desk_of(interaction, scope), await entry_of(interaction, scope, int(self.match["id"]))

    async def press(self, interaction: discord.Interaction) -> None:
        """Do what the button says."""
        raise NotImplementedError


class Publish(_OfClaim, template=PUBLISH):
    """Publishes a draft."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Publish it, or show what it is held for."""
        desk, entry = await self.found(interaction)
        kept = await worked(interaction, self._published(interaction, desk, entry))
        done = "Published" if kept.entry.claim.status is ClaimStatus.PUBLISHED else ""
        await in_place(interaction, view(kept, done=done))
        client_of(interaction).upkeep.soon()

    async def _published(self, interaction: discord.Interaction, desk: Desk, entry: Entry) -> Kept:
        return await publish(desk, entry, act_of(interaction, "claim published", PUBLISHED_REASON))


class Edit(_OfClaim, template=EDIT):
    """Opens the form of a claim."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Open it as the claim stands now."""
        _, entry = await self.found(interaction)
        if entry.claim.status is ClaimStatus.RETRACTED:
            raise Retracted(entry.claim.key)
        await interaction.response.send_modal(EditForm(entry))


class CorrectParticulars(_OfClaim, template=PARTICULARS):
    """Opens the form of what the bot read."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Open it as the claim stands now."""
        desk, entry = await self.found(interaction)
        read = await sheet(desk.storage.claims, entry.claim.key, desk.scope)
        await interaction.response.send_modal(ParticularsForm(read))


class Skip(_OfClaim, template=SKIP):
    """Takes a draft off the list."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Retract it, with a way to the drafts that are left."""
        desk, entry = await self.found(interaction)
        if entry.claim.status is not ClaimStatus.DRAFT:
            raise NoDraft(entry.claim.key)
        await retract(desk, entry, act_of(interaction, "draft skipped", SKIPPED_REASON))
        await in_place(interaction, skipped_card(entry))


def skipped_card(entry: Entry) -> Card:
    """Say that a draft was skipped, with a button to those that are left."""
    rest = Button(label="Drafts", custom_id=list_id("drafts", 0, turn=True))
    text = f"### Skipped\n-# Key: {shown(entry.claim.key, 200)}\n{shown(entry.claim.text, 1_000)}\n{SKIPPED}"
    return Card().add_item(Box(Text(text), Row(rest)))


#: All buttons by which claims are kept.
BUTTONS = (Publish, Edit, CorrectParticulars, Skip, *held.BUTTONS, *history.BUTTONS, *drafts.BUTTONS)
