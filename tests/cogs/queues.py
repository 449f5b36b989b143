"""A server with editors and members whose questions got no answer."""

from dataclasses import dataclass

import discord
import simcord
from discord import Message, ui

from bot.checking import Answer, Checked
from bot.client import Onrecord
from bot.ui.cards import Card, answer_card
from bot.verdict import Verdict
from storage.models import Scope
from tests.cogs.talk import text_of

CUP = "who won the cup final?"


@dataclass(frozen=True)
class Newsroom:
    """A server with a channel, an editor and two members."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    eve: simcord.MemberActor
    bob: simcord.MemberActor
    carol: simcord.MemberActor

    @property
    def bot(self) -> Onrecord:
        bot = self.env.bot
        assert isinstance(bot, Onrecord)
        return bot

    async def unanswered(self, text: str = CUP) -> Message:
        """Post what a member sees when nothing is on record."""
        channel = self.bot.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        return await channel.send(view=unanswered_card(text, self.guild.id))

    async def ask(self, who: simcord.MemberActor, text: str = CUP, *, wants: bool = True) -> simcord.InteractionResult:
        """Ask the editors as a member does."""
        form = await who.click(await self.unanswered(text), label="Ask the editors")
        return await who.submit_modal(form, {"question": text, "wants": wants})

    async def queue(self) -> simcord.ResponseMessage:
        """Open the queue as the editor."""
        listed = await self.eve.slash(self.channel, "queue")
        assert listed.response is not None
        return listed.response


def a_newsroom(env: simcord.Env, name: str = "Newsroom") -> Newsroom:
    guild = env.create_guild(name=name)
    channel = guild.create_text_channel("general")
    editors = guild.create_role("editors", permissions=discord.Permissions(manage_messages=True))
    eve = guild.add_member(env.create_user("eve"), roles=[editors])
    bob, carol = (guild.add_member(env.create_user(name)) for name in ("bob", "carol"))
    return Newsroom(env, guild, channel, eve, bob, carol)


def unanswered_card(text: str, server: int) -> Card:
    """Build what somebody in a server sees when nothing is on record."""
    return answer_card(Checked(Answer(text, Verdict.NONE), (), 0.0), private=True, here=Scope(server))


def direct_messages(member: simcord.MemberActor) -> list[str]:
    """Return what the bot has sent to somebody, oldest first."""
    channel = member.user.dm_channel
    return [text_of(message) for message in channel.history() if message.author.bot]


def custom_id(message: Message | simcord.ResponseMessage, label: str, number: int = 0) -> str:
    """Return the id of one of several buttons with the same label, the first one being 0."""
    real = message.message if isinstance(message, simcord.ResponseMessage) else message
    items = ui.LayoutView.from_message(real, timeout=None).walk_children()
    found = [item.custom_id for item in items if isinstance(item, ui.Button) and item.label == label]
    assert found[number]
    return found[number] or ""
