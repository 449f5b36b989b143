"""Who may do what: one table for commands, and the gate that every form, button and menu goes through too."""

from enum import Enum
from types import MappingProxyType

import discord

from bot.ui.replies import client_of, scope_of
from storage.errors import UserError
from storage.models import EVERYWHERE, Scope

#: The setting that holds the id of the role whose members are editors.
EDITOR_ROLE = "editor role"


class Right(Enum):
    """What somebody has to be."""

    ANYONE = "anyone"
    EDITOR = "an editor"
    ADMIN = "an admin"


#: By a command's whole name. One that is missing here is refused to everybody.
COMMANDS = MappingProxyType(
    {
        "check": Right.ANYONE,
        "Check this message": Right.ANYONE,
        "Add as claim": Right.EDITOR,
        "about": Right.ANYONE,
        "privacy": Right.ANYONE,
        "optout": Right.ANYONE,
        "mydata export": Right.ANYONE,
        "mydata delete": Right.ANYONE,
        "claim show": Right.ANYONE,
        "claim search": Right.ANYONE,
        "claim history": Right.ANYONE,
        "claim add": Right.EDITOR,
        "claim edit": Right.EDITOR,
        "claim rate": Right.EDITOR,
        "claim retract": Right.EDITOR,
        "claim restore": Right.EDITOR,
        "claim particulars": Right.EDITOR,
        "source add": Right.EDITOR,
        "source show": Right.EDITOR,
        "source list": Right.EDITOR,
        "queue": Right.EDITOR,
        "settings": Right.ADMIN,
    }
)


class NotHere(UserError):
    """That works in a server that Onrecord is a member of; here nobody is an editor."""


class NotAnEditor(UserError):
    """Only this server's editors may do that: {0}."""


class NotAnAdmin(UserError):
    """Only people with the permission Manage Server may do that."""


async def require(interaction: discord.Interaction, right: Right) -> Scope:
    """Return the scope that somebody with the right acts in; raises a refusal in one sentence for anybody else.

    Nothing that came with an earlier interaction counts: rights are looked up as they are now.
    """
    scope = scope_of(interaction, interaction.client)
    if right is Right.ANYONE:
        return scope
    if scope == EVERYWHERE:
        raise NotHere
    if right is Right.ADMIN:
        if not interaction.permissions.manage_guild:
            raise NotAnAdmin
        return scope
    role = await editor_role(interaction, scope)
    if not is_editor(interaction, role):
        raise NotAnEditor(_who(role))
    return scope


async def allowed(interaction: discord.Interaction, right: Right) -> bool:
    """Tell whether somebody has a right here."""
    try:
        await require(interaction, right)
    except UserError:
        return False
    return True


async def editor_role(interaction: discord.Interaction, scope: Scope) -> discord.Role | None:
    """Return the server's editor role; ``None`` when it has named none, or that one is gone."""
    chosen = (await client_of(interaction).services.storage.servers.settings(scope)).get(EDITOR_ROLE)
    guild = interaction.client.get_guild(scope.server_id or 0)
    return guild.get_role(int(chosen.value)) if chosen and guild else None


def is_editor(interaction: discord.Interaction, role: discord.Role | None) -> bool:
    """Tell whether somebody keeps the record: by the role or, where none is named, by what they may do anyway."""
    may = interaction.permissions
    if may.administrator:
        return True
    if role is None:
        return may.manage_guild or may.manage_messages
    return isinstance(interaction.user, discord.Member) and role in interaction.user.roles


def _who(role: discord.Role | None) -> str:
    if role:
        return f"they have the role “{role.name}”"
    return "they have the permission Manage Server or Manage Messages, until a role is named"
