"""Every backend behaves the same: claims, their versions and reviews, and what a scope sees."""

from dataclasses import replace

import pytest

from storage import open_storage
from storage.errors import BadServer, InvalidClaim
from storage.models import (
    EVERYWHERE,
    Alias,
    ClaimReview,
    ClaimStatus,
    Comparator,
    Date,
    Happening,
    Link,
    LinkKind,
    Modality,
    Name,
    Opposite,
    Polarity,
    Quantity,
    Rating,
    Role,
    Scope,
    Season,
    Speaker,
)
from storage.protocol import Storage
from tests.factories import a_claim, an_act, claims

HERE, THERE = Scope(1187), Scope((1 << 63) - 1)

PARTICULARS = (
    Quantity("more than 50,000", 50_000.0, Comparator.MORE_THAN, unit=None, of="troop"),
    Quantity("5 to 7 percent", 5.0, Comparator.BETWEEN, upper=7.0, unit="percent"),
    Date("28 July 2024", 2024, 7, 28, 6),
    Date("fall 2027", 2027, season=Season.AUTUMN),
    Name("Japan", "japan", Role.WHERE),
    Polarity("no", negative=True),
    Modality("will", Happening.PLANNED),
    Speaker("Kihara", "minoru kihara"),
    Alias("USFJ", "U.S. Forces Japan"),
    Opposite("relaxed", "tightened"),
)

LINKS = (Link(LinkKind.SUPERSEDES, "troops-2020", "2024-07"), Link(LinkKind.DISTINCT, "troops-korea"))

FULL = a_claim(
    wordings=("There are 50k American soldiers in Japan", "50,000 GIs | Japan"),
    claimant="the ministry",
    note="As of “2024”.",
    tags=("troops", "japan"),
    particulars=PARTICULARS,
    reviews=(ClaimReview(Rating.TRUE, "Counted.", "A reviewer", "2024-08", "https://example.org/review"),),
    links=LINKS,
)


async def keys_seen(storage: Storage, scope: Scope) -> list[str]:
    return [entry.claim.key for entry in await storage.claims.search("", scope, limit=100)]


async def test_a_new_database_says_that_it_was_created(database_url: str) -> None:
    async with open_storage(database_url) as first:
        created = first.created

    async with open_storage(database_url) as second:
        again = second.created

    assert (created, again) == (True, False)


async def test_a_claim_comes_back_as_it_was_saved(storage: Storage) -> None:
    saved = await storage.claims.save([FULL], EVERYWHERE, an_act())

    entry = await storage.claims.by_key(FULL.key, EVERYWHERE)

    assert entry is not None
    assert entry.claim == FULL
    assert (entry.scope, entry.version) == (EVERYWHERE, 1)
    assert saved.entries == (entry,)
    assert (saved.added, saved.changed, saved.unchanged) == (1, 0, 0)


async def test_a_claim_survives_closing_and_opening(database_url: str) -> None:
    async with open_storage(database_url) as first:
        await first.claims.save([FULL], HERE, an_act())

    async with open_storage(database_url) as second:
        entry = await second.claims.by_key(FULL.key, HERE)

    assert entry is not None
    assert entry.claim == FULL


async def test_the_same_content_again_writes_nothing(storage: Storage) -> None:
    first = await storage.claims.save([FULL], EVERYWHERE, an_act())

    again = await storage.claims.save([FULL], EVERYWHERE, an_act("again"))

    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert again.entries == first.entries
    assert len(await storage.claims.versions(first.entries[0].id, EVERYWHERE)) == 1


async def test_other_content_is_a_new_version_and_the_old_one_stays(storage: Storage) -> None:
    first = await storage.claims.save([FULL], EVERYWHERE, an_act("found"))
    edited = replace(FULL, text="Japan hosts 54,000 U.S. troops.")

    saved = await storage.claims.save([edited], EVERYWHERE, an_act("counted again"))

    versions = await storage.claims.versions(first.entries[0].id, EVERYWHERE)
    assert (saved.added, saved.changed, saved.entries[0].version) == (0, 1, 2)
    assert saved.entries[0].id == first.entries[0].id
    assert [(one.number, one.claim, one.act) for one in versions] == [
        (1, FULL, an_act("found")),
        (2, edited, an_act("counted again")),
    ]


async def test_a_later_claim_of_the_batch_is_a_new_version_of_an_earlier_one(storage: Storage) -> None:
    saved = await storage.claims.save([a_claim(text="One."), a_claim(text="Two.")], EVERYWHERE, an_act())

    assert [(entry.version, entry.claim.text) for entry in saved.entries] == [(1, "One."), (2, "Two.")]
    assert (saved.added, saved.changed) == (1, 1)


async def test_a_batch_with_one_bad_claim_saves_none(storage: Storage) -> None:
    with pytest.raises(InvalidClaim):
        await storage.claims.save([a_claim(key="good"), a_claim(text="")], EVERYWHERE, an_act())

    assert await storage.claims.count(EVERYWHERE) == 0


async def test_saving_no_claims_is_allowed(storage: Storage) -> None:
    saved = await storage.claims.save([], EVERYWHERE, an_act())

    assert (saved.entries, saved.added, saved.changed, saved.unchanged) == ((), 0, 0, 0)


async def test_a_review_is_a_new_version(storage: Storage) -> None:
    old, new = ClaimReview(Rating.TRUE, "First."), ClaimReview(Rating.FALSE, "Retracted since.")
    await storage.claims.save([a_claim(reviews=(old,))], EVERYWHERE, an_act())

    saved = await storage.claims.save([a_claim(reviews=(new,))], EVERYWHERE, an_act())

    entry = saved.entries[0]
    assert (saved.changed, entry.version) == (1, 2)
    assert entry.claim.reviews == (new, old)
    assert entry.claim.rating is Rating.FALSE
    assert await storage.claims.by_ids([entry.id], EVERYWHERE) == (entry,)


async def test_a_version_shows_the_reviews_made_until_the_next(storage: Storage) -> None:
    first, second = ClaimReview(Rating.TRUE), ClaimReview(Rating.FALSE)
    await storage.claims.save([a_claim(text="One.", reviews=(first,))], EVERYWHERE, an_act())
    saved = await storage.claims.save([a_claim(text="Two.", reviews=(second, first))], EVERYWHERE, an_act())

    versions = await storage.claims.versions(saved.entries[0].id, EVERYWHERE)

    assert [version.claim.reviews for version in versions] == [(first,), (second, first)]


async def test_a_claim_given_without_reviews_keeps_its_own(storage: Storage) -> None:
    await storage.claims.save([FULL], EVERYWHERE, an_act())

    saved = await storage.claims.save([replace(FULL, reviews=())], EVERYWHERE, an_act())

    assert (saved.unchanged, saved.entries[0].claim.reviews) == (1, FULL.reviews)


async def test_an_earlier_rating_given_again_is_the_newest_again(storage: Storage) -> None:
    true, false = ClaimReview(Rating.TRUE), ClaimReview(Rating.FALSE)
    for review in (true, false, true):
        await storage.claims.save([a_claim(reviews=(review,))], EVERYWHERE, an_act())

    again = await storage.claims.save([a_claim(reviews=(true,))], EVERYWHERE, an_act())

    assert again.entries[0].claim.reviews == (true, false, true)
    assert again.unchanged == 1


@pytest.mark.parametrize("status", [ClaimStatus.DRAFT, ClaimStatus.RETRACTED])
async def test_only_published_claims_are_found(storage: Storage, status: ClaimStatus) -> None:
    await storage.claims.save([a_claim()], EVERYWHERE, an_act())

    await storage.claims.save([a_claim(status=status)], EVERYWHERE, an_act())

    assert await storage.claims.candidates("troops in Japan", EVERYWHERE, 5) == ()
    assert await storage.claims.search("troops", EVERYWHERE, limit=5) == ()
    assert await storage.claims.search("us-troops-japan", EVERYWHERE, limit=5) == ()
    assert await keys_seen(storage, EVERYWHERE) == []
    assert await storage.claims.count(EVERYWHERE) == 0
    assert [entry.claim.status async for entry in storage.claims.own(EVERYWHERE)] == [status]


async def test_a_server_sees_its_own_claims_and_those_seen_everywhere(storage: Storage) -> None:
    for scope, key in ((EVERYWHERE, "all"), (HERE, "here"), (THERE, "there")):
        await storage.claims.save([a_claim(key=key)], scope, an_act())

    seen = {scope: await keys_seen(storage, scope) for scope in (EVERYWHERE, HERE, THERE)}

    assert seen == {EVERYWHERE: ["all"], HERE: ["all", "here"], THERE: ["all", "there"]}
    assert [await storage.claims.count(scope) for scope in (EVERYWHERE, HERE, THERE, Scope(9))] == [1, 2, 2, 1]


async def test_a_servers_own_claim_hides_the_one_seen_everywhere(storage: Storage) -> None:
    everywhere = (await storage.claims.save([a_claim(text="Troops of all.")], EVERYWHERE, an_act())).entries[0]
    own = (await storage.claims.save([a_claim(text="Troops of ours.")], HERE, an_act())).entries[0]

    found = [candidate.entry for candidate in await storage.claims.candidates("troops", HERE, 5)]

    assert found == [own]
    assert await storage.claims.by_key("us-troops-japan", HERE) == own
    assert await storage.claims.by_ids([everywhere.id, own.id], HERE) == (own,)
    assert await storage.claims.search("troops", HERE, limit=5) == (own,)
    assert await storage.claims.search("", HERE, limit=5) == (own,)
    assert await storage.claims.versions(everywhere.id, HERE) == ()
    assert await storage.claims.count(HERE) == 1
    assert await storage.claims.by_key("us-troops-japan", THERE) == everywhere


async def test_many_hidden_claims_do_not_hide_the_rest(storage: Storage) -> None:
    texts = [f"Troops number {number}." for number in range(60)]
    await storage.claims.save(claims(*texts, "The troops left on a ship in the night."), EVERYWHERE, an_act())
    await storage.claims.save([replace(claim, text="Other.") for claim in claims(*texts)], HERE, an_act())

    found = await storage.claims.candidates("troops", HERE, 2)

    assert [candidate.entry.claim.key for candidate in found] == ["claim-61"]


async def test_entries_come_in_the_order_asked_for_and_unknown_ids_are_left_out(storage: Storage) -> None:
    saved = await storage.claims.save(claims("One.", "Two.", "Three."), EVERYWHERE, an_act())
    one, two, three = saved.entries

    found = await storage.claims.by_ids([three.id, 9_999, one.id, 0, -1, 1 << 80, two.id, one.id], EVERYWHERE)

    assert found == (three, one, two)


async def test_own_yields_exactly_the_scopes_entries_in_order(storage: Storage) -> None:
    texts = [f"Claim {number}." for number in range(1_203)]
    await storage.claims.save(claims(*texts), HERE, an_act())
    await storage.claims.save([a_claim()], EVERYWHERE, an_act())

    own = [entry.claim.text async for entry in storage.claims.own(HERE)]

    assert own == texts


@pytest.mark.parametrize("server", [0, -5, 1 << 63])
async def test_what_is_no_servers_id_is_refused(storage: Storage, server: int) -> None:
    with pytest.raises(BadServer, match=f"^{server} is no Discord server's id"):
        await storage.claims.save([a_claim()], Scope(server), an_act())

    with pytest.raises(BadServer):
        await storage.claims.by_key("key", Scope(server))


async def test_unknown_keys_and_ids_give_nothing(storage: Storage) -> None:
    assert await storage.claims.by_key("nothing", HERE) is None
    assert await storage.claims.by_key("half\ud800", HERE) is None
    assert await storage.claims.by_ids([], HERE) == ()
    assert await storage.claims.versions(7, HERE) == ()


async def test_a_note_is_remembered_and_replaced(storage: Storage) -> None:
    before = await storage.note("commands")
    await storage.remember("commands", "one")
    await storage.remember("commands", "two")

    assert (before, await storage.note("commands")) == (None, "two")


async def test_a_whole_database_is_found_sound(storage: Storage) -> None:
    await storage.claims.save([FULL, *claims("One.", "Two.")], EVERYWHERE, an_act())
    await storage.claims.save([replace(FULL, text="Troops.")], EVERYWHERE, an_act())
    await storage.claims.save([a_claim(status=ClaimStatus.DRAFT)], HERE, an_act())

    found = await storage.verify()

    assert (found.problems, found.entries) == ((), 4)


async def test_a_closed_storage_refuses_to_be_used(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        await storage.close()

        with pytest.raises(RuntimeError, match="closed"):
            await storage.claims.count(EVERYWHERE)


def test_the_claim_with_every_field_has_one_particular_of_each_kind() -> None:
    assert {type(particular) for particular in FULL.particulars} == {
        Quantity,
        Date,
        Name,
        Polarity,
        Modality,
        Speaker,
        Alias,
        Opposite,
    }


async def test_a_rating_does_not_follow_its_key_onto_another_sentence(storage: Storage) -> None:
    rated = a_claim(key="pool", text="The pool holds 10 swimmers.", reviews=(ClaimReview(Rating.FALSE),))
    await storage.claims.save([rated], EVERYWHERE, an_act())

    await storage.claims.save([a_claim(key="pool", text="The pool holds 12 swimmers.")], EVERYWHERE, an_act())

    entry = await storage.claims.by_key("pool", EVERYWHERE)
    assert entry is not None
    assert entry.claim.rating is Rating.REPORTED
    assert [review.rating for review in entry.claim.reviews] == [Rating.REPORTED, Rating.FALSE]


async def test_reported_withdraws_a_rating_once(storage: Storage) -> None:
    rated = a_claim(key="pool", reviews=(ClaimReview(Rating.FALSE),))
    withdrawn = a_claim(key="pool", reviews=(ClaimReview(Rating.REPORTED),))
    await storage.claims.save([rated], EVERYWHERE, an_act())

    first = await storage.claims.save([withdrawn], EVERYWHERE, an_act())
    second = await storage.claims.save([withdrawn], EVERYWHERE, an_act())

    assert (first.changed, second.unchanged) == (1, 1)
    assert first.entries[0].claim.rating is Rating.REPORTED
