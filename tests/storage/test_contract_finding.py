"""Every backend behaves the same: candidates for a message, and search for somebody who types."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import open_storage
from storage.models import EVERYWHERE, Alias, Scope
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


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("#AmraamMissiles for everybody", "claim-2"),
        ("so #PatriotMissiles now", "claim-4"),
        ("amraammissiles", "claim-2"),
        ("theministers", "claim-3"),
        ("Amercian troosp", "claim-1"),
        ("fifty thousand", "claim-1"),
        ("50k", "claim-1"),
        ("patroit misiles", "claim-4"),
    ],
)
async def test_tags_joined_and_misspelt_words_and_numbers_lead_to_the_claim(
    said: str, key: str, storage: Storage
) -> None:
    assert (await found(storage, said))[0] == key


async def test_a_claim_is_found_by_its_alias_and_by_other_spellings_of_an_abbreviation(storage: Storage) -> None:
    claim = a_claim(
        key="forces",
        text="U.S. Forces Japan will be upgraded, and so will its PAC-3 batteries.",
        particulars=(Alias("USFJ", "U.S. Forces Japan"),),
    )
    await storage.claims.save([claim], EVERYWHERE, an_act())

    assert await found(storage, "who commands usfj") == ["forces"]
    assert await found(storage, "USFJ's budget") == ["forces"]
    assert await found(storage, "pac3") == await found(storage, "a PAC-3") == ["forces"]


async def test_an_alias_taken_back_leads_nowhere(storage: Storage) -> None:
    named = a_claim(key="forces", text="The forces grow.", particulars=(Alias("USFJ", "forces"),))
    await storage.claims.save([named], EVERYWHERE, an_act())

    await storage.claims.save([a_claim(key="forces", text="The forces grow.")], EVERYWHERE, an_act())

    assert await found(storage, "usfj") == []


async def test_meaning_ranks_claims_that_share_the_same_words_with_the_message(storage: Storage) -> None:
    banks = [a_claim(key="river", text="The bank floods meadows."), a_claim(key="money", text="The bank lends money.")]
    await storage.claims.save(banks, EVERYWHERE, an_act())

    of_loans = await storage.claims.candidates("does that bank give cheap loans", EVERYWHERE, 2)
    of_rain = await storage.claims.candidates("rain on the bank near the fields", EVERYWHERE, 2)

    assert [one.entry.claim.key for one in of_loans] == ["money", "river"]
    assert [one.entry.claim.key for one in of_rain] == ["river", "money"]
    assert of_loans[0].told == of_loans[1].told
    assert of_loans[0].alike > of_loans[1].alike


async def test_equal_claims_keep_their_order_wherever_the_list_ends(storage: Storage) -> None:
    keys = [f"z{number * 7 % 300}" for number in range(300)]
    await storage.claims.save([a_claim(key=key, text="Zebras graze.") for key in keys], EVERYWHERE, an_act())

    for limit in (1, 7, 50, 99, 100, 101, 299, 300):
        assert await found(storage, "zebras that grase", limit=limit) == keys[:limit]


_SAID = " ".join(claim.text for claim in RECORD).split()


@given(said=st.lists(st.sampled_from([*_SAID, "zebra", "minsters", "the", "#TokyoTalks"]), max_size=15))
@settings(max_examples=40)
async def test_scores_of_any_message_lie_between_0_and_1_and_fall(said: list[str]) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save(RECORD, EVERYWHERE, an_act())

        candidates = await storage.claims.candidates(" ".join(said), EVERYWHERE, 10)

    scores = [one.score for one in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert all(one.told > 0 and -1 <= one.alike <= 1 and one.among == len(RECORD) for one in candidates)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800" * 4_000,
        "troops\ud83d in \udc00tokyo",
        "\0",
        "troops\0tokyo\0",
        "tokyo " * 700,
        "x" * 4_000,
        "tokyoo" * 666,
        "of the and a " * 300,
        "the",
        "0123456789" * 400,
        "1 2 3 50,000 7.5 1e9 ½ ²",
        '"tokyo" AND (missiles OR NOT NEAR(japan, 5))* ^tokyo -troops text:tokyo',
        "'; DROP TABLE claim; --",
        '[["tokyo", null]] {} \\u0000 $.[0]',
        "%_%",
        "東京 Токио طوكيو ０１２ ﬁsh",
        "\u202e\u200b\ufeff\U0010ffff",
        "#" * 2_000 + "@" * 2_000,
    ],
    ids=lambda text: ascii(text[:12]),
)
async def test_a_hostile_text_finds_something_or_nothing(text: str, storage: Storage) -> None:
    candidates = await storage.claims.candidates(text, HERE, 5)
    entries = await storage.claims.search(text, HERE, limit=5)

    assert len(candidates) <= 4
    assert len(entries) <= 4
    assert all(0 < candidate.score <= 1 for candidate in candidates)


async def test_candidates_are_found_behind_any_number_that_the_servers_own_hide(storage: Storage) -> None:
    everywhere = [a_claim(key=f"ferry-{number}", text="The ferry carries cars.") for number in range(250)]
    last = a_claim(key="last", text="The ferry that carries no cars but people went aground.")
    await storage.claims.save([*everywhere, last], EVERYWHERE, an_act())
    await storage.claims.save([a_claim(key=claim.key, text="Gone.") for claim in everywhere], HERE, an_act())

    assert await found(storage, "the ferry carries cars", HERE) == ["last"]
