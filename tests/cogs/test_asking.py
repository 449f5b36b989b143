import discord
import pytest
import simcord

from bot.client import Onrecord
from bot.cogs.queue import nonce
from bot.services import Services
from bot.ui.asking import AGAIN, ANSWERED, CONSENT, KNOWN, NOT_ANY_MORE, NOT_CHECKABLE, TOLD, NoEditors, NothingAsked
from bot.upkeep import EVERY
from storage.models import ClaimStatus, Scope
from storage.questions import OwedNotice, Question, QuestionStatus
from tests.cogs.queues import CUP, Newsroom, a_newsroom, direct_messages, unanswered_card
from tests.cogs.talk import add_claim, answer, text_of
from tests.factories import a_claim, an_act

OTTERS = "Otters hold hands while they sleep."
HOSTILE = (
    "# @everyone **x** [a](https://evil.example) <@&1>",
    "```" + "`" * 990,
    "👩‍👩‍👧‍👦" * 140,
    "\u202e" + "*" * 900,
    "*_~|" * 249,
)


@pytest.fixture
def newsroom(simcord_env: simcord.Env) -> Newsroom:
    return a_newsroom(simcord_env)


async def close(newsroom: Newsroom, services: Services, number: int, *, key: str | None = "otters") -> None:
    """Close a question by its id, with a claim or as not checkable."""
    scope, act = Scope(newsroom.guild.id), an_act("It is a matter of taste.")
    if key:
        entry = await services.storage.claims.by_key(key, scope)
        assert entry
        assert await services.storage.questions.answer(number, entry.id, scope, act)
    else:
        assert await services.storage.questions.dismiss(number, scope, act)


async def tell(newsroom: Newsroom) -> None:
    """Let the bot tell everybody who is owed a notice, in its next round."""
    await newsroom.env.advance_time(EVERY + 30)


class TestForm:
    async def test_the_form_begins_with_what_was_checked_and_says_what_is_kept(self, newsroom: Newsroom) -> None:
        card = await newsroom.unanswered("who **won** the cup final of 1998?")

        form = await newsroom.bob.click(card, label="Ask the editors")

        assert form.modal is not None
        question, wants, consent = form.modal["components"]
        assert form.modal["title"] == "Ask the editors"
        assert question["component"]["value"] == "who **won** the cup final of 1998?"
        assert wants["component"]["default"] is True
        assert consent["content"] == CONSENT
        assert "/mydata delete" in CONSENT

    async def test_a_statement_that_the_card_cut_begins_the_form_as_far_as_it_is_there(
        self, newsroom: Newsroom
    ) -> None:
        card = await newsroom.unanswered("who won the cup? " * 40)

        form = await newsroom.bob.click(card, label="Ask the editors")

        assert form.modal is not None
        assert form.modal["components"][0]["component"]["value"] == ("who won the cup? " * 36)[:598]

    async def test_the_form_opens_after_a_restart(self, newsroom: Newsroom, services: Services) -> None:
        card = await newsroom.unanswered()
        await newsroom.env.restart_bot(Onrecord(services, shard_count=1))

        form = await newsroom.bob.click(card, label="Ask the editors")
        done = await newsroom.bob.submit_modal(form, {"question": CUP})

        assert "number 1 of 1" in answer(done)

    async def test_without_words_the_form_is_offered_again_as_it_was(self, newsroom: Newsroom) -> None:
        done = await newsroom.ask(newsroom.bob, " \u202e\n ", wants=False)

        assert str(NothingAsked()) in answer(done)
        assert done.response is not None
        again = await newsroom.bob.click(done.response, label="Correct it")
        assert again.modal is not None
        assert again.modal["components"][1]["component"].get("default", False) is False

    async def test_where_there_are_no_editors_the_button_is_refused(self, simcord_env: simcord.Env) -> None:
        newsroom = a_newsroom(simcord_env)
        sent = await newsroom.bob.user.send_dm("hello")
        channel = await newsroom.bot.fetch_channel(sent.channel.id)
        assert isinstance(channel, discord.DMChannel)
        card = await channel.send(view=unanswered_card(CUP, newsroom.guild.id))

        refused = await newsroom.bob.user.click(card, label="Ask the editors")

        assert answer(refused) == str(NoEditors())


class TestSubmitting:
    async def test_the_asker_is_told_their_place_and_how_many_asked(self, newsroom: Newsroom) -> None:
        await newsroom.ask(newsroom.carol, "how many otters live in the harbour?")
        await newsroom.ask(newsroom.eve, "how many otters live in the harbour?")
        await newsroom.ask(newsroom.bob)

        done = await newsroom.ask(newsroom.carol, "Who won the Cup Final")

        assert answer(done) == f"Your question is number 2 of 2 in the queue, asked by 2 people. {TOLD}"
        assert done.ephemeral

    async def test_how_long_questions_waited_is_said_once_one_was_closed(
        self, newsroom: Newsroom, services: Services
    ) -> None:
        await newsroom.ask(newsroom.bob, "is pineapple good on pizza?", wants=False)
        await close(newsroom, services, 1, key=None)

        done = await newsroom.ask(newsroom.bob, wants=False)

        assert "Half of the questions here were closed within" in answer(done)

    async def test_asking_again_counts_once(self, newsroom: Newsroom) -> None:
        await newsroom.ask(newsroom.bob)

        done = await newsroom.ask(newsroom.bob)

        assert f"asked by 1 person. {AGAIN}" in answer(done)

    async def test_what_the_record_answers_by_now_is_shown_and_not_queued(
        self, newsroom: Newsroom, services: Services
    ) -> None:
        await add_claim(services, "otters", OTTERS, newsroom.guild.id)

        done = await newsroom.ask(newsroom.bob, OTTERS)

        assert KNOWN in answer(done)
        assert "Agrees with the record" in answer(done)
        assert done.ephemeral
        assert await services.storage.questions.count(Scope(newsroom.guild.id)) == 0

    async def test_nobody_who_is_mentioned_is_kept(self, newsroom: Newsroom, services: Services) -> None:
        other = "100000000000000042"
        text = f"did <@{other}> or <@!{other}> or <@\u200b{other}> win? https://discord.com/users/{other}"

        await newsroom.ask(newsroom.bob, text)

        (kept,) = await services.storage.questions.open(Scope(newsroom.guild.id), limit=5)
        assert kept.text == "did @somebody or @somebody or @somebody win? @somebody"

    @pytest.mark.parametrize("text", HOSTILE)
    async def test_a_hostile_question_is_shown_as_it_is(self, newsroom: Newsroom, text: str) -> None:
        await newsroom.ask(newsroom.bob, text)

        shown = await newsroom.queue()

        assert "1 open" in text_of(shown.message)
        assert not shown.message.mention_everyone
        assert not shown.message.role_mentions
        for label in ("Answer", "Not checkable"):
            form = await newsroom.eve.click(shown, label=label)
            assert form.modal

    async def test_another_server_sees_nothing_of_it(self, newsroom: Newsroom) -> None:
        elsewhere = a_newsroom(newsroom.env, "Elsewhere")
        await newsroom.ask(newsroom.bob)

        shown = await elsewhere.queue()

        assert "No question is waiting." in text_of(shown.message)


class TestNotices:
    async def test_whoever_wanted_to_know_gets_one_message_with_their_words_and_the_claim(
        self, newsroom: Newsroom, services: Services
    ) -> None:
        await newsroom.ask(newsroom.bob, "do otters hold anything?")
        await newsroom.ask(newsroom.carol, "Do otters hold anything", wants=False)
        await add_claim(services, "otters", OTTERS, newsroom.guild.id)
        await close(newsroom, services, 1)

        await tell(newsroom)
        await tell(newsroom)

        (told,) = direct_messages(newsroom.bob)
        assert f"You asked the editors in Newsroom: “do otters hold anything?”\n{ANSWERED}" in told
        assert f"On record: {OTTERS}" in told
        assert "The Gazette" in told
        assert direct_messages(newsroom.carol) == []

    async def test_what_cannot_be_checked_comes_with_the_reason(self, newsroom: Newsroom, services: Services) -> None:
        await newsroom.ask(newsroom.bob)
        await close(newsroom, services, 1, key=None)

        await tell(newsroom)

        (told,) = direct_messages(newsroom.bob)
        assert f"{NOT_CHECKABLE}It is a matter of taste." in told

    async def test_a_claim_that_was_retracted_since_is_not_shown(self, newsroom: Newsroom, services: Services) -> None:
        await newsroom.ask(newsroom.bob)
        scope = Scope(newsroom.guild.id)
        await services.storage.claims.save([a_claim(key="cup", text="The cup went north.")], scope, an_act())
        await close(newsroom, services, 1, key="cup")
        retracted = a_claim(key="cup", text="The cup went north.", status=ClaimStatus.RETRACTED)
        await services.storage.claims.save([retracted], scope, an_act())

        await tell(newsroom)

        (told,) = direct_messages(newsroom.bob)
        assert NOT_ANY_MORE in told

    async def test_notices_are_paced_and_a_restart_half_way_tells_nobody_twice(
        self, newsroom: Newsroom, services: Services
    ) -> None:
        askers = (newsroom.bob, newsroom.carol, newsroom.eve)
        for asker in askers:
            await newsroom.ask(asker)
        await close(newsroom, services, 1, key=None)
        await newsroom.env.advance_time(EVERY)
        before = [len(direct_messages(asker)) for asker in askers]

        await newsroom.env.restart_bot(Onrecord(services, shard_count=1))
        await newsroom.env.advance_time(30)

        assert sum(before) == 1
        assert [len(direct_messages(asker)) for asker in askers] == [1, 1, 1]

    async def test_somebody_who_takes_no_messages_is_not_tried_again_and_the_others_are_told(
        self, newsroom: Newsroom, services: Services, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO")
        await newsroom.bob.user.send_dm("hello")
        for asker in (newsroom.bob, newsroom.carol):
            await newsroom.ask(asker)
        await close(newsroom, services, 1, key=None)
        refuse(newsroom, status=403, code=50007)

        await tell(newsroom)

        assert [len(direct_messages(asker)) for asker in (newsroom.bob, newsroom.carol)] == [1, 1]
        assert await services.storage.questions.owed(5) == ()
        assert "an asker of question 1 cannot be told" in caplog.text
        assert CUP not in caplog.text
        assert str(newsroom.bob.id) not in caplog.text

    async def test_what_fails_for_another_reason_is_tried_again_in_the_next_round(
        self, newsroom: Newsroom, services: Services
    ) -> None:
        await newsroom.bob.user.send_dm("hello")
        already = len(direct_messages(newsroom.bob))
        await newsroom.ask(newsroom.bob)
        await close(newsroom, services, 1, key=None)
        refuse(newsroom, status=503, code=0)
        await newsroom.env.advance_time(EVERY)
        after_one = len(direct_messages(newsroom.bob)) - already

        await tell(newsroom)

        assert after_one == 0
        assert len(direct_messages(newsroom.bob)) - already == 1

    async def test_whoever_took_their_question_back_is_not_told(self, newsroom: Newsroom, services: Services) -> None:
        await newsroom.ask(newsroom.bob)
        await close(newsroom, services, 1, key=None)
        await services.storage.people.delete(newsroom.bob.id)

        await tell(newsroom)

        assert direct_messages(newsroom.bob) == []

    @pytest.mark.parametrize("text", HOSTILE)
    async def test_the_longest_question_and_the_fullest_claim_fit_one_message(
        self, newsroom: Newsroom, services: Services, text: str
    ) -> None:
        full = a_claim(key="full", text="*" * 1_000, note="_" * 4_000, claimant="~" * 4_000)
        await newsroom.ask(newsroom.bob, text)
        await services.storage.claims.save([full], Scope(newsroom.guild.id), an_act())
        await close(newsroom, services, 1, key="full")

        await tell(newsroom)

        assert len(direct_messages(newsroom.bob)) == 1

    def test_a_notice_is_known_by_its_question_and_person(self) -> None:
        def known(question: int, person: int) -> str:
            at = discord.utils.utcnow()
            return nonce(OwedNotice(Question(question, Scope(1), "", 1, at, QuestionStatus.ANSWERED), person, ""))

        assert known(1, 23) == known(1, 23)
        assert len({known(1, 23), known(12, 3), known(1, 24), known(2, 23)}) == 4
        assert len(known(1 << 62, 1 << 62)) <= 25


def refuse(newsroom: Newsroom, *, status: int, code: int) -> None:
    """Have the next direct message to Bob fail."""
    place = f"/channels/{newsroom.bob.user.dm_channel.id}/messages"
    newsroom.env.inject_error("POST", place, status=status, code=code, message="Cannot send messages to this user")
