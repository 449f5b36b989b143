import pytest
import simcord

from bot.services import Services
from tests.cogs.talk import Place, a_place, add_claim, answer, labels

KEY = "us-troops-japan"


async def test_show_shows_a_claim_by_its_key(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "claim show", claim=KEY)

    assert result.ephemeral
    assert "50,000" in answer(result)
    assert "AP dateline" in answer(result)
    assert result.response is not None
    assert labels(result.response) == ["Source", "Share"]


async def test_show_uses_the_one_claim_that_words_clearly_mean(simcord_env: simcord.Env, services: Services) -> None:
    place = a_place(simcord_env)
    await add_claim(services, "otters", "Otters hold hands while they sleep.")

    result = await place.alice.slash(place.channel, "claim show", claim="otters hands")

    assert "On record: Otters hold hands while they sleep." in answer(result)


async def test_show_offers_choices_when_words_mean_several_claims(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "claim show", claim="missile")

    assert "Which claim do you mean?" in answer(result)
    assert result.response is not None
    assert labels(result.response).count("Show") > 1


async def test_show_refuses_what_is_not_on_record_in_one_sentence(simcord_env: simcord.Env) -> None:
    simcord_env.check_errors = False
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "claim show", claim="zzz qqq")

    assert "No claim" in answer(result)
    assert "zzz qqq" in answer(result)
    assert result.ephemeral


async def test_a_choice_shows_the_claim_when_pressed(simcord_env: simcord.Env, services: Services) -> None:
    place = a_place(simcord_env)
    await add_claim(services, "otters", "Otters hold hands.")
    found = await place.alice.slash(place.channel, "claim search", query="otters")
    assert found.response is not None

    result = await place.alice.click(found.response, label="Show")

    assert "On record: Otters hold hands." in answer(result)
    assert result.ephemeral


async def test_search_turns_pages_both_ways(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    first = await place.alice.slash(place.channel, "claim search")
    assert first.response is not None
    shown = answer(first)

    await place.alice.click(first.response, label="Next")
    second = answer(first)
    await place.alice.click(first.response, label="Previous")

    assert second != shown
    assert answer(first) == shown


async def test_search_says_when_nothing_is_found(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)

    result = await place.alice.slash(place.channel, "claim search", query="zzz")

    assert "No claim is found." in answer(result)


@pytest.mark.parametrize("typed", ["", "troops", "us-troo", "a" * 100, '"*', "foo:bar AND -x", "\u202e"])
async def test_autocomplete_offers_keys_and_never_fails(simcord_env: simcord.Env, typed: str) -> None:
    place = a_place(simcord_env)

    choices = await place.alice.autocomplete(place.channel, "claim show", "claim", typed)

    assert len(choices) <= 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
    if typed in {"", "troops", "us-troo"}:
        assert choices
    for choice in choices[:1]:
        shown = await place.alice.slash(place.channel, "claim show", claim=choice["value"])
        assert "On record" in answer(shown)


async def test_the_commands_work_in_direct_messages(simcord_env: simcord.Env) -> None:
    bob = simcord_env.create_user("bob")

    assert "50,000" in answer(await bob.slash("claim show", claim=KEY))
    assert "Claims on record" in answer(await bob.slash("claim search", query="troops"))
    assert await bob.autocomplete("claim show", "claim", "troops")


class TestTwoServers:
    """Neither of two servers sees the other's claims, by any way in."""

    @pytest.fixture
    async def places(self, simcord_env: simcord.Env, services: Services) -> tuple[Place, Place]:
        user = simcord_env.create_user("alice")
        one, two = a_place(simcord_env, "One", user=user), a_place(simcord_env, "Two", user=user)
        await add_claim(services, "otters", "Otters of server one hold hands while they sleep.", one.guild.id)
        await add_claim(services, "badgers", "Badgers of server two dig tunnels under the hill.", two.guild.id)
        return one, two

    async def test_commands_and_autocomplete_keep_to_their_own(
        self, simcord_env: simcord.Env, places: tuple[Place, Place]
    ) -> None:
        simcord_env.check_errors = False
        one, two = places

        for place, own, other in ((one, "otters", "badgers"), (two, "badgers", "otters")):
            assert own in answer(await place.alice.slash(place.channel, "claim show", claim=own)).casefold()
            assert "No claim" in answer(await place.alice.slash(place.channel, "claim show", claim=other))
            found = answer(await place.alice.slash(place.channel, "claim search", query=other))
            assert "No claim is found" in found
            assert await place.alice.autocomplete(place.channel, "claim show", "claim", own)
            assert not await place.alice.autocomplete(place.channel, "claim show", "claim", other)
            assert "Agrees" in answer(await place.alice.slash(place.channel, "check", text=_SAID[own]))
            assert "Nothing on record" in answer(await place.alice.slash(place.channel, "check", text=_SAID[other]))

    async def test_a_direct_message_sees_neither(self, simcord_env: simcord.Env, places: tuple[Place, Place]) -> None:
        simcord_env.check_errors = False
        user = places[0].alice.user

        assert "Nothing on record" in answer(await user.slash("check", text=_SAID["otters"]))
        assert "No claim" in answer(await user.slash("claim show", claim="badgers"))
        assert not await user.autocomplete("claim show", "claim", "otters")


_SAID = {
    "otters": "Otters of server one hold hands while they sleep.",
    "badgers": "Badgers of server two dig tunnels under the hill.",
}
