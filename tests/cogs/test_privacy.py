"""What is kept of people is said, handed out and deleted, byte for byte."""

import json
from pathlib import Path

import simcord

from bot.services import Services
from bot.ui.privacy import NOTHING_KEPT, OPTED_IN, OPTED_OUT, NotYours
from tests.cogs.queues import CUP, a_newsroom, custom_id
from tests.cogs.talk import a_place, answer, mention, messages
from tests.storage.sqlite.test_erasing import left_of

WORDS = "has the zeppelin over Quuxville landed?"


async def test_privacy_says_what_is_kept_and_how_to_take_it_back(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    shown = await place.alice.slash(place.channel, "privacy")

    assert shown.ephemeral
    for said in ("neither stored nor logged", "/mydata export", "/mydata delete", "/optout"):
        assert said in answer(shown)


async def test_of_somebody_who_only_asked_nothing_is_kept(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    await place.alice.slash(place.channel, "check", text=WORDS)

    assert NOTHING_KEPT in answer(await place.alice.slash(place.channel, "mydata export"))
    assert NOTHING_KEPT in answer(await place.alice.slash(place.channel, "mydata delete"))


async def test_what_is_kept_is_handed_out_as_a_file(simcord_env: simcord.Env) -> None:
    newsroom = a_newsroom(simcord_env)
    await newsroom.ask(newsroom.bob, WORDS)

    out = await newsroom.bob.slash(newsroom.channel, "mydata export")

    (file,) = [attachment for message in messages(out) for attachment in message.attachments]
    kept = json.loads(await file.read())
    assert WORDS in json.dumps(kept)


async def test_after_deletion_no_byte_of_the_text_or_the_id_is_left(
    simcord_env: simcord.Env, services: Services, tmp_path: Path
) -> None:
    newsroom = a_newsroom(simcord_env)
    await newsroom.ask(newsroom.bob, WORDS)
    await newsroom.ask(newsroom.carol, CUP)
    await newsroom.bob.send(newsroom.channel, f"{mention(simcord_env)} there are 5,000 US troops in Japan")
    kept = left_of(tmp_path / "record.db", WORDS, newsroom.bob.id)

    question = await newsroom.bob.slash(newsroom.channel, "mydata delete")
    assert question.response is not None
    await newsroom.bob.click(question.response, label="Delete my data")

    assert kept == [WORDS, newsroom.bob.id]
    assert left_of(tmp_path / "record.db", WORDS, newsroom.bob.id) == []
    assert left_of(tmp_path / "record.db", CUP, newsroom.carol.id) == [CUP, newsroom.carol.id]
    assert NOTHING_KEPT in answer(await newsroom.bob.slash(newsroom.channel, "mydata export"))
    assert (await services.storage.verify()).problems == ()


async def test_nobody_else_presses_the_button_that_deletes(simcord_env: simcord.Env) -> None:
    simcord_env.check_errors = False
    newsroom = a_newsroom(simcord_env)
    await newsroom.ask(newsroom.bob, WORDS)
    question = await newsroom.bob.slash(newsroom.channel, "mydata delete")
    assert question.response is not None
    shown = await newsroom.carol.slash(newsroom.channel, "claim search")
    assert shown.response is not None
    stored = shown.response._message  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    copied = custom_id(question.response, "Delete my data")
    button = {"type": 2, "id": 90, "style": 2, "label": "Copied", "custom_id": copied, "disabled": False}
    stored.components.append({"type": 1, "id": 91, "components": [button]})

    refused = await newsroom.carol.click(shown.response, label="Copied")
    kept = await newsroom.bob.slash(newsroom.channel, "mydata export")

    assert answer(refused) == str(NotYours())
    assert NOTHING_KEPT not in answer(kept)


async def test_who_opted_out_is_left_unanswered_until_they_take_it_back(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    asking = f"{mention(simcord_env)} there are 5,000 US troops in Japan"

    out = await place.alice.slash(place.channel, "optout")
    await place.alice.send(place.channel, asking)
    silent = place.said()
    own = await place.alice.slash(place.channel, "check", text="there are 5,000 US troops in Japan")
    back = await place.alice.slash(place.channel, "optout")
    await place.alice.send(place.channel, asking)

    assert (answer(out), answer(back)) == (OPTED_OUT, OPTED_IN)
    assert silent == []
    assert "Differs" in answer(own)
    assert len(place.said()) == 1


async def test_a_message_of_somebody_who_opted_out_is_not_checked_for_others(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    bob = place.guild.add_member(simcord_env.create_user("bob"))
    await place.alice.slash(place.channel, "optout")
    message = await place.alice.send(place.channel, "there are 5,000 US troops in Japan")

    checked = await bob.context_menu(place.channel, "Check this message", message)

    assert "Differs" not in answer(checked)
    assert checked.ephemeral
