"""Every backend behaves the same: when a claim's sources come with their captured texts, and when without."""

from dataclasses import replace

from storage.models import EVERYWHERE, Citation, Claim, ClaimStatus, Entry, Scope
from storage.protocol import Storage
from tests.factories import ARTICLE, a_claim, a_source, an_act

HERE = Scope(11)


def citing() -> Claim:
    return a_claim(citations=(Citation(a_source(), "Japan hosts"), Citation(a_source(url=None), "The two countries")))


def without_texts(entry: Entry) -> Entry:
    citations = tuple(replace(one, source=replace(one.source, text=None)) for one in entry.claim.citations)
    return replace(entry, claim=replace(entry.claim, citations=citations))


async def test_many_claims_come_without_the_texts_of_their_sources(storage: Storage) -> None:
    [saved] = (await storage.claims.save([citing()], EVERYWHERE, an_act())).entries

    found = [
        *await storage.claims.by_ids([saved.id], EVERYWHERE),
        *await storage.claims.own_by_keys([saved.claim.key], EVERYWHERE),
        *await storage.claims.search("troops", EVERYWHERE, limit=1),
        *(one.entry for one in await storage.claims.candidates(saved.claim.text, EVERYWHERE, 1)),
    ]

    assert found == [without_texts(saved)] * 4
    assert all(one.verified and one.source.sha256 for one in found[0].claim.citations)


async def test_a_claim_asked_for_by_its_key_and_all_of_a_scope_come_with_them(storage: Storage) -> None:
    [saved] = (await storage.claims.save([citing()], EVERYWHERE, an_act())).entries

    by_key = await storage.claims.by_key(saved.claim.key, EVERYWHERE)
    own = [entry async for entry in storage.claims.own(EVERYWHERE)]
    [version] = await storage.claims.versions(saved.id, EVERYWHERE)

    assert by_key == own[0] == saved
    assert version.claim == saved.claim
    assert {one.source.text for one in saved.claim.citations} == {ARTICLE}


async def test_a_claim_saved_again_without_the_texts_is_unchanged(storage: Storage) -> None:
    [saved] = (await storage.claims.save([citing()], EVERYWHERE, an_act())).entries

    [read] = await storage.claims.by_ids([saved.id], EVERYWHERE)
    again = await storage.claims.save([read.claim], EVERYWHERE, an_act())
    edited = await storage.claims.save([replace(read.claim, note="Seen.")], EVERYWHERE, an_act())

    assert again.unchanged == 1
    assert edited.entries[0].claim.citations == saved.claim.citations
    assert (await storage.verify()).problems == ()


async def test_keys_are_looked_up_in_exactly_one_scope(storage: Storage) -> None:
    await storage.claims.save([a_claim(key="both"), a_claim(key="everywhere")], EVERYWHERE, an_act())
    draft = a_claim(key="draft", status=ClaimStatus.DRAFT)
    saved = await storage.claims.save([a_claim(key="both", note="Here."), draft], HERE, an_act())

    found = await storage.claims.own_by_keys(["both", "everywhere", "draft", "unknown", "half\ud800"], HERE)

    assert sorted(found, key=lambda entry: entry.id) == list(saved.entries)
    assert await storage.claims.own_by_keys([], HERE) == ()
