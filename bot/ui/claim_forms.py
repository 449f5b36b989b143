"""The forms by which editors enter and change claims, and correct what the bot read in them."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import astuple

import discord

from bot.correcting import ChangedMeanwhile, Sheet, advice, proposal, strangers
from bot.keeping.desk import Desk, Kept
from bot.keeping.entered import Entered
from bot.keeping.entering import change, enter
from bot.keeping.reading import correct
from bot.particulars import FORMAT, parse
from bot.ui.acting import act_of, desk_of, in_place, worked
from bot.ui.cards import Text
from bot.ui.claims import draft_remarks, kept_card, own_copy_remarks
from bot.ui.forms import Form
from bot.ui.held import view
from bot.ui.replies import client_of
from bot.ui.rights import Right
from bot.ui.text import shown
from storage.errors import UnknownClaim
from storage.limits import LONGEST_QUOTE, LONGEST_TEXT
from storage.models import Entry, Scope

ADDED, FROM_MESSAGE, EDITED = "added in Discord", "added from a message in Discord", "edited in Discord"
CORRECTED = "particulars corrected in Discord"
#: How long Discord lets a field be; of longer ones the rest stays as it is unless the field is changed.
_LONGEST = 4_000


class ClaimForm(Form):
    """The form of a claim: its text, quote, source, claimant and other wordings."""

    right = Right.EDITOR

    def __init__(self, title: str, entered: Entered) -> None:
        super().__init__(title)
        self._before = entered
        self._text = self.area(
            "Claim", "claim", entered.text, hint="One sentence that somebody can get wrong.", most=LONGEST_TEXT
        )
        self._text.required = True
        self._quote = self.area(
            "Quote", "quote", entered.quote, hint="Word for word, as it stands in the source.", most=LONGEST_QUOTE
        )
        self._link = self.line("Source link", "link", entered.link, hint="The page that the quote stands on.")
        self._claimant = self.line("Claimant", "claimant", entered.claimant, hint="Who says so, if somebody does.")
        self._wordings = self.area(
            "Other wordings", "wordings", entered.wordings, hint="How else people say it, one a line."
        )

    @property
    def entered(self) -> Entered:
        """What was sent in."""
        fields = (self._text, self._quote, self._link, self._claimant, self._wordings)
        pairs = zip(astuple(self._before), fields, (LONGEST_TEXT, LONGEST_QUOTE, *[_LONGEST] * 3), strict=True)
        return Entered(*(_written(before, field.value, most) for before, field, most in pairs))

    async def submitted(self, interaction: discord.Interaction, scope: Scope) -> None:
        """Keep what was written, and show what became of it."""
        desk = desk_of(interaction, scope)
        kept = await worked(interaction, self.kept(interaction, desk))
        client_of(interaction).upkeep.soon()
        await self.show(interaction, desk, kept)

    @abstractmethod
    async def kept(self, interaction: discord.Interaction, desk: Desk) -> Kept:
        """Put what was written on record."""

    async def show(self, interaction: discord.Interaction, desk: Desk, kept: Kept) -> None:
        """Show what became of it."""
        await in_place(interaction, view(kept, await draft_remarks(desk, kept.entry)))


def _written(before: str, value: str, most: int) -> str:
    """Return what a field holds; what did not fit into it is still there when nobody touched it."""
    return before if value.split() == before[:most].split() else value


class AddForm(ClaimForm):
    """Enters a new claim."""

    def __init__(self, entered: Entered, reason: str = ADDED) -> None:
        super().__init__("Add a claim", entered)
        self._reason = reason

    async def kept(self, interaction: discord.Interaction, desk: Desk) -> Kept:
        """Enter it."""
        return await enter(desk, self.entered, act_of(interaction, "claim added", self._reason))

    def again(self) -> "AddForm":
        """Return the form filled in as it was sent."""
        return AddForm(self.entered, self._reason)


class EditForm(ClaimForm):
    """Changes a claim."""

    def __init__(self, entry: Entry, reason: str = EDITED, entered: Entered | None = None) -> None:
        super().__init__("Edit the claim", entered or Entered.of(entry.claim))
        #: As it was when the form was opened, or the editor was told that it had changed.
        self.entry = entry
        self.reason = reason

    async def kept(self, interaction: discord.Interaction, desk: Desk) -> Kept:
        """Change it, unless somebody else has in the meantime."""
        before, self.entry = self.entry, await standing(desk, self.entry)
        if (before.id, before.version) != (self.entry.id, self.entry.version):
            raise ChangedMeanwhile(before.claim.key)
        return await change(desk, self.entry, self.entered, act_of(interaction, "claim edited", self.reason))

    async def show(self, interaction: discord.Interaction, desk: Desk, kept: Kept) -> None:
        """Show what became of it, and that it is the server's own now."""
        remarks = (*own_copy_remarks(self.entry, kept), *await draft_remarks(desk, kept.entry))
        await in_place(interaction, view(kept, remarks))

    def again(self) -> "EditForm":
        """Return the form filled in as it was sent."""
        return EditForm(self.entry, self.reason, self.entered)


async def standing(desk: Desk, entry: Entry) -> Entry:
    """Return a claim as it stands now, with its captured texts; raises ``UnknownClaim``."""
    now = await desk.storage.claims.by_key(entry.claim.key, desk.scope)
    if now is None:
        raise UnknownClaim(entry.claim.key)
    return now


class ParticularsForm(Form):
    """Corrects what the bot read in a claim."""

    right = Right.EDITOR

    def __init__(self, sheet: Sheet, written: str | None = None) -> None:
        super().__init__("Correct particulars")
        self._sheet = sheet
        self.add_item(Text("\n".join((_hint(sheet), *_format_lines()))))
        lines = sheet.lines if written is None else written
        self._lines = self.area(
            "Particulars", "particulars", lines, hint="One a line. With none, the bot reads the claim again."
        )

    async def submitted(self, interaction: discord.Interaction, scope: Scope) -> None:
        """Record them, and show what the bot makes of them."""
        desk, claim = desk_of(interaction, scope), self._sheet.entry.claim
        read = parse(self._lines.value) or proposal(claim)
        entry = await correct(desk, self._sheet, read, act_of(interaction, "particulars corrected", CORRECTED))
        client_of(interaction).upkeep.soon()
        remarks = [f"“{stranger}” does not stand in the claim's text." for stranger in strangers(read, claim)]
        remarks += [*advice(claim), *own_copy_remarks(self._sheet.entry, Kept(entry))]
        await in_place(interaction, kept_card(entry, remarks[:_REMARKS], done="Particulars corrected"))

    def again(self) -> "ParticularsForm":
        """Return the form filled in as it was sent."""
        return ParticularsForm(self._sheet, self._lines.value)


#: More are hardly read.
_REMARKS = 8


def _format_lines() -> Iterator[str]:
    """Yield how a particular is written; an example wraps where a form is narrow, as a block of code would not."""
    first, *examples, last = FORMAT.splitlines()
    yield f"-# {first}"
    for line in examples:
        example, bracket, note = line.strip().partition("  (")
        yield f"- `{example.strip()}`{f' ({note}' if bracket else ''}"
    yield f"-# {last}"


def _hint(sheet: Sheet) -> str:
    return f"**{shown(sheet.entry.claim.text, LONGEST_TEXT)}**\n-# {shown(sheet.origin, 600)}"
