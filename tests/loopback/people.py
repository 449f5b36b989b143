"""Who is on the loopback Discord: users, their roles and their membership of servers."""

from dataclasses import dataclass
from enum import IntFlag

from .json_values import Json


class Permission(IntFlag):
    """Discord's permissions that matter here."""

    ADD_REACTIONS = 1 << 6
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    READ_HISTORY = 1 << 16
    MANAGE_ROLES = 1 << 28
    USE_COMMANDS = 1 << 31


#: Everything: what the bot itself may do in its servers, and an administrator.
ALL_PERMISSIONS = (1 << 53) - 1
#: No right to manage anything.
MEMBER_PERMISSIONS = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_HISTORY
    | Permission.USE_COMMANDS
)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account."""

    id: int
    name: str
    bot: bool = False

    @property
    def mention(self) -> str:
        """What a client writes for ``@name``."""
        return f"<@{self.id}>"

    def payload(self) -> Json:
        """Return the user as Discord sends it."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": None,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
        }


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a server."""

    id: int
    name: str
    guild_id: int
    permissions: int = 0
    position: int = 1
    #: Whether it came with a bot and cannot be given to anybody.
    managed: bool = False

    @property
    def mention(self) -> str:
        """What a client writes for ``@role``."""
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        """Return the role as Discord sends it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.managed,
            "mentionable": False,
            "flags": 0,
        }


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's membership of a server."""

    user: User
    roles: tuple[Role, ...] = ()
    #: What they may do in the channel beside what everybody and their roles may.
    extra: int = 0

    @property
    def permissions(self) -> int:
        """What they may do in the channel, all told."""
        total = int(MEMBER_PERMISSIONS | self.extra)
        for role in self.roles:
            total |= role.permissions
        return ALL_PERMISSIONS if total & Permission.ADMINISTRATOR else total

    def payload(self, *, resolved: bool = False) -> Json:
        """Return the membership as Discord sends it; with permissions, when they are resolved for a channel."""
        base: Json = {
            "user": self.user.payload(),
            "nick": None,
            "avatar": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }
        permissions: Json = {"permissions": str(self.permissions)}
        return base | permissions if resolved else base


def everyone(guild_id: int) -> Role:
    """Return the role that every member has; a member's list leaves it out."""
    return Role(guild_id, "@everyone", guild_id, MEMBER_PERMISSIONS, position=0)
