"""A claim's history: each version with who, when, why, and what changed word by word."""

import re
from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.keeping.history import Change, Piece, Step, Turn, steps
from bot.ui.acting import entry_of, in_place
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.claim_ids import HISTORY, history_id
from bot.ui.claims import day
from bot.ui.people import named
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, send
from bot.ui.rights import Right, allowed, require
from bot.ui.text import escaped, shown, tidy, width
from storage.errors import UnknownClaim
from storage.models import ClaimStatus, Entry, Scope
from storage.protocol import ClaimStore

#: Versions on a page.
PAGE = 4
#: Words of a longer run that stay visible next to a change, and how long an added or removed run may be.
_AROUND, _RUN = 5, 400
#: Characters of a reason, and of the claim as it was first.
_REASON, _FIRST = 500, 300
_LINK = re.compile(r"https?://[^\s<>]+")


async def history_card(claims: ClaimStore, entry: Entry, scope: Scope, offset: int = 0) -> Card:
    """Show a page of a claim's versions, the newest first."""
    newest = steps(await claims.versions(entry.id, scope))[::-1]
    start = min(offset, max(0, (len(newest) - 1) // PAGE * PAGE))
    head = f"### History of {shown(entry.claim.key, 100)}\n{shown(entry.claim.text, 200)}"
    shown_steps = newest[start : start + PAGE]
    room = (ROOM - width(head)) // max(1, len(shown_steps))
    box = Box(Text(head))
    for step in shown_steps:
        box.add_item(ui.Separator[ui.LayoutView]()).add_item(Text(_fitted(step, room)))
    if len(newest) > PAGE:
        box.add_item(_turning(entry, start, len(newest)))
    return Card().add_item(box)


def _turning(entry: Entry, start: int, count: int) -> Row:
    before, after = max(0, start - PAGE), start + PAGE
    previous = Button(label="Previous", custom_id=history_id(entry.id, before, turn=True), disabled=not start)
    following = Button(label="Next", custom_id=history_id(entry.id, after, turn=True), disabled=after >= count)
    return Row(previous, following)


def _fitted(step: Step, room: int) -> str:
    """Return a version's lines, as many of them as fit."""
    block = ""
    for line in _lines(step):
        longer = f"{block}\n{line}" if block else line
        if width(longer) > room - len(_MORE):
            return block + _MORE
        block = longer
    return block


_MORE = "\n-# … and more has changed"


def _lines(step: Step) -> Iterator[str]:
    version = step.version
    yield f"**Version {version.number}** · {day(version.act)}, {version.act.at:%H:%M} UTC · {named(version.act.by)}"
    yield f"-# {shown(version.act.reason, _REASON)}"
    if version.number == 1:
        yield f"Claim: {shown(version.claim.text, _FIRST)}"
    elif not step.changes:
        yield "The claim reads as before."
    yield from map(_changed, step.changes)


def _changed(change: Change) -> str:
    last = len(change.pieces) - 1
    written = (_piece(piece, first=not at, last=at == last) for at, piece in enumerate(change.pieces))
    return f"{change.field}: {' '.join(part for part in written if part)}"


def _piece(piece: Piece, *, first: bool, last: bool) -> str:
    if piece.turn is Turn.STAYED:
        return _safe(_shortened(tidy(piece.text).split(), first=first, last=last))
    written = _safe(shown_run(piece.text))
    mark = "~~" if piece.turn is Turn.REMOVED else "**"
    return f"{mark}{written}{mark}" if written else ""


def shown_run(text: str) -> str:
    """Return removed or added words on one line, its middle left out when there are too many."""
    run = tidy(text)
    return run if len(run) <= _RUN else f"{run[: _RUN // 2].rstrip()} … {run[-_RUN // 2 :].lstrip()}"


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Return words that stayed, as far as they are next to a change."""
    before = () if first else words[:_AROUND]
    after = () if last else words[-_AROUND:]
    if len(words) <= len(before) + len(after) + 1:
        return " ".join(words)
    return " ".join((*before, "…", *after))


def _safe(text: str) -> str:
    # Bare, a link would take the marks behind it for a part of its address.
    return _LINK.sub(r"<\g<0>>", escaped(text))


async def seen(interaction: discord.Interaction, entry: Entry) -> Entry:
    """Return a claim whose history somebody may see; raises ``UnknownClaim`` for a draft or a retracted one."""
    if entry.claim.status is not ClaimStatus.PUBLISHED and not await allowed(interaction, Right.EDITOR):
        raise UnknownClaim(entry.claim.key)
    return entry


class History(Remembering[Button], template=HISTORY):
    """Shows a claim's history, or another page of it."""

    right = Right.ANYONE

    async def press(self, interaction: discord.Interaction) -> None:
        """Show it as the presser may see it now."""
        scope = await require(interaction, self.right)
        entry = await seen(interaction, await entry_of(interaction, scope, int(self.match["id"])))
        claims = client_of(interaction).services.storage.claims
        card = await history_card(claims, entry, scope, int(self.match["offset"]))
        if self.match["turn"]:
            await in_place(interaction, card)
        else:
            await send(interaction, card, private=True)


BUTTONS = (History,)
