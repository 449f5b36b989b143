import pytest
import simcord
from discord import Message, TextChannel, ui

from bot.client import Onrecord
from bot.services import Services
from bot.ui.closing import ANSWERED, CLOSED, DISMISSED, GONE, NoClaimNamed, NoReason
from bot.ui.queue import YOURS
from bot.ui.rights import EDITOR_ROLE
from bot.ui.waiting import DRAFTS, EMPTY, FLAGGED
from bot.upkeep import EVERY
from storage.models import ClaimStatus, Scope
from storage.questions import QuestionStatus
from tests.cogs.queues import CUP, Newsroom, a_newsroom, custom_id, direct_messages
from tests.cogs.talk import add_claim, answer, labels, text_of
from tests.factories import a_claim, an_act

OTTERS = "Otters hold hands while they sleep."
NONSENSE = ("zorp", "quux", "blarg", "frob", "wibble", "splunge", "gronk")


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


@pytest.fixture
def scope(newsroom: Newsroom) -> Scope:
    return Scope(newsroom.guild.id)


async def deeds(services: Services, scope: Scope) -> list[tuple[str, str]]:
    return [(deed.what, deed.by) for deed in await services.storage.servers.deeds(scope, limit=10)]


async def press(newsroom: Newsroom, card: Message, label: str, number: int = 0) -> simcord.InteractionResult:
    return await newsroom.eve.click(card, custom_id=custom_id(card, label, number))


def sentence(result: simcord.InteractionResult) -> str:
    """Return what was said beside the list, which is shown anew in its place."""
    return "\n".join(text_of(message.message) for message in result.followups)


class TestList:
    async def test_the_most_asked_come_first_with_how_many_asked_and_since_when(self, newsroom: Newsroom) -> None:
        await newsroom.ask(newsroom.bob, "how many otters live in the harbour?")
        await newsroom.ask(newsroom.bob)
        await newsroom.ask(newsroom.carol)

        shown = await newsroom.queue()

        lines = text_of(shown.message).splitlines()
        assert shown.ephemeral
        assert lines[1] == "2 open"
        assert lines[2] == f"1. {CUP}"
        assert lines[3].startswith("asked by 2 people · waiting since 1 January 2026")
        assert lines[4] == "2. how many otters live in the harbour?"
        assert labels(shown) == ["Answer", "Not checkable", "Take"] * 2

    async def test_an_empty_queue_says_so(self, newsroom: Newsroom) -> None:
        shown = await newsroom.queue()

        assert EMPTY in text_of(shown.message)
        assert labels(shown) == []

    async def test_a_plain_member_is_not_offered_it_and_is_refused_where_a_server_offers_it(
        self, newsroom: Newsroom
    ) -> None:
        with pytest.raises(simcord.SetupError):
            await newsroom.bob.slash(newsroom.channel, "queue")
        newsroom.env.check_errors = False
        commands = await newsroom.bot.tree.fetch_commands()
        newsroom.guild.set_command_permissions(
            next(one for one in commands if one.name == "queue"), {newsroom.bob: True}
        )

        refused = await newsroom.bob.slash(newsroom.channel, "queue")

        assert "Only this server's editors may do that" in answer(refused)

    async def test_pages_turn_and_the_last_one_is_shown_when_a_page_has_emptied(self, newsroom: Newsroom) -> None:
        for word in NONSENSE[:6]:
            await newsroom.ask(newsroom.bob, f"what is a {word}?")
        shown = await newsroom.queue()
        first = text_of(shown.message)

        await press(newsroom, shown.message, "Next")
        second = text_of(shown.message)
        form = await press(newsroom, shown.message, "Not checkable")
        await newsroom.eve.submit_modal(form, {"reason": "No such word."})

        assert "6. what is a splunge?" in second
        assert "splunge" not in first
        assert text_of(shown.message).splitlines()[2] == "1. what is a zorp?"
        assert "Next" not in labels(shown)

    async def test_what_else_waits_has_buttons(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        await services.storage.claims.save([a_claim(key="draft", status=ClaimStatus.DRAFT)], scope, an_act())

        shown = await newsroom.queue()

        assert DRAFTS in text_of(shown.message)
        assert FLAGGED not in text_of(shown.message)
        assert labels(shown) == ["Drafts"]
        assert custom_id(shown, "Drafts") == "onrecord:drafts:0"

    async def test_five_of_the_longest_questions_fit_a_page(self, newsroom: Newsroom) -> None:
        for number in range(6):
            await newsroom.ask(newsroom.bob, f"{NONSENSE[number]} {'*' * 990}")

        shown = await newsroom.queue()

        assert labels(shown).count("Answer") == 5
        assert labels(shown)[-2:] == ["Previous", "Next"]

    async def test_half_the_waits_are_told_once_a_question_was_closed(self, newsroom: Newsroom) -> None:
        await newsroom.ask(newsroom.bob)
        await newsroom.ask(newsroom.carol, "how many otters live in the harbour?")
        await newsroom.env.advance_time(3 * 3_600)
        shown = await newsroom.queue()

        form = await press(newsroom, shown.message, "Not checkable")
        await newsroom.eve.submit_modal(form, {"reason": "A matter of taste."})

        assert "1 open · half of the questions here were closed within 3 hours" in text_of(shown.message)


class TestTaking:
    @pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
    async def test_who_takes_a_question_is_shown(
        self, newsroom: Newsroom, services: Services, scope: Scope, restarted: bool
    ) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        if restarted:
            await newsroom.env.restart_bot(Onrecord(services, shard_count=1))

        taken = await press(newsroom, shown.message, "Take")

        assert sentence(taken) == YOURS
        assert f"taken by <@{newsroom.eve.id}>" in text_of(shown.message)
        assert await deeds(services, scope) == [("question taken", f"discord:{newsroom.eve.id}")]

    async def test_taking_it_again_changes_nothing(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        await press(newsroom, shown.message, "Take")

        again = await press(newsroom, shown.message, "Take")

        assert sentence(again) == YOURS
        assert len(await deeds(services, scope)) == 1

    async def test_taking_over_names_who_had_it(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        await newsroom.ask(newsroom.bob)
        act = an_act("")
        await services.storage.questions.take(1, scope, act)
        shown = await newsroom.queue()

        taken = await press(newsroom, shown.message, "Take")

        assert sentence(taken) == "You have it now; editor had taken it before."

    async def test_a_member_without_the_right_cannot_press(self, newsroom: Newsroom) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        card = await copied(newsroom, shown.message)

        for label in ("Take", "Answer", "Not checkable"):
            refused = await newsroom.bob.click(card, label=label)

            assert "Only this server's editors may do that" in answer(refused)

    async def test_the_question_of_another_server_is_not_found(self, newsroom: Newsroom) -> None:
        elsewhere = a_newsroom(newsroom.env, "Elsewhere")
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()

        for label in ("Take", "Answer", "Not checkable"):
            card = await copied(elsewhere, shown.message)
            refused = await elsewhere.eve.click(card, label=label)

            assert sentence(refused) == GONE
            assert EMPTY in text_of(elsewhere.channel.history()[-1])


async def copied(newsroom: Newsroom, message: Message) -> Message:
    """Post a copy of a card, so that somebody else can press what they were never shown."""
    channel = newsroom.bot.get_channel(newsroom.channel.id)
    assert isinstance(channel, TextChannel)
    return await channel.send(view=ui.LayoutView.from_message(message, timeout=None))


class TestAnswering:
    @pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
    @pytest.mark.parametrize("written", ["otters", "otters hold hands"])
    async def test_a_claim_by_its_key_or_words_closes_the_question_and_the_asker_is_told(
        self, newsroom: Newsroom, services: Services, scope: Scope, *, written: str, restarted: bool
    ) -> None:
        await newsroom.ask(newsroom.bob)
        await add_claim(services, "otters", OTTERS, newsroom.guild.id)
        shown = await newsroom.queue()
        if restarted:
            await newsroom.env.restart_bot(Onrecord(services, shard_count=1))

        form = await press(newsroom, shown.message, "Answer")
        done = await newsroom.eve.submit_modal(form, {"claim": written})
        await newsroom.env.advance_time(EVERY)

        assert sentence(done) == ANSWERED
        assert EMPTY in text_of(shown.message)
        assert await deeds(services, scope) == [("question answered", f"discord:{newsroom.eve.id}")]
        (told,) = direct_messages(newsroom.bob)
        assert OTTERS in told

    async def test_the_closest_claims_can_be_picked(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        await newsroom.ask(newsroom.bob, "which animal sleeps holding whose hands?")
        await add_claim(services, "otters", OTTERS, newsroom.guild.id)
        shown = await newsroom.queue()

        form = await press(newsroom, shown.message, "Answer")
        assert form.modal is not None
        options = form.modal["components"][2]["component"]["options"]
        done = await newsroom.eve.submit_modal(form, {"pick": [options[0]["value"]]})

        assert options[0]["label"] == OTTERS
        assert sentence(done) == ANSWERED
        closed = await services.storage.questions.by_id(1, scope)
        assert closed
        assert closed.status is QuestionStatus.ANSWERED

    async def test_an_unclear_claim_is_refused_with_the_candidates_and_the_form_comes_back(
        self, newsroom: Newsroom, services: Services
    ) -> None:
        await newsroom.ask(newsroom.bob)
        await add_claim(services, "otters", OTTERS, newsroom.guild.id)
        shown = await newsroom.queue()
        form = await press(newsroom, shown.message, "Answer")

        refused = await newsroom.eve.submit_modal(form, {"claim": "missile"})

        assert "That may mean several claims" in answer(refused)
        assert "missile" in answer(refused)
        (offer,) = refused.followups
        again = await newsroom.eve.click(offer, label="Correct it")
        assert again.modal is not None
        assert again.modal["components"][1]["component"]["value"] == "missile"
        done = await newsroom.eve.submit_modal(again, {"claim": "otters"})
        assert ANSWERED in answer(done)

    @pytest.mark.parametrize(("written", "refusal"), [("", str(NoClaimNamed())), ("zzz qqq", "No claim 'zzz qqq'")])
    async def test_without_a_claim_it_is_refused(self, newsroom: Newsroom, written: str, refusal: str) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        form = await press(newsroom, shown.message, "Answer")

        refused = await newsroom.eve.submit_modal(form, {"claim": written})

        assert refusal in answer(refused)

    async def test_a_draft_answers_nothing(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        await newsroom.ask(newsroom.bob)
        draft = a_claim(key="otters", text=OTTERS, status=ClaimStatus.DRAFT)
        await services.storage.claims.save([draft], scope, an_act())
        shown = await newsroom.queue()
        form = await press(newsroom, shown.message, "Answer")

        refused = await newsroom.eve.submit_modal(form, {"claim": "otters"})

        assert ANSWERED not in answer(refused)


class TestClosing:
    async def test_a_question_that_cannot_be_checked_needs_a_reason(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        form = await press(newsroom, shown.message, "Not checkable")

        refused = await newsroom.eve.submit_modal(form, {"reason": " "})
        assert str(NoReason()) in answer(refused)
        again = await newsroom.eve.click(refused.followups[0], label="Correct it")
        done = await newsroom.eve.submit_modal(again, {"reason": "A matter of @everyone's taste."})
        await newsroom.env.advance_time(EVERY)

        assert DISMISSED in answer(done)
        assert await deeds(services, scope) == [("question not checkable", f"discord:{newsroom.eve.id}")]
        (told,) = direct_messages(newsroom.bob)
        assert "The editors say that this cannot be checked: A matter of @everyone's taste." in told

    @pytest.mark.parametrize("label", ["Take", "Answer", "Not checkable"])
    async def test_a_question_closed_meanwhile_is_said_and_the_list_is_refreshed(
        self, newsroom: Newsroom, services: Services, scope: Scope, label: str
    ) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        await services.storage.questions.dismiss(1, scope, an_act())

        pressed = await press(newsroom, shown.message, label)

        assert sentence(pressed) == CLOSED
        assert EMPTY in text_of(shown.message)

    async def test_a_form_sent_twice_closes_once(self, newsroom: Newsroom, services: Services, scope: Scope) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        one, two = [await press(newsroom, shown.message, "Not checkable") for _ in range(2)]

        first = await newsroom.eve.submit_modal(one, {"reason": "A matter of taste."})
        second = await newsroom.eve.submit_modal(two, {"reason": "A matter of taste."})

        assert (sentence(first), sentence(second)) == (DISMISSED, CLOSED)
        assert len(await deeds(services, scope)) == 1

    async def test_a_question_taken_back_meanwhile_is_said(self, newsroom: Newsroom, services: Services) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        form = await press(newsroom, shown.message, "Not checkable")
        await services.storage.people.delete(newsroom.bob.id)

        done = await newsroom.eve.submit_modal(form, {"reason": "A matter of taste."})

        assert sentence(done) == GONE
        assert EMPTY in text_of(shown.message)

    async def test_the_right_is_asked_for_again_when_the_form_is_sent(
        self, newsroom: Newsroom, services: Services, scope: Scope
    ) -> None:
        await newsroom.ask(newsroom.bob)
        shown = await newsroom.queue()
        form = await press(newsroom, shown.message, "Not checkable")
        others = newsroom.guild.create_role("others")
        await services.storage.servers.choose(EDITOR_ROLE, str(others.id), scope, an_act())

        refused = await newsroom.eve.submit_modal(form, {"reason": "A matter of taste."})

        assert "Only this server's editors may do that" in answer(refused)
