"""Every backend behaves the same for somebody who types: words, beginnings of words and of keys, page by page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import open_storage
from storage.models import EVERYWHERE, Claim, ClaimStatus, Scope
from storage.protocol import Storage
from tests.factories import a_claim, an_act
from tests.storage.test_contract_finding import RECORD, searched

HERE, THERE = Scope(11), Scope(12)


@pytest.fixture(autouse=True)
async def _on_record(storage: Storage) -> None:
    await storage.claims.save(RECORD, EVERYWHERE, an_act())


async def test_a_server_completes_no_word_and_no_key_of_another(storage: Storage) -> None:
    await storage.claims.save([a_claim(key="secret-zebra", text="Zebras graze in Tokyo.")], THERE, an_act())

    seen = [await searched(storage, typed, HERE) for typed in ("zeb", "zebras", "secret", "SECRET-ZEBRA", "tokyo zeb")]
    theirs = [
        await searched(storage, typed, THERE) for typed in ("zeb", "zebras", "secret", "SECRET-ZEBRA", "tokyo zeb")
    ]

    assert seen == [[]] * 5
    assert theirs == [["secret-zebra"]] * 5


async def test_a_word_that_says_nothing_yet_takes_nothing_away(storage: Storage) -> None:
    assert await searched(storage, "missiles to") == await searched(storage, "missiles") == ["claim-2", "claim-4"]
    assert await searched(storage, "missiles to the") == ["claim-2", "claim-4"]
    assert await searched(storage, "missiles to the united") == ["claim-2", "claim-4"]


@pytest.mark.parametrize("typed", ["governm", "governme", "investigatio", "ministers electi"])
async def test_what_is_found_stays_found_while_the_words_ending_is_typed(typed: str, storage: Storage) -> None:
    text = "The government and its ministers want an investigation of the election."
    await storage.claims.save([a_claim(key="inquiry", text=text)], EVERYWHERE, an_act())

    assert await searched(storage, typed) == ["inquiry"]


async def test_a_key_is_found_by_its_beginning_as_written_and_one_in_lower_case_in_any(storage: Storage) -> None:
    keys = ("usfj", "usfj-yokota", "USFJ-Camp")
    await storage.claims.save([a_claim(key=key, text="Unrelated.") for key in keys], EVERYWHERE, an_act())

    assert await searched(storage, "usfj") == ["usfj", "usfj-yokota"]
    assert await searched(storage, "Usfj-Y") == ["usfj-yokota"]
    assert await searched(storage, "USFJ") == ["usfj", "USFJ-Camp", "usfj-yokota"]
    assert await searched(storage, "USFJ-Camp") == ["USFJ-Camp"]
    assert await searched(storage, "x" * 5_000) == []


async def test_a_claim_that_the_servers_own_hides_is_not_offered(storage: Storage) -> None:
    everywhere = [a_claim(key=f"ferry-{number}", text=f"The ferry carries {number} cars.") for number in range(30)]
    await storage.claims.save(everywhere, EVERYWHERE, an_act())
    own = [a_claim(key=f"ferry-{number}", text="Nothing of the kind.") for number in range(29)]
    await storage.claims.save(own, HERE, an_act())
    await storage.claims.save([a_claim(key="ferry-29", status=ClaimStatus.RETRACTED)], THERE, an_act())

    here = await storage.claims.search("ferr", HERE, limit=50)
    worded = await storage.claims.search("ferry carries", HERE, limit=1)
    there = await storage.claims.search("ferry-2", THERE, limit=50)

    assert {entry.claim.text for entry in here} == {"Nothing of the kind.", "The ferry carries 29 cars."}
    assert [entry.claim.key for entry in worded] == ["ferry-29"]
    assert "ferry-29" not in {entry.claim.key for entry in there}


_keys = st.sampled_from(("t", "tokyo", "Tokyo", "tokyo-1", "tokyo-2", "troops", "TROOPS-2", "a", "missi-x", "missil"))
_kept = st.lists(
    st.builds(
        Claim,
        key=_keys,
        text=st.sampled_from(("Tokyo talks.", "Troops and missiles in Tokyo.", "Missing.", "Tokyo trains troops.")),
        status=st.sampled_from((ClaimStatus.PUBLISHED, ClaimStatus.PUBLISHED, ClaimStatus.RETRACTED)),
    ),
    max_size=10,
)


@given(
    everywhere=_kept,
    own=_kept,
    query=st.sampled_from(("", "t", "T", "tokyo", "TOKYO", "tokyo t", "tro", "miss", "in tokyo", "tokyo the")),
    size=st.integers(1, 4),
)
@settings(max_examples=60)
async def test_pages_of_any_search_follow_each_other_without_gaps_or_repeats(
    everywhere: list[Claim], own: list[Claim], query: str, size: int
) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save(everywhere, EVERYWHERE, an_act())
        await storage.claims.save(own, HERE, an_act())

        pages = [await storage.claims.search(query, HERE, limit=size, offset=at) for at in range(0, 24, size)]
        whole = await storage.claims.search(query, HERE, limit=100)
        listed = await storage.claims.search("", HERE, limit=100)

    keys = [entry.claim.key for entry in whole]
    assert [entry for page in pages for entry in page] == list(whole)
    assert len(keys) == len(set(keys))
    assert set(whole) <= set(listed)
    assert all(keys.index(exact) < 2 for exact in {query, query.lower()} if exact in keys)
