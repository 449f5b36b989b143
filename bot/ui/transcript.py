"""A message of the bot as plain lines, as the terminal prints it."""

import re

import discord
from discord import ui

_BLOCK = re.compile(r"^(?:#{1,3} |-# |> )")
_ESCAPE = re.compile(r"\\([\\*_~|`<\[\]])")


def lines_of(message: discord.Message) -> tuple[str, ...]:
    """Return what a message says, without markup."""
    if not message.flags.components_v2:
        return tuple(map(plain, message.content.splitlines()))
    view = ui.LayoutView.from_message(message, timeout=None)
    texts = (item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))
    return tuple(plain(line) for text in texts for line in text.splitlines())


def plain(line: str) -> str:
    """Take the markup out of a line that ``bot.ui`` has written."""
    bare = _BLOCK.sub("", line).replace("**", "").replace("@\u200b", "@")
    return _ESCAPE.sub(r"\1", bare)
