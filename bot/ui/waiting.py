"""The card of what waits for a server's editors: questions nobody could answer, drafts, quotes that are gone."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot import wording
from bot.keeping.questions import PAGE_SIZE, Waiting, span, waiting
from bot.ui.cards import ROOM, Box, Button, Card, Row, Text
from bot.ui.people import named
from bot.ui.replies import client_of, scope_of, send
from bot.ui.text import shown, width
from storage.models import Scope
from storage.protocol import Storage
from storage.questions import Question

HEADING = "### Questions nobody could answer"
EMPTY = "No question is waiting."
DRAFTS = "There are drafts to look through."
FLAGGED = "There are claims whose quote was missing when its source was read again."

#: Buttons that other parts of the bot answer to: the lists of drafts and of claims that lost their quote.
_DRAFTS_ID, _FLAGGED_ID = "onrecord:drafts:0", "onrecord:flagged:0"
#: How long a question may be in the list: the first of these with which the page fits.
_CAPS = (1_000, 600, 330, 150)


async def queue_card(storage: Storage, scope: Scope, *, offset: int = 0) -> Card:
    """Show a page of the open questions, and what else waits for an editor."""
    page = await waiting(storage, scope, offset=offset)
    heading, also = _heading(page), "\n".join(_also(page))
    box = Box(Text(heading), *([_line()] if page.count else []))
    room = ROOM - width(heading) - width(also)
    for question, text in zip(page.questions, _texts(page, room), strict=True):
        box.add_item(Text(text)).add_item(_buttons(question, page.offset))
    if page.count > PAGE_SIZE:
        box.add_item(_line()).add_item(_turning(page))
    if also:
        box.add_item(_line())
        box.add_item(Text(also)).add_item(Row(*_also_buttons(page)))
    return Card().add_item(box)


def _line() -> ui.Separator[ui.LayoutView]:
    return ui.Separator()


def _heading(page: Waiting) -> str:
    if not page.count:
        return f"{HEADING}\n{EMPTY}"
    half = f" · half of the questions here were closed within {span(page.median)}" if page.median is not None else ""
    return f"{HEADING}\n{page.count:,} open{half}"


def _texts(page: Waiting, room: int) -> Sequence[str]:
    texts: list[str] = []
    for cap in _CAPS:
        numbered = enumerate(page.questions, page.offset + 1)
        texts = [f"**{number}. {shown(one.text, cap)}**\n-# {_state(one)}" for number, one in numbered]
        if sum(map(width, texts)) <= room:
            break
    return texts


def _state(question: Question) -> str:
    people = "1 person" if question.asked == 1 else f"{question.asked:,} people"
    since = wording.date_words(question.opened_at.date().isoformat())
    taken = f" · taken by {named(question.taken_by)}" if question.taken_by else ""
    return f"asked by {people} · waiting since {since}{taken}"


def _buttons(question: Question, offset: int) -> Row:
    place = f"{question.id}:{offset}"
    answer = Button(label="Answer", custom_id=f"onrecord:queue:answer:{place}", style=discord.ButtonStyle.primary)
    dismiss = Button(label="Not checkable", custom_id=f"onrecord:queue:dismiss:{place}")
    return Row(answer, dismiss, Button(label="Take", custom_id=f"onrecord:queue:take:{place}"))


def _turning(page: Waiting) -> Row:
    before, after = max(0, page.offset - PAGE_SIZE), page.offset + PAGE_SIZE
    first, last = page.offset == 0, after >= page.count
    previous = Button(label="Previous", custom_id=f"onrecord:queue:{before}", disabled=first)
    return Row(previous, Button(label="Next", custom_id=f"onrecord:queue:{after}", disabled=last))


def _also(page: Waiting) -> Iterator[str]:
    if page.drafts:
        yield DRAFTS
    if page.flagged:
        yield FLAGGED


def _also_buttons(page: Waiting) -> Iterator[Button]:
    if page.drafts:
        yield Button(label="Drafts", custom_id=_DRAFTS_ID)
    if page.flagged:
        yield Button(label="Missing quotes", custom_id=_FLAGGED_ID)


async def refresh(interaction: discord.Interaction, offset: int, sentence: str = "") -> None:
    """Show the list as it is now in the place of the old one, and say what was done."""
    storage, scope = record_of(interaction)
    card = await queue_card(storage, scope, offset=offset)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card, allowed_mentions=_NONE)
    else:
        await interaction.response.edit_message(view=card, allowed_mentions=_NONE)
    if sentence:
        await send(interaction, sentence, private=True)


def record_of(interaction: discord.Interaction) -> tuple[Storage, Scope]:
    """Return the storage, and the scope that somebody acts in."""
    return client_of(interaction).services.storage, scope_of(interaction, interaction.client)


_NONE = discord.AllowedMentions.none()
