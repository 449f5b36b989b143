"""A posted answer follows the message it answers: checked again when that is edited, gone when that is deleted."""

import discord
import pytest
import simcord

from bot.client import Onrecord
from bot.services import Services
from storage.models import Scope
from tests.cogs.talk import CUP, TROOPS, Place, a_place, labels, mention, text_of

RIGHT = "there are 50,000 US troops in Japan"


@pytest.fixture
def place(simcord_env: simcord.Env) -> Place:
    return a_place(simcord_env)


@pytest.fixture(params=[False, True], ids=["at once", "after a restart"])
async def asked(
    request: pytest.FixtureRequest, simcord_env: simcord.Env, services: Services, place: Place
) -> discord.Message:
    """Have Alice ask, perhaps restart the bot, and return what she wrote."""
    message = await place.alice.send(place.channel, f"{mention(simcord_env)} {TROOPS}")
    if request.param:
        await simcord_env.restart_bot(Onrecord(services, shard_count=1))
    return message


async def test_an_edited_message_is_checked_again(
    simcord_env: simcord.Env, services: Services, place: Place, asked: discord.Message
) -> None:
    (before,) = place.said()

    await place.alice.edit(asked, f"{mention(simcord_env)} {RIGHT}")

    (post,) = place.posts()
    assert "Differs from the record" in before
    assert "Agrees with the record" in text_of(post)
    assert f"Checked: “{RIGHT}”" in text_of(post)
    assert post.mentions == []
    posting = await services.storage.postings.by_id(post.id)
    assert posting is not None
    assert (posting.asked_in, posting.scope) == (asked.id, Scope(place.guild.id))


async def test_an_edit_to_something_that_is_not_on_record_says_so_and_back(
    simcord_env: simcord.Env, place: Place, asked: discord.Message
) -> None:
    await place.alice.edit(asked, f"{mention(simcord_env)} {CUP}")
    (nothing,) = place.said()
    await place.alice.edit(asked, f"{mention(simcord_env)} {TROOPS}")

    assert nothing.startswith("Nothing on record about that.")
    (post,) = place.posts()
    assert "Differs from the record" in text_of(post)
    assert "Why?" in labels(post)


async def test_an_edit_that_does_not_ask_any_more_takes_the_answer_away(place: Place, asked: discord.Message) -> None:
    await place.alice.edit(asked, TROOPS)

    assert place.posts() == []


async def test_an_edit_that_changes_nothing_about_what_was_asked_leaves_the_answer_alone(
    simcord_env: simcord.Env, place: Place, asked: discord.Message
) -> None:
    await place.alice.edit(asked, f"{TROOPS} {mention(simcord_env)}")

    (post,) = place.posts()
    assert "Differs from the record" in text_of(post)
    assert post.edited_at is None


async def test_a_deleted_message_takes_its_answer_away(
    services: Services, place: Place, asked: discord.Message
) -> None:
    (post,) = place.posts()

    await place.alice.delete(asked)

    assert place.posts() == []
    assert await services.storage.postings.by_id(post.id) is None


async def test_messages_deleted_at_once_take_their_answers_away_and_leave_the_others(
    simcord_env: simcord.Env, services: Services, place: Place, asked: discord.Message
) -> None:
    second = await place.alice.send(place.channel, f"{mention(simcord_env)} {RIGHT}")
    third = await place.alice.send(place.channel, f"{mention(simcord_env)} {CUP}")
    channel = simcord_env.bot.get_channel(place.channel.id)
    assert isinstance(channel, discord.TextChannel)

    await channel.delete_messages([asked, second])
    await simcord_env.settle()

    (left,) = place.posts()
    assert left.reference is not None
    assert left.reference.message_id == third.id
    assert len(await services.storage.postings.answering([asked.id, second.id, third.id])) == 1


async def test_an_answer_that_a_moderator_deletes_is_forgotten(
    simcord_env: simcord.Env, services: Services, place: Place, asked: discord.Message
) -> None:
    (post,) = place.posts()
    rights = discord.Permissions(manage_messages=True, read_message_history=True, view_channel=True)
    moderator = place.guild.add_member(
        simcord_env.create_user("mod"), roles=[place.guild.create_role("mods", permissions=rights)]
    )

    await moderator.delete(post)
    await place.alice.edit(asked, f"{asked.content} or not?")

    assert place.posts() == []
    assert await services.storage.postings.by_id(post.id) is None


async def test_an_answer_to_somebody_who_has_opted_out_since_goes_with_their_next_edit(
    simcord_env: simcord.Env, services: Services, place: Place, asked: discord.Message
) -> None:
    await services.storage.people.opt_out(place.alice.id)

    await place.alice.edit(asked, f"{mention(simcord_env)} {RIGHT}")

    assert place.posts() == []
