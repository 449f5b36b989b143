"""All there is on the loopback Discord: who is where, and every message."""

import itertools
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from .json_values import Json, JsonValue, components, number, record, records, text
from .people import ALL_PERMISSIONS, Member, Role, User, everyone
from .places import Channel, ChannelKind, Guild
from .snowflakes import snowflake

EPHEMERAL = 64
COMPONENTS_V2 = 1 << 15


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
    #: The ids of messages that are gone.
    deleted: set[int] = field(default_factory=set[int])
    #: A server's roles, by their ids.
    roles: dict[int, Role] = field(default_factory=dict[int, Role])
    #: Who is in which server, by the ids of both.
    members: dict[tuple[int, int], Member] = field(default_factory=dict[tuple[int, int], Member])
    #: The ids of those who take no direct messages from the bot.
    closed: set[int] = field(default_factory=set[int])
    #: The ids of the servers that the bot was removed from.
    left: set[int] = field(default_factory=set[int])

    def add_user(self, name: str) -> User:
        """Open an account."""
        user = User(snowflake(), name)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, *, joined: bool) -> Guild:
        """Found a server."""
        guild_id = snowflake()
        channel = self.add_channel(guild_id, "general")
        self.guilds[guild_id] = Guild(guild_id, name, channel, joined)
        of_bot = Role(snowflake(), self.bot.name, guild_id, ALL_PERMISSIONS, managed=True)
        for role in (everyone(guild_id), of_bot):
            self.roles[role.id] = role
        self.members[guild_id, self.bot.id] = Member(self.bot, (of_bot,))
        return self.guilds[guild_id]

    def add_channel(self, guild_id: int, name: str) -> Channel:
        """Open a text channel in a server."""
        channel = Channel(snowflake(), ChannelKind.GUILD_TEXT, guild_id, name)
        self.channels[channel.id] = channel
        return channel

    def add_role(self, guild_id: int, name: str, permissions: int) -> Role:
        """Make a role in a server."""
        role = Role(snowflake(), name, guild_id, permissions)
        self.roles[role.id] = role
        return role

    def joined(self, guild_id: int) -> bool:
        """Say whether the bot is in the server."""
        return self.guilds[guild_id].joined

    def set_joined(self, guild_id: int, *, joined: bool) -> None:
        """Let the bot into a server, or put it out."""
        self.guilds[guild_id] = replace(self.guilds[guild_id], joined=joined)
        if joined:
            self.left.discard(guild_id)
        else:
            self.left.add(guild_id)

    def member(self, guild_id: int, user: User) -> Member:
        """Return somebody's membership of a server."""
        return self.members.get((guild_id, user.id)) or Member(user)

    def guild_payload(self, guild: Guild) -> Json:
        """Return a server as GUILD_CREATE carries it, with everything that is in it now."""
        return {
            "id": str(guild.id),
            "name": guild.name,
            "owner_id": str(guild.id + 1),
            "member_count": 2,
            "large": False,
            "preferred_locale": "en-US",
            "features": [],
            "roles": [role.payload() for role in self.roles.values() if role.guild_id == guild.id],
            "emojis": [],
            "channels": [one.payload() for one in self.channels.values() if one.guild_id == guild.id],
            "threads": [],
            "voice_states": [],
            "presences": [],
            "members": [self.member(guild.id, self.bot).payload()],
        }

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
            "attachments": body.get("attachments") or [],
            "embeds": body.get("embeds") or [],
            "components": with_component_ids(body.get("components")),
            "pinned": False,
            "flags": number(body.get("flags")),
        }
        message |= self._reference(body)
        self.messages[message_id] = message
        return message

    def edit(self, message: Json, body: Json) -> None:
        """Change the fields that are given; what is V2 or private stays so."""
        for name in ("content", "embeds", "attachments"):
            if name in body:
                message[name] = body[name] or ("" if name == "content" else [])
        if "content" in body:
            pinged = _pings_who_it_answers(message)
            reference: Json = {"message_reference": message["message_reference"]} if pinged else {}
            message["mentions"] = self._mentioned(text(message["content"]), body | reference)
        if "components" in body:
            message["components"] = with_component_ids(body["components"])
        if "flags" in body:
            message["flags"] = number(message["flags"]) | number(body["flags"])
        message["edited_timestamp"] = datetime.now(UTC).isoformat()

    def delete(self, message_id: int) -> None:
        """Delete a message."""
        if self.messages.pop(message_id, None) is not None:
            self.deleted.add(message_id)

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


def is_private(message: Json) -> bool:
    """Say whether only one person sees the message."""
    return bool(number(message["flags"]) & EPHEMERAL)


def _pings_who_it_answers(message: Json) -> bool:
    author = record(record(message.get("referenced_message")).get("author"))
    return any(mention["id"] == author.get("id") for mention in records(message["mentions"]))


def with_component_ids(value: JsonValue) -> list[JsonValue]:
    """Return components, numbered where they were given no id: depth first, with what is free from 1."""
    taken = {number(component.get("id")) for component in components(value)}
    serial = (free for free in itertools.count(1) if free not in taken)

    def numbered(component: Json) -> Json:
        result: Json = component | {"id": component.get("id") or next(serial)}
        if "components" in component:
            result["components"] = [numbered(child) for child in records(component["components"])]
        for beside in ("accessory", "component"):
            if component.get(beside):
                result[beside] = numbered(record(component[beside]))
        return result

    return [numbered(component) for component in records(value)]
