from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checking import Checked
from bot.keeping.questions import PAGE_SIZE, Asking, UnclearClaim, anonymous, ask, span, the_claim, waiting
from bot.services import Services
from storage.errors import UnknownClaim
from storage.models import ClaimStatus, Scope
from storage.questions import Queued
from tests.factories import a_claim, an_act

HERE = Scope(11)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PERSON = "100000000000000042"


def asking(text: str, *, by: int = 101) -> Asking:
    return Asking(text, HERE, by, NOON, wants=True)


async def asked(services: Services, text: str, *, by: int = 101) -> Checked | Queued:
    return await ask(asking(text, by=by), services.checker, questions=services.storage.questions)


async def test_a_question_without_an_answer_is_queued_once_for_all_its_askers(services: Services) -> None:
    await asked(services, "Who won the cup final?")

    queued = await asked(services, "who won cup final", by=102)

    assert isinstance(queued, Queued)
    assert (queued.question.asked, queued.length) == (2, 1)


async def test_a_question_that_the_record_answers_is_not_queued(services: Services) -> None:
    found = await asked(services, "there are only 5,000 US troops in Japan")

    assert isinstance(found, Checked)
    assert await services.storage.questions.count(HERE) == 0


@pytest.mark.parametrize("offset", [0, PAGE_SIZE, 50])
async def test_a_page_that_has_emptied_is_the_last_one_there_is(services: Services, offset: int) -> None:
    for number in range(PAGE_SIZE + 1):
        await asked(services, f"what is a {'zq' * (number + 1)}?")

    page = await waiting(services.storage, HERE, offset=offset)

    assert page.offset == min(offset, PAGE_SIZE)
    assert page.count == PAGE_SIZE + 1
    assert len(page.questions) == (PAGE_SIZE if offset == 0 else 1)


async def test_an_empty_queue_has_an_empty_first_page(services: Services) -> None:
    page = await waiting(services.storage, HERE, offset=PAGE_SIZE)

    assert (page.questions, page.offset, page.count, page.median) == ((), 0, 0, None)


async def test_drafts_wait_too(services: Services) -> None:
    await services.storage.claims.save([a_claim(key="d", status=ClaimStatus.DRAFT)], HERE, an_act())

    page = await waiting(services.storage, HERE)

    assert (page.drafts, page.flagged) == (True, False)


async def test_a_claim_is_named_by_its_key_or_by_words_that_mean_no_other(services: Services) -> None:
    claims = services.storage.claims
    await claims.save([a_claim(key="otters", text="Otters hold hands while they sleep.")], HERE, an_act())

    by_key, by_words = [await the_claim(claims, written, HERE) for written in (" Otters ", "otters hold hands")]

    assert by_key.claim.key == by_words.claim.key == "otters"


async def test_words_that_mean_several_claims_are_refused_with_their_keys(services: Services) -> None:
    with pytest.raises(UnclearClaim, match="us-troops-japan"):
        await the_claim(services.storage.claims, "troops", HERE)


async def test_words_that_mean_no_claim_are_refused(services: Services) -> None:
    with pytest.raises(UnknownClaim, match="zzz qqq"):
        await the_claim(services.storage.claims, "zzz qqq", HERE)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"<@{PERSON}> won", "@somebody won"),
        (f"<@!{PERSON}> and <@{PERSON}>", "@somebody and @somebody"),
        (f"see https://discord.com/users/{PERSON}", "see @somebody"),
        (f"see https://ptb.DiscordApp.com/users/{PERSON}!", "see @somebody!"),
        ("<#100000000000000042> <@12> @alice", "<#100000000000000042> <@12> @alice"),
    ],
)
def test_people_who_are_mentioned_are_left_out(written: str, kept: str) -> None:
    assert anonymous(written) == kept


@given(st.text())
def test_a_text_never_grows_by_leaving_people_out(text: str) -> None:
    assert len(anonymous(text)) <= len(text)
    assert anonymous(anonymous(text)) == anonymous(text)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "2 minutes"),
        (0, "2 minutes"),
        (121, "3 minutes"),
        (7_199, "120 minutes"),
        (7_200, "2 hours"),
        (7_201, "3 hours"),
        (86_400, "24 hours"),
        (172_800, "2 days"),
        (172_801, "3 days"),
    ],
)
def test_a_wait_is_said_in_one_unit_and_never_too_short(seconds: float, said: str) -> None:
    assert span(timedelta(seconds=seconds)) == said
