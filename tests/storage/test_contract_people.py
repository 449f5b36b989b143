"""What is kept of a person is handed out and taken away; an opt-out is kept without the person's id."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Act, Citation, ClaimReview, Rating, Scope
from storage.people import actor, person_of
from storage.posted import Posting
from storage.protocol import Storage
from storage.questions import Queued
from tests.factories import a_claim, a_source, an_act

HERE = Scope(7)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EVE = 212_345_678_901_234_567
BOB = 312_345_678_901_234_567


def by(person: int, reason: str = "a test", what: str | None = None) -> Act:
    return Act(actor(person), NOW, reason, what)


async def asks(storage: Storage, person: int, text: str, fingerprint: str = "f") -> Queued:
    return await storage.questions.submit(text, fingerprint, HERE, person=person, at=NOW, wants=True)


@pytest.mark.parametrize(
    ("written", "person"),
    [("discord:5", 5), ("onrecord import", None), ("deleted user", None), ("discord:", None), ("discord:²", None)],
)
def test_an_act_names_a_person_or_a_program(written: str, person: int | None) -> None:
    assert person_of(written) == person
    assert person is None or actor(person) == written


async def test_a_question_nobody_else_asked_goes_with_its_asker(storage: Storage) -> None:
    queued = await asks(storage, EVE, "Is the bridge open?")

    rows = await storage.people.delete(EVE)

    assert rows == 2
    assert await storage.questions.by_id(queued.question.id, HERE) is None
    assert await storage.questions.count(HERE) == 0


async def test_a_question_of_several_is_kept_in_the_words_of_those_who_are_left(storage: Storage) -> None:
    queued = await asks(storage, EVE, "Is the bridge open?")
    await asks(storage, BOB, "bridge open??")

    await storage.people.delete(EVE)

    left = await storage.questions.by_id(queued.question.id, HERE)
    assert left is not None
    assert (left.asked, left.text) == (1, "bridge open??")


async def test_a_closed_question_goes_too_and_the_audit_keeps_the_act(storage: Storage) -> None:
    queued = await asks(storage, EVE, "Is the bridge open?")
    await storage.questions.dismiss(queued.question.id, HERE, by(BOB, "No source.", "question closed"))

    await storage.people.delete(EVE)

    assert await storage.questions.by_id(queued.question.id, HERE) is None
    assert await storage.questions.owed(9) == ()
    assert [one.subject for one in await storage.servers.deeds(HERE, limit=9)] == [f"question {queued.question.id}"]


async def test_an_answer_stays_posted_and_forgets_whom_it_answered(storage: Storage) -> None:
    (entry,) = (await storage.claims.save([a_claim()], HERE, an_act())).entries
    await storage.postings.record(Posting(91, 92, HERE, NOW, entry.id, 1, asked_in=93, asker=EVE))
    await storage.postings.record(Posting(94, 92, HERE, NOW, entry.id, 1, asked_in=95, asker=BOB))

    await storage.people.delete(EVE)

    assert await storage.postings.by_id(91) == Posting(91, 92, HERE, NOW, entry.id, 1)
    assert await storage.postings.answering([93, 95]) == (
        Posting(94, 92, HERE, NOW, entry.id, 1, asked_in=95, asker=BOB),
    )


async def test_nobody_is_told_of_changes_who_is_deleted(storage: Storage) -> None:
    (entry,) = (await storage.claims.save([a_claim()], HERE, an_act())).entries
    for person in (EVE, BOB):
        await storage.postings.watch(person, entry, HERE, NOW)
    await storage.people.delete(EVE)

    await storage.claims.save([a_claim(text="Another text.")], HERE, an_act())

    assert [one.person for one in await storage.postings.owed(9)] == [BOB]


async def test_versions_settings_and_the_audit_keep_the_act_of_a_deleted_user(storage: Storage) -> None:
    cited = a_claim(citations=(Citation(a_source(), None),), reviews=(ClaimReview(Rating.TRUE, author=actor(EVE)),))
    (entry,) = (await storage.claims.save([cited], HERE, by(EVE, what="claim added"))).entries
    await storage.servers.choose("editor role", "9", HERE, by(EVE))
    await storage.servers.mismatch("f", entry, HERE, by(EVE))
    queued = await asks(storage, BOB, "Is the bridge open?")
    await storage.questions.take(queued.question.id, HERE, by(EVE))

    await storage.people.delete(EVE)

    (version,) = await storage.claims.versions(entry.id, HERE)
    (deed,) = await storage.servers.deeds(HERE, limit=9)
    (mismatch,) = await storage.servers.mismatches(HERE, limit=9)
    question = await storage.questions.by_id(queued.question.id, HERE)
    settings = await storage.servers.settings(HERE)
    assert question is not None
    named = (version.act.by, deed.by, mismatch.by, question.taken_by, settings["editor role"].by)
    assert set(named) == {"deleted user"}
    assert version.claim.reviews[0].author == "deleted user"
    assert (version.act.reason, deed.what) == ("a test", "claim added")
    assert (await storage.verify()).problems == ()


async def test_others_acts_stay_theirs_and_name_a_deleted_user_where_they_named_the_person(storage: Storage) -> None:
    reason = f"As <@{EVE}> and <@!{EVE}> ({EVE}) said, not <@{BOB}>."
    (entry,) = (await storage.claims.save([a_claim()], HERE, by(BOB, reason, "claim added"))).entries
    queued = await asks(storage, BOB, "Is the bridge open?")
    await storage.questions.dismiss(queued.question.id, HERE, by(BOB, reason))

    await storage.people.delete(EVE)

    (version,) = await storage.claims.versions(entry.id, HERE)
    (deed,) = await storage.servers.deeds(HERE, limit=9)
    question = await storage.questions.by_id(queued.question.id, HERE)
    assert question is not None
    said = f"As deleted user and deleted user (deleted user) said, not <@{BOB}>."
    assert (version.act.reason, deed.reason, question.reason) == (said, said, said)
    assert (version.act.by, deed.by) == (actor(BOB), actor(BOB))


async def test_a_number_in_a_reason_is_no_person(storage: Storage) -> None:
    await storage.servers.note_deed("subject", HERE, by(BOB, "It says 5 now, said <@5>.", "done"))

    rows = await storage.people.delete(5)

    (deed,) = await storage.servers.deeds(HERE, limit=9)
    assert (rows, deed.reason) == (1, "It says 5 now, said deleted user.")


async def test_ids_that_begin_alike_are_other_people(storage: Storage) -> None:
    longer = EVE * 10 + 1
    await asks(storage, longer, "Is the bridge open?")
    await storage.servers.choose("editor role", "9", HERE, by(longer))

    assert await storage.people.delete(EVE) == 0
    assert (await storage.servers.settings(HERE))["editor role"].by == actor(longer)


@pytest.mark.parametrize("person", [EVE, 0, -1, 1 << 63, 1 << 80])
async def test_of_somebody_unknown_nothing_is_kept(storage: Storage, person: int) -> None:
    await asks(storage, BOB, "Is the bridge open?")

    assert await storage.people.delete(person) == 0
    assert await storage.people.export(person) == ()


async def test_all_that_is_kept_is_handed_out_oldest_first(storage: Storage) -> None:
    cited = a_claim(citations=(Citation(a_source(), None),), reviews=(ClaimReview(Rating.TRUE, "Counted."),))
    (entry,) = (await storage.claims.save([cited], HERE, by(EVE, "New.", "claim added"))).entries
    await storage.servers.choose("editor role", "9", HERE, by(EVE))
    await storage.servers.mismatch("f", entry, HERE, by(EVE))
    queued = await asks(storage, BOB, "Is the bridge open?")
    await storage.questions.dismiss(queued.question.id, HERE, by(EVE, "No source."))
    await storage.questions.submit("Is it?", "g", HERE, person=EVE, at=NOW - timedelta(days=1), wants=True)
    await storage.postings.record(Posting(91, 92, HERE, NOW, entry.id, 1, asked_in=93, asker=EVE))
    await storage.postings.record(Posting(94, 92, EVERYWHERE, NOW, asker=EVE))
    await storage.postings.watch(EVE, entry, HERE, NOW)
    await storage.servers.note_deed("a role", HERE, by(BOB, f"Given to <@{EVE}>.", "role given"))

    kept = await storage.people.export(EVE)

    assert (kept[0].what, kept[0].at) == ("question", NOW - timedelta(days=1))
    assert [one.server_id for one in kept if one.text.startswith("message 94")] == [0]
    assert {(one.what, one.text) for one in kept} == {
        ("question", "Is it?"),
        ("question of others", "question 1, not-checkable, No source."),
        ("claim version", "us-troops-japan, version 1: New."),
        ("review", "us-troops-japan: true, Counted."),
        ("source version", "Security talks, version 1: New."),
        ("setting", "editor role: 9"),
        ("not this claim", "us-troops-japan"),
        ("audit", "claim added: us-troops-japan, New."),
        ("audit", f"role given: a role, Given to <@{EVE}>."),
        ("answer", "message 91 in channel 92, to your message 93"),
        ("answer", "message 94 in channel 92"),
        ("wish to be told", "once the claim us-troops-japan changes"),
    }


async def test_what_is_handed_out_is_what_is_taken_away(storage: Storage) -> None:
    await test_all_that_is_kept_is_handed_out_oldest_first(storage)

    await storage.people.delete(EVE)

    assert await storage.people.export(EVE) == ()
    assert await storage.people.delete(EVE) == 0
    assert len(await storage.people.export(BOB)) == 2


async def test_an_opt_out_holds_until_it_is_taken_back(storage: Storage) -> None:
    before = await storage.people.opted_out(EVE)
    await storage.people.opt_in(EVE)
    await storage.people.opt_out(EVE)
    await storage.people.opt_out(EVE)
    between = await storage.people.opted_out(EVE), await storage.people.opted_out(BOB)
    await storage.people.opt_in(EVE)

    assert (before, between) == (False, (True, False))
    assert await storage.people.opted_out(EVE) is False


async def test_an_opt_out_outlives_the_deletion_and_is_seen_by_others(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        before = await other.people.opted_out(EVE)
        await one.people.opt_out(EVE)
        await asks(one, EVE, "Is the bridge open?")
        await one.people.delete(EVE)

        assert (before, await other.people.opted_out(EVE)) == (False, True)
        await other.people.opt_out(BOB)
        assert await one.people.opted_out(BOB)
