"""The drafts of a source, gone through one by one: accept, edit or skip each, and the next one comes."""

import re
from collections.abc import Sequence

import discord
from discord import ui

from bot.keeping.desk import Desk, Kept
from bot.keeping.entered import Entered
from bot.keeping.sourcing import Pile, accept, pile, skip, waiting
from bot.ui.acting import act_of, desk_of, in_place, worked
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.claim_forms import EditForm
from bot.ui.claims import claim_blocks
from bot.ui.held import view
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, send
from bot.ui.rights import Right, require
from bot.ui.source_cards import counted
from bot.ui.text import shown, width
from storage.models import ClaimStatus, Entry

ALL_DONE = "No drafts are left: all have been published or skipped."
ACCEPTED, SKIPPED, EDITED = "accepted from its source", "skipped", "edited when it was accepted"

_SOURCE, _DRAFT = r"(?P<source>\d{1,19})", r"(?P<draft>\d{1,18})"
_OPEN = re.compile(rf"onrecord:source:drafts:{_SOURCE}")
_AT = re.compile(rf"onrecord:source:draft:{_SOURCE}:{_DRAFT}")
_ACCEPT = re.compile(rf"onrecord:source:accept:{_SOURCE}:{_DRAFT}")
_EDIT = re.compile(rf"onrecord:source:edit:{_SOURCE}:{_DRAFT}")
_SKIP = re.compile(rf"onrecord:source:skip:{_SOURCE}:{_DRAFT}")

#: How long one field may be: the first of these with which the card fits.
_CAPS = (1_500, 700, 300, 100)
_NOTE, _NAME = 900, 150


def drafts_card(found: Pile, draft: Entry | None, note: str = "") -> Card:
    """Show one draft of a source with what to do about it, or that none is left; ``note`` says what was done before."""
    head = f"### Drafts from “{shown(found.source.source.name, _NAME)}”\n-# {_progress(found, draft)}"
    lead = "\n".join(part for part in (note, head) if part)
    if draft is None:
        return Card().add_item(Box(Text(f"{lead}\n{ALL_DONE}")))
    blocks: tuple[str, ...] = ()
    for cap in _CAPS:
        blocks = tuple(claim_blocks(draft.claim, cap))
        if width(lead) + sum(map(width, blocks)) <= ROOM:
            break
    box = Box(Text(lead))
    box.add_item(ui.Separator[ui.LayoutView]())
    for block in blocks:
        box.add_item(Text(block))
    return Card().add_item(box.add_item(_choices(found, draft)).add_item(_turning(found, draft)))


def _progress(found: Pile, draft: Entry | None) -> str:
    at = f"Draft {found.drafts.index(draft) + 1} of {len(found.drafts)}" if draft else "No draft left"
    return f"{at} · {found.published} published · {found.skipped} skipped"


def _choices(found: Pile, draft: Entry) -> Row:
    ids = {what: f"onrecord:source:{what}:{found.source.id}:{draft.id}" for what in ("accept", "edit", "skip")}
    return Row(
        Button(label="Accept", custom_id=ids["accept"], style=discord.ButtonStyle.primary),
        Button(label="Edit", custom_id=ids["edit"]),
        Button(label="Skip", custom_id=ids["skip"]),
    )


def _turning(found: Pile, draft: Entry) -> Row:
    place = found.drafts.index(draft)
    before, after = found.drafts[place - 1 : place], found.drafts[place + 1 : place + 2]
    buttons = [
        _turn("Previous draft", found, before or (draft,), disabled=not before),
        _turn("Next draft", found, after or (draft,), disabled=not after),
    ]
    # Two buttons with one custom id are refused: where there is no way to turn there is no button.
    return Row(*(one for one in buttons if not one.disabled)) if len(found.drafts) > 1 else Row(_about(found))


def _turn(label: str, found: Pile, to: Sequence[Entry], *, disabled: bool) -> Button:
    custom_id = f"onrecord:source:draft:{found.source.id}:{to[0].id}"
    return Button(label=label, custom_id=custom_id, disabled=disabled)


def _about(found: Pile) -> Button:
    return Button(label="About the source", custom_id=f"onrecord:source:show:{found.source.id}")


def added_line(new: int, known: int) -> str:
    """Say how many drafts an article gave."""
    line = f"**Added** with {counted(new, 'new draft')}, best first."
    again = f" {counted(known, 'sentence')} of it {'was' if known == 1 else 'were'} on record already."
    return line + again if known else line


async def first_draft(desk: Desk, source_id: int, note: str = "") -> Card:
    """Show the first draft of a source; raises ``SourceGone``."""
    found = await pile(desk, source_id)
    return drafts_card(found, found.at(0), note)


async def next_draft(desk: Desk, source_id: int, draft_id: int, note: str) -> Card:
    """Show the draft behind one that has been dealt with."""
    found = await pile(desk, source_id)
    return drafts_card(found, found.after(draft_id), note)


def became(kept: Kept) -> str:
    """Say what became of a draft, in a line."""
    text = shown(kept.entry.claim.text, 200)
    if kept.conflicts:
        return f"**Held:** “{text}” meets a claim on record; how the two stand is asked below."
    if kept.entry.claim.status is ClaimStatus.PUBLISHED:
        return f"**Published:** “{text}”"
    return shown(f"Still a draft: “{text}”. {' '.join(kept.remarks)}", _NOTE)


async def go_on(interaction: discord.Interaction, desk: Desk, source_id: int, kept: Kept) -> None:
    """Show the next draft in the card's place and, where one is held, the choice beside it."""
    card = await next_draft(desk, source_id, kept.entry.id, became(kept))
    await in_place(interaction, card)
    if kept.conflicts:
        await send(interaction, view(kept), private=True)
    client_of(interaction).upkeep.soon()


class _OfPile(Remembering[Button], template="-"):
    """A button of a draft's card."""

    right = Right.EDITOR

    async def press(self, interaction: discord.Interaction) -> None:
        """Do what it says."""
        desk = desk_of(interaction, await require(interaction, self.right))
        source_id = int(self.match["source"])
        async with client_of(interaction).turns.of(f"source {source_id}"):
            await self.work(interaction, desk, source_id)

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Do it, while no other press on this source is being worked on."""
        raise NotImplementedError


class Drafts(_OfPile, template=_OPEN):
    """Opens the drafts of a source."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Show the first."""
        await send(interaction, await first_draft(desk, source_id), private=True)


class At(_OfPile, template=_AT):
    """Turns to another draft."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Show it, or the one behind it."""
        found = await pile(desk, source_id)
        await in_place(interaction, drafts_card(found, found.at(int(self.match["draft"]))))


class Accept(_OfPile, template=_ACCEPT):
    """Publishes a draft as it is."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Publish it unless it is held, and go on."""
        accepted = accept(desk, int(self.match["draft"]), act_of(interaction, "claim published", ACCEPTED))
        await go_on(interaction, desk, source_id, await worked(interaction, accepted))


class Skip(_OfPile, template=_SKIP):
    """Leaves a draft out of the record."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Leave it out, and go on."""
        entry = await skip(desk, int(self.match["draft"]), act_of(interaction, "draft skipped", SKIPPED))
        note = f"**Skipped:** “{shown(entry.claim.text, 200)}”"
        await in_place(interaction, await next_draft(desk, source_id, int(self.match["draft"]), note))


class Edit(_OfPile, template=_EDIT):
    """Opens the form of a draft."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Open it as the draft stands now."""
        entry = await waiting(desk, int(self.match["draft"]))
        await interaction.response.send_modal(DraftForm(entry, source_id))


class DraftForm(EditForm):
    """Changes a draft, which is accepted with that, and goes on to the next one."""

    def __init__(self, entry: Entry, source_id: int, entered: Entered | None = None) -> None:
        super().__init__(entry, EDITED, entered)
        self._source_id = source_id

    async def show(self, interaction: discord.Interaction, desk: Desk, kept: Kept) -> None:
        """Show the next draft, and what became of this one."""
        await go_on(interaction, desk, self._source_id, kept)

    def again(self) -> "DraftForm":
        """Return the form filled in as it was sent."""
        return DraftForm(self.entry, self._source_id, self.entered)


BUTTONS = (Drafts, At, Accept, Skip, Edit)
