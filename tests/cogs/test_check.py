import discord
import pytest
import simcord

from bot import wording
from bot.cogs.check import NO_TEXT
from bot.services import Services
from tests.cogs.talk import CUP, TROOPS, a_place, answer, labels

#: Of the same words as a claim, and about something else.
NEAR = "28,500 US troops are stationed in South Korea"
LEAST = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
pytestmark = pytest.mark.simcord(approved_intents=LEAST)


async def test_check_answers_only_the_one_who_asks(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "check", text=TROOPS)

    text = answer(result)
    assert result.ephemeral
    assert "Differs from the record" in text
    assert "your message: 5,000 · on record: " in text.replace("only 5,000", "5,000")
    assert "ore than 50,000" in text
    assert "AP dateline" in text


async def test_check_answers_everybody_when_told_to(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "check", text=TROOPS, public=True)

    assert not result.ephemeral
    assert result.response is not None
    assert "Share" not in labels(result.response)


async def test_check_says_when_nothing_is_on_record(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "check", text=CUP)

    assert "Nothing on record" in answer(result)


async def test_check_names_the_claims_that_may_have_been_meant_and_shows_them(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "check", text=NEAR)
    assert result.response is not None
    listed = await place.alice.click(result.response, label="Other matches")

    assert result.ephemeral
    said, asked, offered = answer(result).splitlines()[:3]
    assert (said, asked, offered) == (wording.NOTHING, f"Checked: “{NEAR}”", "Did you mean one of these?")
    assert "More than 50,000 U.S. troops" in answer(result) + answer(listed)
    assert labels(result.response) == ["Other matches", "Ask the editors"]
    assert listed.ephemeral
    assert "“" in answer(listed)


async def test_check_without_a_claim_that_may_have_been_meant_only_says_so(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "check", text=CUP)

    assert answer(result) == f"{wording.NOTHING}\nChecked: “{CUP}”"
    assert result.response is not None
    assert labels(result.response) == ["Ask the editors"]


async def test_a_garbled_claim_is_shown_with_its_note_and_no_verdict(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "check", text="Russia shipped PAC-3 missiles to the US")

    text = answer(result)
    assert "without a verdict" in text
    assert "Note:" in text
    assert "garbled" in text


async def test_check_works_in_a_direct_message(simcord_env: simcord.Env) -> None:
    bob = simcord_env.create_user("bob")

    result = await bob.slash("check", text=TROOPS)

    assert "Differs from the record" in answer(result)


async def test_the_menu_checks_somebody_elses_message_privately(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    bob = place.guild.add_member(simcord_env.create_user("bob"))
    message = await bob.send(place.channel, TROOPS)

    result = await place.alice.context_menu(place.channel, "Check this message", message)

    assert result.ephemeral
    assert "Differs from the record" in answer(result)
    assert place.said() == []


async def test_the_menu_says_when_a_message_has_no_text(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    message = await place.alice.send(place.channel, attachments=[("cat.png", b"\x89PNG")])

    result = await place.alice.context_menu(place.channel, "Check this message", message)

    assert answer(result) == NO_TEXT


async def test_an_echoed_mass_mention_pings_nobody(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    await place.alice.slash(
        place.channel,
        "check",
        text=f"@everyone <@{place.alice.id}> there are only 5,000 US troops in Japan",
        public=True,
    )

    (post,) = place.posts()
    assert not post.mention_everyone
    assert post.mentions == []
    for request in simcord_env.http_requests:
        if request.method == "POST" and isinstance(body := request.json, dict) and "data" in body:
            assert body["data"]["allowed_mentions"]["parse"] == []


@pytest.mark.simcord(check_errors=False, approved_intents=LEAST)
async def test_an_unexpected_failure_is_apologised_for_in_one_sentence(
    simcord_env: simcord.Env, services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    place = a_place(simcord_env)
    await services.storage.close()

    result = await place.alice.slash(place.channel, "check", text=TROOPS)

    assert "Something went wrong" in answer(result)
    assert result.ephemeral
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
