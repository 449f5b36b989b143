"""What the buttons on the cards of sources do."""

import re
from dataclasses import replace
from datetime import timedelta

import discord

from bot.keeping.desk import Desk
from bot.keeping.sourcing import SourceGone
from bot.rereading import Again, read_source
from bot.ui.acting import act_of, desk_of
from bot.ui.buttons import published
from bot.ui.cards import Box, Button, Card, Text
from bot.ui.lists import PAGE_SIZE, choices
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, send
from bot.ui.rights import Right, require
from bot.ui.source_cards import JUST_READ, NO_CLAIMS, Shown, counted, listed, source_card, turning
from bot.ui.text import shown
from storage.errors import UserError
from storage.sources import Outcome, SourceEntry

#: A link is not read again so soon after the last time.
_SOON = timedelta(minutes=1)

_SHOW = re.compile(r"onrecord:source:show:(?P<id>\d{1,19})")
_LIST = re.compile(r"onrecord:source:list:(?P<offset>\d{1,6})")
_CLAIMS = re.compile(r"onrecord:source:claims:(?P<id>\d{1,19})")
_CLAIMS_PAGE = re.compile(r"onrecord:source:claims:(?P<id>\d{1,19}):(?P<offset>\d{1,6})")
_AGAIN = re.compile(r"onrecord:source:again:(?P<id>\d{1,19})")


class NotOurs(UserError):
    """That source is seen everywhere; whoever runs this bot reads its link again."""


class NoLink(UserError):
    """That source has no link that could be read again."""


async def _claims_card(desk: Desk, source_id: int, offset: int = 0) -> Card | str:
    source = await desk.storage.sources.by_id(source_id, desk.scope)
    if source is None:
        raise SourceGone
    entries = published(await desk.storage.sources.entries(source_id, desk.scope))
    if not entries:
        return NO_CLAIMS
    # The page may have gone meanwhile.
    offset = min(offset, (len(entries) - 1) // PAGE_SIZE * PAGE_SIZE)
    heading = f"### Claims that cite “{shown(source.source.name, 150)}”"
    card = choices(entries[offset : offset + PAGE_SIZE], heading)
    if len(entries) > PAGE_SIZE:
        more = offset + PAGE_SIZE < len(entries)
        card.add_item(turning(f"onrecord:source:claims:{source_id}:", offset, size=PAGE_SIZE, more=more))
    return card


NONE = discord.AllowedMentions.none()


class _OfSources(Remembering[Button], template="-"):
    """A button for editors."""

    right = Right.EDITOR

    async def press(self, interaction: discord.Interaction) -> None:
        """Do what it says."""
        raise NotImplementedError

    @property
    def source_id(self) -> int:
        """The source it stands for."""
        return int(self.match["id"])


class ShowSource(_OfSources, template=_SHOW):
    """Shows one source of a list."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Show it if it is seen from here."""
        desk = desk_of(interaction, await require(interaction, self.right))
        found = await Shown.of(desk.storage.sources, self.source_id, desk.scope)
        await send(interaction, source_card(found, desk.scope), private=True)


class SourcesPage(_OfSources, template=_LIST):
    """Turns to another page of the sources."""

    async def press(self, interaction: discord.Interaction) -> None:
        """List them as they are now."""
        desk = desk_of(interaction, await require(interaction, self.right))
        card = await listed(desk.storage.sources, desk.scope, offset=int(self.match["offset"]))
        await interaction.response.edit_message(view=card, allowed_mentions=NONE)


class Claims(_OfSources, template=_CLAIMS):
    """Lists the claims that cite a source."""

    async def press(self, interaction: discord.Interaction) -> None:
        """List the first of them."""
        desk = desk_of(interaction, await require(interaction, self.right))
        await send(interaction, await _claims_card(desk, self.source_id), private=True)


class ClaimsPage(_OfSources, template=_CLAIMS_PAGE):
    """Turns to another page of them."""

    async def press(self, interaction: discord.Interaction) -> None:
        """List them as they are now."""
        desk = desk_of(interaction, await require(interaction, self.right))
        card = await _claims_card(desk, self.source_id, int(self.match["offset"]))
        if isinstance(card, str):
            card = Card().add_item(Box(Text(card)))
        await interaction.response.edit_message(view=card, allowed_mentions=NONE)


class ReadAgain(_OfSources, template=_AGAIN):
    """Reads a source's link again."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Read it now, and show the source as it stands after that."""
        desk = desk_of(interaction, await require(interaction, self.right))
        await interaction.response.defer()
        async with client_of(interaction).turns.of(f"source {self.source_id}"):
            found = await Shown.of(desk.storage.sources, self.source_id, desk.scope)
            note = await _read_again(interaction, desk, found.entry)
            found = await Shown.of(desk.storage.sources, self.source_id, desk.scope)
        client_of(interaction).upkeep.soon()
        card = source_card(found, desk.scope, note)
        await interaction.edit_original_response(view=card, allowed_mentions=NONE)


BUTTONS = (ShowSource, SourcesPage, Claims, ClaimsPage, ReadAgain)


async def _read_again(interaction: discord.Interaction, desk: Desk, entry: SourceEntry) -> str:
    """Read a source's link, and say what came of it."""
    if entry.scope != desk.scope:
        raise NotOurs
    if not (url := entry.source.url):
        raise NoLink
    act = act_of(interaction, "source read again", "in Discord")
    if entry.read and act.at - entry.read.at < _SOON:
        return JUST_READ
    again = await read_source(desk.storage.sources, desk.articles.at, entry, url=url, at=act.at)
    outcome = f"{again.reading.outcome.value}, {counted(len(again.missing), 'quote')} missing"
    await desk.storage.servers.note_deed(entry.source.name, desk.scope, replace(act, reason=outcome))
    return f"{_outcome(again)} {_missing(again)}".strip()


def _outcome(again: Again) -> str:
    became = {
        Outcome.SAME: "Read again just now: the page says what was captured.",
        Outcome.CHANGED: "Read again just now: the page has another text than the one captured.",
        Outcome.GONE: shown(again.reading.detail or "", 400),
    }
    return became[again.reading.outcome]


def _missing(again: Again) -> str:
    if number := len(again.missing):
        return f"**{counted(number, 'quote')} missing there**; editors find the claims in /queue, under Missing quotes."
    return "Every quote still stands there." if again.reading.outcome is Outcome.CHANGED else ""
