"""The button that explains an answer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import simcord
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.client import Onrecord
from bot.explaining import explanation_of
from bot.matching.statement import Statement
from bot.services import Services
from bot.ui.buttons import GONE
from bot.ui.explanations import CHANGED, CUT, NOT_READABLE, explanation_card
from bot.ui.text import width
from storage.models import EVERYWHERE, Act, Citation, Claim, ClaimStatus, Entry, Source
from tests.cogs.talk import TROOPS, Place, a_place, add_claim, answer, mention
from tests.factories import a_claim

RESTARTED = pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
OTTERS = "Otters hold hands while they sleep."


@RESTARTED
async def test_why_explains_an_answer_only_to_whoever_presses(
    simcord_env: simcord.Env, services: Services, restarted: bool
) -> None:
    place = a_place(simcord_env)
    bob = place.guild.add_member(simcord_env.create_user("bob"))
    await place.alice.send(place.channel, f"{mention(simcord_env)} hello, {TROOPS}")
    (post,) = place.posts()
    if restarted:
        await simcord_env.restart_bot(Onrecord(services, shard_count=1))

    pressed = await bob.click(post, label="Why?")

    text = answer(pressed)
    assert pressed.ephemeral
    assert "Not as recorded: number" in text
    assert "troops → troops (1.00)" in text
    assert "differs – your message: 5,000 · on record: More than 50,000" in text
    assert len(place.posts()) == 1


async def test_why_works_on_a_private_answer_and_on_its_shared_copy(simcord_env: simcord.Env) -> None:
    place = a_place(simcord_env)
    private = await place.alice.slash(place.channel, "check", text=TROOPS)
    assert private.response is not None
    shared = await place.alice.click(private.response, label="Share")

    first = answer(await place.alice.click(private.response, label="Why?"))
    second = answer(await place.alice.click(shared.followups[0], label="Why?"))

    assert first == second
    assert TROOPS in first


@pytest.mark.parametrize(
    "text",
    [
        "otters *hold* hands_while they “sleep” <@1> @everyone",
        f"are otters sleeping \n while\u200b they hold hands, {'and float ' * 30}?",
    ],
)
async def test_a_statement_is_read_back_from_the_card_whatever_it_is(
    simcord_env: simcord.Env, services: Services, text: str
) -> None:
    place = await _with_otters(simcord_env, services)
    asked = await place.alice.slash(place.channel, "check", text=text)
    assert asked.response is not None

    pressed = await place.alice.click(asked.response, label="Why?")

    assert "On record" in answer(pressed) or "nearest on record" in answer(pressed)
    assert NOT_READABLE not in answer(pressed)


async def test_a_statement_that_the_card_cut_cannot_be_explained(simcord_env: simcord.Env, services: Services) -> None:
    place = a_place(simcord_env)
    crowded = tuple(Citation(Source(name, note="Odd. " * 200), f"{name} floats. " * 90) for name in "ABC")
    await _save(services, a_claim(key="otters", text=OTTERS, note="It is long. " * 300, citations=crowded))
    asked = await place.alice.slash(place.channel, "check", text=f"Otters hold hands while they{' sleep' * 90}")
    assert asked.response is not None
    assert "Checked: “Otters" in answer(asked)

    assert answer(await place.alice.click(asked.response, label="Why?")) == NOT_READABLE


async def test_a_claim_that_was_changed_or_retracted_since_is_said_to_be(
    simcord_env: simcord.Env, services: Services
) -> None:
    place = await _with_otters(simcord_env, services)
    asked = await place.alice.slash(place.channel, "check", text=OTTERS)
    assert asked.response is not None

    await _save(services, a_claim(key="otters", text="Otters never hold hands."))
    changed = answer(await place.alice.click(asked.response, label="Why?"))
    await _save(services, a_claim(key="otters", text=OTTERS, status=ClaimStatus.RETRACTED))
    retracted = answer(await place.alice.click(asked.response, label="Why?"))

    assert changed.startswith(CHANGED.removeprefix("-# "))
    assert "Otters never hold hands." in changed
    assert retracted == GONE


WORDS = st.lists(
    st.sampled_from(["*bold*", "Otters", "@everyone", "50,000", "🦊", "not", "<@1>", "x" * 300]), max_size=90
)


@given(WORDS, WORDS, st.booleans())
def test_an_explanation_always_fits_a_message(said: list[str], recorded: list[str], changed: bool) -> None:
    entry = Entry(1, EVERYWHERE, 1, a_claim(text=" ".join(["Otters", *recorded])[:1_000]))
    others = [replace(entry, id=number, claim=replace(entry.claim, key=str(number) * 99)) for number in range(2, 5)]
    explanation = explanation_of(Statement(" ".join(["Otters", *said])[:600]), entry, others)

    card = explanation_card(explanation, changed=changed)

    texts = [item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay)]
    assert sum(map(width, texts)) <= 4_000
    assert "**Why**" in texts[changed]
    assert texts[-1] == CUT or any("Scores" in text for text in texts)


async def _with_otters(env: simcord.Env, services: Services) -> Place:
    await add_claim(services, "otters", OTTERS)
    return a_place(env)


async def _save(services: Services, claim: Claim) -> None:
    await services.storage.claims.save([claim], EVERYWHERE, Act("test", datetime.now(UTC), "a test"))
