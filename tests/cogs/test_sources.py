"""An article becomes a source with drafts, which editors accept, edit or skip one by one."""

import pytest
import simcord

from bot.client import Onrecord
from bot.services import Services
from storage.models import ClaimStatus, Scope
from tests.cogs.queues import Newsroom, a_newsroom
from tests.cogs.talk import add_claim, answer, labels, messages, text_of
from tests.cogs.test_editing import filled

ARTICLE = """The Harrow tunnel opens again

The Harrow tunnel is 4.2 kilometres long and was opened in 1911. Norway paid 310 million kroner for its repair in 2025.
Some 2,100 vehicles pass the Harrow tunnel on a working day, the county of Troms said.
"""
FORM = {"text": ARTICLE, "name": "The tunnel opens", "link": ""}


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


@pytest.fixture
def scope(newsroom: Newsroom) -> Scope:
    return Scope(newsroom.guild.id)


async def added(newsroom: Newsroom, **changes: str) -> simcord.InteractionResult:
    form = await newsroom.eve.slash(newsroom.channel, "source add")
    return await newsroom.eve.submit_modal(form, FORM | changes)


async def statuses(services: Services, scope: Scope) -> list[ClaimStatus]:
    return [entry.claim.status async for entry in services.storage.claims.own(scope)]


async def test_pasted_text_becomes_a_source_with_drafts_gone_through_one_by_one(
    newsroom: Newsroom, services: Services, scope: Scope
) -> None:
    card = await added(newsroom)
    assert card.response is not None
    first = answer(card)
    shown = labels(card.response)

    await newsroom.eve.click(card.response, label="Accept")
    second = answer(card)
    await newsroom.eve.click(card.response, label="Skip")
    third = answer(card)
    asked = await newsroom.bob.slash(newsroom.channel, "check", text="Norway paid 310 million kroner for the tunnel")

    assert card.ephemeral
    assert "3 new drafts" in first
    assert "Draft 1 of 3" in first
    assert shown[:3] == ["Accept", "Edit", "Skip"]
    assert "Published: “" in second
    assert "Draft 1 of 2 · 1 published · 0 skipped" in second
    assert "Skipped: “" in third
    assert sorted(await statuses(services, scope)) == ["draft", "published", "retracted"]
    assert "The tunnel opens" in answer(asked) or "Nothing on record" in answer(asked)


async def test_a_draft_is_edited_in_the_form_and_accepted_with_that(
    newsroom: Newsroom, services: Services, scope: Scope
) -> None:
    card = await added(newsroom)
    assert card.response is not None

    form = await newsroom.eve.click(card.response, label="Edit")
    await newsroom.eve.submit_modal(form, filled(form, claim="The Harrow tunnel was opened in 1911."))

    assert "Published: “The Harrow tunnel was opened in 1911.”" in answer(card)
    assert "published" in await statuses(services, scope)


async def test_drafts_turn_and_a_button_outlives_a_restart(
    simcord_env: simcord.Env, newsroom: Newsroom, services: Services
) -> None:
    card = await added(newsroom)
    assert card.response is not None
    await simcord_env.restart_bot(Onrecord(services, shard_count=1))

    await newsroom.eve.click(card.response, label="Next draft")

    assert "Draft 2 of 3" in answer(card)


async def test_a_draft_that_contradicts_the_record_is_held_and_the_next_one_comes(
    newsroom: Newsroom, services: Services, scope: Scope
) -> None:
    await add_claim(services, "old", "The Harrow tunnel is 5.4 kilometres long.", newsroom.guild.id)
    card = await added(newsroom, text="The Harrow tunnel is 4.2 kilometres long, and lies in the county of Troms.")
    assert card.response is not None

    held = await newsroom.eve.click(card.response, label="Accept")

    assert "Held: “" in answer(card)
    assert any("contradicts a claim on record" in text_of(one.message) for one in messages(held))
    assert "draft" in await statuses(services, scope)


async def test_a_source_is_listed_shown_and_its_claims_too(newsroom: Newsroom) -> None:
    card = await added(newsroom)
    assert card.response is not None
    await newsroom.eve.click(card.response, label="Accept")

    listed = await newsroom.eve.slash(newsroom.channel, "source list")
    shown = await newsroom.eve.slash(newsroom.channel, "source show", source="tunnel opens")
    assert shown.response is not None
    claims = await newsroom.eve.click(shown.response, label="Claims")
    drafts = await newsroom.eve.click(shown.response, label="Drafts")
    suggested = await newsroom.eve.autocomplete(newsroom.channel, "source show", "source", "tunnel")

    assert "The tunnel opens" in answer(listed)
    assert "1 published claim cites it, 2 drafts wait." in answer(shown)
    assert "not looked up again since it was captured" in answer(shown)
    assert "Harrow" in answer(claims)
    assert "Draft 1 of 2" in answer(drafts)
    assert [one["name"] for one in suggested] == ["The tunnel opens"]


async def test_the_same_article_again_adds_nothing(newsroom: Newsroom, services: Services, scope: Scope) -> None:
    await added(newsroom)

    again = await added(newsroom)

    assert "0 new drafts" in answer(again)
    assert "3 sentences of it were on record already" in answer(again)
    assert len(await statuses(services, scope)) == 3


async def test_copies_of_one_text_count_as_one_independent_source(newsroom: Newsroom) -> None:
    await added(newsroom, link="https://one.example/tunnel", name="One")
    await added(newsroom, link="https://two.example/tunnel", name="Two")

    shown = await newsroom.eve.slash(newsroom.channel, "source show", source="Two")

    assert "count as one independent source" in answer(shown)
    assert "“One”" in answer(shown)


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"text": "  "}, "Paste the text"), ({"link": "nowhere"}, "no web address")],
)
async def test_a_form_that_cannot_be_is_refused_and_not_lost(
    newsroom: Newsroom, changes: dict[str, str], says: str
) -> None:
    refused = await added(newsroom, **changes)

    assert refused.response is not None
    assert says in answer(refused)
    assert labels(refused.response) == ["Correct it"]


@pytest.mark.parametrize("link", ["http://127.0.0.1/", "http://[::1]:80/", "file:///etc/passwd", "no link"])
async def test_a_link_that_leads_nowhere_public_is_refused_in_one_sentence(newsroom: Newsroom, link: str) -> None:
    newsroom.env.check_errors = False

    refused = await newsroom.eve.slash(newsroom.channel, "source add", link=link)

    assert len(answer(refused).splitlines()) == 1
    assert "address" in answer(refused)
    assert refused.ephemeral


async def test_nothing_of_another_servers_sources_is_shown(simcord_env: simcord.Env, newsroom: Newsroom) -> None:
    simcord_env.check_errors = False
    await added(newsroom)
    other = a_newsroom(simcord_env, "Elsewhere")

    listed = await other.eve.slash(other.channel, "source list")
    shown = await other.eve.slash(other.channel, "source show", source="The tunnel opens")

    assert "tunnel" not in answer(listed)
    assert "No source" in answer(shown)
