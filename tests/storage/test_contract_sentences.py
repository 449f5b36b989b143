"""What a sentence model makes of claims is kept beside them, for as long as their words stay what was read."""

from collections.abc import Sequence
from dataclasses import replace

from storage import open_storage
from storage.models import EVERYWHERE, Claim, ClaimStatus, Quantity, Scope
from storage.protocol import Storage, Unread
from tests.factories import a_claim, an_act, claims

HERE = Scope(7)
MODEL = "a model"


async def saved(storage: Storage, *given: Claim, scope: Scope = EVERYWHERE) -> Sequence[int]:
    return [entry.id for entry in (await storage.claims.save(given, scope, an_act())).entries]


async def read(storage: Storage, model: str = MODEL, limit: int = 100) -> Unread:
    """Read a page: what is kept of a text is the text."""
    page = await storage.claims.unread(model, limit)
    await storage.claims.keep_sentences(model, page, [one.text.encode() for one in page.claims])
    return page


def texts(page: Unread) -> list[str]:
    return [one.text for one in page.claims]


async def test_what_was_kept_comes_back_for_the_entries_asked_for(storage: Storage) -> None:
    one, two, _ = await saved(storage, *claims("One.", "Two.", "Three."))

    assert await storage.claims.sentences(MODEL, [one, two]) == {}
    await read(storage)

    assert await storage.claims.sentences(MODEL, [two, one, 9_999, 0, 1 << 80]) == {one: b"One.", two: b"Two."}
    assert await storage.claims.sentences("another model", [one, two]) == {}


async def test_pages_follow_each_other_until_nothing_is_new(storage: Storage) -> None:
    await saved(storage, *claims(*(f"Claim {number}." for number in range(5))))

    pages = [await read(storage, limit=2) for _ in range(4)]

    assert [len(page.claims) for page in pages] == [2, 2, 1, 0]
    assert [page.after for page in pages] == [0, 2, 4, 5]
    assert (pages[3].through, pages[3].last) == (5, 5)


async def test_each_model_reads_for_itself(storage: Storage) -> None:
    await saved(storage, *claims("One."))

    assert texts(await read(storage, "first")) == texts(await read(storage, "second")) == ["One."]


async def test_another_wording_is_read_with_the_rest(storage: Storage) -> None:
    (one,) = await saved(storage, a_claim(text="One."))
    await read(storage)

    await saved(storage, a_claim(text="One.", wordings=("Eins.", "Un.")))
    page = await storage.claims.unread(MODEL, 10)

    assert await storage.claims.sentences(MODEL, [one]) == {}
    assert [(claim.text, claim.wordings) for claim in page.claims] == [("One.", ("Eins.", "Un."))]


async def test_an_edited_text_is_read_again_and_what_was_kept_of_the_old_one_is_not_shown(storage: Storage) -> None:
    (one,) = await saved(storage, a_claim(text="Old."))
    await read(storage)

    await saved(storage, a_claim(text="New."))
    between = await storage.claims.sentences(MODEL, [one])
    again = await read(storage)

    assert between == {}
    assert texts(again) == ["New."]
    assert await storage.claims.sentences(MODEL, [one]) == {one: b"New."}


async def test_a_claim_edited_while_it_is_being_read_is_read_once_more(storage: Storage) -> None:
    (one,) = await saved(storage, a_claim(text="Old."))
    page = await storage.claims.unread(MODEL, 10)
    await saved(storage, a_claim(text="New."))

    await storage.claims.keep_sentences(MODEL, page, [b"Old."])
    between = await storage.claims.sentences(MODEL, [one])
    await read(storage)

    assert between == {}
    assert await storage.claims.sentences(MODEL, [one]) == {one: b"New."}


async def test_of_two_who_read_at_once_the_slower_one_undoes_nothing(storage: Storage) -> None:
    (one,) = await saved(storage, a_claim(text="Old."))
    slow = await storage.claims.unread(MODEL, 10)
    await saved(storage, a_claim(text="New."))
    await read(storage)

    await storage.claims.keep_sentences(MODEL, slow, [b"Old."])

    assert await storage.claims.sentences(MODEL, [one]) == {one: b"New."}
    assert texts(await read(storage)) == []


async def test_a_claim_changed_in_anything_but_its_words_need_not_be_read_again(storage: Storage) -> None:
    (one,) = await saved(storage, a_claim())
    await read(storage)

    await saved(storage, a_claim(note="Corrected.", particulars=(Quantity(text="50,000", value=50_000),)))

    assert await storage.claims.sentences(MODEL, [one]) == {one: a_claim().text.encode()}
    assert texts(await read(storage)) == []
    assert await storage.claims.sentences(MODEL, [one]) == {one: a_claim().text.encode()}


async def test_drafts_and_retracted_claims_are_read_when_they_are_published(storage: Storage) -> None:
    draft = a_claim(text="A draft.", status=ClaimStatus.DRAFT)
    await saved(storage, draft)
    before = await read(storage)

    await saved(storage, replace(draft, status=ClaimStatus.PUBLISHED))

    assert texts(before) == []
    assert texts(await read(storage)) == ["A draft."]


async def test_every_servers_claims_are_read(storage: Storage) -> None:
    await saved(storage, *claims("Everywhere."))
    await saved(storage, *claims("Here."), scope=HERE)

    assert texts(await read(storage)) == ["Everywhere.", "Here."]


async def test_a_mark_from_a_longer_record_is_no_reason_to_skip_claims(storage: Storage) -> None:
    await saved(storage, *claims("One.", "Two.", "Three."))
    page = await storage.claims.unread(MODEL, 10)
    await storage.claims.keep_sentences(MODEL, replace(page, claims=(), through=1_000), [])

    assert texts(await read(storage)) == ["One.", "Two.", "Three."]
    assert texts(await read(storage)) == []


async def test_what_was_kept_is_there_when_the_record_is_opened_again(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        (one,) = await saved(storage, *claims("One."))
        await read(storage)

    async with open_storage(database_url) as storage:
        assert await storage.claims.sentences(MODEL, [one]) == {one: b"One."}
        assert texts(await read(storage)) == []
        assert (await storage.verify()).problems == ()
