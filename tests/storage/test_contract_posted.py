"""Every backend behaves the same: answers that were posted, and people to be told of changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import open_storage
from storage.errors import BadServer
from storage.models import EVERYWHERE, Act, Claim, ClaimReview, ClaimStatus, Entry, Rating, Scope
from storage.posted import Posting
from storage.protocol import Storage
from tests.factories import a_claim, an_act

HERE, THERE = Scope(11), Scope(12)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALICE, BOB = 101, 102
CHANNEL, QUESTION = 501, 601
NO_IDS = (0, -1, 1 << 63, 1 << 80)


async def saved(storage: Storage, claim: Claim, scope: Scope = EVERYWHERE, *, reason: str = "a test") -> Entry:
    return (await storage.claims.save([claim], scope, an_act(reason))).entries[0]


async def posted(storage: Storage, message_id: int, entry: Entry | None, *, scope: Scope = HERE) -> Posting:
    shown = (entry.id, entry.version) if entry else (None, None)
    posting = Posting(message_id, CHANNEL, scope, NOON, *shown, asked_in=QUESTION, asker=ALICE)
    await storage.postings.record(posting)
    return posting


async def stale(storage: Storage) -> list[int]:
    return [one.posting.message_id for one in await storage.postings.stale(100)]


async def owed(storage: Storage) -> list[tuple[int, int]]:
    return [(one.person, one.shown.id) for one in await storage.postings.owed(100)]


async def test_a_posting_comes_back_as_it_was_recorded(storage: Storage) -> None:
    answer = await posted(storage, 1, await saved(storage, a_claim()))
    plain = Posting((1 << 63) - 1, CHANNEL, EVERYWHERE, NOON)

    await storage.postings.record(plain)

    assert await storage.postings.by_id(1) == answer
    assert await storage.postings.by_id(plain.message_id) == plain
    assert await storage.postings.by_id(2) is None


async def test_a_posting_with_the_same_message_takes_its_place(storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    await posted(storage, 1, None, scope=THERE)

    after = Posting(1, CHANNEL + 1, HERE, NOON + timedelta(hours=1), entry.id, entry.version, QUESTION + 1, BOB)
    await storage.postings.record(after)

    assert await storage.postings.by_id(1) == after
    assert await storage.postings.answering([QUESTION]) == ()


async def test_answers_are_found_by_the_messages_that_they_answer(storage: Storage) -> None:
    young, old = await posted(storage, 3, None), await posted(storage, 1, None)
    other = replace(young, message_id=2, asked_in=QUESTION + 1)
    await storage.postings.record(other)

    assert await storage.postings.answering([QUESTION, *NO_IDS]) == (old, young)
    assert await storage.postings.answering([QUESTION, QUESTION + 1]) == (old, other, young)
    assert await storage.postings.answering([]) == ()


async def test_postings_that_are_gone_are_forgotten(storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    kept = await posted(storage, 3, entry)
    await posted(storage, 1, entry)
    await posted(storage, 2, entry)

    await storage.postings.forget([1, 2, 2, 9_999, *NO_IDS])
    await storage.postings.forget([])

    assert await storage.postings.answering([QUESTION]) == (kept,)


async def test_a_posting_whose_claim_is_as_it_was_is_not_stale(storage: Storage) -> None:
    for number, scope in enumerate((EVERYWHERE, HERE), 1):
        entry = await saved(storage, a_claim(key=f"claim-{number}"), scope)
        await posted(storage, number, entry)
    await posted(storage, 3, None)

    await saved(storage, a_claim(key="another", note="Changed."), HERE)
    await saved(storage, a_claim(key="claim-1"), THERE)

    assert await storage.postings.stale(100) == ()


async def test_a_changed_claim_makes_its_postings_stale_with_both_states_and_the_newest_reason(
    storage: Storage,
) -> None:
    shown = await saved(storage, a_claim(reviews=(ClaimReview(Rating.TRUE),)))
    posting = await posted(storage, 1, shown)
    await saved(storage, a_claim(note="Seen."), reason="a note")

    changed_at = NOON + timedelta(days=1)
    rated = replace(shown.claim, note="Seen.", reviews=(ClaimReview(Rating.FALSE, "It is not so."),))
    await storage.claims.save([rated], EVERYWHERE, Act("discord:7", changed_at, "It was rated again."))
    [found] = await storage.postings.stale(10)

    assert found.posting == posting
    assert found.shown == shown
    assert (found.now.id, found.now.version, found.now.claim.rating) == (shown.id, 3, Rating.FALSE)
    assert (found.reason, found.changed_at) == ("It was rated again.", changed_at)


async def test_a_retracted_claim_makes_its_postings_stale(storage: Storage) -> None:
    await posted(storage, 1, await saved(storage, a_claim(), HERE))

    await saved(storage, a_claim(status=ClaimStatus.RETRACTED), HERE)
    [found] = await storage.postings.stale(10)

    assert (found.shown.claim.status, found.now.claim.status) == (ClaimStatus.PUBLISHED, ClaimStatus.RETRACTED)


@pytest.mark.parametrize("status", ClaimStatus)
async def test_a_claim_of_the_servers_own_that_hides_the_one_everywhere_makes_its_postings_stale(
    status: ClaimStatus, storage: Storage
) -> None:
    shown = await saved(storage, a_claim())
    await posted(storage, 1, shown)
    await posted(storage, 2, shown, scope=THERE)
    await posted(storage, 3, shown, scope=EVERYWHERE)

    own = await saved(storage, a_claim(text="Ours.", status=status), HERE, reason="our own")
    [found] = await storage.postings.stale(10)

    assert (found.posting.message_id, found.shown, found.now, found.reason) == (1, shown, own, "our own")


async def test_a_claim_that_changed_everywhere_does_not_show_through_the_servers_own(storage: Storage) -> None:
    await saved(storage, a_claim())
    own = await saved(storage, a_claim(text="Ours."), HERE)
    await posted(storage, 1, own)

    await saved(storage, a_claim(note="Changed."))

    assert await stale(storage) == []


async def test_a_posting_that_was_corrected_is_no_longer_stale(storage: Storage) -> None:
    shown = await saved(storage, a_claim())
    posting = await posted(storage, 1, shown)
    changed = await saved(storage, a_claim(note="Changed."))

    await storage.postings.corrected(1, changed)
    corrected = await storage.postings.by_id(1)

    assert corrected == replace(posting, version=2)
    assert await stale(storage) == []


async def test_a_posting_corrected_to_the_servers_own_claim_follows_that_one(storage: Storage) -> None:
    await posted(storage, 1, await saved(storage, a_claim()))
    own = await saved(storage, a_claim(text="Ours."), HERE)

    await storage.postings.corrected(1, own)
    await saved(storage, a_claim(note="Changed."))
    between = await stale(storage)
    changed = await saved(storage, a_claim(text="Ours again."), HERE)
    [found] = await storage.postings.stale(10)

    assert between == []
    assert (found.shown, found.now) == (own, changed)


async def test_a_claim_that_changes_while_its_posting_is_corrected_leaves_it_stale(storage: Storage) -> None:
    await posted(storage, 1, await saved(storage, a_claim()))
    second = await saved(storage, a_claim(note="Second."))
    third = await saved(storage, a_claim(note="Third."))

    await storage.postings.corrected(1, second)
    [found] = await storage.postings.stale(10)

    assert (found.shown, found.now) == (second, third)


async def test_stale_postings_come_oldest_first_without_those_to_skip(storage: Storage) -> None:
    entries = [await saved(storage, a_claim(key=f"claim-{number}")) for number in range(3)]
    for message_id in (6, 5, 4, 3, 2, 1):
        await posted(storage, message_id, entries[message_id % 3])
    for number in (0, 1):
        await saved(storage, a_claim(key=f"claim-{number}", note="Changed."))

    first = await storage.postings.stale(2)
    others = await storage.postings.stale(100, skip=[1, 4, *NO_IDS])

    assert await stale(storage) == [1, 3, 4, 6]
    assert [one.posting.message_id for one in first] == [1, 3]
    assert [one.posting.message_id for one in others] == [3, 6]


async def test_a_correction_half_done_goes_on_when_the_record_is_opened_again(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        entry = await saved(storage, a_claim())
        for message_id in range(1, 6):
            await posted(storage, message_id, entry)
        changed = await saved(storage, a_claim(note="Changed."))
        for one in await storage.postings.stale(2):
            await storage.postings.corrected(one.posting.message_id, changed)

    async with open_storage(database_url) as storage:
        assert await stale(storage) == [3, 4, 5]
        assert (await storage.verify()).problems == ()


async def test_a_posting_whose_claim_has_gone_with_its_server_is_gone(storage: Storage) -> None:
    own = await saved(storage, a_claim(), HERE)
    posting = await posted(storage, 1, own)
    await storage.servers.left(11, NOON)
    await storage.servers.purge(NOON + timedelta(days=1))

    await storage.postings.corrected(1, own)
    await storage.postings.record(posting)
    await storage.postings.watch(ALICE, own, HERE, NOON)

    assert await storage.postings.by_id(1) is None
    assert await storage.postings.stale(10) == ()
    assert await storage.postings.owed(10) == ()


async def test_a_watcher_is_owed_a_change_with_both_states_and_the_reason(storage: Storage) -> None:
    shown = await saved(storage, a_claim())
    await storage.postings.watch(ALICE, shown, HERE, NOON)
    before = await storage.postings.owed(10)

    changed_at = NOON + timedelta(days=1)
    act = Act("discord:7", changed_at, "It was corrected.")
    [now] = (await storage.claims.save([a_claim(text="Other.")], EVERYWHERE, act)).entries
    [found] = await storage.postings.owed(10)

    assert before == ()
    assert (found.person, found.shown, found.now) == (ALICE, shown, now)
    assert (found.reason, found.changed_at) == ("It was corrected.", changed_at)


@pytest.mark.parametrize("status", ClaimStatus)
async def test_a_watcher_is_owed_the_servers_own_claim_that_hides_the_one_they_got(
    status: ClaimStatus, storage: Storage
) -> None:
    shown = await saved(storage, a_claim())
    await storage.postings.watch(ALICE, shown, HERE, NOON)
    await storage.postings.watch(BOB, shown, THERE, NOON)

    own = await saved(storage, a_claim(text="Ours.", status=status), HERE)
    [found] = await storage.postings.owed(10)

    assert (found.person, found.shown, found.now) == (ALICE, shown, own)


async def test_who_watches_longest_is_told_first(storage: Storage) -> None:
    one, two = [await saved(storage, a_claim(key=key)) for key in ("one", "two")]
    await storage.postings.watch(ALICE, one, HERE, NOON + timedelta(hours=1))
    await storage.postings.watch(BOB, one, HERE, NOON)
    await storage.postings.watch(ALICE, two, EVERYWHERE, NOON + timedelta(hours=-1))

    for key in ("one", "two"):
        await saved(storage, a_claim(key=key, note="Changed."))

    assert await owed(storage) == [(ALICE, two.id), (BOB, one.id), (ALICE, one.id)]
    assert [found.person for found in await storage.postings.owed(1)] == [ALICE]


async def test_a_watcher_is_told_once(storage: Storage) -> None:
    one, two = [await saved(storage, a_claim(key=key)) for key in ("one", "two")]
    for entry in (one, two):
        await storage.postings.watch(ALICE, entry, HERE, NOON)
        await storage.postings.watch(BOB, entry, HERE, NOON)
    for key in ("one", "two"):
        await saved(storage, a_claim(key=key, note="Changed."))

    await storage.postings.told(ALICE, one.id)
    await storage.postings.told(ALICE, one.id)
    await saved(storage, a_claim(key="one", note="Changed again."))

    assert await owed(storage) == [(ALICE, two.id), (BOB, one.id), (BOB, two.id)]


async def test_who_got_a_claim_in_two_servers_is_told_once_of_its_change(storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    await storage.postings.watch(ALICE, entry, HERE, NOON)
    await storage.postings.watch(ALICE, entry, THERE, NOON + timedelta(hours=-1))
    own = await saved(storage, a_claim(text="Theirs."), THERE)
    await saved(storage, a_claim(note="Changed."))

    found = await storage.postings.owed(10)
    await storage.postings.told(ALICE, entry.id)

    assert [(one.person, one.now) for one in found] == [(ALICE, own)]
    assert await storage.postings.owed(10) == ()


async def test_who_watches_again_has_seen_the_newer_state(storage: Storage) -> None:
    await storage.postings.watch(ALICE, await saved(storage, a_claim()), HERE, NOON)
    second = await saved(storage, a_claim(note="Second."))

    await storage.postings.watch(ALICE, second, HERE, NOON + timedelta(hours=1))
    between = await owed(storage)
    third = await saved(storage, a_claim(note="Third."))
    [found] = await storage.postings.owed(10)

    assert between == []
    assert (found.shown, found.now) == (second, third)


@pytest.mark.parametrize("number", NO_IDS)
async def test_what_is_no_id_is_refused_where_it_would_be_kept(number: int, storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    good = Posting(1, CHANNEL, HERE, NOON, entry.id, entry.version, QUESTION, ALICE)
    bad = [
        replace(good, message_id=number),
        replace(good, channel_id=number),
        replace(good, claim_id=number),
        replace(good, asked_in=number),
        replace(good, asker=number),
    ]

    for posting in bad:
        with pytest.raises(ValueError, match="id"):
            await storage.postings.record(posting)
    with pytest.raises(ValueError, match="id"):
        await storage.postings.watch(number, entry, HERE, NOON)
    with pytest.raises(BadServer):
        await storage.postings.record(replace(good, scope=Scope(number)))

    assert await storage.postings.by_id(1) is None


@pytest.mark.parametrize("number", NO_IDS)
async def test_what_is_no_id_leads_nowhere(number: int, storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    await storage.postings.watch(ALICE, entry, HERE, NOON)
    await posted(storage, 1, entry)
    changed = await saved(storage, a_claim(note="Changed."))

    await storage.postings.corrected(number, changed)
    await storage.postings.told(number, entry.id)
    await storage.postings.told(ALICE, number)

    assert await storage.postings.by_id(number) is None
    assert await stale(storage) == [1]
    assert await owed(storage) == [(ALICE, entry.id)]


async def test_a_time_without_zone_is_refused(storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(ValueError, match="aware"):
        await storage.postings.record(Posting(1, CHANNEL, HERE, naive))
    with pytest.raises(ValueError, match="aware"):
        await storage.postings.watch(ALICE, entry, HERE, naive)
