from dataclasses import replace

from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.checking import Answer, Checked
from bot.matching.differences import Difference, DifferenceKind
from bot.ui.cards import Card, answer_card, entry_card
from bot.ui.lists import PAGE_SIZE, page
from bot.ui.text import width
from bot.verdict import Verdict
from storage.models import EVERYWHERE, Candidate, Citation, Claim, ClaimReview, Entry, Rating, Source

SOURCE = Source(
    name="US-Japan talks",
    url="https://news.example/talks",
    publisher="Daily Example",
    date_published="2024-07-28",
    note="A rewritten copy with an AP dateline, not AP's own text.",
)
CLAIM = Claim(
    key="us-troops-japan",
    text="More than 50,000 US troops are stationed in Japan.",
    note="As of the day of the talks.",
    citations=(Citation(SOURCE, "more than 50,000 U.S. troops", 10, 38),),
)
ENTRY = Entry(7, EVERYWHERE, 1, CLAIM)
DIFFERS = Answer(
    "there are 5k US troops in japan",
    Verdict.DIFFERS,
    ENTRY,
    (Difference(DifferenceKind.NUMBER, "5k", "More than 50,000"),),
)


def checked(answer: Answer, *others: int) -> Checked:
    entries = (answer.entry, *(replace(ENTRY, id=other) for other in others))
    return Checked(answer, tuple(Candidate(entry, 0.5) for entry in entries if entry), 1.0)


def text_in(card: Card) -> str:
    return "\n".join(item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay))


def labels_in(card: Card) -> list[str | None]:
    return [item.label for item in card.walk_children() if isinstance(item, ui.Button)]


def test_a_card_says_everything_in_words_and_in_order() -> None:
    text = text_in(answer_card(checked(DIFFERS), private=True))

    told = (
        "Differs from the record",
        "there are 5k US troops in japan",
        "Number",
        "5k",
        "More than 50,000",
        "More than 50,000 US troops are stationed in Japan.",
        "As of the day of the talks.",
        "“more than 50,000 U.S. troops”",
        "US-Japan talks",
        "Daily Example",
        "28 July 2024",
        "https://news.example/talks",
        "not AP's own text",
    )
    places = [text.find(part) for part in told]
    assert -1 not in places
    assert places[0] == min(places)
    assert text.index("5k**") < text.index("**More than 50,000**") < text.index("**On record:**") < text.index("“more")


def test_only_a_private_card_can_be_shared() -> None:
    assert labels_in(answer_card(checked(DIFFERS), private=True)) == [
        "Source",
        "Share",
        "Why?",
        "Tell me if it changes",
    ]
    assert labels_in(answer_card(checked(DIFFERS), private=False)) == ["Source", "Why?"]


def test_other_matches_are_offered_when_there_are_some() -> None:
    assert labels_in(answer_card(checked(DIFFERS, 8, 9), private=False)) == ["Source", "Other matches", "Why?"]


def test_nothing_on_record_is_one_plain_sentence() -> None:
    card = answer_card(checked(Answer("who won?", Verdict.NONE), 8), private=True)

    assert "Nothing on record" in text_in(card)
    assert labels_in(card) == []


def test_an_unverified_quote_and_a_missing_one_are_named_so() -> None:
    unverified = replace(CLAIM, citations=(Citation(SOURCE, "more " * 400),))
    unquoted = replace(CLAIM, citations=(Citation(SOURCE),))
    bare = replace(CLAIM, citations=())

    assert "(unverified" in text_in(entry_card(replace(ENTRY, claim=unverified), private=False))
    assert "No quote" in text_in(entry_card(replace(ENTRY, claim=unquoted), private=False))
    assert "No quote and no source" in text_in(entry_card(replace(ENTRY, claim=bare), private=False))


def test_a_source_that_is_no_web_address_is_named_without_a_link() -> None:
    odd = replace(CLAIM, citations=(Citation(replace(SOURCE, url="ftp://a_b.example/x"), "quote", 0, 5),))

    card = entry_card(replace(ENTRY, claim=odd), private=False)

    assert r"ftp://a\_b.example/x" in text_in(card)
    assert labels_in(card) == []


SEEDS = st.text(st.sampled_from("a *_<@🦊\u202e\n#"), min_size=1, max_size=6)
SIZES = st.sampled_from([1, 40, 300, 1_000])


def assert_fits(card: Card) -> None:
    texts = [item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay)]
    assert sum(map(width, texts)) <= 4_000
    assert all(texts)
    assert sum(1 for _ in card.walk_children()) <= 40
    assert all(item.url is None or len(item.url) <= 512 for item in card.walk_children() if isinstance(item, ui.Button))


def a_huge_claim(seed: str, size: int, citations: int) -> Claim:
    text = (seed * size)[:4_000]
    source = Source(name=text, url=f"https://a.example/{text[:480]}", publisher=text, note=text)
    review = ClaimReview(Rating.FALSE, body=text, author=text)
    cited = (Citation(source, text[:1_500]),) * citations
    return Claim(key="key", text=text[:1_000], claimant=text, note=text, citations=cited, reviews=(review,))


@given(SEEDS, SIZES, st.integers(0, 6), st.sampled_from([Verdict.SUPPORTS, Verdict.DIFFERS, Verdict.RELATED]))
def test_a_card_keeps_discords_limits_whatever_is_on_record(
    seed: str, size: int, number: int, verdict: Verdict
) -> None:
    claim = a_huge_claim(seed, size, number)
    difference = Difference(DifferenceKind.NUMBER, seed * size, seed * size)
    answer = Answer(seed * size, verdict, replace(ENTRY, claim=claim), (difference,) * number, reason=seed * size)

    assert_fits(answer_card(checked(answer, 8, 9), private=True))


@given(SEEDS, SIZES, st.integers(0, PAGE_SIZE))
def test_a_page_keeps_discords_limits_whatever_is_on_record(seed: str, size: int, number: int) -> None:
    entries = [Entry(entry_id, EVERYWHERE, 1, a_huge_claim(seed, size, 1)) for entry_id in range(number)]

    assert_fits(page(entries, seed * size, offset=5, more=True))
