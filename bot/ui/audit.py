"""The audit log: its pages for admins, and its lines for a server's log channel."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import discord

from bot import wording
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.people import named
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, scope_of, send
from bot.ui.rights import Right
from bot.ui.text import shown, tidy, width
from storage.servers import Deed

HEADING = "### Audit log"
EMPTY = "Nothing has been done here yet."
NO_MORE = "Nothing was done before that."

PAGE_SIZE = 8
#: How long what was done, to what, and why may be on a page: the first of these with which all of it fits.
_CAPS = ((100, 300, 600), (100, 200, 250), (60, 60, 60))
#: … and in a line of the log channel.
_LINE = (100, 200, 300)

_PAGE = re.compile(r"onrecord:audit:(?P<place>open|newest|before:(?P<id>\d{1,18}))")


def audit_button() -> Button:
    """Build the button that opens the log."""
    return Button(label="Audit log", custom_id="onrecord:audit:open")


class Audit(Remembering[Button], template=_PAGE):
    """Opens the audit log, or turns its page."""

    right = Right.ADMIN

    async def press(self, interaction: discord.Interaction) -> None:
        """Show the deeds before the one that the button names, or the newest."""
        before = int(self.match["id"]) if self.match["id"] else None
        servers = client_of(interaction).services.storage.servers
        scope = scope_of(interaction, interaction.client)
        deeds = await servers.deeds(scope, limit=PAGE_SIZE + 1, before=before)
        card = audit_card(deeds, newest=before is None)
        if self.match["place"] == "open":
            await send(interaction, card, private=True)
        else:
            await interaction.response.edit_message(view=card, allowed_mentions=discord.AllowedMentions.none())


BUTTONS = (Audit,)


def audit_card(deeds: Sequence[Deed], *, newest: bool) -> Card:
    """Show a page of deeds, newest first; one more than a page holds says that there are more."""
    page, more = deeds[:PAGE_SIZE], len(deeds) > PAGE_SIZE
    box = Box(Text(HEADING))
    if not page:
        box.add_item(Text(EMPTY if newest else NO_MORE))
    for line in _lines(page, ROOM - width(HEADING)):
        box.add_item(Text(line))
    if more or not newest:
        following = f"onrecord:audit:before:{page[-1].id}" if more else "onrecord:audit:end"
        box.add_item(
            Row(
                Button(label="Newest", custom_id="onrecord:audit:newest", disabled=newest),
                Button(label="Older", custom_id=following, disabled=not more),
            )
        )
    return Card().add_item(box)


def _lines(deeds: Sequence[Deed], room: int) -> Sequence[str]:
    lines: list[str] = []
    for caps in _CAPS:
        lines = [_entry(deed, caps) for deed in deeds]
        if sum(map(width, lines)) <= room:
            break
    return lines


def _entry(deed: Deed, caps: tuple[int, int, int]) -> str:
    what, reason = _words(deed, caps)
    return f"{what}{reason}\n-# {moment(deed.at)} · {named(deed.by)}"


def _words(deed: Deed, caps: tuple[int, int, int]) -> tuple[str, str]:
    what, subject, reason = (
        shown(text, cap) for text, cap in zip((deed.what, deed.subject, deed.reason), caps, strict=True)
    )
    return f"**{what}** · {subject}", f": {reason}" if tidy(deed.reason) else ""


def moment(at: datetime) -> str:
    """Write a time to the minute, in UTC."""
    utc = at.astimezone(UTC)
    return f"{wording.date_words(utc.date().isoformat())}, {utc:%H:%M} UTC"


def log_messages(deeds: Sequence[Deed]) -> Iterator[tuple[str, Deed]]:
    """Join deeds into as few messages as hold them, in their order; with each comes the last deed it tells."""
    lines: list[str] = []
    last: Deed | None = None
    for deed in deeds:
        what, reason = _words(deed, _LINE)
        line = f"{what} · {named(deed.by)}{reason}"
        if last and width("\n".join((*lines, line))) > ROOM:
            yield "\n".join(lines), last
            lines = []
        lines.append(line)
        last = deed
    if last:
        yield "\n".join(lines), last
