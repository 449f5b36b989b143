"""Lists of claims: pages of a search, other matches, and the choices when a name was not clear."""

from collections.abc import Callable, Sequence

import discord
from discord import ui

from bot import wording
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.custom_ids import page_id, show_id
from bot.ui.text import shown, tidy, width
from storage.models import Entry, Source

#: Entries on a page: with the shortest texts five of them fit even when every character has to be escaped.
PAGE_SIZE = 5
#: How long claim, quote, and the source's name and publisher may be: the first of these with which all fit.
_CAPS = ((500, 300, 200), (160, 90, 50))


def page(entries: Sequence[Entry], query: str, *, offset: int, more: bool) -> Card:
    """Show one page of a search, with buttons to the pages before and after."""
    heading = f"### Claims on record: {shown(query, 60)}" if tidy(query) else "### Claims on record"
    if not entries:
        heading += "\nNo claim is found." if not offset else "\nNo more claims are found."
    card = choices(entries, heading)
    if offset or more:
        previous = Button(label="Previous", custom_id=page_id(query, max(0, offset - PAGE_SIZE)), disabled=not offset)
        following = Button(label="Next", custom_id=page_id(query, offset + PAGE_SIZE), disabled=not more)
        card.add_item(Row(previous, following))
    return card


def choices(
    entries: Sequence[Entry],
    heading: str,
    *,
    show: Callable[[int], str] = show_id,
    remarks: Sequence[str] = (),
) -> Card:
    """Show claims, each with its quote, its source and a button that shows all of it.

    ``remarks`` are a short line more for each claim; ``show`` gives the buttons' custom ids.
    """
    container = Box(Text(heading))
    room = ROOM - width(heading) - sum(width(remark) + 1 for remark in remarks)
    lines = dict(zip((entry.id for entry in entries), remarks, strict=False))
    for entry, summary in zip(entries, _summaries(entries[:PAGE_SIZE], room), strict=False):
        button = Button(label="Show", custom_id=show(entry.id), style=discord.ButtonStyle.secondary)
        told = "\n".join(part for part in (summary, lines.get(entry.id)) if part)
        container.add_item(ui.Section[ui.LayoutView](told, accessory=button))
    return Card().add_item(container)


def _summaries(entries: Sequence[Entry], room: int) -> list[str]:
    summaries: list[str] = []
    for caps in _CAPS:
        summaries = [_summary(entry, before, caps) for entry, before in zip(entries, (None, *entries), strict=False)]
        if sum(map(width, summaries)) <= room:
            break
    return summaries


def _summary(entry: Entry, before: Entry | None, caps: tuple[int, int, int]) -> str:
    claim, quote, source = caps
    lines = [f"**{shown(entry.claim.text, claim)}**"]
    for citation in entry.claim.citations[:1]:
        if citation.quote:
            lines.append(f"“{shown(citation.quote, quote)}”{'' if citation.verified else ' (unverified)'}")
        same = before is not None and citation.source in (other.source for other in before.claim.citations[:1])
        lines.append("-# Same source" if same else f"-# {_named(citation.source, source)}")
    return "\n".join(lines)


def _named(source: Source, cap: int) -> str:
    parts = (source.name, source.publisher or "", wording.date_words(source.date_published) or "")
    return " · ".join(shown(part, cap) for part in parts if part)
