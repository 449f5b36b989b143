"""Every backend behaves the same: questions that nobody could answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import open_storage
from storage.errors import BadServer, InvalidClaim, UnknownClaim
from storage.models import EVERYWHERE, Act, ClaimStatus, Scope
from storage.protocol import Storage
from storage.questions import Question, QuestionStatus, Queued
from tests.factories import a_claim

HERE, THERE = Scope(11), Scope(12)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALICE, BOB, CAROL = 101, 102, 103
NO_IDS = (0, -1, 1 << 63, 1 << 80)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def acted(what: str | None = None, *, by: str = "discord:7", at: datetime = NOON, reason: str = "a test") -> Act:
    return Act(by, at, reason, what)


async def asked(
    storage: Storage,
    text: str = "is the moon cheese?",
    *,
    by: int = ALICE,
    after: float = 0,
    wants: bool = True,
) -> Queued:
    """Submit the text; its fingerprint is the text in lower case without its question mark."""
    fingerprint = text.lower().strip("?")
    return await storage.questions.submit(text, fingerprint, HERE, person=by, at=NOON + minutes(after), wants=wants)


async def dismissed(storage: Storage, question: Question, *, after: float = 0, reason: str = "a test") -> Question:
    act = acted("question dismissed", at=NOON + minutes(after), reason=reason)
    closed = await storage.questions.dismiss(question.id, question.scope, act)

    assert closed is not None
    return closed


async def log(storage: Storage, scope: Scope = HERE) -> list[tuple[str, str, str]]:
    deeds = await storage.servers.deeds(scope, limit=50)
    return [(deed.what, deed.subject, deed.by) for deed in reversed(deeds)]


async def test_a_question_that_was_submitted_is_open_and_first_in_an_empty_queue(storage: Storage) -> None:
    queued = await asked(storage, "Is the moon cheese?")

    assert queued.question == Question(queued.question.id, HERE, "Is the moon cheese?", 1, NOON, QuestionStatus.OPEN)
    assert (queued.place, queued.length, queued.median_wait, queued.again) == (1, 1, None, False)
    assert await storage.questions.open(HERE, limit=10) == (queued.question,)
    assert await storage.questions.by_id(queued.question.id, HERE) == queued.question


async def test_the_same_question_from_several_people_is_one_with_a_count_and_the_first_ones_words(
    storage: Storage,
) -> None:
    first = await asked(storage, "Is the MOON cheese?")

    second = await asked(storage, "is the moon cheese", by=BOB, after=1)

    assert second.question.id == first.question.id
    assert (second.question.asked, second.question.text, second.again) == (2, "Is the MOON cheese?", False)
    assert await storage.questions.count(HERE) == 1


async def test_asking_again_is_one_asking_with_the_new_words(storage: Storage) -> None:
    await asked(storage, "Is the moon cheese?")
    await asked(storage, "IS THE MOON CHEESE", by=BOB, after=1)

    again = await asked(storage, "is the moon cheese", after=2)

    assert again.again
    assert (again.question.asked, again.question.text, again.question.opened_at) == (2, "is the moon cheese", NOON)


async def test_the_words_shown_are_those_of_the_earliest_asker_who_is_left(storage: Storage) -> None:
    question = (await asked(storage, "Is the moon cheese?")).question
    await asked(storage, "IS THE MOON CHEESE", by=BOB, after=2)
    await asked(storage, "is the moon cheese", by=CAROL, after=1)

    await storage.people.delete(ALICE)
    left = await storage.questions.by_id(question.id, HERE)

    assert left is not None
    assert (left.text, left.asked) == ("is the moon cheese", 2)


async def test_the_most_asked_comes_first_then_the_oldest(storage: Storage) -> None:
    await asked(storage, "young", after=2)
    await asked(storage, "popular", after=3)
    await asked(storage, "old", after=1)

    popular = await asked(storage, "popular", by=BOB, after=4)
    last = await asked(storage, "new", by=BOB, after=5)

    assert [one.text for one in await storage.questions.open(HERE, limit=10)] == ["popular", "old", "young", "new"]
    assert [one.text for one in await storage.questions.open(HERE, limit=2, offset=1)] == ["old", "young"]
    assert (popular.place, popular.length) == (1, 3)
    assert (last.place, last.length) == (4, 4)


async def test_each_server_has_its_own_queue(storage: Storage) -> None:
    here = await asked(storage)
    there = await storage.questions.submit("Why?", "why", THERE, person=ALICE, at=NOON, wants=True)
    same = await storage.questions.submit(
        "is the moon cheese?", "is the moon cheese", THERE, person=ALICE, at=NOON, wants=True
    )

    assert here.question.id != same.question.id
    assert (same.place, same.length, same.again) == (2, 2, False)
    assert [one.id for one in await storage.questions.open(HERE, limit=10)] == [here.question.id]
    assert await storage.questions.count(EVERYWHERE) == 0
    assert await storage.questions.by_id(there.question.id, HERE) is None
    assert await storage.questions.take(there.question.id, HERE, acted("question taken")) is None
    assert await storage.questions.dismiss(there.question.id, HERE, acted("question dismissed")) is None
    assert await log(storage) == []


async def test_taking_a_question_names_the_actor_and_leaves_it_open(storage: Storage) -> None:
    question = (await asked(storage)).question

    taken = await storage.questions.take(question.id, HERE, acted("question taken", by="discord:8"))
    retaken = await storage.questions.take(question.id, HERE, acted("question taken", by="discord:9"))

    assert taken is not None
    assert retaken is not None
    assert (taken.taken_by, taken.status) == ("discord:8", QuestionStatus.OPEN)
    assert (retaken.taken_by, retaken.asked) == ("discord:9", 1)
    assert await storage.questions.open(HERE, limit=10) == (retaken,)


async def test_what_is_done_to_questions_stands_in_the_audit_log(storage: Storage) -> None:
    [entry] = (await storage.claims.save([a_claim()], HERE, acted())).entries
    one, two = (await asked(storage, "one")).question, (await asked(storage, "two")).question

    await storage.questions.take(one.id, HERE, acted("question taken", by="discord:8"))
    await storage.questions.answer(one.id, entry.id, HERE, acted("question answered", by="discord:8"))
    await storage.questions.dismiss(two.id, HERE, acted("question dismissed", by="discord:9"))
    await storage.questions.dismiss(two.id, HERE, acted("question dismissed", by="discord:9"))

    assert await log(storage) == [
        ("question taken", f"question {one.id}", "discord:8"),
        ("question answered", f"question {one.id}", "discord:8"),
        ("question dismissed", f"question {two.id}", "discord:9"),
    ]


async def test_an_answered_question_has_its_claim_and_leaves_the_queue(storage: Storage) -> None:
    [entry] = (await storage.claims.save([a_claim()], EVERYWHERE, acted())).entries
    question = (await asked(storage)).question

    closed = await storage.questions.answer(question.id, entry.id, HERE, acted(reason="It is on record."))

    assert closed is not None
    assert (closed.status, closed.claim_id, closed.reason) == (QuestionStatus.ANSWERED, entry.id, None)
    assert await storage.questions.by_id(question.id, HERE) == closed
    assert await storage.questions.open(HERE, limit=10) == ()
    assert await storage.questions.count(HERE) == 0


async def test_a_claim_that_is_not_seen_from_the_server_answers_nothing(storage: Storage) -> None:
    [secret] = (await storage.claims.save([a_claim(key="secret")], THERE, acted())).entries
    question = (await asked(storage)).question

    for number in (secret.id, 9_999, *NO_IDS):
        with pytest.raises(UnknownClaim):
            await storage.questions.answer(question.id, number, HERE, acted("question answered"))

    assert await storage.questions.open(HERE, limit=10) == (question,)
    assert await log(storage) == []


async def test_a_question_dismissed_has_the_reason(storage: Storage) -> None:
    question = (await asked(storage)).question

    closed = await dismissed(storage, question, reason="An opinion.")

    assert (closed.status, closed.reason, closed.claim_id) == (QuestionStatus.NOT_CHECKABLE, "An opinion.", None)
    assert closed.text == question.text


async def test_a_closed_question_can_neither_be_taken_nor_closed_again(storage: Storage) -> None:
    [entry] = (await storage.claims.save([a_claim()], HERE, acted())).entries
    closed = await dismissed(storage, (await asked(storage)).question)

    results = [
        await storage.questions.take(closed.id, HERE, acted()),
        await storage.questions.answer(closed.id, entry.id, HERE, acted()),
        await storage.questions.dismiss(closed.id, HERE, acted(reason="Another.")),
    ]

    assert results == [None, None, None]
    assert await storage.questions.by_id(closed.id, HERE) == closed


async def test_a_closed_question_may_be_asked_anew(storage: Storage) -> None:
    closed = await dismissed(storage, (await asked(storage)).question)

    anew = await asked(storage, after=5)

    assert anew.question.id != closed.id
    assert (anew.question.asked, anew.question.opened_at, anew.again) == (1, NOON + minutes(5), False)
    assert (await storage.questions.by_id(closed.id, HERE)) == closed


async def test_a_claim_retracted_later_changes_nothing_in_the_question(storage: Storage) -> None:
    [entry] = (await storage.claims.save([a_claim()], HERE, acted())).entries
    question = (await asked(storage)).question
    closed = await storage.questions.answer(question.id, entry.id, HERE, acted())

    await storage.claims.save([a_claim(status=ClaimStatus.RETRACTED)], HERE, acted())

    assert await storage.questions.by_id(question.id, HERE) == closed


@pytest.mark.parametrize(
    ("waits", "median"),
    [([3], 3), ([1, 3], 1), ([9, 1, 2], 2), ([60 * 24 * 40, 0.5, 2, 90], 2), ([0], 0)],
)
async def test_half_of_the_closed_questions_waited_no_longer_than_the_median(
    waits: list[float], median: float, storage: Storage
) -> None:
    for number, wait in enumerate(waits):
        question = (await asked(storage, f"question {number}", after=number)).question
        await dismissed(storage, question, after=number + wait)

    queued = await asked(storage, "still open", after=-100_000)

    assert await storage.questions.median_wait(HERE) == queued.median_wait == minutes(median)
    assert await storage.questions.median_wait(THERE) is None


async def test_those_who_wanted_to_know_are_owed_a_notice_with_their_own_words(storage: Storage) -> None:
    question = (await asked(storage, "Is the moon cheese?", after=1)).question
    await asked(storage, "is the moon cheese", by=BOB, after=2, wants=False)
    await asked(storage, "IS THE MOON CHEESE", by=CAROL)
    await asked(storage, "open")

    before = await storage.questions.owed(10)
    closed = await dismissed(storage, question, after=9)
    after = await storage.questions.owed(10)

    assert before == ()
    assert [(one.question, one.person, one.text) for one in after] == [
        (closed, CAROL, "IS THE MOON CHEESE"),
        (closed, ALICE, "Is the moon cheese?"),
    ]
    assert await storage.questions.owed(1) == after[:1]


async def test_the_longest_waiting_of_all_servers_are_told_first(storage: Storage) -> None:
    young = (await asked(storage, "young", after=2)).question
    old = (await storage.questions.submit("Old?", "old", THERE, person=ALICE, at=NOON, wants=True)).question
    await dismissed(storage, young)
    await dismissed(storage, old)

    assert [one.question.id for one in await storage.questions.owed(10)] == [old.id, young.id]


async def test_nobody_is_told_twice(storage: Storage) -> None:
    question = (await asked(storage)).question
    await asked(storage, by=BOB, after=1)
    await dismissed(storage, question)

    await storage.questions.told(question.id, ALICE)
    await storage.questions.told(question.id, ALICE)

    assert [one.person for one in await storage.questions.owed(10)] == [BOB]


async def test_the_wish_to_be_told_may_be_changed_by_asking_again(storage: Storage) -> None:
    question = (await asked(storage, wants=True)).question
    await asked(storage, by=BOB, wants=False)

    await asked(storage, wants=False)
    await asked(storage, by=BOB, wants=True)
    await dismissed(storage, question)

    assert [one.person for one in await storage.questions.owed(10)] == [BOB]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 1_001, "half\ud800", "nul\0"])
async def test_a_text_that_cannot_be_kept_is_refused(text: str, storage: Storage) -> None:
    with pytest.raises(InvalidClaim, match="question"):
        await storage.questions.submit(text, "fingerprint", HERE, person=ALICE, at=NOON, wants=True)

    assert await storage.questions.count(HERE) == 0


async def test_a_question_of_a_thousand_characters_is_taken(storage: Storage) -> None:
    queued = await asked(storage, "x" * 1_000)

    assert len(queued.question.text) == 1_000


async def test_a_fingerprint_that_cannot_be_kept_is_refused(storage: Storage) -> None:
    with pytest.raises(InvalidClaim, match="fingerprint"):
        await storage.questions.submit("Why?", "half\ud800", HERE, person=ALICE, at=NOON, wants=True)


async def test_everywhere_has_no_queue(storage: Storage) -> None:
    with pytest.raises(BadServer):
        await storage.questions.submit("Why?", "why", EVERYWHERE, person=ALICE, at=NOON, wants=True)


@pytest.mark.parametrize("person", NO_IDS)
async def test_nobody_asks_under_what_is_no_id(person: int, storage: Storage) -> None:
    with pytest.raises(ValueError, match="id"):
        await asked(storage, by=person)


async def test_a_time_without_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueError, match="aware"):
        await storage.questions.submit("Why?", "why", HERE, person=ALICE, at=NOON.replace(tzinfo=None), wants=True)


async def test_an_act_whose_words_cannot_be_kept_changes_nothing(storage: Storage) -> None:
    question = (await asked(storage)).question

    for done in (storage.questions.take, storage.questions.dismiss):
        with pytest.raises(InvalidClaim, match="reason"):
            await done(question.id, HERE, acted("question closed", reason="half\ud800"))

    assert await storage.questions.open(HERE, limit=10) == (question,)


@pytest.mark.parametrize("number", [9_999, *NO_IDS])
async def test_ids_of_no_question_lead_nowhere(number: int, storage: Storage) -> None:
    [entry] = (await storage.claims.save([a_claim()], HERE, acted())).entries
    await asked(storage)

    await storage.questions.told(number, ALICE)
    await storage.questions.told(1, number)

    assert await storage.questions.by_id(number, HERE) is None
    assert await storage.questions.take(number, HERE, acted()) is None
    assert await storage.questions.answer(number, entry.id, HERE, acted()) is None
    assert await storage.questions.dismiss(number, HERE, acted()) is None


async def test_questions_are_there_when_the_record_is_opened_again(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        queued = await asked(storage)

    async with open_storage(database_url) as storage:
        assert await storage.questions.open(HERE, limit=10) == (queued.question,)
        assert (await storage.verify()).problems == ()


_askings = st.lists(
    st.tuples(st.sampled_from(["one", "two", "three", "four"]), st.sampled_from([ALICE, BOB, CAROL])), max_size=12
)


@given(askings=_askings)
@settings(max_examples=40, deadline=None)
async def test_the_place_told_is_the_place_in_the_queue(askings: list[tuple[str, int]]) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        for number, (text, person) in enumerate(askings):
            queued = await asked(storage, text, by=person, after=number)
            queue = await storage.questions.open(HERE, limit=10)

            assert queue[queued.place - 1] == queued.question
            assert queued.length == len(queue) == await storage.questions.count(HERE)
            assert queued.again == ((text, person) in askings[:number])
