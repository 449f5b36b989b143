"""A draft that contradicts or repeats the record, beside the claim it meets, and an editor's choice between them."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

import discord
from discord import ui

from bot import wording
from bot.keeping.conflicts import Conflict, ConflictKind
from bot.keeping.desk import Kept
from bot.keeping.proof import unlike_quotes
from bot.keeping.settling import Choice, settle
from bot.ui.acting import act_of, desk_of, entry_of, in_place, worked
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.claim_ids import SETTLE, entry_id, settle_id
from bot.ui.claims import claim_blocks, draft_remarks, kept_card, remark_line
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of
from bot.ui.rights import Right, require
from bot.ui.text import cut, shown, width
from storage.errors import UserError
from storage.models import ClaimStatus, Entry, Scope

LABELS = MappingProxyType(
    {
        Choice.SUPERSEDES: "It supersedes",
        Choice.SCOPE: "Different scope",
        Choice.CONTESTED: "Contested",
        Choice.OTHER: "Not the same",
    }
)
_HEADINGS = MappingProxyType(
    {
        ConflictKind.CONTRADICTS: "### Held: it contradicts a claim on record",
        ConflictKind.DUPLICATES: "### Held: it repeats a claim on record",
        ConflictKind.SIMILAR: "### Held: it looks like the same question as a claim on record",
    }
)
_SENTENCES = MappingProxyType(
    {
        ConflictKind.CONTRADICTS: "It is a draft until an editor says how the two stand to each other.",
        ConflictKind.DUPLICATES: "Usually nothing needs to be added: Skip drops the draft.",
        ConflictKind.SIMILAR: "Whether they agree cannot be told: an editor says how they stand to each other.",
    }
)
CHOICES = """\
-# It supersedes: the other held until now; answers say “until …”. Different scope: both hold, of other times or places.
-# Contested: both stay, and answers show both sides. Not the same: they have nothing to do with each other."""
_ACCENT = discord.Colour.from_str("#e67e22")
_CAPS = (1_500, 1_000, 700, 400, 200, 100, 50)
_DIFFERENCES = 4
#: Characters of one side of what differs from a quote.
_SIDE = 120


class Meanwhile(UserError):
    """The draft or the claim on record has changed meanwhile, so nothing was settled: look at them again."""


def view(kept: Kept, remarks: Sequence[str] = (), *, done: str = "") -> Card:
    """Show what became of a claim: how it stands now, or what it is held for."""
    if kept.conflicts:
        return held_card(kept.entry, kept.conflicts, (*kept.remarks, *_quote_remarks(kept.entry), *remarks))
    return kept_card(kept.entry, (*kept.remarks, *_quote_remarks(kept.entry), *remarks), done=done)


def _quote_remarks(entry: Entry) -> Iterator[str]:
    for difference in unlike_quotes(entry.claim)[:_DIFFERENCES]:
        kind, said, recorded = (cut(part, _SIDE) for part in wording.difference_sides(difference))
        yield f"Look again: {kind} – claim: {said} · its quote: {recorded}"


def held_card(draft: Entry, conflicts: Sequence[Conflict], remarks: Sequence[str] = ()) -> Card:
    """Show a draft and the first claim it meets, side by side, with what differs and the choices."""
    conflict, foot = conflicts[0], _foot(len(conflicts) - 1)
    head = "\n".join(
        (
            _HEADINGS[conflict.kind],
            f"-# Key: {shown(draft.claim.key, 200)} · version {draft.version}",
            _SENTENCES[conflict.kind],
            *map(remark_line, remarks),
        )
    )
    parts: tuple[tuple[str, ...], ...] = ()
    for cap in _CAPS:
        mine = tuple(claim_blocks(draft.claim, cap, "The draft"))
        theirs = tuple(claim_blocks(conflict.entry.claim, cap, "On record"))
        parts = (mine, theirs, ("\n".join((*_difference_lines(conflict, cap), foot)),))
        if width(head) + sum(width(block) for part in parts for block in part) <= ROOM:
            break
    box = Box(Text(head), accent_colour=_ACCENT)
    for part in parts:
        box.add_item(ui.Separator[ui.LayoutView]())
        for block in part:
            box.add_item(Text(block))
    edit = Button(label="Edit", custom_id=entry_id("edit", draft.id))
    skip = Button(label="Skip", custom_id=entry_id("skip", draft.id))
    return Card().add_item(box.add_item(Row(*_choices(draft, conflict.entry))).add_item(Row(edit, skip)))


def _difference_lines(conflict: Conflict, cap: int) -> Iterator[str]:
    for difference in conflict.differences[:_DIFFERENCES]:
        kind, said, recorded = (shown(part, cap) for part in wording.difference_sides(difference))
        yield f"{kind} – draft: **{said}** · on record: **{recorded}**"


def _foot(more: int) -> str:
    if not more:
        return CHOICES
    return f"It meets {more} more {'claim' if more == 1 else 'claims'} on record, shown after this one.\n{CHOICES}"


def _choices(draft: Entry, other: Entry) -> Iterator[Button]:
    for choice, label in LABELS.items():
        settled = settle_id((draft.id, draft.version), (other.id, other.version), choice.value)
        yield Button(label=label, custom_id=settled)


class Settle(Remembering[Button], template=SETTLE):
    """Says how a held draft stands to the claim it meets."""

    right = Right.EDITOR

    async def press(self, interaction: discord.Interaction) -> None:
        """Settle it, and show what became of the draft in the place of the card."""
        scope = await require(interaction, self.right)
        kept, remarks = await worked(interaction, self._settled(interaction, scope))
        done = "Published" if kept.entry.claim.status is ClaimStatus.PUBLISHED else ""
        await in_place(interaction, view(kept, remarks, done=done))
        client_of(interaction).upkeep.soon()

    async def _settled(self, interaction: discord.Interaction, scope: Scope) -> tuple[Kept, tuple[str, ...]]:
        desk, choice = desk_of(interaction, scope), Choice(self.match["choice"].replace("-", " "))
        draft = await entry_of(interaction, scope, int(self.match["id"]))
        others = await desk.storage.claims.by_ids([int(self.match["other"])], scope)
        if draft.claim.status is ClaimStatus.DRAFT and not self._as_shown(draft, others):
            # Nobody has said yet how these two stand to each other.
            return Kept(draft), (str(Meanwhile()), *await draft_remarks(desk, draft))
        act = act_of(interaction, "claim published", f"{choice.value}: {_key(others)}")
        kept = await settle(desk, draft, others[0] if others else draft, choice, act)
        return kept, await draft_remarks(desk, kept.entry)

    def _as_shown(self, draft: Entry, others: Sequence[Entry]) -> bool:
        """Tell whether both claims are those that the card shows."""
        published = [one for one in others if one.claim.status is ClaimStatus.PUBLISHED]
        versions = (str(draft.version), *(str(one.version) for one in published))
        return versions == (self.match["version"], self.match["seen"])


def _key(others: Sequence[Entry]) -> str:
    return others[0].claim.key if others else ""


BUTTONS = (Settle,)
