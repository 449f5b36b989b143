"""Where people stand on the loopback Discord: servers and channels."""

from dataclasses import dataclass
from enum import IntEnum

from .json_values import Json
from .people import MEMBER_PERMISSIONS, Member, User


class ChannelKind(IntEnum):
    """Discord's channel types that are used here."""

    GUILD_TEXT = 0
    DM = 1
    GROUP_DM = 3


@dataclass(frozen=True, slots=True)
class Channel:
    """A place to write: a server's text channel, or a DM (then ``guild_id`` is ``None``)."""

    id: int
    kind: ChannelKind
    guild_id: int | None = None
    name: str = "general"

    @property
    def mention(self) -> str:
        """What a client writes for ``#name``."""
        return f"<#{self.id}>"

    def payload(self, *recipients: User) -> Json:
        """Return the channel as Discord sends it."""
        base: Json = {"id": str(self.id), "type": int(self.kind), "last_message_id": None, "flags": 0}
        if self.guild_id is None:
            with_whom: Json = {"recipients": [user.payload() for user in recipients]}
            return base | with_whom
        of_guild: Json = {
            "guild_id": str(self.guild_id),
            "name": self.name,
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
            "topic": None,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "permissions": str(int(MEMBER_PERMISSIONS)),
        }
        return base | of_guild


@dataclass(frozen=True, slots=True)
class Guild:
    """A server as it was founded, with its first text channel; whether the bot is in it, the world knows."""

    id: int
    name: str
    channel: Channel
    #: Whether the bot was in it from the start.
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands when they act: who, in which channel, through which installation of the app."""

    user: User
    channel: Channel
    by_user_install: bool = False
    #: Their membership of the channel's server; ``None`` in private channels.
    member: Member | None = None
