"""Asking the editors what the record does not answer: the button, its form, and the notice of what became of it."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.checking import Checked
from bot.keeping.questions import Asking, anonymous, ask, span
from bot.linked import Beside
from bot.ui import custom_ids
from bot.ui.cards import CHECKED, Box, Button, Card, Text, answer_card, entry_card
from bot.ui.explanations import checked_statement
from bot.ui.forms import Form, Label
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, scope_of, send, waited
from bot.ui.rights import Right
from bot.ui.text import cut, shown, tidy
from bot.ui.transcript import lines_of
from storage.errors import UserError
from storage.limits import LONGEST_TEXT
from storage.models import EVERYWHERE, ClaimStatus, Entry, Scope
from storage.questions import OwedNotice, QuestionStatus, Queued

CONSENT = (
    "-# By sending this you let Onrecord keep these words and that it was you who asked. The editors of this server "
    "read the words. To take both back at any time, use /mydata delete."
)
KNOWN = "Your question was not sent on, because the record has this:"
TOLD = "You will get one direct message when it is closed."
AGAIN = "You had asked this before; it counts once, in the words you sent last."
ANSWERED = "The editors answer:"
NOT_CHECKABLE = "The editors say that this cannot be checked: "
NOT_ANY_MORE = "The editors answered it with a claim that is not on record any more."

#: How much of a question is shown above the claim that answers it.
_WORDS = 500

Checkbox = ui.Checkbox[ui.Modal]


class NoEditors(UserError):
    """Questions go to the editors of a server, and here there are none."""


class NothingAsked(UserError):
    """Write down what you want to know."""


class Ask(Remembering[Button], template=custom_ids.ASK):
    """Opens the form for a question that got no answer."""

    right = Right.ANYONE

    async def press(self, interaction: discord.Interaction) -> None:
        """Open it with what the card shows as checked."""
        if scope_of(interaction, interaction.client) == EVERYWHERE:
            raise NoEditors
        await interaction.response.send_modal(AskForm(_asked(interaction.message, int(self.match["length"]))))


BUTTONS = (Ask,)


class AskForm(Form):
    """Takes a question, with its asker's consent to keep it."""

    right = Right.ANYONE

    def __init__(self, question: str = "", *, wants: bool = True) -> None:
        super().__init__("Ask the editors")
        hint = "What nobody could answer, in words that others understand"
        self._question = self.area("Question", "question", cut(question, LONGEST_TEXT), hint=hint, most=LONGEST_TEXT)
        self._wants = Checkbox(custom_id="wants", default=wants)
        self.add_item(Label(text="Tell me when it is answered", component=self._wants))
        self.add_item(Text(CONSENT))

    async def submitted(self, interaction: discord.Interaction, scope: Scope) -> None:
        """Put the question into the server's queue, or show what the record says by now."""
        if scope == EVERYWHERE:
            raise NoEditors
        # Made one line first: hidden characters would keep a mention from being seen as one.
        if not (text := anonymous(tidy(self._question.value))):
            raise NothingAsked
        services = client_of(interaction).services
        asking = Asking(text, scope, interaction.user.id, discord.utils.utcnow(), wants=self._wants.value)
        work = ask(asking, services.checker, questions=services.storage.questions)
        found = await waited(interaction, work, private=True)
        await send(interaction, _reply(found, asking), private=True)

    def again(self) -> "AskForm":
        """Return the form with what was written."""
        return AskForm(self._question.value, wants=self._wants.value)


def _reply(found: Checked | Queued, asking: Asking) -> Card | str:
    if isinstance(found, Queued):
        return standing(found, wants=asking.wants)
    return answer_card(found, private=True, here=asking.scope, above=KNOWN)


def standing(queued: Queued, *, wants: bool) -> str:
    """Say where a question stands in the queue."""
    number = queued.question.asked
    people = "1 person" if number == 1 else f"{number:,} people"
    sentences = [f"Your question is number {queued.place:,} of {queued.length:,} in the queue, asked by {people}."]
    if queued.median_wait is not None:
        sentences.append(f"Half of the questions here were closed within {span(queued.median_wait)}.")
    if queued.again:
        sentences.append(AGAIN)
    if wants:
        sentences.append(TOLD)
    return " ".join(sentences)


def notice_card(notice: OwedNotice, entry: Entry | None, *, beside: Sequence[Beside], server: str | None) -> Card:
    """Tell somebody what became of their question, in their own words.

    ``entry`` is what it was answered with, ``None`` when that is not on record any more; ``server`` is what the
    server is called, if the bot is still there.
    """
    question, where = notice.question, f" in {shown(server, 100)}" if server else ""
    asked = f"You asked the editors{where}: “{shown(notice.text, _WORDS)}”"
    if question.status is QuestionStatus.NOT_CHECKABLE:
        return _text(asked, f"{NOT_CHECKABLE}{shown(question.reason or '', 1_000)}")
    if entry is None or entry.claim.status is not ClaimStatus.PUBLISHED:
        return _text(asked, NOT_ANY_MORE)
    return entry_card(entry, private=False, beside=beside, above=f"{asked}\n{ANSWERED}")


def _asked(card: discord.Message | None, length: int) -> str:
    """Read what was checked from a card, or as much of it as the card shows; nobody it mentions is named."""
    if whole := checked_statement(card, length):
        return anonymous(whole.text)
    for line in lines_of(card) if card else ():
        if line.startswith(CHECKED):
            return anonymous(line.removeprefix(CHECKED).removesuffix("”").removesuffix("…"))
    return ""


def _text(*paragraphs: str) -> Card:
    return Card().add_item(Box(Text("\n".join(paragraphs))))
