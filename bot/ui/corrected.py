"""Posted answers, read back and corrected: the old verdict struck, when and why, and what is on record now."""

import re
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot import wording
from bot.checking import Checked
from bot.keeping.corrections import Told
from bot.linked import Beside
from bot.ui import custom_ids
from bot.ui.blocks import CHECKED, claim_blocks
from bot.ui.cards import ROOM, Card, answer_card, entry_card, laid_out, source_button
from bot.ui.explanations import checked_statement
from bot.ui.text import escaped, shown, width
from bot.ui.transcript import lines_of, plain
from storage.models import ClaimStatus
from storage.posted import OwedChange, Stale

#: Characters of a reason, and of the claim as it was.
_REASON, _BEFORE = 400, 300

#: What a card says instead of a verdict, and what was done to the claim.
_WITHDRAWN = {
    ClaimStatus.RETRACTED: ("The claim was retracted", "retracted"),
    ClaimStatus.DRAFT: ("The claim is not published any more", "withdrawn"),
}
_CHANGED = "The claim was changed"
NOT_JUDGED = "The card does not show all of what was checked, so it was not compared again."


@dataclass(frozen=True, slots=True)
class PostedCard:
    """What a posted card says."""

    #: Its heading, without markup; empty where it has none.
    heading: str
    #: The statement as it is shown, perhaps cut; empty where there is none.
    statement: str
    #: The statement and its verdict, where all of it is shown.
    told: Told | None
    #: The entry and version that it shows, where it says so.
    state: tuple[int, int] | None

    @property
    def withdrawn(self) -> bool:
        """Whether the card says already that nobody is answered with its claim any more."""
        return self.heading in {heading for heading, _ in _WITHDRAWN.values()}


def posted_card(message: discord.Message) -> PostedCard:
    """Read back what a posted card says."""
    statement = next((line for line in lines_of(message) if line.startswith(CHECKED)), "")
    heading = _heading(message)
    match = _why(message)
    whole = checked_statement(message, int(match["length"])) if match else None
    return PostedCard(
        heading,
        statement.removeprefix(CHECKED).removesuffix("”"),
        Told(whole, wording.verdict_told(heading)) if whole else None,
        (int(match["id"]), int(match["version"])) if match else None,
    )


def _heading(message: discord.Message) -> str:
    view = ui.LayoutView.from_message(message, timeout=None)
    texts = (item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))
    lines = (line for text in texts for line in text.splitlines())
    return next((plain(line) for line in lines if line.startswith("### ")), "")


def _why(message: discord.Message) -> re.Match[str] | None:
    view = ui.LayoutView.from_message(message, timeout=None)
    ids = (item.custom_id for item in view.walk_children() if isinstance(item, ui.Button))
    return next((match for one in ids if one and (match := custom_ids.WHY.fullmatch(one))), None)


def judged_card(posted: PostedCard, checked: Checked, stale: Stale) -> Card:
    """Show the verdict of now below the one of then."""
    return answer_card(checked, private=False, here=stale.posting.scope, above=_above(posted, stale))


def unjudged_card(posted: PostedCard, stale: Stale, beside: tuple[Beside, ...]) -> Card:
    """Show the claim of now, without a verdict on what cannot be read any more."""
    above = _above(posted, stale)
    if not posted.statement:
        return entry_card(stale.now, private=False, beside=beside, above=above)
    head = f"### {_CHANGED}\n{_statement(posted)}\n{NOT_JUDGED}"
    blocks = claim_blocks(head, stale.now.claim, beside, ROOM - width(above))
    return laid_out((above, *blocks), [[*source_button(stale.now.claim)]], None)


def withdrawn_card(posted: PostedCard, stale: Stale) -> Card:
    """Show what was on record, struck, where nobody is answered with it any more."""
    heading, done = _WITHDRAWN[stale.now.claim.status]
    head = f"### {heading}" + (f"\n{_statement(posted)}" if posted.statement else "")
    struck = f"~~On record: {shown(stale.shown.claim.text, 2 * _BEFORE)}~~"
    return laid_out((_deed(posted, done, stale.changed_at, stale.reason), head, struck), [], None)


def notice_card(owed: OwedChange, beside: tuple[Beside, ...]) -> Card:
    """Tell somebody who asked for it that an answer has changed, with the claim as it is now."""
    before, on = shown(owed.shown.claim.text, 2 * _BEFORE), _date(owed.changed_at)
    above = f"You asked to be told: the answer about “{before}” has changed on {on}{_because(owed.reason)}"
    return entry_card(owed.now, private=False, beside=beside, above=above)


def _above(posted: PostedCard, stale: Stale) -> str:
    line = _deed(posted, "corrected", stale.changed_at, stale.reason)
    before = stale.shown.claim.text
    if before != stale.now.claim.text:
        line += f"\n~~On record: {shown(before, _BEFORE)}~~"
    return line


def _deed(posted: PostedCard, done: str, at: datetime, reason: str) -> str:
    on = f"on {_date(at)}{_because(reason)}"
    if posted.statement and posted.heading:
        return f"~~{escaped(posted.heading)}~~ · {done} {on}"
    return f"{done.capitalize()} {on}"


def _date(at: datetime) -> str | None:
    return wording.date_words(f"{at:%Y-%m-%d}")


def _because(reason: str) -> str:
    return f": {shown(reason, _REASON)}" if reason.strip() else ""


def _statement(posted: PostedCard) -> str:
    return f"-# {CHECKED}{shown(posted.statement, _BEFORE)}”"
