"""The reply of the button that explains an answer, and the statement it reads back from the card."""

from collections.abc import Iterator

import discord
from discord import ui

from bot.explaining import Explanation
from bot.explaining.sections import Section, sections
from bot.matching.statement import Statement
from bot.ui.cards import CHECKED, ROOM, Box, Card, Text
from bot.ui.text import shown, width
from bot.ui.transcript import lines_of

NOT_READABLE = "The card does not show all of the statement any more, so it cannot be explained; check it again."
CHANGED = "-# The claim was changed after that answer: this is how it compares now."
CUT = "-# There is more than fits here; `onrecord check --explain` prints all of it."
#: How long one cell, and a title, may be.
_CELL, _TITLE = 200, 400


def checked_statement(card: discord.Message | None, length: int) -> Statement | None:
    """Read the statement that a card shows as checked; ``None`` when it was cut, or is not there."""
    for line in lines_of(card) if card else ():
        text = line.removeprefix(CHECKED).removesuffix("”")
        if line.startswith(CHECKED) and width(text) == length:
            return Statement(text)
    return None


def explanation_card(explanation: Explanation, *, changed: bool) -> Card:
    """Show an explanation, as much of it as fits."""
    box = Box()
    room = ROOM - width(CUT) - width(CHANGED)
    blocks = [CHANGED] if changed else []
    for section in sections(explanation):
        block, rest = _fitted([*_lines(section)], room)
        blocks += [block] if block else []
        room -= width(block)
        if rest:
            blocks.append(CUT)
            break
    for number, block in enumerate(blocks):
        if number:
            box.add_item(ui.Separator[ui.LayoutView]())
        box.add_item(Text(block))
    return Card().add_item(box)


def _fitted(lines: list[str], room: int) -> tuple[str, bool]:
    """Return as many lines as fit, and whether some did not."""
    block = ""
    for line in lines:
        longer = f"{block}\n{line}" if block else line
        if width(longer) > room:
            return block, True
        block = longer
    return block, False


def _lines(section: Section) -> Iterator[str]:
    yield f"**{shown(section.title, _TITLE)}**"
    if section.columns:
        yield " · ".join(_paired(row) for row in section.rows)
    else:
        for name, *cells in section.rows:
            yield f"{shown(name, _CELL)}: {', '.join(shown(cell, _CELL) for cell in cells if cell)}"
    if section.foot:
        yield shown(section.foot, 3 * _CELL)


def _paired(row: tuple[str, ...]) -> str:
    """Show which word stands for which as "soldiers → troops (0.85)"."""
    said, recorded, likeness = (shown(cell, _CELL) for cell in row)
    return f"{said} → {recorded} ({likeness})" if likeness else f"{said} → {recorded}"
