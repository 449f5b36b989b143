import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import cast

import discord
import pytest
import simcord

from bot.client import Onrecord, least_intents
from bot.cogs.about import duration
from bot.registered import same_commands
from bot.services import Services
from tests.cogs.talk import a_place, add_claim, answer

_NAME = re.compile(r"[-_\w]{1,32}")

Json = dict[str, object]


def own_commands(bot: Onrecord) -> list[Json]:
    return [cast("Json", command.to_dict(bot.tree)) for command in bot.tree.get_commands()]


def options_of(command: Mapping[str, object]) -> Iterator[Json]:
    for option in cast("list[Json]", command.get("options", [])):
        yield option
        yield from options_of(option)


def _as_text(permissions: object) -> str | None:
    return str(permissions) if permissions else None


async def test_the_commands_are_those_of_the_contract(simcord_env: simcord.Env) -> None:
    bot = cast("Onrecord", simcord_env.bot)

    names = {command.qualified_name for command in bot.tree.walk_commands()}
    menus = {menu.name for menu in bot.tree.walk_commands(type=discord.AppCommandType.message)}

    assert names >= {"check", "claim", "claim show", "claim search", "about", "privacy", "source add", "queue"}
    assert menus == {"Check this message", "Add as claim"}


async def test_every_command_keeps_discords_limits(simcord_env: simcord.Env) -> None:
    bot = cast("Onrecord", simcord_env.bot)
    commands = [cast("Json", command.to_dict(bot.tree)) for command in bot.tree.walk_commands() if not command.parent]

    for command in commands:
        everywhere = command["name"] not in {"source", "queue", "settings"}
        assert sorted(cast("list[int]", command["contexts"])) == ([0, 1, 2] if everywhere else [0])
        assert sorted(cast("list[int]", command["integration_types"])) == ([0, 1] if everywhere else [0])
        for part in (command, *options_of(command)):
            name, options = str(part["name"]), cast("list[Json]", part.get("options", []))
            assert _NAME.fullmatch(name)
            assert name == name.lower()
            assert 1 <= len(str(part["description"])) <= 100
            assert not str(part["description"]).endswith("…")
            assert len(options) <= 25
            assert len(cast("list[Json]", part.get("choices", []))) <= 25
            required = [bool(option.get("required")) for option in options]
            assert required == sorted(required, reverse=True)
    assert len(bot.tree.get_commands(type=discord.AppCommandType.message)) <= 5


async def test_commands_are_registered_once_and_not_again_after_a_restart(
    simcord_env: simcord.Env, services: Services
) -> None:
    await simcord_env.restart_bot(Onrecord(services, shard_count=1))

    puts = [request for request in simcord_env.http_requests if request.method == "PUT"]
    assert len(puts) == 1


async def test_what_discord_adds_to_a_command_is_no_change(simcord_env: simcord.Env) -> None:
    bot = cast("Onrecord", simcord_env.bot)
    own = own_commands(bot)

    registered = [
        {
            **command,
            "id": "1",
            "application_id": "2",
            "version": "3",
            "name_localizations": None,
            "default_member_permissions": _as_text(command.get("default_member_permissions")),
            "contexts": list(reversed(cast("list[int]", command["contexts"]))),
            "description": command.get("description", ""),
        }
        for command in reversed(own)
    ]

    assert same_commands(registered, own)


@pytest.mark.parametrize(
    "change",
    [
        {"description": "Something else"},
        {"options": []},
        {"contexts": [0]},
        {"default_member_permissions": "32"},
        {"nsfw": True},
    ],
)
async def test_a_changed_command_is_a_change(simcord_env: simcord.Env, change: Json) -> None:
    bot = cast("Onrecord", simcord_env.bot)
    own = own_commands(bot)

    registered = [{**command, **change} if command["name"] == "check" else command for command in own]

    assert not same_commands(registered, own)
    assert not same_commands(own[1:], own)


@pytest.mark.simcord(approved_intents=least_intents(message_content=False))
async def test_the_bot_starts_with_the_least_intents(simcord_env: simcord.Env) -> None:
    wanted = {name for name, on in simcord_env.bot.intents if on}

    assert wanted == {"guilds", "guild_messages", "dm_messages"}


async def test_about_tells_version_uptime_and_how_many_claims_are_seen_here(
    simcord_env: simcord.Env, services: Services
) -> None:
    place, other = a_place(simcord_env), a_place(simcord_env, "Other", user=simcord_env.create_user("bob"))
    await add_claim(services, "otters", "Otters hold hands.", place.guild.id)
    await simcord_env.advance_time(7_500)

    here = answer(await place.alice.slash(place.channel, "about"))
    there = answer(await other.alice.slash(other.channel, "about"))

    assert "Onrecord 0." in here
    assert "Running for 2 hours 5 minutes" in here
    assert "Claims on record here: 41" in here
    assert "Claims on record here: 40" in there
    assert "MIT" in here
    assert "not AP's own text" in here


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(days=2, hours=1, minutes=30), "2 days 1 hour"),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(time: timedelta, words: str) -> None:
    assert duration(time) == words
