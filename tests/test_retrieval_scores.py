"""The figures of the retrieval benchmark mean what they say: places, typos, and the records that are drawn."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from benchmarks.pages import put, table_of
from benchmarks.retrieval.bench import Bench, Message, sampled
from benchmarks.retrieval.scores import Quality, place, quality
from benchmarks.retrieval.silence import Draws, drawn
from benchmarks.retrieval.typos import misspelt
from benchmarks.rivals import FullText, TokenSetRatio
from storage.models import Claim

SENTENCE = "The minister said on Tuesday that fifty thousand troops would leave before winter, and none came back."
TEXTS = {
    "ferry": "The ferry to Lyon was closed in March",
    "tram": "The tram in Oslo carries dogs for free",
    "nurses": "A union of nurses promised more beds",
}


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [
        (["a", "b", "c"], {"a"}, 1),
        (["a", "b", "c"], {"c", "b"}, 2),
        (["a", "b", "c"], {"d"}, None),
        ([*"abcdefghijk"], {"k"}, None),
        ([], {"a"}, None),
    ],
)
def test_the_place_is_that_of_the_first_right_claim_among_ten(
    found: list[str], right: set[str], expected: int | None
) -> None:
    assert place(found, right) == expected


def test_the_quality_of_known_places() -> None:
    assert quality([1, 2, 4, None]) == Quality(asked=4, mrr=(1 + 1 / 2 + 1 / 4) / 4, first=0.25, three=0.5, ten=0.75)


def test_nothing_found_scores_nothing() -> None:
    assert quality([None, None]) == Quality(2, 0, 0, 0, 0)


def test_a_text_is_misspelt_the_same_way_each_time() -> None:
    assert misspelt(SENTENCE, 0.4) == misspelt(SENTENCE, 0.4)
    assert misspelt(SENTENCE, 0.4) != misspelt(SENTENCE, 0.4, seed=1)


@given(st.sampled_from([0.0, 0.2, 0.4, 1.0]), st.integers(0, 500))
def test_just_that_share_of_the_words_has_one_to_three_edits(share: float, seed: int) -> None:
    words = SENTENCE.split()

    written = misspelt(SENTENCE, share, seed).split()

    edits = [DamerauLevenshtein.distance(before, after) for before, after in zip(words, written, strict=True)]
    assert sum(map(bool, edits)) == round(share * len(words))
    assert max(edits) <= 3


@given(st.text(max_size=200))
def test_any_text_can_be_misspelt(text: str) -> None:
    assert isinstance(misspelt(text, 0.4), str)
    assert misspelt(text, 0.0) == text


def test_a_drawn_record_has_claims_that_messages_repeat_and_others() -> None:
    claims = [Claim(f"claim-{number}", f"Number {number}.") for number in range(30)]
    bench = Bench(claims, [Message("", frozenset({f"claim-{number}"})) for number in range(10)])

    record = drawn(bench, Draws(claims=12, repeated=5, times=1), seed=1)

    assert len({claim.key for claim in record}) == 12
    assert sum(claim in claims[:10] for claim in record) >= 5
    assert record == drawn(bench, Draws(claims=12, repeated=5, times=1), seed=1)


def test_a_sample_is_no_larger_than_asked_and_the_same_each_time() -> None:
    assert sampled([*range(9)], 3) == sampled([*range(9)], 3)
    assert len(sampled([*range(9)], 3)) == 3
    assert sampled([*range(9)], 20) == sampled([*range(9)], None) == [*range(9)]


@pytest.mark.parametrize("rival", [FullText, TokenSetRatio])
def test_rivals_find_what_shares_the_words(rival: type[FullText | TokenSetRatio]) -> None:
    searching = rival(TEXTS)

    assert searching.rank('so the "tram" in oslo, OR not: dogs for free?')[0] == "tram"


def test_a_message_without_words_finds_nothing() -> None:
    assert FullText(TEXTS).rank("…!") == []


def test_a_table_is_put_between_its_comments(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- times -->\nold\n<!-- /times -->\nafter\n", encoding="utf-8")

    put(page, {"times": table_of(["claims", "ms"], [["1,000", "2.5"]])})

    table = "| claims | ms |\n| --- | --- |\n| 1,000 | 2.5 |"
    assert page.read_text(encoding="utf-8") == f"before\n<!-- times -->\n\n{table}\n\n<!-- /times -->\nafter\n"


def test_a_page_without_a_place_for_a_table_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("no place\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="no place for the table “times”"):
        put(page, {"times": "| |"})
