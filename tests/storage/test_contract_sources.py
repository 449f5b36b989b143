"""Every backend behaves the same: the sources as they stand on record, and their copies."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.models import EVERYWHERE, Act, Citation, Claim, ClaimStatus, Entry, Scope, Source
from storage.protocol import Storage
from storage.sources import Outcome, Reading, SourceEntry
from tests.factories import ARTICLE, a_claim, a_source, an_act

HERE, THERE = Scope(11), Scope(22)
DAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEXT_DAY = DAY + timedelta(days=1)
TROOPS = "Japan hosts More than  50,000\nU.S. troops"
COMMAND = "The two countries agreed on a new command"

WIRE = " ".join(
    f"Paragraph {number}: the ministers met for the {number}th time and agreed on point {number} of the long list."
    for number in range(12)
)
OTHER_WIRE = " ".join(
    f"On day {number} the river rose by another {number} inches, and dam {number} broke." for number in range(12)
)


def citing(quote: str | None = TROOPS, source: Source | None = None, **changes: str) -> Claim:
    cited = (Citation(source or a_source(), quote),)
    return replace(a_claim(citations=cited), **changes)


async def saved(storage: Storage, *claims: Claim, scope: Scope = EVERYWHERE) -> tuple[Entry, ...]:
    return (await storage.claims.save(claims, scope, an_act())).entries


async def entry_of(storage: Storage, source: Source, scope: Scope = EVERYWHERE) -> SourceEntry:
    found = await storage.sources.identified(source, scope)
    assert found is not None
    return found


def names(found: tuple[SourceEntry, ...]) -> list[str]:
    return [one.source.name for one in found]


async def test_a_source_is_kept_with_who_added_it_and_how_many_claims_cite_it(storage: Storage) -> None:
    await saved(storage, citing(key="one"), citing(key="two", quote=COMMAND), citing(key="three", quote=None))
    await saved(storage, citing(key="draft", status=ClaimStatus.DRAFT))
    await saved(storage, citing(key="three", quote=None, status=ClaimStatus.RETRACTED))

    found = await entry_of(storage, a_source())

    assert (found.claims, found.drafts, found.version, found.read) == (2, 1, 1, None)
    assert found.added == an_act()
    assert found.source == replace(a_source(text=None), sha256=found.source.sha256)
    assert found.source.sha256 is not None


async def test_a_claim_that_no_longer_cites_a_source_is_not_counted(storage: Storage) -> None:
    await saved(storage, citing(key="one"))
    await saved(storage, citing(key="one", source=a_source(url="https://example.org/other")))

    found = await entry_of(storage, a_source())

    assert (found.claims, await storage.sources.entries(found.id, EVERYWHERE)) == (0, ())


async def test_a_source_asked_for_by_its_id_comes_with_its_text(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())
    await storage.sources.save(a_source(name="No text", url="https://example.org/2", text=None), EVERYWHERE, an_act())
    captured, bare = [await entry_of(storage, a_source(url=url)) for url in (a_source().url, "https://example.org/2")]

    found = await storage.sources.by_id(captured.id, HERE)

    assert found is not None
    assert found.source.text == ARTICLE
    assert replace(found, source=replace(found.source, text=None)) == captured
    assert await storage.sources.by_id(bare.id, HERE) == bare


@pytest.mark.parametrize("number", [0, -1, 10_000, 1 << 63, 1 << 200])
async def test_an_id_that_no_source_has_finds_nothing(storage: Storage, number: int) -> None:
    await saved(storage, citing())

    assert await storage.sources.by_id(number, EVERYWHERE) is None
    assert await storage.sources.entries(number, EVERYWHERE) == ()
    assert await storage.sources.copies(number, EVERYWHERE) == ()
    assert await storage.sources.sightings(number, EVERYWHERE) == ()
    assert await storage.sources.read_again(number, Reading(DAY, Outcome.SAME), "") == ()


async def test_a_new_version_shows_what_is_newest_and_who_was_first(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act("first"))
    await storage.sources.save(a_source(publisher="Another"), EVERYWHERE, an_act("second"))

    found = await entry_of(storage, a_source())

    assert (found.version, found.source.publisher, found.added.reason) == (2, "Another", "first")


async def test_a_source_is_identified_in_exactly_one_scope_by_its_link_or_else_its_name(storage: Storage) -> None:
    await storage.sources.save(a_source(url=None), HERE, an_act())

    assert (await entry_of(storage, a_source(url=None), HERE)).scope == HERE
    assert await storage.sources.identified(a_source(), HERE) is None
    assert await storage.sources.identified(a_source(url=None), EVERYWHERE) is None
    assert await storage.sources.identified(Source("half\ud800"), HERE) is None


async def test_sources_are_listed_newest_first_and_only_those_seen_from_the_scope(storage: Storage) -> None:
    for name, scope in (("Oldest", EVERYWHERE), ("Theirs", THERE), ("Ours", HERE), ("Newest", EVERYWHERE)):
        await storage.sources.save(Source(name), scope, an_act())

    here = await storage.sources.list(HERE, limit=9)
    second = await storage.sources.list(HERE, limit=1, offset=1)
    everywhere = await storage.sources.list(EVERYWHERE, limit=9)

    assert names(here) == ["Newest", "Ours", "Oldest"]
    assert second == here[1:2]
    assert names(everywhere) == ["Newest", "Oldest"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("talks", ["Security talks"]),
        ("EXAMPLE.org", ["Security talks"]),
        ("100%", ["100% of it"]),
        ("_", []),
        ("\\", []),
        ("'; DROP TABLE source; --", []),
        ("half\ud800", []),
    ],
)
async def test_sources_are_found_by_a_part_of_their_name_or_link(
    storage: Storage, query: str, expected: list[str]
) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())
    await storage.sources.save(Source("100% of it"), EVERYWHERE, an_act())
    await storage.sources.save(Source("1000 of it"), EVERYWHERE, an_act())

    assert names(await storage.sources.list(HERE, query, limit=9)) == expected


async def test_what_a_server_hides_by_a_claim_of_its_own_does_not_count_there(storage: Storage) -> None:
    await saved(storage, citing(key="hidden"), citing(key="seen"))
    await saved(storage, a_claim(key="hidden"), scope=HERE)
    source = await entry_of(storage, a_source())

    [there], [here] = [await storage.sources.list(scope, limit=9) for scope in (THERE, HERE)]
    entries = await storage.sources.entries(source.id, HERE)

    assert (there.claims, here.claims) == (2, 1)
    assert [one.claim.key for one in entries] == ["seen"]
    assert [one.entry.claim.key for one in await storage.sources.sightings(source.id, HERE)] == ["seen"]


async def test_nothing_of_another_server_is_seen(storage: Storage) -> None:
    [entry] = await saved(storage, citing(), scope=HERE)
    source = await entry_of(storage, a_source(), HERE)

    assert await storage.sources.by_id(source.id, THERE) is None
    assert await storage.sources.by_id(source.id, EVERYWHERE) is None
    assert await storage.sources.entries(source.id, THERE) == ()
    assert await storage.sources.sightings(source.id, THERE) == ()
    assert await storage.sources.copies(source.id, THERE) == ()
    assert [one.id for one in await storage.sources.entries(source.id, HERE)] == [entry.id]


async def test_all_that_cite_a_source_are_told_whatever_their_status(storage: Storage) -> None:
    given = [citing(key=status.value, status=status) for status in ClaimStatus]
    await saved(storage, *given, a_claim(key="none"))
    source = await entry_of(storage, a_source())

    found = await storage.sources.entries(source.id, EVERYWHERE)

    assert [one.claim.key for one in found] == [status.value for status in ClaimStatus]


async def test_saving_a_source_is_audited_when_the_act_says_what_was_done(storage: Storage) -> None:
    act = Act("discord:7", DAY, "because", what="source added")
    await storage.sources.save(a_source(), HERE, act)
    await storage.sources.save(a_source(), HERE, act)
    await storage.sources.save(a_source(publisher="Another"), HERE, an_act())

    [deed] = await storage.servers.deeds(HERE, limit=9)

    assert (deed.what, deed.subject, deed.by, deed.reason) == ("source added", "Security talks", "discord:7", "because")


async def test_a_copy_of_a_text_belongs_to_the_family_of_the_first(storage: Storage) -> None:
    first = await storage.sources.save(Source("First", "https://a.example/1", text=WIRE), EVERYWHERE, an_act())
    copy = Source("Copy", "https://b.example/1", text=f"TOKYO – Headline of our own. {WIRE[:-200]}")
    second = await storage.sources.save(copy, EVERYWHERE, an_act())
    other = await storage.sources.save(Source("Other", text=OTHER_WIRE), EVERYWHERE, an_act())

    assert first.family == second.family == first.sha256
    assert second.sha256 != first.sha256
    assert other.family == other.sha256


async def test_texts_captured_together_are_compared_with_each_other(storage: Storage) -> None:
    sources = [Source(f"Paper {number}", text=f"Paper {number} writes. {WIRE}") for number in range(3)]
    claims = [citing(None, source, key=f"claim-{number}") for number, source in enumerate(sources)]

    entries = await saved(storage, *claims, citing(None, Source("Other", text=OTHER_WIRE), key="other"))

    loaded = await storage.claims.by_ids([one.id for one in entries], EVERYWHERE)
    families = [one.claim.citations[0].source.family for one in loaded]
    assert families[:3] == [loaded[0].claim.citations[0].source.sha256] * 3
    assert families[3] == loaded[3].claim.citations[0].source.sha256


async def test_the_family_is_told_wherever_a_source_is_loaded(storage: Storage) -> None:
    await saved(storage, citing())
    await storage.sources.save(Source("Same words", text=ARTICLE), EVERYWHERE, an_act())
    [twin] = await storage.sources.list(EVERYWHERE, "same words", limit=1)
    by_url = await storage.sources.by_url("https://example.org/talks", EVERYWHERE)
    by_key = await storage.claims.by_key("us-troops-japan", EVERYWHERE)

    assert by_url is not None
    assert by_key is not None
    assert by_url.family == by_url.sha256 == by_key.claim.citations[0].source.family == twin.source.family


async def test_the_copies_of_a_source_are_the_others_seen_from_the_scope(storage: Storage) -> None:
    for name, text, scope in (
        ("First", WIRE, EVERYWHERE),
        ("Ours", f"{WIRE} We add a line.", HERE),
        ("Theirs", f"{WIRE} They add a line.", THERE),
        ("Other", OTHER_WIRE, EVERYWHERE),
        ("No text", None, EVERYWHERE),
    ):
        await storage.sources.save(Source(name, text=text), scope, an_act())
    first, bare = [await entry_of(storage, Source(name)) for name in ("First", "No text")]

    assert names(await storage.sources.copies(first.id, HERE)) == ["Ours"]
    assert names(await storage.sources.copies(first.id, EVERYWHERE)) == []
    assert await storage.sources.copies(bare.id, HERE) == ()


async def test_a_source_whose_text_is_another_now_is_no_copy_any_more(storage: Storage) -> None:
    await storage.sources.save(Source("First", text=WIRE), EVERYWHERE, an_act())
    await storage.sources.save(Source("Second", text=WIRE), EVERYWHERE, an_act())
    await storage.sources.save(Source("Second", text=OTHER_WIRE), EVERYWHERE, an_act())

    assert await storage.sources.copies((await entry_of(storage, Source("First"))).id, EVERYWHERE) == ()


async def test_short_and_empty_texts_are_families_of_their_own(storage: Storage) -> None:
    for number, text in enumerate(["", "  ", "word", "another word"]):
        source = await storage.sources.save(Source(f"Source {number}", text=text), EVERYWHERE, an_act())

        assert source.family == source.sha256


async def test_sources_with_link_and_text_are_read_again_scope_by_scope(storage: Storage) -> None:
    for number, scope in enumerate((EVERYWHERE, HERE, THERE)):
        await storage.sources.save(a_source(url=f"https://example.org/{number}"), scope, an_act())
    await storage.sources.save(a_source(url=None), HERE, an_act())
    await storage.sources.save(a_source(url="https://example.org/9", text=None), HERE, an_act())

    told = {
        scope: [one.source.url async for one in storage.sources.linked(scope)] for scope in (None, EVERYWHERE, HERE)
    }

    assert told == {
        None: ["https://example.org/0", "https://example.org/1", "https://example.org/2"],
        EVERYWHERE: ["https://example.org/0"],
        HERE: ["https://example.org/1"],
    }


async def test_linked_sources_count_the_claims_of_their_own_scope(storage: Storage) -> None:
    await saved(storage, citing())
    await saved(storage, citing(key="ours"), citing(key="draft", status=ClaimStatus.DRAFT), scope=HERE)

    found = [(one.scope, one.claims, one.drafts) async for one in storage.sources.linked(None)]

    assert found == [(EVERYWHERE, 1, 0), (HERE, 1, 1)]
