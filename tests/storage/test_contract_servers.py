"""What servers decide: settings, wordings that do not mean a claim, the audit log, leaving."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from storage.errors import BadServer, InvalidClaim, UnknownClaim
from storage.models import EVERYWHERE, Act, Citation, Claim, ClaimStatus, Entry, Scope
from storage.posted import Posting
from storage.protocol import Storage
from storage.servers import Deed
from tests.factories import ARTICLE, a_claim, a_source, an_act, claims

HERE, THERE = Scope(7), Scope(8)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def deed(what: str | None, reason: str = "", by: str = "discord:5") -> Act:
    return Act(by, NOW, reason, what)


async def saved(storage: Storage, claim: Claim, scope: Scope = HERE) -> Entry:
    return (await storage.claims.save([claim], scope, an_act())).entries[0]


async def log(storage: Storage, scope: Scope = HERE) -> list[tuple[str, str]]:
    return [(one.what, one.subject) for one in await storage.servers.deeds(scope, limit=100)]


async def test_a_chosen_setting_is_kept_with_who_chose_it_and_when(storage: Storage) -> None:
    await storage.servers.choose("editor role", "123", HERE, deed("setting changed", "They asked."))

    settings = await storage.servers.settings(HERE)
    assert [(name, one.value, one.by, one.at) for name, one in settings.items()] == [
        ("editor role", "123", "discord:5", NOW)
    ]
    assert await storage.servers.deeds(HERE, limit=5) == (
        Deed(1, "setting changed", "editor role", "They asked.", "discord:5", NOW),
    )


async def test_a_setting_chosen_again_takes_the_place_of_the_first(storage: Storage) -> None:
    await storage.servers.choose("editor role", "123", HERE, deed(None))

    await storage.servers.choose("editor role", "456", HERE, deed(None, by="discord:6"))

    (setting,) = (await storage.servers.settings(HERE)).values()
    assert (setting.value, setting.by) == ("456", "discord:6")


async def test_a_setting_left_to_its_default_is_gone(storage: Storage) -> None:
    await storage.servers.choose("editor role", "123", HERE, deed(None))

    await storage.servers.choose("editor role", None, HERE, deed("setting changed"))

    assert await storage.servers.settings(HERE) == {}
    assert await log(storage) == [("setting changed", "editor role")]


@pytest.mark.parametrize("value", ["123", None])
async def test_what_is_chosen_already_is_no_deed(storage: Storage, value: str | None) -> None:
    await storage.servers.choose("editor role", value, HERE, deed(None))

    await storage.servers.choose("editor role", value, HERE, deed("setting changed"))

    assert await log(storage) == []


async def test_a_servers_settings_are_its_own(storage: Storage) -> None:
    await storage.servers.choose("editor role", "123", HERE, deed("setting changed"))

    assert await storage.servers.settings(THERE) == {}
    assert await storage.servers.settings(EVERYWHERE) == {}
    assert await log(storage, THERE) == []


async def test_nothing_is_decided_for_everywhere(storage: Storage) -> None:
    entry = await saved(storage, a_claim(), EVERYWHERE)

    with pytest.raises(BadServer):
        await storage.servers.choose("editor role", "123", EVERYWHERE, deed(None))
    with pytest.raises(BadServer):
        await storage.servers.mismatch("f", entry, EVERYWHERE, deed(None))


@pytest.mark.parametrize(("name", "value"), [("n" * 4_001, "v"), ("n", "v" * 4_001), ("n\0", "v"), ("n", "\ud800")])
async def test_a_setting_that_cannot_be_kept_is_refused(storage: Storage, name: str, value: str) -> None:
    with pytest.raises(InvalidClaim):
        await storage.servers.choose(name, value, HERE, deed(None))


async def test_a_wording_that_does_not_mean_a_claim_says_so_in_that_server_only(storage: Storage) -> None:
    entry = await saved(storage, a_claim(), EVERYWHERE)
    other = await saved(storage, a_claim(key="other"), EVERYWHERE)

    await storage.servers.mismatch("f1", entry, HERE, deed("not this claim"))
    await storage.servers.mismatch("f1", other, HERE, deed(None))
    await storage.servers.mismatch("f2", other, THERE, deed(None))

    assert await storage.servers.mismatched(["f1", "f2", "\ud800"], HERE) == {"f1": {entry.id, other.id}}
    assert await storage.servers.mismatched(["f1", "f2"], THERE) == {"f2": {other.id}}
    assert await storage.servers.mismatched(["f1"], EVERYWHERE) == {}
    assert await storage.servers.mismatched([], HERE) == {}
    assert await log(storage) == [("not this claim", entry.claim.key)]


async def test_saying_it_twice_changes_nothing(storage: Storage) -> None:
    entry = await saved(storage, a_claim())
    await storage.servers.mismatch("f1", entry, HERE, deed("not this claim"))

    await storage.servers.mismatch("f1", entry, HERE, deed("not this claim", by="discord:6"))

    (kept,) = await storage.servers.mismatches(HERE, limit=5)
    assert (kept.entry, kept.by, kept.at) == (entry, "discord:5", NOW)
    assert len(await log(storage)) == 1


async def test_mismatches_are_listed_newest_first_with_their_claims_as_they_stand(storage: Storage) -> None:
    first = await saved(storage, a_claim(key="first"))
    second = await saved(storage, a_claim(key="second"))
    for fingerprint, entry in (("f1", first), ("f2", first), ("f3", second)):
        await storage.servers.mismatch(fingerprint, entry, HERE, deed(None))

    changed = await saved(storage, a_claim(key="first", text="Another text."))
    page = await storage.servers.mismatches(HERE, limit=2)
    rest = await storage.servers.mismatches(HERE, limit=2, offset=2)

    assert [one.entry for one in page] == [second, changed]
    assert [one.entry for one in rest] == [changed]
    assert await storage.servers.mismatches(THERE, limit=2) == ()


async def test_a_mismatch_can_be_taken_back_by_its_server_only(storage: Storage) -> None:
    entry = await saved(storage, a_claim(), EVERYWHERE)
    await storage.servers.mismatch("f1", entry, HERE, deed(None))
    (kept,) = await storage.servers.mismatches(HERE, limit=5)

    theirs = await storage.servers.undo_mismatch(kept.id, THERE, deed("claim matches again"))
    ours = await storage.servers.undo_mismatch(kept.id, HERE, deed("claim matches again"))

    assert (theirs, ours) == (None, kept)
    assert await storage.servers.undo_mismatch(kept.id, HERE, deed("claim matches again")) is None
    assert await storage.servers.undo_mismatch(1 << 80, HERE, deed(None)) is None
    assert await storage.servers.mismatched(["f1"], HERE) == {}
    assert (await log(storage), await log(storage, THERE)) == ([("claim matches again", entry.claim.key)], [])


async def test_a_claim_that_is_not_seen_cannot_be_said_not_to_match(storage: Storage) -> None:
    theirs = await saved(storage, a_claim(), THERE)

    with pytest.raises(UnknownClaim):
        await storage.servers.mismatch("f1", theirs, HERE, deed(None))


async def test_deeds_are_listed_newest_first_and_by_pages(storage: Storage) -> None:
    for number in range(5):
        await storage.servers.note_deed(f"subject {number}", HERE, deed("done"))
    await storage.servers.note_deed("theirs", THERE, deed("done"))
    await storage.servers.note_deed("everywhere", EVERYWHERE, deed("done"))

    page = await storage.servers.deeds(HERE, limit=2)
    rest = await storage.servers.deeds(HERE, limit=9, before=page[-1].id)

    assert [one.subject for one in (*page, *rest)] == [f"subject {number}" for number in (4, 3, 2, 1, 0)]
    assert [one.subject for one in await storage.servers.deeds(EVERYWHERE, limit=9)] == ["everywhere"]
    assert len(await storage.servers.deeds(HERE, limit=9, before=1 << 80)) == 5
    assert await storage.servers.deeds(HERE, limit=9, before=-(1 << 80)) == ()


async def test_a_subject_that_cannot_be_kept_is_refused(storage: Storage) -> None:
    with pytest.raises(InvalidClaim):
        await storage.servers.note_deed("\0", HERE, deed("done"))


async def test_servers_are_known_by_anything_that_is_kept_of_them(storage: Storage) -> None:
    everywhere = await saved(storage, a_claim(), EVERYWHERE)
    await storage.claims.save(claims("One.", "Two."), Scope(1), an_act())
    await storage.sources.save(a_source(), Scope(2), an_act())
    await storage.servers.choose("editor role", "9", Scope(3), deed(None))
    await storage.questions.submit("Who?", "f", Scope(4), person=5, at=NOW, wants=False)
    await storage.postings.record(Posting(9, 9, Scope(5), NOW))
    await storage.postings.record(Posting(10, 9, EVERYWHERE, NOW))
    await storage.servers.note_deed("subject", Scope(6), deed("done"))
    await storage.servers.mismatch("f", everywhere, Scope(7), deed(None))
    await storage.postings.watch(5, everywhere, Scope(8), NOW)
    await storage.postings.watch(6, everywhere, EVERYWHERE, NOW)
    await storage.servers.left((1 << 63) - 1, NOW)

    assert await storage.servers.known() == (1, 2, 3, 4, 5, 6, 7, 8, (1 << 63) - 1)


async def test_an_empty_record_knows_no_server(storage: Storage) -> None:
    assert await storage.servers.known() == ()


@pytest.mark.parametrize("server", [0, -1, 1 << 63])
async def test_what_is_no_server_cannot_be_left(storage: Storage, server: int) -> None:
    with pytest.raises(BadServer):
        await storage.servers.left(server, NOW)


async def test_a_server_is_purged_once_it_was_left_for_long(storage: Storage) -> None:
    await saved(storage, a_claim(), HERE)
    await storage.servers.left(7, NOW)

    early = await storage.servers.purge(NOW)
    late = await storage.servers.purge(NOW + timedelta(seconds=1))

    assert (early, late) == ((), (7,))
    assert await storage.servers.known() == ()
    assert await storage.servers.purge(NOW + timedelta(seconds=1)) == ()


async def test_leaving_counts_from_the_first_time_whatever_the_time_zone(storage: Storage) -> None:
    await storage.servers.left(7, NOW.astimezone(timezone(timedelta(hours=9))))

    await storage.servers.left(7, NOW + timedelta(days=9))

    assert await storage.servers.purge(NOW + timedelta(days=1)) == (7,)


async def test_a_server_the_bot_is_back_in_is_kept(storage: Storage) -> None:
    entry = await saved(storage, a_claim(), HERE)
    await storage.servers.left(7, NOW)

    await storage.servers.returned(7)

    assert await storage.servers.purge(NOW + timedelta(days=99)) == ()
    assert await storage.claims.by_key(entry.claim.key, HERE) == entry


async def test_a_purge_takes_all_of_the_server_and_nothing_of_others(storage: Storage) -> None:
    cited = a_claim(citations=(Citation(a_source(), "We'll stay"),))
    await saved(storage, cited, HERE)
    kept = [await saved(storage, cited, scope) for scope in (THERE, EVERYWHERE)]
    await saved(storage, replace(cited, text="A second version."), HERE)
    await saved(storage, a_claim(key="draft", status=ClaimStatus.DRAFT), HERE)
    await storage.servers.left(7, NOW)

    await storage.servers.purge(NOW + timedelta(days=1))

    assert [entry async for entry in storage.claims.own(HERE)] == []
    assert await storage.sources.identified(a_source(), HERE) is None
    assert [await storage.claims.by_key("us-troops-japan", scope) for scope in (THERE, EVERYWHERE)] == kept
    assert await storage.claims.count(HERE) == 1
    found = await storage.sources.by_url("https://example.org/talks", THERE)
    assert found is not None
    assert found.text == ARTICLE
    assert (await storage.verify()).problems == ()


async def test_a_purged_server_can_begin_anew(storage: Storage) -> None:
    await storage.claims.save(claims("Ministers meet.", "Missiles leave Tokyo."), HERE, an_act())
    await storage.servers.left(7, NOW)
    await storage.servers.purge(NOW + timedelta(days=1))

    entry = await saved(storage, a_claim(text="Troops stay in Japan."))
    (found,) = await storage.claims.candidates("Do troops stay?", HERE, 5)

    assert found.entry == entry
    assert await storage.claims.candidates("ministers met", HERE, 5) == ()
    assert (await storage.verify()).problems == ()


async def test_claims_added_after_a_purge_are_read_by_sentence_models(storage: Storage) -> None:
    await storage.claims.save(claims("One."), EVERYWHERE, an_act())
    await storage.claims.save(claims("Two.", "Three."), HERE, an_act())
    page = await storage.claims.unread("a model", 10)
    await storage.claims.keep_sentences("a model", page, [b"-"] * 3)
    await storage.servers.left(7, NOW)
    await storage.servers.purge(NOW + timedelta(days=1))

    await storage.claims.save(claims("Four.", "Five.", "Six.", "Seven."), THERE, an_act())
    unread = await storage.claims.unread("a model", 10)

    assert [one.text for one in unread.claims] == ["Four.", "Five.", "Six.", "Seven."]
