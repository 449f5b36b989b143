"""Cards: an answer, or one claim, with its quote and source, in words that read well in order."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot import wording
from bot.checking import Checked
from bot.linked import Beside
from bot.ui.blocks import CHECKED as CHECKED  # noqa: PLC0414 - whoever reads a card finds it here
from bot.ui.blocks import answer_blocks, checked_line, claim_blocks
from bot.ui.custom_ids import ask_id, not_this_id, others_id, share_id, tell_id, why_id
from bot.ui.text import escaped, safe_link, shown, tidy, width
from bot.verdict import Verdict
from storage.models import EVERYWHERE, Claim, ClaimStatus, Entry, Scope

#: Discord's limit for all text of a message, with room for what is counted otherwise.
ROOM = 3_900
#: Characters of a claim that is only named.
_NAMED = 300

#: Never the only sign of a verdict: the heading says it in words.
_ACCENTS = {
    Verdict.SUPPORTS: discord.Colour.from_str("#3ba55d"),
    Verdict.DIFFERS: discord.Colour.from_str("#e67e22"),
    Verdict.RELATED: discord.Colour.from_str("#5865f2"),
}

#: What a claim is called that nothing is answered with.
_UNPUBLISHED = {
    ClaimStatus.DRAFT: "**Draft**: nothing is answered with it until it is published.",
    ClaimStatus.RETRACTED: "**Retracted**: nothing is answered with it any more.",
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


def answer_card(checked: Checked, *, private: bool, here: Scope = EVERYWHERE, above: str = "") -> Card:
    """Show a verdict with the claim, its quote and source; only a private card can be shared.

    ``here`` is where it is read: only a server has editors and wordings of its own. ``above`` comes first.
    """
    answer = checked.answer
    if answer.entry is None:
        return _nothing_card(checked, here)
    blocks = answer_blocks(answer, answer.entry.claim, ROOM - width(above))
    rows = [[*_answer_buttons(checked, answer.entry, private=private, here=here)]]
    if private:
        rows.append([Button(label="Tell me if it changes", custom_id=tell_id(answer.entry.id, answer.entry.version))])
    return laid_out((above, *blocks), rows, _ACCENTS[answer.verdict])


def _answer_buttons(checked: Checked, entry: Entry, *, private: bool, here: Scope) -> Iterator[Button]:
    length = width(tidy(checked.answer.statement))
    yield from source_button(entry.claim)
    if private:
        yield share_button(entry)
    if others := [one.entry.id for one in checked.candidates if one.entry.id != entry.id]:
        yield Button(label="Other matches", custom_id=others_id(others))
    if here != EVERYWHERE:
        yield Button(label="Not this claim", custom_id=not_this_id(entry.id, length))
    yield Button(label="Why?", custom_id=why_id(entry.id, entry.version, length))


def _nothing_card(checked: Checked, here: Scope) -> Card:
    """Say that nothing is on record, and name the claims that may have been meant."""
    blocks = [f"### {escaped(wording.heading(checked.answer))}"]
    buttons: list[Button] = []
    if checked.near:
        named = "\n".join(f"- {shown(one.entry.claim.text, _NAMED)}" for one in checked.near)
        blocks.append(f"{wording.PERHAPS}\n{named}")
        ids = [one.entry.id for one in checked.near]
        buttons.append(Button(label="Other matches", custom_id=others_id(ids)))
    if here != EVERYWHERE:
        said = checked.answer.statement
        blocks[0] += f"\n{checked_line(said)}"
        buttons.append(Button(label="Ask the editors", custom_id=ask_id(width(tidy(said)))))
    return laid_out(blocks, [buttons], None)


def entry_card(entry: Entry, *, private: bool, beside: Sequence[Beside] = (), above: str = "") -> Card:
    """Show one claim with its quote and source, and the claims it is linked to (see ``linked.around``)."""
    head = f"### Claim {shown(entry.claim.key, 100)}"
    if unpublished := _UNPUBLISHED.get(entry.claim.status):
        head += f"\n{unpublished}"
    buttons = [*source_button(entry.claim)]
    if private:
        buttons.append(share_button(entry))
    blocks = claim_blocks(head, entry.claim, beside, ROOM - width(above))
    return laid_out((above, *blocks), [buttons], None)


def share_button(entry: Entry) -> Button:
    """Build the button that makes a private card of an entry public."""
    return Button(label="Share", custom_id=share_id(entry.id, entry.version), style=discord.ButtonStyle.primary)


def source_button(claim: Claim) -> Iterator[Button]:
    """Yield the button that opens the first source with an address, if there is one."""
    for citation in claim.citations:
        if link := safe_link(citation.source.url):
            yield Button(label="Source", url=link)
            return


def laid_out(blocks: Sequence[str], rows: Sequence[Sequence[Button]], accent: discord.Colour | None) -> Card:
    """Lay blocks of text out, empty ones left out, with a line after the first heading and the buttons below."""
    container = Box(accent_colour=accent)
    headed = False
    for block in filter(None, blocks):
        if headed:
            container.add_item(ui.Separator[ui.LayoutView]())
        container.add_item(Text(block))
        headed = block.startswith("###")
    for row in filter(None, rows):
        container.add_item(Row(*row))
    return Card().add_item(container)
