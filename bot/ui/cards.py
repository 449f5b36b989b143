"""Cards: an answer, or one claim, with its quote and source, in words that read well in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import discord
from discord import ui

from bot import wording
from bot.checking import Answer, Checked
from bot.matching.statement import LONGEST_STATEMENT
from bot.ui.custom_ids import others_id, share_id, why_id
from bot.ui.text import escaped, fitting, safe_link, shown, tidy, width
from bot.verdict import Verdict
from storage.models import Claim, Entry, Source

#: Begins the line that shows the statement answered.
CHECKED = "Checked: “"
#: Discord's limit for all text of a message, with room for what is counted otherwise.
ROOM = 3_900
#: How long one field may be: the first of these with which the whole card fits.
_CAPS = (1_500, 1_000, 700, 400, 200, 100, 40)
#: Characters of a claim that is only named.
_NAMED = 300
#: More citations or differences than these are counted, not shown.
_CITATIONS = 3
_DIFFERENCES = 4

#: Never the only sign of a verdict: the heading says it in words.
_ACCENTS = {
    Verdict.SUPPORTS: discord.Colour.from_str("#3ba55d"),
    Verdict.DIFFERS: discord.Colour.from_str("#e67e22"),
    Verdict.RELATED: discord.Colour.from_str("#5865f2"),
}


class Card(ui.LayoutView):
    """A message of text and buttons that nothing has to listen to: its buttons are found by their custom ids."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        """Keep discord.py from storing the view: it would do so for ever."""
        return True


Button = ui.Button[ui.LayoutView]
Row = ui.ActionRow[ui.LayoutView]
Text = ui.TextDisplay[ui.LayoutView]
Box = ui.Container[ui.LayoutView]


def answer_card(checked: Checked, *, private: bool) -> Card:
    """Show a verdict with the claim, its quote and source; only a private card can be shared."""
    answer = checked.answer
    if answer.entry is None:
        return _nothing_card(checked)
    claim = answer.entry.claim
    buttons = [*_source_button(claim)]
    if private:
        buttons.append(share_button())
    if others := [one.entry.id for one in checked.candidates if one.entry.id != answer.entry.id]:
        buttons.append(Button(label="Other matches", custom_id=others_id(others)))
    buttons.append(_why_button(answer.statement, answer.entry))
    return _card(_fitted(answer, claim), buttons, _ACCENTS[answer.verdict])


def _nothing_card(checked: Checked) -> Card:
    """Say that nothing is on record, and name the claims that may have been meant."""
    head = f"### {escaped(wording.heading(checked.answer))}"
    if not checked.near:
        return _card((head,), (), None)
    named = "\n".join(f"- {shown(one.entry.claim.text, _NAMED)}" for one in checked.near)
    show = Button(label="Other matches", custom_id=others_id([one.entry.id for one in checked.near]))
    return _card((head, f"{wording.PERHAPS}\n{named}"), (show,), None)


def entry_card(entry: Entry, *, private: bool) -> Card:
    """Show one claim with its quote and source."""
    buttons = [*_source_button(entry.claim)]
    if private:
        buttons.append(share_button())
    return _card(_fitted(None, entry.claim), buttons, None)


def share_button() -> Button:
    """Build the button that makes a private card public."""
    return Button(label="Share", custom_id=share_id(), style=discord.ButtonStyle.primary)


def _why_button(statement: str, entry: Entry) -> Button:
    return Button(label="Why?", custom_id=why_id(entry.id, entry.version, width(tidy(statement))))


def _card(blocks: Sequence[str], buttons: Sequence[Button], accent: discord.Colour | None) -> Card:
    container = Box(accent_colour=accent)
    for number, block in enumerate(blocks):
        if number == 1:
            container.add_item(ui.Separator[ui.LayoutView]())
        container.add_item(Text(block))
    if buttons:
        container.add_item(Row(*buttons))
    return Card().add_item(container)


def _source_button(claim: Claim) -> Iterator[Button]:
    for citation in claim.citations:
        if link := safe_link(citation.source.url):
            yield Button(label="Source", url=link)
            return


def _fitted(answer: Answer | None, claim: Claim) -> tuple[str, ...]:
    blocks: tuple[str, ...] = ()
    for cap in _CAPS:
        head = _answer_lines(answer, cap) if answer else (f"### Claim {shown(claim.key, 100)}",)
        blocks = tuple("\n".join(lines) for lines in (head, _claim_lines(claim, cap), *_citation_blocks(claim, cap)))
        if sum(map(width, blocks)) <= ROOM:
            break
    return blocks


def _answer_lines(answer: Answer, cap: int) -> Iterator[str]:
    yield f"### {escaped(wording.heading(answer))}"
    # Whole where it can be: the button that explains the answer reads it from here.
    yield f"-# {CHECKED}{shown(answer.statement, min(cap, LONGEST_STATEMENT))}”"
    if why := wording.explanation(answer):
        yield shown(why, cap)
    for difference in answer.differences[:_DIFFERENCES]:
        kind, said, recorded = (shown(part, cap) for part in wording.difference_sides(difference))
        yield f"{kind} – your message: **{said}** · on record: **{recorded}**"


def _claim_lines(claim: Claim, cap: int) -> Iterator[str]:
    yield f"**On record:** {shown(claim.text, cap)}"
    if claim.claimant:
        yield f"**Said by:** {shown(claim.claimant, cap)}"
    if rated := wording.rating_line(claim):
        yield shown(rated, cap)
    if claim.note:
        yield f"**Note:** {shown(claim.note, cap)}"
    if not claim.citations:
        yield "No quote and no source are on record for this claim."


def _citation_blocks(claim: Claim, cap: int) -> Iterator[Iterator[str]]:
    for citation in claim.citations[:_CITATIONS]:
        # On its own, or what follows would be read as part of it.
        trimmed = replace(citation, quote=citation.quote and fitting(citation.quote, cap))
        yield iter((f"> {escaped(wording.quote_line(trimmed))}",))
        yield _source_lines(citation.source, cap)
    if (more := len(claim.citations) - _CITATIONS) > 0:
        yield iter((f"-# And {more} more sources.",))


def _source_lines(source: Source, cap: int) -> Iterator[str]:
    name, publisher = fitting(source.name, cap), source.publisher and fitting(source.publisher, cap)
    yield escaped(wording.source_line(replace(source, name=name, publisher=publisher)))
    link = safe_link(source.url)
    if link and len(link) <= max(cap, 200):
        yield link
    elif source.url and not link:
        yield shown(source.url, cap)
    if source.note:
        yield f"-# About the source: {shown(source.note, cap)}"
