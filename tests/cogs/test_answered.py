"""What members may say about an answer: that it is about something else, and that they want to be told of changes."""

import discord
import pytest
import simcord

from bot.services import Services
from bot.ui.answered import FROM_NOW_ON, WILL_BE_TOLD
from storage.models import Scope
from tests.cogs.queues import Newsroom, a_newsroom
from tests.cogs.talk import TROOPS, add_claim, answer, labels, mention, text_of
from tests.factories import a_claim, an_act

OTTERS = "Otters of Lake Mirr number 340 animals."
SAID = "the otters of Lake Mirr number 340 animals"
OTHERWISE = "Lake Mirr has 340 otters, these animals"


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


@pytest.fixture(autouse=True)
async def otters(newsroom: Newsroom, services: Services) -> None:
    await add_claim(services, "otters", OTTERS, newsroom.guild.id)


async def check(newsroom: Newsroom, said: str = SAID) -> simcord.InteractionResult:
    return await newsroom.bob.slash(newsroom.channel, "check", text=said)


class TestNotThisClaim:
    async def test_it_takes_effect_at_once_on_the_card_and_for_everybody_here(self, newsroom: Newsroom) -> None:
        asked = await check(newsroom)
        assert asked.response is not None
        before = answer(asked)

        pressed = await newsroom.bob.click(asked.response, label="Not this claim")

        assert "Agrees with the record" in before
        assert text_of(asked.response.message).startswith("Nothing on record")
        assert answer(pressed).endswith(FROM_NOW_ON)
        assert "Nothing on record" in answer(await newsroom.carol.slash(newsroom.channel, "check", text=SAID))

    async def test_the_same_wording_in_other_letters_is_meant_and_other_wordings_still_match(
        self, newsroom: Newsroom
    ) -> None:
        asked = await check(newsroom)
        assert asked.response is not None
        await newsroom.bob.click(asked.response, label="Not this claim")

        assert "Nothing on record" in answer(await check(newsroom, f"  {SAID.upper()}!"))
        assert OTTERS in answer(await check(newsroom, OTHERWISE))
        assert OTTERS in answer(await check(newsroom, "Otters of Lake Mirr number 12 animals"))

    async def test_other_servers_are_not_concerned(self, newsroom: Newsroom) -> None:
        asked = await check(newsroom, TROOPS)
        assert asked.response is not None
        await newsroom.bob.click(asked.response, label="Not this claim")
        other = a_newsroom(newsroom.env, "Elsewhere")

        assert "Differs from the record" not in answer(await check(newsroom, TROOPS))
        assert "Differs from the record" in answer(await check(other, TROOPS))

    async def test_the_askers_own_public_answer_gives_way_too(self, newsroom: Newsroom, services: Services) -> None:
        await newsroom.bob.send(newsroom.channel, f"{mention(newsroom.env)} {SAID}")
        by_command = await newsroom.bob.slash(newsroom.channel, "check", text=SAID, public=True)
        reply, command = (message for message in newsroom.channel.history() if message.author.bot)
        assert by_command.response is not None

        await newsroom.bob.click(reply, label="Not this claim")
        await newsroom.bob.click(command, label="Not this claim")

        posts = [message for message in newsroom.channel.history() if message.author.bot]
        assert [text_of(message).splitlines()[0] for message in posts] == ["Nothing on record about that."] * 2
        postings = [await services.storage.postings.by_id(message.id) for message in posts]
        assert [one and one.claim_id for one in postings] == [None, None]

    async def test_what_others_were_answered_stays(self, newsroom: Newsroom) -> None:
        await newsroom.bob.send(newsroom.channel, f"{mention(newsroom.env)} {SAID}")
        (post,) = (message for message in newsroom.channel.history() if message.author.bot)

        pressed = await newsroom.carol.click(post, label="Not this claim")

        (post,) = (message for message in newsroom.channel.history() if message.author.bot)
        assert answer(pressed) == FROM_NOW_ON
        assert "Agrees with the record" in text_of(post)
        assert "Nothing on record" in answer(await check(newsroom))

    async def test_it_is_not_offered_where_there_is_no_server(self, simcord_env: simcord.Env) -> None:
        dora = simcord_env.create_user("dora")
        asked = await dora.slash("check", text=TROOPS)
        assert asked.response is not None

        assert "Not this claim" not in labels(asked.response)

    async def test_who_did_it_stands_in_the_audit_log(self, newsroom: Newsroom, services: Services) -> None:
        asked = await check(newsroom)
        assert asked.response is not None
        await newsroom.bob.click(asked.response, label="Not this claim")

        (deed,) = await services.storage.servers.deeds(Scope(newsroom.guild.id), limit=5)

        assert (deed.what, deed.by) == ("not this claim", f"discord:{newsroom.bob.id}")


class TestTell:
    async def test_one_watches_once_however_often_one_presses(self, newsroom: Newsroom, services: Services) -> None:
        asked = await check(newsroom)
        assert asked.response is not None

        said = [answer(await newsroom.bob.click(asked.response, label="Tell me if it changes")) for _ in range(3)]

        assert said == [WILL_BE_TOLD] * 3
        entry = await services.storage.claims.by_key("otters", Scope(newsroom.guild.id))
        assert entry is not None
        await services.storage.claims.save(
            [a_claim(key="otters", text="Otters number 12.")], Scope(newsroom.guild.id), an_act()
        )
        owed = await services.storage.postings.owed(5)
        assert [one.person for one in owed] == [newsroom.bob.id]

    async def test_what_changed_before_the_press_is_told_too(self, newsroom: Newsroom, services: Services) -> None:
        asked = await check(newsroom)
        assert asked.response is not None
        claim = a_claim(key="otters", text="Otters of Lake Mirr number 12 animals.")
        await services.storage.claims.save([claim], Scope(newsroom.guild.id), an_act())

        await newsroom.bob.click(asked.response, label="Tell me if it changes")

        (owed,) = await services.storage.postings.owed(5)
        assert (owed.shown.claim.text, owed.now.claim.text) == (OTTERS, claim.text)

    async def test_it_is_offered_to_the_asker_alone(self, newsroom: Newsroom) -> None:
        await newsroom.bob.send(newsroom.channel, f"{mention(newsroom.env)} {SAID}")
        (post,) = (message for message in newsroom.channel.history() if message.author.bot)
        private = await check(newsroom)
        assert private.response is not None

        assert "Tell me if it changes" not in labels(post)
        assert "Tell me if it changes" in labels(private.response)
        assert isinstance(private.response.message, discord.Message)
