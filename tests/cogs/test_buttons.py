import pytest
import simcord

from bot.client import Onrecord
from bot.services import Services
from bot.ui.buttons import GONE
from tests.cogs.talk import TROOPS, Place, a_place, add_claim, answer, labels, mention, messages, text_of

RESTARTED = pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])


async def maybe_restart(env: simcord.Env, services: Services, restarted: bool) -> None:
    if restarted:
        await env.restart_bot(Onrecord(services, shard_count=1))


@RESTARTED
async def test_share_posts_the_card_for_everybody_once(
    simcord_env: simcord.Env, services: Services, restarted: bool
) -> None:
    place = a_place(simcord_env)
    private = await place.alice.slash(place.channel, "check", text=TROOPS)
    assert private.response is not None
    shown = answer(private)
    await maybe_restart(simcord_env, services, restarted)

    shared = await place.alice.click(private.response, label="Share")

    (copy,) = shared.followups
    assert not copy.ephemeral
    assert text_of(copy.message) == shown == answer(private)
    assert labels(copy) == ["Source", "Other matches", "Not this claim", "Why?"]
    assert labels(private.response) == [*labels(copy), "Tell me if it changes"]


async def test_a_double_click_on_share_posts_one_copy(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    private = await place.alice.slash(place.channel, "check", text=TROOPS)
    assert private.response is not None
    bot = simcord_env.bot
    assert isinstance(bot, Onrecord)
    bot.shared[private.response.id] = None

    again = await place.alice.click(private.response, label="Share")

    assert again.acknowledged
    assert again.followups == []


@RESTARTED
async def test_other_matches_lists_the_other_claims_privately(
    simcord_env: simcord.Env, services: Services, restarted: bool
) -> None:
    place = a_place(simcord_env)
    await place.alice.send(place.channel, f"{mention(simcord_env)} {TROOPS}")
    (post,) = place.posts()
    await maybe_restart(simcord_env, services, restarted)

    listed = await place.alice.click(post, label="Other matches")

    text = answer(listed)
    assert listed.ephemeral
    assert text.startswith("Other matches")
    assert "“" in text
    assert "28 July 2024" in text


@RESTARTED
async def test_pages_turn(simcord_env: simcord.Env, services: Services, restarted: bool) -> None:
    place = a_place(simcord_env)
    found = await place.alice.slash(place.channel, "claim search", query="japan")
    assert found.response is not None
    first = answer(found)
    await maybe_restart(simcord_env, services, restarted)

    await place.alice.click(found.response, label="Next")

    assert answer(found) != first
    assert "japan" in answer(found).casefold()


@pytest.mark.parametrize("label", ["Other matches", "Show"])
async def test_a_button_shows_nothing_of_another_server(
    simcord_env: simcord.Env, services: Services, label: str
) -> None:
    user = simcord_env.create_user("alice")
    one, two = a_place(simcord_env, "One", user=user), a_place(simcord_env, "Two", user=user)
    await add_claim(services, "otters", "Otters hold hands while they sleep.", one.guild.id)
    await add_claim(services, "otters-food", "Otters eat fish while they float.", one.guild.id)
    custom_id = await _custom_id(one, label)

    pressed = await _press_copy(two, custom_id)

    assert answer(pressed) == GONE


async def _custom_id(place: Place, label: str) -> str:
    if label == "Show":
        shown = await place.alice.slash(place.channel, "claim search", query="otters")
    else:
        shown = await place.alice.slash(place.channel, "check", text="Otters hold hands while they sleep.")
    for message in messages(shown):
        for component in _walk(message.components):
            if component.get("label") == label:
                return str(component["custom_id"])
    raise AssertionError(label)


def _walk(components: list[dict[str, object]]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for component in components:
        found.append(component)
        accessory, children = component.get("accessory"), component.get("components")
        found += _walk([accessory]) if isinstance(accessory, dict) else []  # pyright: ignore[reportUnknownArgumentType]
        found += _walk(children) if isinstance(children, list) else []  # pyright: ignore[reportUnknownArgumentType]
    return found


async def _press_copy(place: Place, custom_id: str) -> simcord.InteractionResult:
    """Press, in this server, a button whose custom id was copied from another one's message."""
    shown = await place.alice.slash(place.channel, "claim search")
    assert shown.response is not None
    stored = shown.response._message  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    button = {"type": 2, "id": 90, "style": 2, "label": "Copied", "custom_id": custom_id, "disabled": False}
    stored.components.append({"type": 1, "id": 91, "components": [button]})
    return await place.alice.click(shown.response, label="Copied")
