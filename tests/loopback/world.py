"""Who and what is on the loopback Discord: users, servers, channels, messages, and their payloads."""

import itertools
import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum

from .json_values import Json, JsonValue, components, number, record, records, text

EPHEMERAL = 64
COMPONENTS_V2 = 1 << 15
#: Everything: what the bot itself may do in its servers.
ALL_PERMISSIONS = str((1 << 53) - 1)
#: View, send, use commands, read history: no right to manage anything.
MEMBER_PERMISSIONS = str(0x80000C40 | 1 << 16)

_EPOCH_MS = 1_420_070_400_000
_serial = itertools.count()


class ChannelKind(IntEnum):
    """Discord's channel types that are used here."""

    GUILD_TEXT = 0
    DM = 1
    GROUP_DM = 3


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
class Channel:
    """A place to write: a server's text channel, or a DM (then ``guild_id`` is ``None``)."""

    id: int
    kind: ChannelKind
    guild_id: int | None = None

    def payload(self, *recipients: User) -> Json:
        """Return the channel as Discord sends it."""
        base: Json = {"id": str(self.id), "type": int(self.kind), "last_message_id": None, "flags": 0}
        if self.guild_id is None:
            with_whom: Json = {"recipients": [user.payload() for user in recipients]}
            return base | with_whom
        of_guild: Json = {
            "guild_id": str(self.guild_id),
            "name": "general",
            "position": 0,
            "permission_overwrites": [],
            "nsfw": False,
            "topic": None,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "permissions": MEMBER_PERMISSIONS,
        }
        return base | of_guild


@dataclass(frozen=True, slots=True)
class Guild:
    """A server with one text channel; the bot sees it only where it has joined."""

    id: int
    name: str
    channel: Channel
    joined: bool = True

    def payload(self, bot: User) -> Json:
        """Return the server as GUILD_CREATE carries it."""
        role: Json = {
            "id": str(self.id),
            "name": "@everyone",
            "permissions": ALL_PERMISSIONS,
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.id + 1),
            "unavailable": False,
            "member_count": 2,
            "large": False,
            "preferred_locale": "en-US",
            "features": [],
            "roles": [role],
            "emojis": [],
            "channels": [self.channel.payload()],
            "threads": [],
            "voice_states": [],
            "presences": [],
            "members": [member_payload(bot)],
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands when they act: who, in which channel, through which installation of the app."""

    user: User
    channel: Channel
    by_user_install: bool = False


def snowflake() -> int:
    """Return a new id that carries the present time, as Discord's do."""
    return (int(time.time() * 1000) - _EPOCH_MS) << 22 | next(_serial) & 0x3FFFFF


def member_payload(user: User) -> Json:
    """Return somebody's membership of a server."""
    return {
        "user": user.payload(),
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": MEMBER_PERMISSIONS,
    }


@dataclass(slots=True)
class World:
    """Everything there is, as Discord's own database would hold it."""

    bot: User
    guilds: dict[int, Guild] = field(default_factory=dict[int, Guild])
    users: dict[int, User] = field(default_factory=dict[int, User])
    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])
    #: Who is in a DM beside the bot, by channel.
    partners: dict[int, User] = field(default_factory=dict[int, User])
    messages: dict[int, Json] = field(default_factory=dict[int, Json])

    def add_user(self, name: str) -> User:
        """Open an account."""
        user = User(snowflake(), name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, joined: bool) -> Guild:
        """Found a server."""
        guild_id = snowflake()
        channel = Channel(snowflake(), ChannelKind.GUILD_TEXT, guild_id)
        self.channels[channel.id] = channel
        self.guilds[guild_id] = Guild(guild_id, name, channel, joined)
        return self.guilds[guild_id]

    def direct(self, user: User, kind: ChannelKind = ChannelKind.DM) -> Channel:
        """Return the user's DM with the bot, or another private channel, opening it when there is none."""
        for channel_id, partner in self.partners.items():
            if partner == user and self.channels[channel_id].kind is kind:
                return self.channels[channel_id]
        channel = Channel(snowflake(), kind)
        self.channels[channel.id] = channel
        self.partners[channel.id] = user
        return channel

    def channel_payload(self, channel: Channel) -> Json:
        """Return a channel as Discord sends it, with who is in it."""
        partner = self.partners.get(channel.id)
        return channel.payload(*([partner] if partner else []))

    def write(self, channel: Channel, author: User, body: Json) -> Json:
        """Store a message made from the fields a sender gives, and return it as Discord shows it."""
        message_id = snowflake()
        content = text(body.get("content"))
        message: Json = {
            "id": str(message_id),
            "type": 0,
            "channel_id": str(channel.id),
            "author": author.payload(),
            "content": content,
            "timestamp": datetime.now(UTC).isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": self._mentioned(content, body),
            "mention_roles": [],
            "attachments": [],
            "embeds": body.get("embeds") or [],
            "components": _with_component_ids(body.get("components")),
            "pinned": False,
            "flags": number(body.get("flags")),
        }
        message |= self._reference(body)
        self.messages[message_id] = message
        return message

    def edit(self, message: Json, body: Json) -> None:
        """Change the fields that are given; what is V2 or private stays so."""
        for name in ("content", "embeds"):
            if name in body:
                message[name] = body[name] or ("" if name == "content" else [])
        if "components" in body:
            message["components"] = _with_component_ids(body["components"])
        if "flags" in body:
            message["flags"] = number(message["flags"]) | number(body["flags"])
        message["edited_timestamp"] = datetime.now(UTC).isoformat()

    def _mentioned(self, content: str, body: Json) -> list[JsonValue]:
        allowed = record(body.get("allowed_mentions")) if "allowed_mentions" in body else None
        ids = {int(found) for found in re.findall(r"<@!?(\d+)>", content)}
        if allowed is not None and "users" not in str(allowed.get("parse")):
            ids.clear()
        referenced = self.messages.get(number(record(body.get("message_reference")).get("message_id")))
        if referenced and (allowed is None or allowed.get("replied_user")):
            ids.add(number(record(referenced["author"])["id"]))
        known = self.users | {self.bot.id: self.bot}
        return [known[user_id].payload() for user_id in sorted(ids) if user_id in known]

    def _reference(self, body: Json) -> Json:
        if not (reference := record(body.get("message_reference"))):
            return {}
        target = self.messages.get(number(reference.get("message_id")))
        return {"type": 19, "message_reference": reference | {"type": 0}, "referenced_message": target}


def mentions_user(message: Json, user: User) -> bool:
    """Say whether the message pings the user."""
    return any(number(mention["id"]) == user.id for mention in records(message["mentions"]))


def is_by(message: Json, user: User) -> bool:
    """Say whether the user wrote the message."""
    return number(record(message["author"])["id"]) == user.id


def _with_component_ids(value: JsonValue) -> list[JsonValue]:
    # Discord numbers the components it was given without an id, depth first, with what is free from 1.
    taken = {number(component.get("id")) for component in components(value)}
    serial = (free for free in itertools.count(1) if free not in taken)

    def numbered(component: Json) -> Json:
        result: Json = component | {"id": component.get("id") or next(serial)}
        if "components" in component:
            result["components"] = [numbered(child) for child in records(component["components"])]
        if component.get("accessory"):
            result["accessory"] = numbered(record(component["accessory"]))
        return result

    return [numbered(component) for component in records(value)]
