import discord
import pytest
import simcord

from bot.client import Onrecord
from bot.cogs.answering import CANNOT_READ, HOW_TO_ASK
from bot.services import Services
from tests.cogs.talk import CUP, TROOPS, a_place, mention, text_of

LEAST = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
pytestmark = pytest.mark.simcord(approved_intents=LEAST)


async def test_a_mention_with_text_is_answered_for_everybody_as_a_reply(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    asked = await place.alice.send(place.channel, f"{mention(simcord_env)} {TROOPS}")

    (post,) = place.posts()
    assert "Differs from the record" in text_of(post)
    assert post.reference is not None
    assert post.reference.message_id == asked.id
    assert post.mentions == []


async def test_a_mention_with_nothing_on_record_is_told_so(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    await place.alice.send(place.channel, f"{CUP} {mention(simcord_env)}")

    assert place.said() == [f"Nothing on record about that.\nChecked: “{CUP}”"]


async def test_ordinary_talk_gets_no_answer(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    await place.alice.send(place.channel, TROOPS)
    await place.alice.send(place.channel, "@everyone good morning")

    assert place.said() == []


async def test_other_bots_and_webhooks_get_no_answer(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    robot = place.guild.add_member(simcord_env.create_user("robot", bot=True))
    webhook = place.guild.create_webhook(place.channel)

    await robot.send(place.channel, f"{mention(simcord_env)} {TROOPS}")
    await webhook.send(f"{mention(simcord_env)} {TROOPS}")

    assert [text for text in place.said() if "record" in text] == []


async def test_a_reply_that_only_pings_the_bot_gets_no_answer(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    await place.alice.send(place.channel, f"{mention(simcord_env)} {TROOPS}")
    (post,) = place.posts()

    await place.alice.send(place.channel, "thanks, that is good to know", reply_to=post)

    assert len(place.posts()) == 1


async def test_a_bare_mention_answers_the_readable_message_it_replies_to(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    first = await place.alice.send(place.channel, f"{mention(simcord_env)} hello, {TROOPS}")

    await place.alice.send(place.channel, mention(simcord_env), reply_to=first)

    assert ["Differs from the record" in said for said in place.said()] == [True, True]


async def test_a_bare_mention_on_an_unreadable_message_points_to_the_menu(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    bob = place.guild.add_member(simcord_env.create_user("bob"))
    unreadable = await bob.send(place.channel, TROOPS)

    await place.alice.send(place.channel, mention(simcord_env), reply_to=unreadable)

    assert place.said() == [CANNOT_READ]


async def test_a_bare_mention_of_nothing_is_told_how_to_ask(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    await place.alice.send(place.channel, mention(simcord_env))

    assert place.said() == [HOW_TO_ASK]


async def test_a_plain_direct_message_is_answered(simcord_env: simcord.Env) -> None:
    bob = simcord_env.create_user("bob")

    await bob.send_dm(TROOPS)
    await bob.send_dm(CUP)

    replies = [text_of(message) for message in bob.dm_channel.history() if message.author.bot]
    assert len(replies) == 2
    assert "Differs from the record" in replies[0]
    assert "Nothing on record" in replies[1]


async def test_a_channel_that_cannot_be_written_to_is_no_error(
    simcord_env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    place = a_place(simcord_env)
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")

    await place.alice.send(place.channel, f"{mention(simcord_env)} {TROOPS}")

    assert place.said() == []
    assert "a reply could not be sent" in caplog.text


class TestOpenChannel:
    """Where the bot is the only one to talk to."""

    @pytest.fixture
    def simcord_bot(self, services: Services) -> Onrecord:
        return Onrecord(services, shard_count=1, message_content=True, open_channels=set())

    @pytest.mark.simcord
    @pytest.mark.parametrize(
        ("said", "answered"),
        [
            (TROOPS, "Differs from the record"),
            ("good morning everybody", None),
            ("/claim search query:otters", "pick it from the list"),
            (CUP, "Nothing on record"),
            ("@TestBot good morning everybody", "Nothing on record"),
            (f"@testbot {TROOPS}", "Differs from the record"),
        ],
    )
    async def test_it_is_asked_without_a_mention(
        self, simcord_env: simcord.Env, said: str, answered: str | None
    ) -> None:
        place = a_place(simcord_env)
        bot = simcord_env.bot
        assert isinstance(bot, Onrecord)
        assert isinstance(bot.open_channels, set)
        bot.open_channels.add(place.channel.id)

        await place.alice.send(place.channel, said)

        assert [answered in reply for reply in place.said() if answered] == ([True] if answered else [])
        assert len(place.said()) == bool(answered)
