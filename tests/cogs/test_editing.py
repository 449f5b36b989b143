"""Editors keep claims in Discord: entered, held, settled, changed, rated, retracted and restored."""

from dataclasses import replace

import discord
import pytest
import simcord

from bot.cogs.adding import drafted
from bot.cogs.editing import NoReason
from bot.keeping.desk import APPROVAL, ON
from bot.services import Services
from storage.models import ClaimStatus, Entry, LinkKind, Rating, Scope
from storage.servers import ServerStore
from tests.cogs.queues import Newsroom, a_newsroom
from tests.cogs.talk import add_claim, answer, labels, text_of
from tests.factories import an_act

OTTERS = "Otters of Lake Mirr number 340 animals."
KEY = "otters"


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


@pytest.fixture
def scope(newsroom: Newsroom) -> Scope:
    return Scope(newsroom.guild.id)


@pytest.fixture
async def otters(newsroom: Newsroom, services: Services) -> None:
    await add_claim(services, KEY, OTTERS, newsroom.guild.id)


def filled(form: simcord.InteractionResult, **changes: str) -> dict[str, str]:
    """Return the fields of a form as they are shown, with changes, as a person's client sends them."""
    assert form.modal is not None
    parts = [part["component"] for part in form.modal["components"] if "component" in part]
    return {str(part["custom_id"]): str(part.get("value") or "") for part in parts} | changes


async def stands(services: Services, scope: Scope, key: str = KEY) -> Entry:
    entry = await services.storage.claims.by_key(key, scope)
    assert entry is not None
    return entry


async def add(newsroom: Newsroom, **fields: str) -> simcord.InteractionResult:
    form = await newsroom.eve.slash(newsroom.channel, "claim add")
    return await newsroom.eve.submit_modal(form, filled(form, **fields))


async def edited(newsroom: Newsroom, reason: str = "counted again", **fields: str) -> simcord.InteractionResult:
    form = await newsroom.eve.slash(newsroom.channel, "claim edit", claim=KEY, reason=reason)
    return await newsroom.eve.submit_modal(form, filled(form, **fields))


async def deeds(services: Services, scope: Scope) -> list[str]:
    store: ServerStore = services.storage.servers
    return [deed.what for deed in await store.deeds(scope, limit=20)]


class TestAdd:
    async def test_without_a_quote_it_is_a_draft_that_nothing_is_answered_with(self, newsroom: Newsroom) -> None:
        added = await add(newsroom, claim=OTTERS)
        asked = await newsroom.bob.slash(newsroom.channel, "check", text=OTTERS)

        assert answer(added).startswith("Draft")
        assert "a quote and a source" in answer(added)
        assert added.ephemeral
        assert "Nothing on record" in answer(asked)

    async def test_an_editor_finds_a_draft_by_its_key_and_a_member_does_not(self, newsroom: Newsroom) -> None:
        newsroom.env.check_errors = False
        added = await add(newsroom, claim=OTTERS)
        (key,) = [line.split()[1] for line in answer(added).splitlines() if line.startswith("Key: ")]

        shown = await newsroom.eve.slash(newsroom.channel, "claim show", claim=key)
        hidden = await newsroom.bob.slash(newsroom.channel, "claim show", claim=key)

        assert answer(shown).startswith("Draft")
        assert "No claim" in answer(hidden)

    async def test_a_quote_without_a_source_is_refused_and_the_form_comes_back_filled_in(
        self, newsroom: Newsroom
    ) -> None:
        refused = await add(newsroom, claim=OTTERS, quote="340 animals")
        assert refused.response is not None
        said = answer(refused)

        again = await newsroom.eve.click(refused.response, label="Correct it")
        kept = await newsroom.eve.submit_modal(again, filled(again, quote=""))

        assert "A quote needs a source" in said
        assert "Draft" in answer(kept)

    async def test_an_empty_claim_is_refused_in_one_sentence(self, newsroom: Newsroom) -> None:
        refused = await add(newsroom, claim="   ")

        assert "text" in answer(refused)
        assert len(answer(refused).splitlines()) <= 2

    async def test_what_nobody_sees_is_empty(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        refused = await add(newsroom, claim="\u200b\u2060 ")
        kept = await add(newsroom, claim=OTTERS, quote="\u200b", link="https://otters.example/a")

        assert "the text is empty" in answer(refused)
        assert "Draft" in answer(kept)
        assert [entry.claim.text for entry in await services.storage.claims.drafts(scope, limit=5)] == [OTTERS]

    @pytest.mark.usefixtures("otters")
    async def test_a_blank_reason_is_refused(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        newsroom.env.check_errors = False
        for name, fields in (
            ("retract", {"reason": "\u200b"}),
            ("restore", {"reason": " ", "version": 1}),
            ("edit", {"reason": "\n"}),
            ("rate", {"explanation": "\u200b", "rating": "false"}),
        ):
            refused = await newsroom.eve.slash(newsroom.channel, f"claim {name}", claim=KEY, **fields)

            assert answer(refused) == str(NoReason())
        assert (await stands(services, scope)).version == 1

    async def test_a_link_that_is_none_is_refused(self, newsroom: Newsroom) -> None:
        refused = await add(newsroom, claim=OTTERS, quote="340 animals", link="the paper")

        assert "http" in answer(refused)

    @pytest.mark.usefixtures("otters")
    async def test_a_claim_that_its_quote_contradicts_is_shown_with_both_values(self, newsroom: Newsroom) -> None:
        kept = await edited(newsroom, claim="Otters of Lake Mirr number 430 animals.")

        assert "Look again: Number – claim: 430 · its quote: 340" in answer(kept)

    async def test_what_the_bot_read_is_shown_and_can_be_corrected(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        added = await add(newsroom, claim=OTTERS)
        assert added.response is not None
        assert "340" in answer(added)

        form = await newsroom.eve.click(added.response, label="Correct particulars")
        await newsroom.eve.submit_modal(form, {"particulars": "name: Lake Mirr"})

        (draft,) = await services.storage.claims.drafts(scope, limit=5)
        assert [one.text for one in draft.claim.particulars] == ["Lake Mirr"]

    @pytest.mark.usefixtures("otters")
    async def test_particulars_that_cannot_be_read_are_refused_and_not_lost(self, newsroom: Newsroom) -> None:
        form = await newsroom.eve.slash(newsroom.channel, "claim particulars", claim=KEY)

        refused = await newsroom.eve.submit_modal(form, {"particulars": "what is this"})

        assert refused.response is not None
        assert labels(refused.response) == ["Correct it"]

    async def test_the_menu_fills_the_form_in_with_a_message_and_its_first_link(self, newsroom: Newsroom) -> None:
        said = f"{OTTERS} (see https://example.org/a, https://example.org/b)"
        message = await newsroom.bob.send(newsroom.channel, said)

        form = await newsroom.eve.context_menu(newsroom.channel, "Add as claim", message)

        assert form.modal is not None
        assert filled(form)["claim"] == drafted(said).text
        assert filled(form)["link"] == drafted(said).link == "https://example.org/a"
        assert drafted(said).text.startswith(OTTERS)
        assert "http" not in drafted(said).text


@pytest.mark.usefixtures("otters")
class TestHeld:
    OTHER = "Otters of Lake Mirr number 430 animals."

    async def held(self, newsroom: Newsroom, services: Services, scope: Scope) -> simcord.ResponseMessage:
        draft = await draft_of(services, scope, "rival", self.OTHER)
        listed = await newsroom.queue()
        drafts = await newsroom.eve.click(listed, label="Drafts")
        assert drafts.response is not None
        shown = await newsroom.eve.click(drafts.response, label="Show")
        assert shown.response is not None
        assert draft.claim.key in answer(shown)
        await newsroom.eve.click(shown.response, label="Publish")
        return shown.response

    async def test_a_draft_that_contradicts_the_record_is_held_with_both_values(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        card = await self.held(newsroom, services, scope)

        shown = text_of(card.message)
        assert "Held: it contradicts a claim on record" in shown
        assert "430" in shown
        assert "340" in shown
        assert (await stands(services, scope, "rival")).claim.status is ClaimStatus.DRAFT
        assert {"It supersedes", "Different scope", "Contested", "Not the same"} <= set(labels(card))

    async def test_what_supersedes_is_linked_and_the_older_one_is_answered_with_until_when(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        card = await self.held(newsroom, services, scope)

        await newsroom.eve.click(card, label="It supersedes")
        asked = await newsroom.bob.slash(newsroom.channel, "check", text=OTTERS)

        new, old = await stands(services, scope, "rival"), await stands(services, scope)
        assert new.claim.status is ClaimStatus.PUBLISHED
        assert [link.kind for link in new.claim.links] == [LinkKind.SUPERSEDES]
        assert [link.kind for link in old.claim.links] == [LinkKind.SUPERSEDED_BY]
        assert "until" in answer(asked).casefold()
        assert "430" in answer(asked)

    async def test_what_is_contested_is_answered_with_both_sides(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        card = await self.held(newsroom, services, scope)

        await newsroom.eve.click(card, label="Contested")
        asked = await newsroom.bob.slash(newsroom.channel, "check", text="how many otters live in Lake Mirr?")

        assert "340" in answer(asked)
        assert "430" in answer(asked)

    async def test_what_changed_meanwhile_is_not_settled(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        card = await self.held(newsroom, services, scope)
        await newsroom.eve.slash(newsroom.channel, "claim rate", claim=KEY, rating="true", explanation="Counted.")

        await newsroom.eve.click(card, label="It supersedes")

        assert "has changed meanwhile" in text_of(card.message)
        assert (await stands(services, scope, "rival")).claim.status is ClaimStatus.DRAFT


async def draft_of(services: Services, scope: Scope, key: str, text: str) -> Entry:
    await add_claim(services, key, text, scope.server_id)
    entry = await stands(services, scope, key)
    claims = [replace(entry.claim, status=ClaimStatus.DRAFT)]
    return (await services.storage.claims.save(claims, scope, an_act())).entries[0]


@pytest.mark.usefixtures("otters")
class TestChange:
    async def test_an_edit_is_a_new_version_and_the_history_shows_words_that_changed(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        kept = await edited(newsroom, wordings="There are 340 otters in Lake Mirr")
        history = await newsroom.bob.slash(newsroom.channel, "claim history", claim=KEY)

        assert "Published" in answer(kept)
        assert (await stands(services, scope)).version == 2
        assert "Version 2" in answer(history)
        assert "counted again" in answer(history)
        assert "There are 340 otters in Lake Mirr" in answer(history)

    async def test_a_form_that_was_overtaken_saves_nothing(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        form = await newsroom.eve.slash(newsroom.channel, "claim edit", claim=KEY, reason="a test")
        await newsroom.eve.slash(newsroom.channel, "claim rate", claim=KEY, rating="true", explanation="Counted.")

        refused = await newsroom.eve.submit_modal(form, filled(form, claimant="Ann Lee"))

        assert "was changed while you were editing" in answer(refused)
        assert (await stands(services, scope)).claim.claimant is None

    async def test_a_rating_counts_and_the_link_has_to_be_one(
        self, simcord_env: simcord.Env, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        simcord_env.check_errors = False
        options = {"claim": KEY, "rating": "mostly-false", "explanation": "It was a guess."}

        refused = await newsroom.eve.slash(newsroom.channel, "claim rate", **options, link="nowhere")
        rated = await newsroom.eve.slash(newsroom.channel, "claim rate", **options, link="https://example.org/r")
        asked = await newsroom.bob.slash(newsroom.channel, "check", text=OTTERS)

        assert "no web address" in answer(refused)
        assert "Rated mostly false: It was a guess." in answer(rated)
        assert (await stands(services, scope)).claim.rating is Rating.MOSTLY_FALSE
        assert "Differs" in answer(asked)

    async def test_retracted_is_not_answered_with_and_any_version_comes_back(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        retracted = await newsroom.eve.slash(newsroom.channel, "claim retract", claim=KEY, reason="another lake")
        silent = await newsroom.bob.slash(newsroom.channel, "check", text=OTTERS)
        restored = await newsroom.eve.slash(newsroom.channel, "claim restore", claim=KEY, version=1, reason="it was so")
        asked = await newsroom.bob.slash(newsroom.channel, "check", text=OTTERS)

        assert "Retracted" in answer(retracted)
        assert "Nothing on record" in answer(silent)
        assert "Version 1 restored" in answer(restored)
        assert "Agrees" in answer(asked)
        assert await deeds(services, scope) == ["claim restored", "claim retracted"]

    @pytest.mark.parametrize(
        ("command", "options", "says"),
        [
            ("claim restore", {"version": 9, "reason": "x"}, "has no version 9"),
            ("claim restore", {"version": 1, "reason": "x"}, "says that already"),
        ],
    )
    async def test_what_cannot_be_is_refused_in_one_sentence(
        self, newsroom: Newsroom, command: str, options: dict[str, str], says: str
    ) -> None:
        newsroom.env.check_errors = False

        refused = await newsroom.eve.slash(newsroom.channel, command, claim=KEY, **options)

        assert says in answer(refused)

    async def test_what_is_seen_everywhere_becomes_the_servers_own_copy(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        rated = await newsroom.eve.slash(
            newsroom.channel, "claim rate", claim="us-troops-japan", rating="true", explanation="Checked."
        )

        everybodys = await services.storage.claims.by_key("us-troops-japan", Scope())
        assert everybodys is not None
        assert "this server's own claim now" in answer(rated)
        assert everybodys.claim.rating is Rating.REPORTED
        assert (await stands(services, scope, "us-troops-japan")).claim.rating is Rating.TRUE


@pytest.mark.usefixtures("otters")
class TestApproval:
    @pytest.fixture(autouse=True)
    async def approval(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        newsroom.env.check_errors = False
        await services.storage.servers.choose(APPROVAL, ON, scope, an_act())

    async def test_an_edit_waits_and_the_claim_stays_as_it_is_until_then(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        waits = await edited(newsroom, claim="Otters of Lake Mirr number 430 animals.")

        asked = await newsroom.bob.slash(newsroom.channel, "check", text=OTTERS)
        assert "Draft" in answer(waits)
        assert "Agrees with the record" in answer(asked)
        assert (await stands(services, scope)).version == 1

    async def test_neither_the_form_nor_a_second_change_lets_its_writer_publish(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        waits = await edited(newsroom, wordings="340 otters live in Lake Mirr")
        assert waits.response is not None
        form = await newsroom.eve.click(waits.response, label="Edit")
        await newsroom.eve.submit_modal(form, filled(form, claimant="The lake office"))

        refused = await newsroom.eve.click(waits.response, label="Publish")

        assert "this is yours" in answer(refused)
        assert (await stands(services, scope)).version == 1

    async def test_going_back_to_a_version_waits_too(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await services.storage.claims.save(
            [replace((await stands(services, scope)).claim, text="Otters of Lake Mirr number 12 animals.")],
            scope,
            an_act(),
        )

        waits = await newsroom.eve.slash(newsroom.channel, "claim restore", claim=KEY, version=1, reason="a test")

        assert "second editor" in answer(waits)
        assert "number 12" in (await stands(services, scope)).claim.text

    async def test_settling_a_held_draft_publishes_none_of_ones_own(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        held = await edited(newsroom, claim="Otters of Lake Mirr number 340 animals in all.")
        (draft,) = await services.storage.claims.drafts(scope, limit=5)
        rival = await draft_of(services, scope, "rival", TestHeld.OTHER)
        form = await newsroom.eve.slash(newsroom.channel, "claim edit", claim="rival", reason="a test")
        card = await newsroom.eve.submit_modal(form, filled(form, claim="Otters of Lake Mirr number 431 animals."))
        assert card.response is not None

        await newsroom.eve.click(card.response, label="Contested")

        assert "Draft" in answer(held)
        assert (await stands(services, scope, draft.claim.key)).claim.status is ClaimStatus.DRAFT
        assert (await stands(services, scope, rival.claim.key)).claim.status is ClaimStatus.DRAFT

    async def test_a_second_editor_publishes_and_the_first_one_cannot(
        self, simcord_env: simcord.Env, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        waits = await edited(newsroom, wordings="340 otters live in Lake Mirr")
        assert waits.response is not None
        editors = newsroom.guild.create_role("more", permissions=discord.Permissions(manage_messages=True))
        ida = newsroom.guild.add_member(simcord_env.create_user("ida"), roles=[editors])

        own = await newsroom.eve.click(waits.response, label="Publish")
        listed = await ida.slash(newsroom.channel, "queue")
        assert listed.response is not None
        drafts = await ida.click(listed.response, label="Drafts")
        assert drafts.response is not None
        card = await ida.click(drafts.response, label="Show")
        assert card.response is not None
        await ida.click(card.response, label="Publish")

        assert "second editor" in answer(waits)
        assert "this is yours" in "\n".join(text_of(one.message) for one in own.followups) + answer(own)
        assert (await stands(services, scope)).claim.wordings == ("340 otters live in Lake Mirr",)
