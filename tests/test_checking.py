"""A message is checked against the record, and answered with its gravest statement."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.labelled import SETS, Use, read_labelled
from benchmarks.scoring import Pair, scores
from benchmarks.verdicts import MESSAGES, answered, record_of
from bot.checking import Checked, Checker, compare
from bot.services import Services, open_services
from bot.verdict import GARBLED, Verdict
from storage import open_storage
from storage.models import EVERYWHERE, Claim, Scope
from tests.factories import a_claim, an_act, claims

HERE, ELSEWHERE = Scope(111), Scope(222)


@pytest.fixture
async def services() -> AsyncGenerator[Services]:
    async with open_services("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
def checker(services: Services) -> Checker:
    return services.checker


async def test_a_wrong_number_differs_and_shows_both_values(checker: Checker) -> None:
    checked = await checker.check("there are only 5,000 US troops in Japan", EVERYWHERE)

    answer = checked.answer
    assert answer.verdict is Verdict.DIFFERS
    assert [(difference.said, difference.recorded) for difference in answer.differences] == [
        ("5,000", "More than 50,000")
    ]
    assert answer.entry is not None
    assert answer.entry.claim.citations[0].verified
    assert checked.candidates[0].entry.claim.key == "us-troops-japan"
    assert 0 < checked.candidates[0].score <= 1


async def test_a_question_that_the_record_affirms_is_supported(checker: Checker) -> None:
    checked = await checker.check("are there more than 50k american soldiers in japan?", EVERYWHERE)

    assert checked.answer.verdict is Verdict.SUPPORTS
    assert checked.asks


async def test_a_garbled_claim_is_shown_with_its_note_and_without_a_verdict(checker: Checker) -> None:
    answer = (await checker.check("Russia shipped PAC-3 missiles to the US", EVERYWHERE)).answer

    assert answer.verdict is Verdict.RELATED
    assert answer.entry is not None
    assert answer.entry.claim.note is not None


@pytest.mark.parametrize(
    "text", ["who won the cup final?", "lol", "", "☕", "```there are 5,000 US troops in Japan```"]
)
async def test_nothing_on_record_is_none(checker: Checker, text: str) -> None:
    answer = (await checker.check(text, EVERYWHERE)).answer

    assert (answer.verdict, answer.entry, answer.statement) == (Verdict.NONE, None, text)


async def test_the_gravest_statement_answers_for_the_message(checker: Checker) -> None:
    text = (
        "Japan is accelerating its military buildup. There are only 5,000 US troops in Japan. Biden quit in November."
    )

    answer = (await checker.check(text, EVERYWHERE)).answer

    assert (answer.verdict, answer.statement) == (Verdict.DIFFERS, "There are only 5,000 US troops in Japan.")


async def test_a_servers_own_claim_answers_there_and_nowhere_else(services: Services) -> None:
    own = a_claim(key="ferry", text="The Split ferry carries 300 passengers to Hvar.")
    await services.storage.claims.save([own], HERE, an_act())
    text = "the split ferry carries 30 passengers to hvar"

    here = await services.checker.check(text, HERE)
    elsewhere = await services.checker.check(text, ELSEWHERE)

    assert here.answer.verdict is Verdict.DIFFERS
    assert elsewhere.answer.verdict is Verdict.NONE
    assert "ferry" not in {candidate.entry.claim.key for candidate in elsewhere.candidates}


def test_one_pair_is_compared_without_a_record() -> None:
    assert compare("The ferry carries 300 people.", "the ferry carries 30 people").verdict is Verdict.DIFFERS
    assert compare("The ferry carries 300 people.", "the ferry carries 300 people").verdict is Verdict.SUPPORTS
    assert compare("The ferry carries 300 people.", "").verdict is Verdict.NONE


async def test_the_labelled_messages_score_at_least_this_well(checker: Checker) -> None:
    """Raise these, never lower them; the messages are a sample that rules were looked at with."""
    measured = scores(await answered(checker, read_labelled(MESSAGES)))

    assert measured["right citation"].value >= 0.96
    assert measured["false support"].value <= 0.02
    assert measured["none given a verdict"].value <= 0.03
    assert measured["differs recall"].value >= 0.92
    assert measured["differs precision"].value >= 0.96
    assert measured["supports recall"].value >= 0.86
    assert measured["supports called differs"].value <= 0.0


async def test_strangers_messages_about_articles_nothing_was_learned_from_score_at_least_this_well() -> None:
    """Nobody reads these messages to write rules, and no weight is learned from them: raise, never lower."""
    pairs: list[Pair] = []
    for one in SETS:
        if one.use is Use.KEPT_BACK and one.half is None:
            async with record_of(one) as checker:
                pairs += await answered(checker, one.labelled())

    measured = scores(pairs)

    assert measured["right citation"].value >= 0.92
    assert measured["false support"].value <= 0.08
    assert measured["differs recall"].value >= 0.72
    assert measured["differs precision"].value >= 0.88
    assert measured["right particular named"].value >= 0.94
    assert measured["supports recall"].value >= 0.56


async def test_claims_of_other_articles_beside_them_silence_few_answers() -> None:
    articles = {one.article: one.claims() for one in SETS}
    beside = [replace(claim, key=f"{article}/{claim.key}") for article in articles for claim in articles[article]]
    async with open_services("sqlite:///:memory:", starter=False) as services:
        await services.storage.claims.save(beside, EVERYWHERE, an_act())
        pairs = await answered(services.checker, read_labelled(MESSAGES))

        asked = await services.checker.check("there are only 5,000 US troops in Japan", EVERYWHERE)

    assert asked.answer.verdict is Verdict.DIFFERS
    known = [reply.key or "" for message, reply in pairs if message.expect != "none"]
    assert sum(key.startswith("starter/") for key in known) >= 0.88 * len(known)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=500))
async def test_any_text_whatever_gets_an_answer_or_silence(checker: Checker, text: str) -> None:
    checked = await checker.check(text, EVERYWHERE)

    assert (checked.answer.entry is None) == (checked.answer.verdict is Verdict.NONE)


async def test_a_long_message_is_answered_in_five_times_the_goal_of_a_second(checker: Checker) -> None:
    checked = await checker.check("US troops in Japan " * 100, EVERYWHERE)

    assert checked.elapsed_ms < 5_000


async def test_false_statements_close_to_a_claim_are_hardly_ever_confirmed(checker: Checker) -> None:
    """Written against the rules by somebody who tried to break them, in the claims' own words but for one."""
    false = [(await checker.check(text, EVERYWHERE)).answer.verdict for text in lines("false_statements.txt")]
    true = [(await checker.check(text, EVERYWHERE)).answer.verdict for text in lines("true_statements.txt")]

    assert false.count(Verdict.SUPPORTS) <= 10
    assert false.count(Verdict.DIFFERS) >= 74
    assert true.count(Verdict.DIFFERS) <= 1
    assert true.count(Verdict.SUPPORTS) >= 41


def lines(name: str) -> list[str]:
    return (MESSAGES.parent / name).read_text(encoding="utf-8").splitlines()


async def test_no_quote_of_the_record_is_contradicted_by_it(services: Services) -> None:
    async for entry in services.storage.claims.own(EVERYWHERE):
        answer = (await services.checker.check(entry.claim.citations[0].quote or "", EVERYWHERE)).answer

        assert answer.verdict is (Verdict.RELATED if GARBLED in entry.claim.tags else Verdict.SUPPORTS)


FERRY = "The Split ferry carries 300 passengers to Hvar."
#: So many words that what a claim's text says is lost among them: 27,000 characters.
LONG = tuple(" ".join(f"word{number}" for number in range(start, start + 350)) for start in range(1_000, 4_150, 350))


async def checked_against(text: str, *recorded: Claim) -> Checked:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save(recorded, EVERYWHERE, an_act())
        return await Checker(storage.claims).check(text, EVERYWHERE)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (FERRY, Verdict.SUPPORTS),
        ("the ferry from Split carries 300 passengers to Hvar", Verdict.SUPPORTS),
        ("the split ferry carries 30 passengers to hvar", Verdict.DIFFERS),
        ("passengers of the ferry", Verdict.RELATED),
    ],
)
async def test_a_lone_claim_in_a_new_record_answers_and_so_does_one_that_is_told_twice(
    said: str, verdict: Verdict
) -> None:
    once = await checked_against(said, *claims(FERRY))
    twice = await checked_against(said, *claims(FERRY, "The Split ferry takes 300 passengers to Hvar."))

    assert once.answer.verdict is twice.answer.verdict is verdict
    assert once.near == once.candidates
    assert len(twice.near) == 2


async def test_claims_that_no_message_is_about_answer_nothing_in_a_large_record() -> None:
    herd = [a_claim(key=f"zebra-{number}", text=f"Zebra {number} grazes in the park.") for number in range(1_500)]
    record = [*claims(FERRY), *herd]

    about = await checked_against("the split ferry carries 30 passengers to hvar", *record)
    beside = await checked_against("we saw a zebra and lots of passengers in the park", *record)

    assert about.answer.verdict is Verdict.DIFFERS
    assert beside.answer.verdict is Verdict.NONE


async def test_nothing_is_confirmed_that_the_index_sees_nothing_of() -> None:
    said = "the ferry from Split carries 300 passengers to Hvar"

    plain = await checked_against(said, *claims(FERRY))
    lost = await checked_against(said, a_claim(text=FERRY, wordings=LONG))

    assert plain.answer.verdict is Verdict.SUPPORTS
    assert lost.answer.verdict is Verdict.NONE


async def test_who_repeats_a_claim_word_for_word_is_confirmed_however_much_else_it_is_found_by() -> None:
    checked = await checked_against(FERRY, a_claim(text=FERRY, wordings=LONG))

    assert checked.answer.verdict is Verdict.SUPPORTS


async def test_at_most_three_claims_are_named_that_may_have_been_meant() -> None:
    towns = "Rome Paris Oslo Lima Cairo Delhi".split()
    met = claims(*(f"The Tokyo ministers met in {town}." for town in towns))

    checked = await checked_against("did a minister go to Tokyo or to Kyoto", *met)

    assert len(checked.near) == 3


async def test_a_message_close_to_a_claim_and_about_something_else_names_it_and_settles_nothing(
    checker: Checker,
) -> None:
    checked = await checker.check("28,500 US troops are stationed in South Korea", EVERYWHERE)

    assert checked.answer.verdict is Verdict.NONE
    assert [one.entry.claim.key for one in checked.near] == ["us-troops-japan"]


async def test_a_message_about_nothing_on_record_names_no_claim(checker: Checker) -> None:
    assert (await checker.check("who won the cup final?", EVERYWHERE)).near == ()
