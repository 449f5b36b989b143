"""A claim as its editors see it: how it stands, what the bot read in it, and what can be done with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

import discord
from discord import ui

from bot import wording
from bot.correcting import proposal
from bot.keeping.desk import Desk, Kept
from bot.keeping.entered import complete
from bot.keeping.entering import writer
from bot.particulars import render
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.claim_ids import entry_id, history_id
from bot.ui.people import named
from bot.ui.text import escaped, fitting, safe_link, shown, width
from storage.models import EVERYWHERE, Act, Claim, ClaimStatus, Entry, LinkKind, Version

OWN_COPY = "It is this server's own claim now: what you change here is seen here only."
SKIPPED = "The draft is off the list; /claim restore brings it back."

#: How long one field may be: the first of these with which the whole card fits.
_CAPS = (1_500, 1_000, 700, 400, 200, 100)
_KEY = 200
#: Particulars, and characters of each.
_READ, _READ_LONGEST = 8, 150

_HEADINGS = MappingProxyType(
    {
        ClaimStatus.PUBLISHED: ("### Published", discord.Colour.from_str("#3ba55d")),
        ClaimStatus.DRAFT: ("### Draft", discord.Colour.from_str("#e6a822")),
        ClaimStatus.RETRACTED: ("### Retracted", discord.Colour.from_str("#747f8d")),
    }
)


def kept_card(entry: Entry, remarks: Sequence[str] = (), *, done: str = "") -> Card:
    """Show a claim with how it stands, what the bot read in it, and the buttons of its editors.

    ``done`` is a heading of its own, for what has just happened.
    """
    heading, accent = _HEADINGS[entry.claim.status]
    head = "\n".join((f"### {done}" if done else heading, *_standing_lines(entry), *map(remark_line, remarks)))
    blocks: tuple[str, ...] = ()
    for cap in _CAPS:
        blocks = (head, *claim_blocks(entry.claim, cap), "\n".join(_read_lines(entry.claim)))
        if sum(map(width, blocks)) <= ROOM:
            break
    box = Box(accent_colour=accent)
    for number, block in enumerate(blocks):
        if number == 1:
            box.add_item(ui.Separator[ui.LayoutView]())
        box.add_item(Text(block))
    return Card().add_item(box.add_item(Row(*_buttons(entry))))


async def draft_remarks(desk: Desk, entry: Entry) -> tuple[str, ...]:
    """Say who wrote a draft, where a second editor has to publish it."""
    if entry.claim.status is not ClaimStatus.DRAFT or not await desk.needs_approval():
        return ()
    return (f"Written by {named(await writer(desk, entry))}; another editor publishes it.",)


def own_copy_remarks(before: Entry, kept: Kept) -> tuple[str, ...]:
    """Say that a claim seen everywhere has become the server's own."""
    taken = before.scope == EVERYWHERE and kept.entry.scope != EVERYWHERE
    return (OWN_COPY,) if taken else ()


def claim_blocks(claim: Claim, cap: int, label: str = "Claim") -> Iterator[str]:
    """Yield a claim, its quote and the source it is from, each field cut to the cap."""
    lines = [f"**{label}:** {shown(claim.text, cap)}"]
    if claim.claimant:
        lines.append(f"**Said by:** {shown(claim.claimant, cap)}")
    if claim.wordings:
        lines.append(f"**Other wordings:** {shown(' · '.join(claim.wordings), cap)}")
    if rated := wording.rating_line(claim):
        lines.append(shown(rated, cap))
    yield "\n".join(lines)
    for citation in claim.citations[:1]:
        trimmed = replace(citation, quote=citation.quote and fitting(citation.quote, cap))
        yield f"> {escaped(wording.quote_line(trimmed))}"
        source = citation.source
        name, publisher = fitting(source.name, cap), source.publisher and fitting(source.publisher, cap)
        more = f"\n-# And {len(claim.citations) - 1} more." if len(claim.citations) > 1 else ""
        yield f"{escaped(wording.source_line(replace(source, name=name, publisher=publisher)))}{more}"
    if not claim.citations:
        yield "No quote and no source yet."


def history_line(versions: Sequence[Version]) -> str:
    """Say how often a claim has been changed, and by whom last."""
    last = versions[-1]
    verb = "changed" if last.number > 1 else "entered"
    return f"-# Version {last.number}, {verb} on {day(last.act)} by {named(last.act.by)}"


def day(act: Act) -> str:
    """Return the day of an act as people write it."""
    return wording.date_words(f"{act.at:%Y-%m-%d}") or ""


def history_button(entry: Entry) -> Button:
    """Build the button that shows a claim's history."""
    return Button(label="History", custom_id=history_id(entry.id))


def _standing_lines(entry: Entry) -> Iterator[str]:
    yield f"-# Key: {shown(entry.claim.key, _KEY)} · version {entry.version}"
    for link in entry.claim.links:
        if link.kind is LinkKind.EDITS:
            yield f"It changes the claim {shown(link.key, _KEY)}, which stays as it is until this is published."


def remark_line(remark: str) -> str:
    """Return a remark as it is shown."""
    # A person is a mention, which must not be escaped; all else in remarks was made by the program.
    return remark if remark.startswith("Written by ") else shown(remark, 600)


def _read_lines(claim: Claim) -> Iterator[str]:
    read = render(claim.particulars or proposal(claim), claim.text).splitlines()
    if not read:
        yield "-# The bot read no number, date or name in it."
        return
    yield "-# As the bot read it, where a message can get it wrong:"
    yield from (f"-# {shown(line, _READ_LONGEST)}" for line in read[:_READ])
    if len(read) > _READ:
        yield f"-# … and {len(read) - _READ} more"


def _buttons(entry: Entry) -> Iterator[Button]:
    claim = entry.claim
    link = next((link for one in claim.citations if (link := safe_link(one.source.url))), None)
    if link:
        yield Button(label="Source", url=link)
    draft = claim.status is ClaimStatus.DRAFT
    if draft and complete(claim):
        publish = entry_id("publish", entry.id)
        yield Button(label="Publish", custom_id=publish, style=discord.ButtonStyle.primary)
    if claim.status is not ClaimStatus.RETRACTED:
        yield Button(label="Edit", custom_id=entry_id("edit", entry.id))
        yield Button(label="Correct particulars", custom_id=entry_id("particulars", entry.id))
    if draft:
        yield Button(label="Skip", custom_id=entry_id("skip", entry.id))
    else:
        yield history_button(entry)
