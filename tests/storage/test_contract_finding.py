"""Every backend behaves the same: candidates for a message, and search for somebody who types."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import open_storage
from storage.models import EVERYWHERE, Scope
from storage.protocol import Storage
from tests.factories import a_claim, an_act, claims

HERE = Scope(11)

RECORD = claims(
    "Japan hosts more than 50,000 U.S. troops.",
    "Japan and the United States will produce AMRAAM missiles.",
    "The ministers met in Tokyo on Sunday.",
    "Tokyo agreed to export Patriot missiles to the United States.",
)


async def found(storage: Storage, text: str, scope: Scope = EVERYWHERE, limit: int = 5) -> list[str]:
    return [one.entry.claim.key for one in await storage.claims.candidates(text, scope, limit)]


async def searched(storage: Storage, query: str, scope: Scope = EVERYWHERE) -> list[str]:
    return [one.claim.key for one in await storage.claims.search(query, scope, limit=10)]


@pytest.fixture(autouse=True)
async def _on_record(storage: Storage) -> None:
    await storage.claims.save(RECORD, EVERYWHERE, an_act())


async def test_the_claim_that_shares_most_of_the_message_comes_first(storage: Storage) -> None:
    assert (await found(storage, "are there 50k american troops in japan?"))[0] == "claim-1"
    assert (await found(storage, "when did the ministers meet in Tokyo"))[0] == "claim-3"


async def test_scores_lie_between_0_and_1_and_fall(storage: Storage) -> None:
    candidates = await storage.claims.candidates(RECORD[3].text, EVERYWHERE, 5)

    scores = [candidate.score for candidate in candidates]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.9
    assert all(0 < score <= 1 for score in scores)


async def test_a_message_mostly_about_other_things_scores_low(storage: Storage) -> None:
    text = "my grandmother keeps seven chickens, two parrots and a tortoise in Tokyo"

    candidates = await storage.claims.candidates(text, EVERYWHERE, 5)

    assert all(candidate.score < 0.5 for candidate in candidates)


async def test_a_message_that_shares_no_word_finds_nothing(storage: Storage) -> None:
    assert await found(storage, "who won the cup?") == []
    assert await found(storage, "") == []
    assert await found(storage, "the of and") == []


async def test_the_limit_holds(storage: Storage) -> None:
    assert len(await found(storage, "missiles tokyo japan", limit=2)) == 2
    assert await found(storage, "missiles tokyo japan", limit=0) == []
    assert len(await found(storage, "missiles tokyo japan", limit=10**30)) == 4


async def test_equal_claims_come_in_the_order_they_were_added(storage: Storage) -> None:
    await storage.claims.save([a_claim(key=key, text="Zebras graze.") for key in ("z", "a", "m")], EVERYWHERE, an_act())

    assert await found(storage, "zebras") == ["z", "a", "m"]


async def test_a_wording_and_the_claimant_are_searched_and_a_quote_is_not(storage: Storage) -> None:
    claim = a_claim(key="new", text="Short.", wordings=("Giraffes dance",), claimant="Kihara", note="walrus")
    await storage.claims.save([claim], EVERYWHERE, an_act())

    assert await found(storage, "a giraffe") == ["new"]
    assert await found(storage, "kihara's words") == ["new"]
    assert await found(storage, "walrus") == []


async def test_an_edited_claim_is_found_by_its_new_words_only(storage: Storage) -> None:
    await storage.claims.save([a_claim(key="claim-1", text="Giraffes dance.")], EVERYWHERE, an_act())

    assert await found(storage, "giraffes") == ["claim-1"]
    assert await found(storage, "50,000 troops") == []


async def test_a_long_message_is_looked_up_by_its_rarest_words(storage: Storage) -> None:
    talk = " ".join(f"word{number}x" for number in range(200))

    assert await found(storage, f"{talk} amraam {talk}") in ([], ["claim-2"])
    assert (await found(storage, f"{'of the time ' * 300} amraam"))[0] == "claim-2"


async def test_search_finds_a_key_before_words(storage: Storage) -> None:
    await storage.claims.save([a_claim(key="tokyo", text="Unrelated.")], EVERYWHERE, an_act())
    await storage.claims.save([a_claim(key="tokyo-talks", text="Also unrelated.")], EVERYWHERE, an_act())

    assert await searched(storage, "tokyo") == ["tokyo", "tokyo-talks", "claim-3", "claim-4"]
    assert (await searched(storage, "Tokyo-T"))[0] == "tokyo-talks"


async def test_search_completes_the_last_word_and_wants_all_words(storage: Storage) -> None:
    assert await searched(storage, "japan missi") == ["claim-2"]
    assert await searched(storage, "missi") == ["claim-2", "claim-4"]
    assert await searched(storage, "missi japan troops") == []
    assert await searched(storage, "patriot miss") == ["claim-4"]


async def test_an_empty_search_lists_all_by_key_in_pages(storage: Storage) -> None:
    await storage.claims.save([a_claim(key="claim-25")], HERE, an_act())

    first = await storage.claims.search(" ", HERE, limit=3)
    second = await storage.claims.search("", HERE, limit=3, offset=3)

    assert [one.claim.key for one in first] == ["claim-1", "claim-2", "claim-25"]
    assert [one.claim.key for one in second] == ["claim-3", "claim-4"]


async def test_pages_of_a_search_do_not_overlap(storage: Storage) -> None:
    pages = [await storage.claims.search("missiles", EVERYWHERE, limit=1, offset=at) for at in range(3)]

    assert [[one.claim.key for one in page] for page in pages] == [["claim-2"], ["claim-4"], []]


@given(text=st.text(max_size=80) | st.sampled_from(["foo:bar -x AND", '"', "%_*?", "\0", "a\ud800b", "' OR 1=1 --"]))
@settings(max_examples=40, deadline=None)
async def test_no_text_breaks_finding(text: str) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save(RECORD, EVERYWHERE, an_act())

        candidates = await storage.claims.candidates(text, HERE, 5)
        await storage.claims.search(text, HERE, limit=5)

    assert all(0 < candidate.score <= 1 for candidate in candidates)


@pytest.mark.parametrize("size", [1, 2, 3])
async def test_the_first_claims_of_a_record_are_found_with_a_score_that_says_so(size: int) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save(RECORD[:size], EVERYWHERE, an_act())

        candidates = await storage.claims.candidates(RECORD[0].text, EVERYWHERE, 1)

    assert candidates[0].entry.claim.key == "claim-1"
    assert candidates[0].score > 0.9
