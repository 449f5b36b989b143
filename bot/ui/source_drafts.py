"""The drafts of a source, gone through one by one: accept, edit or skip each, and the next one comes."""

import re

import discord
from discord import ui

from bot.keeping.desk import Desk, Kept
from bot.keeping.entered import Entered
from bot.keeping.sourcing import DealtWith, Pile, accept, pile, skip, waiting
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
NOTHING_WORTH = "No sentence of it looks worth checking by itself. /claim add takes quotes from it all the same."
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
        rest = ALL_DONE if found.published or found.skipped else NOTHING_WORTH
        return Card().add_item(Box(Text(f"{lead}\n{rest}"), _turning(found, None)))
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


def _turning(found: Pile, draft: Entry | None) -> Row:
    """Build the buttons to the drafts before and after, where there are any, and to all that is known of the source."""
    place = found.drafts.index(draft) if draft else 0
    before, after = found.drafts[max(0, place - 1) : place], found.drafts[place + 1 : place + 2]
    turns = [("Previous draft", *before), ("Next draft", *after)]
    buttons = [_turn(label, found, to[0]) for label, *to in turns if to]
    return Row(*buttons, Button(label="About the source", custom_id=f"onrecord:source:show:{found.source.id}"))


def _turn(label: str, found: Pile, to: Entry) -> Button:
    return Button(label=label, custom_id=f"onrecord:source:draft:{found.source.id}:{to.id}")


def added_line(new: int, known: int) -> str:
    """Say how many drafts an article gave."""
    if not new and not known:
        return "**Added**, without drafts."
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
    text, status = f"“{shown(kept.entry.claim.text, 200)}”", kept.entry.claim.status
    if kept.conflicts:
        return f"**Held:** {text} meets a claim on record; how the two stand is asked below."
    if status is ClaimStatus.PUBLISHED:
        return f"**Published:** {text}"
    if status is ClaimStatus.RETRACTED:
        return f"**Skipped:** {text}"
    return f"**Still a draft:** {text} {shown(' '.join(kept.remarks), _NOTE)}"


async def go_on(interaction: discord.Interaction, desk: Desk, at: tuple[int, int], kept: Kept) -> None:
    """Show the draft behind one of a source in the card's place and, where that one is held, the choice beside it.

    A draft that is seen everywhere becomes the server's own with that, under another id.
    """
    client_of(interaction).upkeep.soon()
    await in_place(interaction, await next_draft(desk, *at, became(kept)))
    if kept.conflicts:
        await send(interaction, view(kept), private=True)


class _OfPile(Remembering[Button], template="-"):
    """A button of a source's drafts."""

    right = Right.EDITOR

    async def press(self, interaction: discord.Interaction) -> None:
        """Do what it says."""
        desk = desk_of(interaction, await require(interaction, self.right))
        await self.work(interaction, desk, int(self.match["source"]))

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Do it for the source."""
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


class _Deals(_OfPile, template="-"):
    """A button by which a draft is dealt with."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Deal with the draft, and go on; also when somebody else was quicker."""
        draft_id = int(self.match["draft"])
        try:
            kept = await worked(interaction, self._in_turn(interaction, desk, draft_id))
        except DealtWith as refusal:
            await in_place(interaction, await next_draft(desk, source_id, draft_id, str(refusal)))
            return
        await go_on(interaction, desk, (source_id, draft_id), kept)

    async def _in_turn(self, interaction: discord.Interaction, desk: Desk, draft_id: int) -> Kept:
        async with client_of(interaction).turns.of(f"draft {draft_id}"):
            return await self.dealt(interaction, desk, draft_id)

    async def dealt(self, interaction: discord.Interaction, desk: Desk, draft_id: int) -> Kept:
        """Do with it what the button says."""
        raise NotImplementedError


class Accept(_Deals, template=_ACCEPT):
    """Publishes a draft as it is, unless it is held."""

    async def dealt(self, interaction: discord.Interaction, desk: Desk, draft_id: int) -> Kept:
        """Publish it."""
        return await accept(desk, draft_id, act_of(interaction, "claim published", ACCEPTED))


class Skip(_Deals, template=_SKIP):
    """Leaves a draft out of the record."""

    async def dealt(self, interaction: discord.Interaction, desk: Desk, draft_id: int) -> Kept:
        """Leave it out."""
        return Kept(await skip(desk, draft_id, act_of(interaction, "draft skipped", SKIPPED)))


class Edit(_OfPile, template=_EDIT):
    """Opens the form of a draft."""

    async def work(self, interaction: discord.Interaction, desk: Desk, source_id: int) -> None:
        """Open it as the draft stands now."""
        draft_id = int(self.match["draft"])
        try:
            entry = await waiting(desk, draft_id)
        except DealtWith as refusal:
            await in_place(interaction, await next_draft(desk, source_id, draft_id, str(refusal)))
            return
        await interaction.response.send_modal(DraftForm(entry, (source_id, draft_id)))


class DraftForm(EditForm):
    """Changes a draft, which is accepted with that, and goes on to the next one."""

    def __init__(self, entry: Entry, at: tuple[int, int], entered: Entered | None = None) -> None:
        super().__init__(entry, EDITED, entered)
        #: The source, and the draft as the card named it.
        self._at = at

    async def kept(self, interaction: discord.Interaction, desk: Desk) -> Kept:
        """Change it, while nobody else deals with it."""
        async with client_of(interaction).turns.of(f"draft {self._at[1]}"):
            return await super().kept(interaction, desk)

    async def show(self, interaction: discord.Interaction, desk: Desk, kept: Kept) -> None:
        """Show the next draft, and what became of this one."""
        await go_on(interaction, desk, self._at, kept)

    def again(self) -> "DraftForm":
        """Return the form filled in as it was sent."""
        return DraftForm(self.entry, self._at, self.entered)


BUTTONS = (Drafts, At, Accept, Skip, Edit)
