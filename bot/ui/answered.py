"""What somebody may do about an answer: say that it is about something else, or ask to be told when it changes."""

from dataclasses import replace

import discord

from bot.fingerprints import wording
from bot.matching.statement import Statement
from bot.ui import custom_ids
from bot.ui.buttons import GONE
from bot.ui.cards import Button, answer_card
from bot.ui.explanations import checked_statement
from bot.ui.pressing import Remembering
from bot.ui.replies import client_of, scope_of, send
from bot.ui.rights import Right
from storage.errors import UserError
from storage.models import EVERYWHERE, Act, Entry, Scope
from storage.people import actor

#: So many claims are ranked, as in an answer.
_RANKED = 5

FROM_NOW_ON = "From now on that wording does not mean this claim here. Editors can undo it in /settings."
WILL_BE_TOLD = "You will be told once, by direct message."

_NONE = discord.AllowedMentions.none()


class OnlyInServers(UserError):
    """What a wording does not mean is kept for a server that Onrecord is a member of; here there is none."""


class CutStatement(UserError):
    """The card does not show all of the statement, so it is not known which wording you mean; check it again."""


class NotThis(Remembering[Button], template=custom_ids.NOT_THIS):
    """Says that the wording on the card does not mean its claim, in this server."""

    right = Right.ANYONE

    async def press(self, interaction: discord.Interaction) -> None:
        """Keep the wording's fingerprint; the presser's own answer gives way to what the check says now."""
        scope = scope_of(interaction, interaction.client)
        if scope == EVERYWHERE:
            raise OnlyInServers
        said = checked_statement(interaction.message, int(self.match["length"]))
        if said is None:
            raise CutStatement
        entry = await _entry(interaction, int(self.match["id"]), scope)
        if entry is None:
            await send(interaction, GONE, private=True)
            return
        act = Act(actor(interaction.user.id), discord.utils.utcnow(), "said with the answer's button", "not this claim")
        await client_of(interaction).services.storage.servers.mismatch(wording(said.text), entry, scope, act)
        if interaction.message and await _asked_for(interaction, interaction.message):
            await _check_again(interaction, interaction.message, said, scope)
        await send(interaction, FROM_NOW_ON, private=True)


async def _asked_for(interaction: discord.Interaction, answer: discord.Message) -> bool:
    """Tell whether an answer is the presser's own: what others were answered stays, whoever thinks it mistaken."""
    if answer.flags.ephemeral:
        return True
    command = answer.interaction_metadata
    posting = await client_of(interaction).services.storage.postings.by_id(answer.id)
    return interaction.user.id in {command and command.user.id, posting and posting.asker}


async def _check_again(interaction: discord.Interaction, shown: discord.Message, said: Statement, scope: Scope) -> None:
    services, private = client_of(interaction).services, shown.flags.ephemeral
    checked = await services.checker.check(said.text, scope, limit=_RANKED)
    card = answer_card(checked, private=private, here=scope)
    await interaction.response.edit_message(view=card, allowed_mentions=_NONE)
    if posting := await services.storage.postings.by_id(shown.id):
        entry = checked.answer.entry
        state = (entry.id, entry.version) if entry else (None, None)
        await services.storage.postings.record(replace(posting, claim_id=state[0], version=state[1]))


class Tell(Remembering[Button], template=custom_ids.TELL):
    """Remembers who wants to be told when the answer's claim changes."""

    right = Right.ANYONE

    async def press(self, interaction: discord.Interaction) -> None:
        """Remember it from the version on that the card shows."""
        scope = scope_of(interaction, interaction.client)
        entry = await _entry(interaction, int(self.match["id"]), scope)
        if entry is None:
            await send(interaction, GONE, private=True)
            return
        client = client_of(interaction)
        seen = min(entry.version, int(self.match["version"]))
        await client.services.storage.postings.watch(
            interaction.user.id, replace(entry, version=seen), scope, discord.utils.utcnow()
        )
        await send(interaction, WILL_BE_TOLD, private=True)
        if seen < entry.version:
            client.upkeep.soon()


async def _entry(interaction: discord.Interaction, entry_id: int, scope: Scope) -> Entry | None:
    entries = await client_of(interaction).services.storage.claims.by_ids([entry_id], scope)
    return entries[0] if entries else None


BUTTONS = (NotThis, Tell)
