import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.flat import BadRow, Sources, checked_date, claim_of, derived_key, joined, row_of, split
from storage.models import Citation, ClaimReview, Rating, Source

ITEMS = st.lists(st.text(alphabet="ab |\\'=\n", min_size=1).map(str.strip).filter(bool))


def test_text_alone_is_required() -> None:
    claim = claim_of({"text": " The sky is blue. "}, Sources())

    assert claim.text == "The sky is blue."
    assert claim.key.startswith("the-sky-is-blue-")
    assert claim.citations == ()
    assert claim.rating is Rating.REPORTED


def test_a_blank_text_is_refused() -> None:
    with pytest.raises(BadRow, match="empty"):
        claim_of({"text": "  ", "key": "k"}, Sources())


def test_a_literal_bar_is_written_with_a_backslash() -> None:
    assert split(r"a\|b | c") == ("a|b", "c")
    assert joined(("a|b", "c")) == r"a\|b|c"


@given(ITEMS)
def test_joining_and_splitting_gives_the_same_items(items: list[str]) -> None:
    assert split(joined(items)) == tuple(items)


def test_splitting_is_quick_on_a_run_of_backslashes() -> None:
    assert split("\\" * 100_000) == ("\\" * 100_000,)


@pytest.mark.parametrize("written", ["2024", "2024-02", "2024-02-29", "0999-12-31"])
def test_dates_that_exist_are_taken_as_written(written: str) -> None:
    assert checked_date(written) == written


@pytest.mark.parametrize(
    "written", ["2023-02-29", "2024-13", "24", "2024-1-1", "28.07.2024", "2024-07-28T10:00", "0000", "٢٠٢٤", "2024-"]
)
def test_other_dates_are_refused(written: str) -> None:
    with pytest.raises(BadRow, match="date"):
        checked_date(written)


@pytest.mark.parametrize("written", ["false", "FALSE", " False "])
def test_ratings_are_read_as_spreadsheets_write_them(written: str) -> None:
    claim = claim_of({"text": "x", "rating": written}, Sources())

    assert claim.reviews == (ClaimReview(Rating.FALSE),)


def test_a_blank_rating_says_nothing_and_reported_withdraws() -> None:
    assert claim_of({"text": "x", "rating": " "}, Sources()).reviews == ()
    assert claim_of({"text": "x", "rating": "reported"}, Sources()).reviews == (ClaimReview(Rating.REPORTED),)


def test_an_unknown_rating_is_refused() -> None:
    with pytest.raises(BadRow, match="rating"):
        claim_of({"text": "x", "rating": "pants on fire"}, Sources())


def test_rows_with_the_same_link_share_a_source_and_fill_its_gaps() -> None:
    sources = Sources()
    first = {"text": "a", "source_url": "https://e.org/1", "source_name": "One", "source_date": "2024"}
    second = {"text": "b", "source_url": "https://e.org/1", "source_publisher": "E", "quote": "b"}

    claim_of(first, sources)
    claim = claim_of(second, sources)

    assert claim.citations == (Citation(Source("One", "https://e.org/1", "E", "2024"), "b"),)


def test_a_link_not_cited_for_long_is_forgotten() -> None:
    sources = Sources(most=2)
    rows = [
        {"text": "a", "source_url": f"https://e.org/{page}", "source_name": f"{place}"}
        for place, page in enumerate("abacab")
    ]

    names = [claim_of(row, sources).citations[0].source.name for row in rows]

    assert names == ["0", "1", "0", "3", "0", "5"]


def test_a_source_without_a_name_is_called_by_its_host() -> None:
    claim = claim_of({"text": "a", "source_url": "https://e.org/1"}, Sources())

    assert claim.citations[0].source.name == "e.org"
    assert claim.citations[0].quote is None


def test_a_quote_without_a_source_is_kept() -> None:
    claim = claim_of({"text": "a", "quote": "q"}, Sources())

    assert claim.citations[0].quote == "q"
    assert claim_of(row_of(claim), Sources()).citations == claim.citations


@given(st.text())
def test_a_derived_key_is_stable_short_and_without_white_space(text: str) -> None:
    key = derived_key(text)

    assert key == derived_key(text)
    assert len(key) <= 70
    assert not any(mark.isspace() for mark in key)


def test_texts_that_begin_alike_get_keys_of_their_own() -> None:
    long = "word " * 40

    assert derived_key(long + "one") != derived_key(long + "two")


@given(
    st.dictionaries(st.sampled_from(["key", "text", "wordings", "tags", "quote", "rating", "source_date"]), st.text())
)
def test_any_row_is_read_or_refused(row: dict[str, str]) -> None:
    try:
        claim = claim_of(row, Sources())
    except BadRow:
        return

    assert claim.text
