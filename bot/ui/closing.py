"""The forms that close a question nobody could answer: with a claim, or as not checkable."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.keeping.questions import the_claim
from bot.ui.acting import act_of
from bot.ui.cards import Text
from bot.ui.forms import Form, Label
from bot.ui.replies import client_of
from bot.ui.rights import Right
from bot.ui.text import fitting, shown
from bot.ui.waiting import record_of, refresh
from storage.errors import UnknownClaim, UserError
from storage.limits import blank
from storage.models import Entry, Scope
from storage.protocol import Storage
from storage.questions import Question

CLOSED = "That question has been closed meanwhile."
GONE = "That question is gone: whoever asked it has taken it back."
ANSWERED = "The question is answered. Those who wanted to know are being told."
DISMISSED = "The question is closed as not checkable. Those who wanted to know are being told why."

#: How long Discord lets an option of a menu be.
_OPTION = 100

Pick = ui.Select[ui.Modal]


class NoClaimNamed(UserError):
    """Name the claim that answers the question, or pick one."""


class NoReason(UserError):
    """Say why it cannot be checked: those who asked are told so."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A question, and where the page begins that it was seen on."""

    question: Question
    offset: int


class _Closing(Form):
    """A form that closes a question."""

    right = Right.EDITOR

    def __init__(self, title: str, spot: Spot) -> None:
        super().__init__(title)
        self.spot = spot
        self.add_item(Text(f"“{shown(spot.question.text, 1_000)}”"))

    async def submitted(self, interaction: discord.Interaction, scope: Scope) -> None:
        """Close it, unless somebody was faster; then show the list as it is now."""
        # Finding the claim may take a while; the list stays as it is until then.
        await interaction.response.defer()
        closed = await self.close(interaction, scope)
        await refresh(interaction, self.spot.offset, closed or await self._why_not(interaction, scope))
        client_of(interaction).upkeep.soon()

    @abstractmethod
    async def close(self, interaction: discord.Interaction, scope: Scope) -> str | None:
        """Close the question and say so; ``None`` when it is not open any more."""

    async def _why_not(self, interaction: discord.Interaction, scope: Scope) -> str:
        storage, _ = record_of(interaction)
        return CLOSED if await storage.questions.by_id(self.spot.question.id, scope) else GONE


class AnswerForm(_Closing):
    """Takes the claim that answers a question."""

    def __init__(self, spot: Spot, near: Sequence[Entry], *, claim: str = "", picked: str = "") -> None:
        super().__init__("Answer with a claim", spot)
        self._near = tuple(near)
        hint = "Its key, or words that mean it" + (" and no other; or pick one below" if near else " and no other")
        self._claim = self.line("Claim", "claim", claim, hint=hint, most=1_000)
        self._pick = Pick(custom_id="pick", placeholder="Nothing picked", required=False, min_values=0)
        for entry in near:
            key = fitting(entry.claim.key, _OPTION)
            text = fitting(entry.claim.text, _OPTION) or key
            chosen = str(entry.id) == picked
            self._pick.add_option(label=text, value=str(entry.id), description=key, default=chosen)
        if near:
            self.add_item(Label(text="Closest claims on record", component=self._pick))

    async def close(self, interaction: discord.Interaction, scope: Scope) -> str | None:
        """Close the question with the claim that is written or, where none is, picked."""
        storage, _ = record_of(interaction)
        entry = await self._chosen(storage, scope)
        act = act_of(interaction, "question answered", f"with the claim {entry.claim.key}")
        closed = await storage.questions.answer(self.spot.question.id, entry.id, scope, act)
        return ANSWERED if closed else None

    async def _chosen(self, storage: Storage, scope: Scope) -> Entry:
        if written := self._claim.value.strip():
            return await the_claim(storage.claims, written, scope)
        if not self._picked:
            raise NoClaimNamed
        picked = next((entry.claim.key for entry in self._near if str(entry.id) == self._picked), self._picked)
        if entries := await storage.claims.by_ids([int(self._picked)], scope):
            return entries[0]
        raise UnknownClaim(fitting(picked, _OPTION))

    @property
    def _picked(self) -> str:
        return next(iter(self._pick.values), "")

    def again(self) -> "AnswerForm":
        """Return the form with what was written and picked."""
        return AnswerForm(self.spot, self._near, claim=self._claim.value, picked=self._picked)


class DismissForm(_Closing):
    """Takes the reason why a question cannot be checked."""

    def __init__(self, spot: Spot, reason: str = "") -> None:
        super().__init__("Not checkable", spot)
        hint = "Why it cannot be checked; those who asked are told so"
        self._reason = self.area("Reason", "reason", reason, hint=hint, most=1_000)

    async def close(self, interaction: discord.Interaction, scope: Scope) -> str | None:
        """Close the question for the reason that is given."""
        if blank(reason := self._reason.value.strip()):
            raise NoReason
        storage, _ = record_of(interaction)
        act = act_of(interaction, "question not checkable", reason)
        return DISMISSED if await storage.questions.dismiss(self.spot.question.id, scope, act) else None

    def again(self) -> "DismissForm":
        """Return the form with what was written."""
        return DismissForm(self.spot, self._reason.value)
