"""What a message says, and whether it speaks to the bot. No answer is made here."""

from collections.abc import Set as AbstractSet
from enum import Enum, auto

import discord
from discord import ui


class Asked(Enum):
    """How far a message asks the bot for an answer."""

    #: Somebody waits: a mention, a direct message.
    YES = auto()
    #: The bot reads along and answers only what is on record.
    LISTENED = auto()
    NO = auto()


def asked(message: discord.Message, me: discord.abc.User, open_channels: AbstractSet[int]) -> Asked:
    """Tell whether a message asks the bot; a reply that merely pings it does not."""
    person = not message.author.bot and message.webhook_id is None
    if not person or message.type not in {discord.MessageType.default, discord.MessageType.reply}:
        return Asked.NO
    if message.guild is None or any(mention in message.content for mention in mentions(me)):
        return Asked.YES
    if message.channel.id not in open_channels:
        return Asked.NO
    return Asked.YES if typed_name(me) in message.content.casefold() else Asked.LISTENED


def mentions(me: discord.abc.User) -> tuple[str, str]:
    """Return how clients write a mention of the bot."""
    return f"<@{me.id}>", f"<@!{me.id}>"


def typed_name(me: discord.abc.User) -> str:
    """Return what people type where the page makes no mention of it."""
    return f"@{me.name}".casefold()


def without_mention(text: str, me: discord.abc.User, *, typed: bool = False) -> str:
    """Leave the bot's name out of what was said to it."""
    for mention in mentions(me):
        text = text.replace(mention, " ")
    if typed and (start := text.casefold().find(typed_name(me))) >= 0:
        text = f"{text[:start]} {text[start + len(typed_name(me)) :]}"
    return text.strip()


def text_of(message: discord.Message) -> str:
    """Return what a message says: its text, what it forwards, its embeds, or its cards."""
    parts = [message.content] + [snapshot.content for snapshot in message.message_snapshots]
    parts += [part for embed in message.embeds for part in (embed.title, embed.description) if part]
    if not any(parts) and message.flags.components_v2:
        shown = ui.LayoutView.from_message(message, timeout=None)
        parts += [_unmarked(item.content) for item in shown.walk_children() if isinstance(item, ui.TextDisplay)]
    return "\n".join(part for part in parts if part).strip()


def _unmarked(content: str) -> str:
    """Return a card's text as prose: no headings, no small print, no marks."""
    lines = (line for line in content.splitlines() if not line.startswith(("#", "-#")))
    return "\n".join(line.removeprefix("> ").replace("**", "") for line in lines)
