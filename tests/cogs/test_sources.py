"""An article becomes a source with drafts, which editors accept, edit or skip one by one."""

from dataclasses import replace

import discord
import pytest
import simcord
from discord import Message, ui

from bot.client import Onrecord
from bot.ingestion.articles import Articles
from bot.ingestion.page import LARGEST_FILE
from bot.keeping.desk import APPROVAL, ON, Desk
from bot.keeping.sourcing import add
from bot.services import Services
from bot.ui.source_drafts import NOTHING_WORTH
from storage.models import EVERYWHERE, ClaimStatus, Scope
from tests.cogs.queues import Newsroom, a_newsroom
from tests.cogs.talk import add_claim, answer, labels, messages, text_of
from tests.cogs.test_editing import filled
from tests.factories import an_act
from tests.ingestion.website import always, website

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


async def copied(newsroom: Newsroom, message: Message | simcord.ResponseMessage) -> Message:
    """Post a copy of a card, so that somebody else can press what they were never shown."""
    real = message.message if isinstance(message, simcord.ResponseMessage) else message
    channel = newsroom.bot.get_channel(newsroom.channel.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send(view=ui.LayoutView.from_message(real, timeout=None))


async def allowing(newsroom: Newsroom, services: Services, articles: Articles) -> None:
    """Start the bot anew with other addresses that it may fetch from."""
    await newsroom.env.restart_bot(Onrecord(replace(services, articles=articles), shard_count=1))


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
    assert "310 million kroner" in answer(asked)


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


class TestDrafts:
    async def test_the_last_one_leaves_a_way_back_to_the_source(self, newsroom: Newsroom) -> None:
        card = await added(newsroom)
        assert card.response is not None

        for _ in range(3):
            await newsroom.eve.click(card.response, label="Skip")

        assert "No drafts are left" in answer(card)
        assert "0 published · 3 skipped" in answer(card)
        assert labels(card.response) == ["About the source"]

    async def test_a_draft_dealt_with_by_somebody_else_is_said_and_the_next_one_comes(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        card, shown = await added(newsroom), await newsroom.eve.slash(newsroom.channel, "source show", source="tunnel")
        assert card.response is not None
        assert shown.response is not None
        one, two, three = [(await newsroom.eve.click(shown.response, label="Drafts")).response for _ in range(3)]
        assert one is not None
        assert two is not None
        assert three is not None

        await newsroom.eve.click(one, label="Accept")
        for late, label in ((card.response, "Accept"), (two, "Skip"), (three, "Edit")):
            await newsroom.eve.click(late, label=label)

            assert "That draft has been dealt with meanwhile: it is published." in text_of(late.message)
            assert "Draft 1 of 2" in text_of(late.message)
        assert sorted(await statuses(services, scope)) == ["draft", "draft", "published"]

    async def test_a_draft_seen_everywhere_becomes_the_servers_own_and_stays_one_elsewhere(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        articles = Articles()
        source = await by_terminal(services, articles)
        other = a_newsroom(newsroom.env, "Elsewhere")
        shown = await newsroom.eve.slash(newsroom.channel, "source show", source=str(source))
        elsewhere = await other.eve.slash(other.channel, "source show", source=str(source))
        assert shown.response is not None
        assert elsewhere.response is not None
        drafts = await newsroom.eve.click(shown.response, label="Drafts")
        assert drafts.response is not None
        await newsroom.eve.click(drafts.response, label="Next draft")

        await newsroom.eve.click(drafts.response, label="Accept")

        assert "Draft 2 of 2 · 1 published · 0 skipped" in answer(drafts)
        assert await statuses(services, scope) == [ClaimStatus.PUBLISHED]
        assert "Draft 1 of 3" in answer(await other.eve.click(elsewhere.response, label="Drafts"))

    async def test_a_second_editor_accepts_where_the_server_wants_one(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        newsroom.env.check_errors = False
        await services.storage.servers.choose(APPROVAL, ON, scope, an_act())
        card = await added(newsroom)
        assert card.response is not None

        refused = await newsroom.eve.click(card.response, label="Accept")

        assert "a second editor publishes what the first one wrote" in answer(refused)
        assert "Draft 1 of 3" in text_of(card.response.message)

    async def test_an_article_with_nothing_worth_checking_is_a_source_all_the_same(self, newsroom: Newsroom) -> None:
        card = await added(newsroom, text="It was nice there. What a day!")

        assert "Added, without drafts." in answer(card)
        assert NOTHING_WORTH.partition(".")[0] in answer(card)
        assert card.response is not None
        assert labels(card.response) == ["About the source"]

    async def test_half_a_character_in_a_text_is_replaced(self, newsroom: Newsroom) -> None:
        card = await added(newsroom, text=f"{ARTICLE} \ud83e")

        assert "Draft 1 of 3" in answer(card)

    async def test_a_form_that_changes_nothing_is_refused_and_not_lost(self, newsroom: Newsroom) -> None:
        card = await added(newsroom)
        assert card.response is not None
        form = await newsroom.eve.click(card.response, label="Edit")

        refused = await newsroom.eve.submit_modal(form, filled(form))

        assert "nothing was changed" in answer(refused)
        (offer,) = [one for one in messages(refused) if labels(one) == ["Correct it"]]
        again = await newsroom.eve.click(offer, label="Correct it")
        await newsroom.eve.submit_modal(again, filled(again, claim="The Harrow tunnel was opened in 1911."))

    async def test_markup_in_a_draft_is_shown_as_it_is(self, newsroom: Newsroom) -> None:
        card = await added(newsroom, text="The *Harrow* tunnel_is 4.2 kilometres long and @everyone paid 310 million.")
        assert card.response is not None

        await newsroom.eve.click(card.response, label="Skip")

        raw = str(
            [
                item.content
                for item in ui.LayoutView.from_message(card.response.message).walk_children()
                if isinstance(item, ui.TextDisplay)
            ]
        )
        assert r"“The \\*Harrow\\* tunnel\\_is" in raw
        assert "@everyone" not in raw


async def by_terminal(services: Services, articles: Articles) -> int:
    """Put an article on record for everybody, as ``onrecord ingest`` does, and return its source's id."""
    desk = Desk(services.storage, services.checker, articles, EVERYWHERE)
    async with website(always(ARTICLE, kind="text/plain")) as site:
        article = await Articles(site.allowed).at(site.url("/tunnel"))
    return (await add(desk, article, an_act())).source.id


class TestLinks:
    async def test_a_page_that_fetch_allow_names_becomes_a_source(self, newsroom: Newsroom, services: Services) -> None:
        async with website(always(ARTICLE, kind="text/plain")) as site:
            await allowing(newsroom, services, Articles(site.allowed))

            card = await newsroom.eve.slash(newsroom.channel, "source add", link=f" {site.url('/tunnel')} ")

        assert card.ephemeral
        assert "Drafts from “The Harrow tunnel opens again”" in answer(card)
        assert "Draft 1 of 3" in answer(card)
        assert site.visits == ["/tunnel"]

    async def test_a_card_tells_when_each_quote_was_last_seen(self, newsroom: Newsroom, services: Services) -> None:
        async with website(always(ARTICLE, kind="text/plain")) as site:
            await allowing(newsroom, services, Articles(site.allowed))
            await newsroom.eve.slash(newsroom.channel, "source add", link=site.url())
            shown = await newsroom.eve.slash(newsroom.channel, "source show", source="Harrow")
            assert shown.response is not None

            await newsroom.eve.click(shown.response, label="Read again")

        assert "the page says what was captured" in answer(shown)
        assert answer(shown).count("last seen on 1 January 2026") == 3

    async def test_a_link_that_nobody_answers_at_is_one_sentence(self, newsroom: Newsroom, services: Services) -> None:
        newsroom.env.check_errors = False
        async with website(always("")) as site:
            await allowing(newsroom, services, Articles(site.allowed))

        refused = await newsroom.eve.slash(newsroom.channel, "source add", link=site.url())

        assert answer(refused) == f"{site.url()} cannot be fetched: its server does not answer."


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "content"), [("a.TXT", ARTICLE), ("b.html", f"<html><body><article><p>{ARTICLE}</p></article>")]
    )
    async def test_an_attached_file_becomes_a_source(self, newsroom: Newsroom, name: str, content: str) -> None:
        card = await newsroom.eve.slash(newsroom.channel, "source add", file=(name, content.encode()))

        assert card.ephemeral
        assert "Draft 1 of 3" in answer(card)
        assert card.response is not None
        assert labels(card.response)[:3] == ["Accept", "Edit", "Skip"]

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("a.docx", b"PK", "'a.docx' is neither a .txt, a .html nor a .pdf file."),
            ("a.pdf", b"%PDF-1.4 and no more", "a.pdf cannot be read: it is damaged, or no PDF."),
            ("a.txt", b"", "a.txt cannot be read: it holds no text."),
            ("a.txt", b"a" * (LARGEST_FILE + 1), "'a.txt' is larger than 10 MB."),
        ],
        ids=["kind", "damaged", "empty", "large"],
    )
    async def test_a_bad_file_is_refused_in_one_sentence(
        self, newsroom: Newsroom, name: str, content: bytes, says: str
    ) -> None:
        newsroom.env.check_errors = False

        refused = await newsroom.eve.slash(newsroom.channel, "source add", file=(name, content))

        assert answer(refused) == says
        assert refused.ephemeral

    async def test_a_link_and_a_file_at_once_are_refused(self, newsroom: Newsroom) -> None:
        newsroom.env.check_errors = False

        refused = await newsroom.eve.slash(
            newsroom.channel, "source add", link="https://a.example/", file=("a.txt", b"a")
        )

        assert answer(refused) == "Give a link or a file, not both."


class TestList:
    async def test_pages_turn(self, newsroom: Newsroom) -> None:
        for number in range(7):
            await added(newsroom, name=f"Number {number}", text=f"Channel {number} took {number + 2} years to dig.")
        listed = await newsroom.eve.slash(newsroom.channel, "source list")
        assert listed.response is not None
        first = answer(listed)

        await newsroom.eve.click(listed.response, label="Next")

        assert "Number 6" in first
        assert "Number 0" not in first
        assert "Number 0" in answer(listed)
        assert "Number 6" not in answer(listed)

    async def test_a_name_of_several_offers_them(self, newsroom: Newsroom) -> None:
        for name in ("Tunnel one", "Tunnel two"):
            await added(newsroom, name=name)

        found = await newsroom.eve.slash(newsroom.channel, "source show", source="tunnel")
        assert found.response is not None
        buttons = [
            item.custom_id
            for item in ui.LayoutView.from_message(found.response.message).walk_children()
            if isinstance(item, ui.Button)
        ]
        shown = await newsroom.eve.click(found.response, custom_id=buttons[-1])

        assert "Which source do you mean?" in answer(found)
        assert len(buttons) == 2
        assert "characters captured" in answer(shown)


class TestRights:
    async def test_only_moderators_are_offered_it(self, newsroom: Newsroom) -> None:
        (command,) = [one for one in await newsroom.bot.tree.fetch_commands() if one.name == "source"]

        assert command.default_member_permissions == discord.Permissions(manage_messages=True)

    async def test_a_member_is_refused_every_command_in_one_sentence(self, newsroom: Newsroom) -> None:
        newsroom.env.check_errors = False
        (command,) = [one for one in await newsroom.bot.tree.fetch_commands() if one.name == "source"]
        newsroom.guild.set_command_permissions(command, {newsroom.bob: True})

        for name, fields in (("add", {}), ("show", {"source": "a"}), ("list", {})):
            refused = await newsroom.bob.slash(newsroom.channel, f"source {name}", **fields)

            assert answer(refused).startswith("Only this server's editors may do that")
            assert len(answer(refused).splitlines()) == 1
            assert refused.ephemeral

    async def test_a_member_cannot_press_what_an_editor_sees(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        newsroom.env.check_errors = False
        card = await added(newsroom)
        assert card.response is not None
        public = await copied(newsroom, card.response)

        for label in ("Accept", "Edit", "Skip", "Next draft", "About the source"):
            refused = await newsroom.bob.click(public, label=label)

            assert answer(refused).startswith("Only this server's editors may do that")
        assert await statuses(services, scope) == [ClaimStatus.DRAFT] * 3

    async def test_what_an_editor_did_stands_in_the_log(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        card = await added(newsroom)
        assert card.response is not None
        await newsroom.eve.click(card.response, label="Accept")
        await newsroom.eve.click(card.response, label="Skip")

        deeds = await services.storage.servers.deeds(scope, limit=10)

        assert {(deed.what, deed.by) for deed in deeds} == {
            (what, f"discord:{newsroom.eve.id}") for what in ("source added", "claim published", "draft skipped")
        }
