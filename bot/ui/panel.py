"""What the panel of a server's settings looks like: each setting, its value, and a way to choose another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import discord
from discord import ui

from bot import wording
from bot.keeping.desk import APPROVAL, ON
from bot.keeping.logged import LOG_CHANNEL
from bot.ui.audit import audit_button
from bot.ui.cards import Box, Button, Card, Row, Text
from bot.ui.people import named
from bot.ui.rights import EDITOR_ROLE
from bot.ui.text import shown
from storage.models import Scope
from storage.servers import Mismatch, ServerStore, Setting

HEADING = "### Settings of this server"
WORDINGS = "**Wordings that do not mean a claim**"
NO_WORDINGS = "None. Members add them with the button “Not this claim” on an answer."
DEFAULT_EDITORS = "Members with the permission Manage Server or Manage Messages keep the record."
UNWRITABLE = "the channel is gone"

#: Wordings on a page: with more of them the panel would have more parts than Discord allows.
PAGE_SIZE = 4

Section = ui.Section[ui.LayoutView]


async def panel(servers: ServerStore, guild: discord.Guild, *, offset: int = 0) -> Card:
    """Show a server's settings as they are now, with a page of its wordings."""
    scope = Scope(guild.id)
    chosen = await servers.settings(scope)
    mismatches = await servers.mismatches(scope, limit=PAGE_SIZE + 1, offset=offset)
    if offset and not mismatches:
        # The last one of this page was undone.
        return await panel(servers, guild, offset=max(0, offset - PAGE_SIZE))
    box = Box(Text(HEADING))
    for part in (*_role(chosen, guild, offset), *_approval(chosen, offset), *_log(chosen, guild, offset)):
        box.add_item(part)
    box.add_item(ui.Separator[ui.LayoutView]())
    for part in _wordings(mismatches, offset):
        box.add_item(part)
    return Card().add_item(box.add_item(Row(audit_button())))


_Parts = Iterator[ui.Item[ui.LayoutView]]


def _role(chosen: Mapping[str, Setting], guild: discord.Guild, offset: int) -> _Parts:
    setting = chosen.get(EDITOR_ROLE)
    role = guild.get_role(int(setting.value)) if setting else None
    value = f"“{shown(role.name, 100)}”" if role else "gone" if setting else None
    meaning = "Its members and administrators keep the record." if role else DEFAULT_EDITORS
    yield from _named("Editor role", value, meaning, setting, reset=f"onrecord:settings:role:none:{offset}")
    yield Row(
        ui.RoleSelect[ui.LayoutView](
            custom_id=f"onrecord:settings:role:{offset}",
            placeholder="Choose the role of the editors",
            default_values=[role] if role else [],
        )
    )


def _approval(chosen: Mapping[str, Setting], offset: int) -> _Parts:
    setting = chosen.get(APPROVAL)
    on = setting is not None and setting.value == ON
    meaning = (
        "What an editor writes is published once another editor accepts it; a rating or retraction counts at once."
        if on
        else "What an editor enters is published at once."
    )
    switch = Button(
        label="Switch off" if on else "Switch on",
        custom_id=f"onrecord:settings:approval:{'off' if on else 'on'}:{offset}",
    )
    yield Section(_lines("Second person approves", "on" if on else "off", meaning, setting), accessory=switch)


def _log(chosen: Mapping[str, Setting], guild: discord.Guild, offset: int) -> _Parts:
    setting = chosen.get(LOG_CHANNEL)
    channel_id = int(setting.value) if setting else 0
    why = unwritable(guild, channel_id)
    value = "gone" if why == UNWRITABLE else f"<#{channel_id}>"
    meaning = f"Nothing is posted there, since {why}." if why else "Each line of the audit log is posted there too."
    if setting is None:
        value, meaning = None, "The audit log is posted nowhere."
    yield from _named("Log channel", value, meaning, setting, reset=f"onrecord:settings:log:none:{offset}")
    channel = guild.get_channel(channel_id)
    yield Row(
        ui.ChannelSelect[ui.LayoutView](
            custom_id=f"onrecord:settings:log:{offset}",
            placeholder="Choose the channel for the audit log",
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
            default_values=[channel] if channel else [],
        )
    )


def _named(name: str, value: str | None, meaning: str, setting: Setting | None, *, reset: str) -> _Parts:
    """Show a setting; one that was chosen can be reset."""
    lines = _lines(name, value or "none", meaning, setting)
    yield Section(lines, accessory=Button(label="Reset", custom_id=reset)) if setting else Text(lines)


def _lines(name: str, value: str, meaning: str, setting: Setting | None) -> str:
    by = f"{meaning} Chosen by {named(setting.by)} on {_date(setting)}." if setting else meaning
    return f"**{name}:** {value}{'' if setting else ' (default)'}\n-# {by}"


def _wordings(mismatches: Sequence[Mismatch], offset: int) -> _Parts:
    yield Text(WORDINGS if mismatches else f"{WORDINGS}\n-# {NO_WORDINGS}")
    for one in islice(mismatches, PAGE_SIZE):
        claim = one.entry.claim
        said = f"-# {shown(claim.key, 100)} · said by {named(one.by)} on {_date(one)}"
        undo = Button(label="Undo", custom_id=f"onrecord:settings:undo:{one.id}:{offset}")
        yield Section(f"{shown(claim.text, 150)}\n{said}", accessory=undo)
    more = len(mismatches) > PAGE_SIZE
    if offset or more:
        before = max(0, offset - PAGE_SIZE)
        yield Row(
            Button(label="Previous", custom_id=f"onrecord:settings:{before}", disabled=not offset),
            Button(label="Next", custom_id=f"onrecord:settings:{offset + PAGE_SIZE}", disabled=not more),
        )


def unwritable(guild: discord.Guild, channel_id: int) -> str | None:
    """Say why nothing can be posted in a channel, as the rest of a sentence; ``None`` when it can."""
    channel = guild.get_channel(channel_id)
    if channel is None:
        return UNWRITABLE
    may = channel.permissions_for(guild.me)
    missing = [
        name for name, has in (("View Channel", may.view_channel), ("Send Messages", may.send_messages)) if not has
    ]
    return f"it lacks the permission {' and '.join(missing)} there" if missing else None


def _date(dated: Setting | Mismatch) -> str:
    return wording.date_words(dated.at.date().isoformat()) or ""
