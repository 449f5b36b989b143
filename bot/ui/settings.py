"""The panel of a server's settings, and what happens when something on it is pressed or chosen."""

import re
from abc import abstractmethod

import discord
from discord import ui

from bot.keeping.desk import APPROVAL, ON
from bot.keeping.logged import log_to
from bot.ui.audit import BUTTONS as AUDIT_BUTTONS
from bot.ui.cards import Button
from bot.ui.panel import UNWRITABLE, panel, unwritable
from bot.ui.pressing import Pressed, Remembering
from bot.ui.replies import client_of, send
from bot.ui.rights import EDITOR_ROLE, Right, require
from bot.ui.text import shown
from storage.errors import UserError
from storage.models import Act, Scope
from storage.people import actor
from storage.servers import ServerStore

UNDONE = "That wording means the claim here again."
UNDONE_BEFORE = "That was undone before."

_AT = r":(?P<offset>\d{1,6})"
_TURN = re.compile("onrecord:settings" + _AT)
_ROLE = re.compile("onrecord:settings:role" + _AT)
_NO_ROLE = re.compile("onrecord:settings:role:none" + _AT)
_APPROVAL = re.compile("onrecord:settings:approval:(?P<value>on|off)" + _AT)
_LOG = re.compile("onrecord:settings:log" + _AT)
_NO_LOG = re.compile("onrecord:settings:log:none" + _AT)
_UNDO = re.compile(r"onrecord:settings:undo:(?P<id>\d{1,18})" + _AT)

_CHOSEN, _RESET = "setting chosen", "setting reset"


class EverybodysRole(UserError):
    """Everybody has the role @everyone: choose another one, or everybody would be an editor."""


class NoSuchRole(UserError):
    """That role is gone from this server: choose another one."""


class CannotWrite(UserError):
    """Onrecord could not write in {0}, since {1}; nothing was changed."""


class _OfPanel(Remembering[Pressed], template="-"):
    """Something on the panel, which shows itself as it is then."""

    right = Right.ADMIN

    async def press(self, interaction: discord.Interaction) -> None:
        """Choose, then show the panel anew: also after a refusal, since a menu goes on showing what was refused."""
        guild, scope = interaction.guild, await require(interaction, self.right)
        if guild is None:
            return
        servers = client_of(interaction).services.storage.servers
        sentence = None
        await interaction.response.defer()
        try:
            sentence = await self.choose(interaction, servers, scope)
        finally:
            card = await panel(servers, guild, offset=int(self.match["offset"]))
            await interaction.edit_original_response(view=card, allowed_mentions=discord.AllowedMentions.none())
        client_of(interaction).upkeep.soon()
        if sentence:
            await send(interaction, sentence, private=True)

    @abstractmethod
    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> str | None:
        """Do it, and return what is to be said about it, if anything."""


class Turn(_OfPanel[Button], template=_TURN):
    """Turns the page of wordings."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> None:
        """Choose nothing."""


class EditorRole(_OfPanel[ui.RoleSelect[ui.LayoutView]], template=_ROLE):
    """The menu of roles."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> None:
        """Make the chosen role that of the editors."""
        role = interaction.guild.get_role(self.item.values[0].id) if interaction.guild else None
        if role is None:
            raise NoSuchRole
        if role.is_default():
            raise EverybodysRole
        await servers.choose(EDITOR_ROLE, str(role.id), scope, _act(interaction, _CHOSEN, role.name))


class NoEditorRole(_OfPanel[Button], template=_NO_ROLE):
    """Leaves to the default who is an editor."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> None:
        """Drop the choice."""
        await servers.choose(EDITOR_ROLE, None, scope, _act(interaction, _RESET))


class Approval(_OfPanel[Button], template=_APPROVAL):
    """Switches on or off that a second editor publishes; the button says which, so a double click does it once."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> None:
        """Switch it."""
        value = self.match["value"]
        act = _act(interaction, _CHOSEN, value)
        await servers.choose(APPROVAL, value if value == ON else None, scope, act)


class LogChannel(_OfPanel[ui.ChannelSelect[ui.LayoutView]], template=_LOG):
    """The menu of channels."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> None:
        """Have what is done posted in the chosen channel from now on."""
        chosen, guild = self.item.values[0], interaction.guild
        why = unwritable(guild, chosen.id) if guild else UNWRITABLE
        if why:
            raise CannotWrite(f"#{chosen.name}", why)
        await log_to(servers, chosen.id, scope, _act(interaction, _CHOSEN, f"#{chosen.name}"))


class NoLogChannel(_OfPanel[Button], template=_NO_LOG):
    """Leaves the audit log out of all channels."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> None:
        """Drop the choice."""
        await log_to(servers, None, scope, _act(interaction, _RESET))


class Undo(_OfPanel[Button], template=_UNDO):
    """Takes back that a wording does not mean a claim."""

    async def choose(self, interaction: discord.Interaction, servers: ServerStore, scope: Scope) -> str:
        """Take it back."""
        undone = await servers.undo_mismatch(int(self.match["id"]), scope, _act(interaction, "not this claim undone"))
        return f"{UNDONE} “{shown(undone.entry.claim.text, 500)}”" if undone else UNDONE_BEFORE


BUTTONS = (Turn, EditorRole, NoEditorRole, Approval, LogChannel, NoLogChannel, Undo, *AUDIT_BUTTONS)


def _act(interaction: discord.Interaction, what: str, reason: str = "") -> Act:
    return Act(actor(interaction.user.id), discord.utils.utcnow(), reason, what)
