"""Every backend behaves the same: a source's link is read again, and every quote from it is looked up there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.errors import InvalidClaim
from storage.models import EVERYWHERE, Citation, Claim, ClaimStatus, Entry, Scope
from storage.protocol import Storage
from storage.sources import Outcome, Reading, Sighting, SourceEntry
from tests.factories import ARTICLE, a_claim, a_source, an_act

HERE = Scope(11)
DAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
NEXT_DAY = DAY + timedelta(days=1)
TROOPS = "Japan hosts More than  50,000\nU.S. troops"
COMMAND = "The two countries agreed on a new command"
OTHER_TEXT = "The river rose by nine inches, and the dam broke."


def citing(quote: str | None = TROOPS, **changes: str) -> Claim:
    return replace(a_claim(citations=(Citation(a_source(), quote),)), **changes)


async def saved(storage: Storage, *claims: Claim) -> tuple[Entry, ...]:
    return (await storage.claims.save(claims, EVERYWHERE, an_act())).entries


async def entry_of(storage: Storage) -> SourceEntry:
    found = await storage.sources.identified(a_source(), EVERYWHERE)
    assert found is not None
    return found


def same(at: datetime = DAY) -> Reading:
    return Reading(at, Outcome.SAME)


def changed(at: datetime = DAY) -> Reading:
    return Reading(at, Outcome.CHANGED)


async def test_a_source_remembers_its_newest_reading(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())
    source = await entry_of(storage)
    gone = Reading(NEXT_DAY, Outcome.GONE, "its server answered 503 (Service Unavailable)")

    await storage.sources.read_again(source.id, same(), ARTICLE)
    await storage.sources.read_again(source.id, gone, None)

    assert (await entry_of(storage)).read == gone


async def test_a_quote_that_stands_in_the_page_is_seen_however_the_page_spaces_it(storage: Storage) -> None:
    [entry] = await saved(storage, citing())
    source = await entry_of(storage)
    page = "Menu. Today: Japan hosts More than 50,000 U.S. troops. Imprint."

    missing = await storage.sources.read_again(source.id, changed(), page)

    [seen] = await storage.sources.sightings(source.id, EVERYWHERE)
    assert missing == ()
    assert (seen.entry.id, seen.quote, seen.last_seen, seen.missing_since) == (entry.id, TROOPS, DAY, None)


async def test_before_any_reading_nobody_knows_when_a_quote_was_seen(storage: Storage) -> None:
    [entry] = await saved(storage, citing())
    source = await entry_of(storage)

    [seen] = await storage.sources.sightings(source.id, HERE)

    assert (seen.entry.claim.key, seen.last_seen, seen.missing_since) == (entry.claim.key, None, None)


async def test_a_missing_quote_flags_its_claim_once_and_says_since_when(storage: Storage) -> None:
    kept, lost = await saved(storage, citing(COMMAND, key="kept"), citing(key="lost"))
    source = await entry_of(storage)
    page = ARTICLE.replace("50,000", "55,000")
    await storage.sources.read_again(source.id, same(DAY - timedelta(days=1)), ARTICLE)

    first = await storage.sources.read_again(source.id, changed(DAY), page)
    second = await storage.sources.read_again(source.id, changed(NEXT_DAY), page)

    assert ([one.id for one in first], second) == ([lost.id], ())
    assert [one.id for one in await storage.claims.flagged(EVERYWHERE, limit=9)] == [lost.id]
    assert [moments(one) for one in await storage.sources.sightings(source.id, EVERYWHERE)] == [
        (kept.id, NEXT_DAY, None),
        (lost.id, DAY - timedelta(days=1), DAY),
    ]


def moments(sighting: Sighting) -> tuple[int, datetime | None, datetime | None]:
    return sighting.entry.id, sighting.last_seen, sighting.missing_since


async def test_a_quote_that_comes_back_is_flagged_no_more_and_anew_when_it_goes_again(storage: Storage) -> None:
    [entry] = await saved(storage, citing())
    source = await entry_of(storage)
    await storage.sources.read_again(source.id, changed(), "")

    await storage.sources.read_again(source.id, same(NEXT_DAY), ARTICLE)
    [back] = await storage.sources.sightings(source.id, EVERYWHERE)
    flagged = await storage.claims.flagged(EVERYWHERE, limit=9)
    again = await storage.sources.read_again(source.id, changed(NEXT_DAY), "")

    assert (moments(back), flagged) == ((entry.id, NEXT_DAY, None), ())
    assert [one.id for one in again] == [entry.id]


async def test_a_page_that_could_not_be_read_says_nothing_of_its_quotes(storage: Storage) -> None:
    [entry] = await saved(storage, citing())
    source = await entry_of(storage)
    await storage.sources.read_again(source.id, same(DAY), ARTICLE)

    missing = await storage.sources.read_again(source.id, Reading(NEXT_DAY, Outcome.GONE, "a hiccup"), None)

    [seen] = await storage.sources.sightings(source.id, EVERYWHERE)
    assert (missing, moments(seen)) == ((), (entry.id, DAY, None))


async def test_a_page_that_is_gone_for_good_takes_all_its_quotes(storage: Storage) -> None:
    entries = await saved(storage, citing(key="one"), citing(COMMAND, key="two"), citing(None, key="without"))
    source = await entry_of(storage)

    missing = await storage.sources.read_again(source.id, Reading(DAY, Outcome.GONE, "404"), "")

    assert [one.id for one in missing] == [one.id for one in entries[:2]]


async def test_nobody_hears_of_a_retracted_claim_whose_quote_is_missing(storage: Storage) -> None:
    given = [citing(key=status.value, status=status) for status in ClaimStatus]
    await saved(storage, *given)
    source = await entry_of(storage)

    missing = await storage.sources.read_again(source.id, changed(), "")

    assert [one.claim.key for one in missing] == ["draft", "published"]


async def test_only_the_quotes_of_the_claims_as_they_are_now_are_looked_up(storage: Storage) -> None:
    await saved(storage, citing(key="one"))
    await saved(storage, citing(COMMAND, key="one"))
    source = await entry_of(storage)

    missing = await storage.sources.read_again(source.id, changed(), f"{COMMAND}.")

    [seen] = await storage.sources.sightings(source.id, EVERYWHERE)
    assert (missing, seen.quote, seen.last_seen) == ((), COMMAND, DAY)


async def test_a_quote_taken_before_the_source_had_its_newest_version_is_looked_up_too(storage: Storage) -> None:
    [entry] = await saved(storage, citing())
    await storage.sources.save(a_source(text=OTHER_TEXT), EVERYWHERE, an_act())
    source = await entry_of(storage)

    missing = await storage.sources.read_again(source.id, same(), OTHER_TEXT)

    assert (source.version, [one.id for one in missing]) == (2, [entry.id])


async def test_reading_again_leaves_claims_and_captured_text_as_they_are(storage: Storage) -> None:
    [entry] = await saved(storage, citing())
    source = await entry_of(storage)

    await storage.sources.read_again(source.id, changed(), "Something else.")

    by_id = await storage.sources.by_id(source.id, EVERYWHERE)
    assert by_id is not None
    assert (by_id.source.text, by_id.version) == (ARTICLE, 1)
    assert await storage.claims.by_key(entry.claim.key, EVERYWHERE) == entry
    assert (await storage.verify()).problems == ()


async def test_a_reading_that_cannot_be_kept_is_refused(storage: Storage) -> None:
    await storage.sources.save(a_source(), EVERYWHERE, an_act())
    source = await entry_of(storage)

    with pytest.raises(InvalidClaim):
        await storage.sources.read_again(source.id, Reading(DAY, Outcome.GONE, "half\ud800"), None)
    with pytest.raises(ValueError, match="aware"):
        await storage.sources.read_again(source.id, Reading(DAY.replace(tzinfo=None), Outcome.SAME), "")
    assert (await entry_of(storage)).read is None
