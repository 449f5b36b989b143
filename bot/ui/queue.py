"""The buttons of the queue: turning its pages, taking a question, and opening the forms that close one."""

import asyncio
import re

import discord

from bot.ui.acting import act_of
from bot.ui.cards import Button
from bot.ui.closing import CLOSED, GONE, AnswerForm, DismissForm, Spot
from bot.ui.people import named
from bot.ui.pressing import Remembering
from bot.ui.replies import PATIENCE, client_of
from bot.ui.rights import Right
from bot.ui.waiting import record_of, refresh
from storage.models import Entry
from storage.questions import Question, QuestionStatus

YOURS = "It is yours to answer now; the other editors see that."

#: Claims offered to answer with.
_OFFERED = 5

_PLACE = r":(?P<offset>\d{1,6})"
_ONE = r":(?P<id>\d{1,18})" + _PLACE

_PAGE = re.compile("onrecord:queue" + _PLACE)
_ANSWER = re.compile("onrecord:queue:answer" + _ONE)
_DISMISS = re.compile("onrecord:queue:dismiss" + _ONE)
_TAKE = re.compile("onrecord:queue:take" + _ONE)


class _OfQueue(Remembering[Button], template="-"):
    """A button of the queue."""

    right = Right.EDITOR

    @property
    def offset(self) -> int:
        """Where the page begins that it stands on."""
        return int(self.match["offset"])

    async def open_question(self, interaction: discord.Interaction) -> Question | None:
        """Return the button's question; where it is not open any more, say so and show the list as it is."""
        storage, scope = record_of(interaction)
        question = await storage.questions.by_id(int(self.match["id"]), scope)
        if question and question.status is QuestionStatus.OPEN:
            return question
        await refresh(interaction, self.offset, CLOSED if question else GONE)
        return None

    async def press(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        await refresh(interaction, self.offset)


class Turn(_OfQueue, template=_PAGE):
    """Turns to another page."""


class Take(_OfQueue, template=_TAKE):
    """Assigns a question to whoever presses."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Take it, also from somebody else, who is named."""
        if not (before := await self.open_question(interaction)):
            return
        storage, scope = record_of(interaction)
        act = act_of(interaction, "question taken", "")
        if before.taken_by == act.by:
            taken, sentence = before, YOURS
        else:
            taken = await storage.questions.take(before.id, scope, act)
            sentence = f"You have it now; {named(before.taken_by)} had taken it before." if before.taken_by else YOURS
        await refresh(interaction, self.offset, sentence if taken else CLOSED)


class Answer(_OfQueue, template=_ANSWER):
    """Opens the form that answers a question with a claim."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Open it, with the claims that the question is closest to."""
        if question := await self.open_question(interaction):
            near = await _near(interaction, question)
            await interaction.response.send_modal(AnswerForm(Spot(question, self.offset), near))


class Dismiss(_OfQueue, template=_DISMISS):
    """Opens the form that closes a question as not checkable."""

    async def press(self, interaction: discord.Interaction) -> None:
        """Open it."""
        if question := await self.open_question(interaction):
            await interaction.response.send_modal(DismissForm(Spot(question, self.offset)))


BUTTONS = (Turn, Take, Answer, Dismiss)


async def _near(interaction: discord.Interaction, question: Question) -> tuple[Entry, ...]:
    """Return the claims closest to a question; none where that takes longer than a form may."""
    checker, (_, scope) = client_of(interaction).services.checker, record_of(interaction)
    try:
        async with asyncio.timeout(PATIENCE):
            checked = await checker.check(question.text, scope, limit=_OFFERED)
    except TimeoutError:
        return ()
    return tuple(candidate.entry for candidate in checked.candidates)
