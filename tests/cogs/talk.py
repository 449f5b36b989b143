"""Reading what the bot has posted, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import simcord
from discord import Message, ui

from bot.services import Services
from bot.ui.transcript import lines_of
from storage.models import Act, Citation, Claim, Scope, Source

TROOPS = "there are only 5,000 US troops in Japan"
CUP = "who won the cup final?"


@dataclass(frozen=True)
class Place:
    """A server with a channel and a person in it."""

    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor

    def said(self) -> list[str]:
        """Return what the bot has said in the channel, oldest first."""
        return [text_of(message) for message in self.posts()]

    def posts(self) -> list[Message]:
        return [message for message in self.channel.history() if message.author.bot]


def a_place(env: simcord.Env, name: str = "Newsroom", *, user: simcord.UserHandle | None = None) -> Place:
    guild = env.create_guild(name=name)
    channel = guild.create_text_channel("general")
    return Place(guild, channel, guild.add_member(user or env.create_user("alice")))


def text_of(message: Message) -> str:
    return "\n".join(lines_of(message))


def answer(result: simcord.InteractionResult) -> str:
    """Return what an interaction was answered with, every message of it."""
    return "\n".join(text_of(message.message) for message in messages(result))


def messages(result: simcord.InteractionResult) -> Iterator[simcord.ResponseMessage]:
    yield from (message for message in (result.response, *result.followups) if message)


def labels(message: Message | simcord.ResponseMessage) -> list[str | None]:
    real = message.message if isinstance(message, simcord.ResponseMessage) else message
    view = ui.LayoutView.from_message(real, timeout=None)
    return [item.label for item in view.walk_children() if isinstance(item, ui.Button)]


def mention(env: simcord.Env) -> str:
    assert env.bot.user is not None
    return env.bot.user.mention


async def add_claim(services: Services, key: str, text: str, server: int | None = None) -> None:
    source = Source(name="The Gazette", url=f"https://gazette.example/{key}", date_published="2026-01-02", text=text)
    claim = Claim(key=key, text=text, citations=(Citation(source, text),))
    await services.storage.claims.save([claim], Scope(server), Act("test", datetime.now(UTC), "a test"))
