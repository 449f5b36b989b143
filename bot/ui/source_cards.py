"""Sources as editors see them: a card with all that is known of one, and lists of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import wording
from bot.keeping.sourcing import SourceGone
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.people import named
from bot.ui.text import safe_link, shown, width
from storage.errors import UserError
from storage.models import EVERYWHERE, ClaimStatus, Scope, Source
from storage.sources import Outcome, Reading, Sighting, SourceEntry, SourceStore

#: Sources on a page of a list.
LISTED = 6
#: How long a name, a note or a quote may be: the first of these with which everything fits.
CAPS = (1_000, 700, 400, 200, 120, 60, 30)
#: More quotes and copies than these are counted, not shown.
_QUOTES, _COPIES = 8, 3

NONE_LISTED = "No source is on record here; /source add adds one."
NO_CLAIMS = "No published claim cites that source."
JUST_READ = "It was read less than a minute ago."
TO_EVERYBODY = "-# Seen everywhere: whoever runs this bot reads its link again, with `onrecord verify --sources`."


class UnknownSource(UserError):
    """No source {0!r} is on record here."""


def drafts_id(source_id: int) -> str:
    """Return the id of the button that shows the drafts of a source."""
    return f"onrecord:source:drafts:{source_id}"


def fitted(written: Callable[[int], str], room: int) -> str:
    """Write something with the largest cap on its parts with which it fits."""
    text = ""
    for cap in CAPS:
        text = written(cap)
        if width(text) <= room:
            break
    return text


@dataclass(frozen=True, slots=True)
class Shown:
    """A source, and what its card tells beside it."""

    entry: SourceEntry
    copies: tuple[SourceEntry, ...]
    sightings: tuple[Sighting, ...] = ()

    @classmethod
    async def of(cls, sources: SourceStore, source_id: int, scope: Scope) -> "Shown":
        """Look a source up with its captured text; raises ``SourceGone``."""
        entry = await sources.by_id(source_id, scope)
        if entry is None:
            raise SourceGone
        seen = await sources.sightings(source_id, scope)
        standing = tuple(one for one in seen if one.entry.claim.status is not ClaimStatus.RETRACTED)
        return cls(entry, others(entry, await sources.copies(source_id, scope)), standing)


def others(entry: SourceEntry, copies: Sequence[SourceEntry]) -> tuple[SourceEntry, ...]:
    """Leave out what is the same source on record twice: a server's own beside everybody's."""
    own = (entry.source.url, entry.source.name if entry.source.url is None else None)
    return tuple(one for one in copies if (one.source.url, one.source.name if one.source.url is None else None) != own)


def source_lines(found: Shown, cap: int) -> Iterator[str]:
    """Yield what a source is: its name, where it is from, and what of it is captured."""
    source = found.entry.source
    yield f"### {shown(source.name, cap)}"
    if told := _told(source, cap):
        yield told
    if source.note:
        yield f"-# {shown(source.note, cap)}"
    if source.url:
        yield safe_link(source.url) or shown(source.url, min(cap, 200))
    if source.text is None or source.sha256 is None:
        yield "Its text was not captured, so quotes from it are unverified."
    else:
        yield f"{len(source.text):,} characters captured · SHA-256 {source.sha256[:12]}"
    if found.copies:
        yield f"The same text as {_names(found.copies, cap)}: they count as one independent source."


def _told(source: Source, cap: int) -> str:
    parts = (source.publisher, wording.date_words(source.date_published))
    return " · ".join(shown(part, cap) for part in parts if part)


def _names(sources: Sequence[SourceEntry], cap: int) -> str:
    names = [f"“{shown(one.source.name, min(cap, 150))}”" for one in sources[:_COPIES]]
    if more := len(sources) - _COPIES if len(sources) > _COPIES else 0:
        names.append(f"{more} more")
    return ", ".join(names)


def source_card(found: Shown, scope: Scope, note: str = "") -> Card:
    """Show a source with all that is known of it, and what may be done with it."""
    # The parts one after the other, each with the room that those before have left.
    room = ROOM - width(note)
    about = fitted(lambda cap: "\n".join((*source_lines(found, cap), *_record_lines(found.entry, cap))), room // 2)
    quotes = fitted(lambda cap: "\n".join(_quote_lines(found.sightings, min(cap, 200))), room - width(about))
    box = Box()
    for number, block in enumerate(filter(None, (note, about, quotes))):
        if number:
            box.add_item(ui.Separator[ui.LayoutView]())
        box.add_item(Text(block))
    if buttons := [*_buttons(found.entry, scope)]:
        box.add_item(Row(*buttons))
    return Card().add_item(box)


def _record_lines(entry: SourceEntry, cap: int) -> Iterator[str]:
    yield f"Added on {day(entry.added.at)} by {named(entry.added.by)}: {shown(entry.added.reason, min(cap, 200))}"
    if entry.source.url:
        yield _reading_line(entry.read, cap)
    yield f"{counted(entry.claims, 'published claim')} cite{'s' * (entry.claims == 1)} it, {waiting(entry.drafts)}."
    if entry.scope == EVERYWHERE:
        yield TO_EVERYBODY


def _reading_line(reading: Reading | None, cap: int) -> str:
    if reading is None:
        return "Its link was not read again yet."
    became = {
        Outcome.SAME: "the text is as captured.",
        Outcome.CHANGED: "the page has another text by now.",
        Outcome.GONE: shown(reading.detail or "it could not be read.", cap),
    }
    return f"Link last read again on {day(reading.at)}: {became[reading.outcome]}"


def _quote_lines(sightings: Sequence[Sighting], cap: int) -> Iterator[str]:
    if not any(one.last_seen or one.missing_since for one in sightings):
        if sightings:
            yield f"{counted(len(sightings), 'quote')} taken from it; not looked up again since it was captured."
        return
    missing = [one for one in sightings if one.missing_since]
    ordered = [*missing, *(one for one in sightings if not one.missing_since)]
    if missing:
        yield f"**{counted(len(missing), 'quote')} missing in the page as last read**"
    for one in ordered[:_QUOTES]:
        yield f"- “{shown(one.quote, cap)}” – {_seen(one)}"
    if (more := len(ordered) - _QUOTES) > 0:
        yield f"-# And {counted(more, 'more quote')}."


def _seen(one: Sighting) -> str:
    last = f"last seen on {day(one.last_seen)}" if one.last_seen else "never seen since it was captured"
    if one.missing_since:
        return f"missing since {day(one.missing_since)}, {last}"
    return last if one.last_seen else "not looked up again yet"


def day(at: datetime) -> str:
    """Write a day as people do."""
    return wording.date_words(f"{at:%Y-%m-%d}") or ""


def counted(number: int, noun: str) -> str:
    """Say how many there are."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def waiting(drafts: int) -> str:
    """Say how many drafts wait."""
    return f"{counted(drafts, 'draft')} wait{'s' * (drafts == 1)}" if drafts else "no draft waits"


def _buttons(entry: SourceEntry, scope: Scope) -> Iterator[Button]:
    if link := safe_link(entry.source.url):
        yield Button(label="Open", url=link)
    if entry.claims:
        yield Button(label="Claims", custom_id=f"onrecord:source:claims:{entry.id}")
    if entry.drafts:
        yield Button(label="Drafts", custom_id=drafts_id(entry.id), style=discord.ButtonStyle.primary)
    if entry.source.url and entry.scope == scope:
        yield Button(label="Read again", custom_id=f"onrecord:source:again:{entry.id}")


async def listed(sources: SourceStore, scope: Scope, *, offset: int = 0) -> Card:
    """Show a page of the sources, newest first."""
    found = await sources.list(scope, limit=LISTED + 1, offset=offset)
    if not found and not offset:
        return Card().add_item(Box(Text(NONE_LISTED)))
    card = await offered(sources, found[:LISTED], scope, "### Sources on record")
    if offset or len(found) > LISTED:
        card.add_item(turning("onrecord:source:list:", offset, size=LISTED, more=len(found) > LISTED))
    return card


async def offered(sources: SourceStore, found: Sequence[SourceEntry], scope: Scope, heading: str) -> Card:
    """Show sources, each with a button that shows all of it."""
    box = Box(Text(heading))
    for entry in found:
        earlier = [one for one in others(entry, await sources.copies(entry.id, scope)) if one.id < entry.id]
        room = (ROOM - width(heading)) // max(1, len(found))
        summary = fitted(lambda cap, entry=entry, earlier=earlier: _summary(entry, earlier, min(cap, 200)), room)
        button = Button(label="Show", custom_id=f"onrecord:source:show:{entry.id}")
        box.add_item(ui.Section[ui.LayoutView](summary, accessory=button))
    return Card().add_item(box)


def _summary(entry: SourceEntry, earlier: Sequence[SourceEntry], cap: int) -> str:
    lines = [f"**{shown(entry.source.name, cap)}**"]
    if told := _told(entry.source, cap):
        lines.append(told)
    counts = [counted(entry.claims, "claim"), counted(entry.drafts, "draft")]
    if earlier:
        counts.append(f"copy of “{shown(earlier[0].source.name, cap)}”")
    if entry.scope == EVERYWHERE:
        counts.append("seen everywhere")
    return "\n".join((*lines, f"-# {' · '.join(counts)}"))


def turning(prefix: str, offset: int, *, size: int, more: bool) -> Row:
    """Build the buttons to the pages before and after."""
    previous = Button(label="Previous", custom_id=f"{prefix}{max(0, offset - size)}", disabled=not offset)
    return Row(previous, Button(label="Next", custom_id=f"{prefix}{offset + size}", disabled=not more))
