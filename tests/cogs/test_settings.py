"""An admin decides for the server: editors, approval, a log channel, wordings; and what goes once the bot has left."""

from datetime import timedelta

import discord
import pytest
import simcord

from bot.client import Onrecord
from bot.keeping.departures import DAYS, note_departures, remove_departed
from bot.services import Services
from bot.ui.panel import NO_WORDINGS
from bot.ui.settings import EverybodysRole
from storage.models import Scope
from tests.cogs.queues import Newsroom, a_newsroom, custom_id
from tests.cogs.talk import add_claim, answer, messages, text_of
from tests.factories import an_act

OTTERS = "Otters of Lake Mirr number 340 animals."


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


@pytest.fixture
def admin(simcord_env: simcord.Env, newsroom: Newsroom) -> simcord.MemberActor:
    role = newsroom.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    return newsroom.guild.add_member(simcord_env.create_user("ada"), roles=[role])


async def panel(newsroom: Newsroom, admin: simcord.MemberActor) -> simcord.ResponseMessage:
    shown = await admin.slash(newsroom.channel, "settings")
    assert shown.response is not None
    return shown.response


def menu_id(card: simcord.ResponseMessage, kind: type[discord.ui.Item[discord.ui.LayoutView]]) -> str:
    items = discord.ui.LayoutView.from_message(card.message, timeout=None).walk_children()
    return next(item.custom_id for item in items if isinstance(item, kind))  # type: ignore[attr-defined]


async def test_the_panel_says_what_is_so_by_default(newsroom: Newsroom, admin: simcord.MemberActor) -> None:
    shown = await panel(newsroom, admin)

    text = text_of(shown.message)
    assert shown.ephemeral
    assert "Editor role: none (default)" in text
    assert "Second person approves: off (default)" in text
    assert NO_WORDINGS in text


async def test_a_role_makes_its_members_editors_and_others_none(
    simcord_env: simcord.Env, newsroom: Newsroom, admin: simcord.MemberActor
) -> None:
    simcord_env.check_errors = False
    role = newsroom.guild.create_role("scribes")
    ida = newsroom.guild.add_member(simcord_env.create_user("ida"), roles=[role])
    card = await panel(newsroom, admin)

    await admin.select(card, [role], custom_id=menu_id(card, discord.ui.RoleSelect))
    theirs = await ida.slash(newsroom.channel, "claim add")
    others = await newsroom.eve.slash(newsroom.channel, "claim add")

    assert "Editor role: “scribes”" in text_of(card.message)
    assert theirs.modal is not None
    assert answer(others) == "Only this server's editors may do that: they have the role “scribes”."


async def test_everybodys_role_is_refused_and_the_panel_shows_what_stands(
    simcord_env: simcord.Env, newsroom: Newsroom, admin: simcord.MemberActor
) -> None:
    simcord_env.check_errors = False
    card = await panel(newsroom, admin)

    refused = await admin.select(card, [newsroom.guild.default_role], custom_id=menu_id(card, discord.ui.RoleSelect))

    assert str(EverybodysRole()) in "\n".join(text_of(one.message) for one in messages(refused))
    assert "Editor role: none (default)" in text_of(card.message)


async def test_a_second_persons_approval_is_switched_on_and_off(newsroom: Newsroom, admin: simcord.MemberActor) -> None:
    card = await panel(newsroom, admin)

    await admin.click(card, label="Switch on")
    on = text_of(card.message)
    await admin.click(card, label="Switch off")

    assert "Second person approves: on" in on
    assert "Second person approves: off" in text_of(card.message)


async def test_the_log_channel_gets_each_line_once(
    simcord_env: simcord.Env, newsroom: Newsroom, admin: simcord.MemberActor, services: Services
) -> None:
    await add_claim(services, "otters", OTTERS, newsroom.guild.id)
    log = newsroom.guild.create_text_channel("log")
    card = await panel(newsroom, admin)

    await admin.select(card, [log], custom_id=menu_id(card, discord.ui.ChannelSelect))
    await newsroom.eve.slash(newsroom.channel, "claim retract", claim="otters", reason="another lake")
    for _ in range(3):
        await simcord_env.advance_time(61)

    posted = [text_of(message) for message in log.history() if message.author.bot]
    assert sum("another lake" in line for line in posted) == 1


async def test_the_audit_log_names_who_did_what_and_why(
    newsroom: Newsroom, admin: simcord.MemberActor, services: Services
) -> None:
    await add_claim(services, "otters", OTTERS, newsroom.guild.id)
    await newsroom.eve.slash(newsroom.channel, "claim retract", claim="otters", reason="another lake")

    log = await admin.click(await panel(newsroom, admin), label="Audit log")

    assert "claim retracted" in answer(log).casefold()
    assert newsroom.eve.mention in answer(log)
    assert "another lake" in answer(log)


async def test_wordings_that_do_not_mean_a_claim_are_listed_and_undone(
    newsroom: Newsroom, admin: simcord.MemberActor, services: Services
) -> None:
    await add_claim(services, "otters", OTTERS, newsroom.guild.id)
    asked = await newsroom.bob.slash(newsroom.channel, "check", text="Otters of Lake Mirr number 340 animals")
    assert asked.response is not None
    await newsroom.bob.click(asked.response, label="Not this claim")
    silent = await newsroom.bob.slash(newsroom.channel, "check", text="Otters of Lake Mirr number 340 animals")
    card = await panel(newsroom, admin)
    listed = text_of(card.message)

    await admin.click(card, custom_id=custom_id(card, "Undo"))
    again = await newsroom.bob.slash(newsroom.channel, "check", text="Otters of Lake Mirr number 340 animals")

    assert OTTERS in listed
    assert "Nothing on record" in answer(silent)
    assert "Agrees" in answer(again)


async def test_a_servers_data_goes_some_days_after_the_bot_has_left_it_and_not_before(
    simcord_env: simcord.Env, services: Services
) -> None:
    await add_claim(services, "otters", OTTERS, 77)
    servers, now = services.storage.servers, simcord_env.now()
    await servers.choose("editor role", "5", Scope(77), an_act())

    absent = await note_departures(servers, set(), now)
    early = await remove_departed(servers, now + timedelta(days=DAYS - 1))
    late = await remove_departed(servers, now + timedelta(days=DAYS + 1))

    assert 77 in absent
    assert (early, 77 in late) == ((), True)
    assert await services.storage.claims.by_key("otters", Scope(77)) is None
    assert await services.storage.claims.by_key("us-troops-japan", Scope(77)) is not None


async def test_a_server_that_came_back_keeps_everything(simcord_env: simcord.Env, services: Services) -> None:
    await add_claim(services, "otters", OTTERS, 77)
    servers, now = services.storage.servers, simcord_env.now()
    await note_departures(servers, set(), now)

    await note_departures(servers, {77}, now + timedelta(days=10))
    removed = await remove_departed(servers, now + timedelta(days=DAYS + 1))

    assert 77 not in removed
    assert await services.storage.claims.by_key("otters", Scope(77)) is not None


async def test_nothing_is_told_of_a_rehearsals_servers(services: Services) -> None:
    client = Onrecord(services, shard_count=1)
    client.rehearsing = True
    async with simcord.run(client):
        assert client.get_cog("Departures") is None
