"""An answer reads as plain sentences."""

from dataclasses import replace

from inline_snapshot import snapshot

from bot.checking import Answer
from bot.matching.differences import Difference, DifferenceKind
from bot.verdict import GARBLED, Verdict
from bot.wording import answer_lines, date_words, sources_line
from storage.models import EVERYWHERE, Citation, Claim, ClaimReview, Entry, Rating, Source

SOURCE = Source("Ferry talks resume", "https://news.example/ferry", "The Harbour Post", "2024-07-28", "A reprint.")
CLAIM = Claim(
    "ferry",
    "The ferry carries 300 people.",
    citations=(Citation(SOURCE, "the ferry, which carries 300 people", 10, 45),),
)


def lines(answer: Answer) -> list[str]:
    return [*answer_lines(answer)]


def test_a_difference_shows_both_values_then_the_claim_and_its_proof() -> None:
    difference = Difference(DifferenceKind.NUMBER, "30", "300")

    shown = lines(Answer("it carries 30", Verdict.DIFFERS, Entry(1, EVERYWHERE, 1, CLAIM), (difference,)))

    assert shown == snapshot(
        [
            "Differs from the record",
            "Number – your message: 30 · on record: 300",
            "On record: The ferry carries 300 people.",
            "“the ferry, which carries 300 people”",
            "Source: Ferry talks resume · The Harbour Post · 28 July 2024",
            "https://news.example/ferry",
            "About the source: A reprint.",
        ]
    )


def test_nothing_on_record_is_one_sentence() -> None:
    assert lines(Answer("who won?", Verdict.NONE)) == ["Nothing on record about that."]


def test_a_garbled_claim_comes_with_its_note_and_says_that_it_settles_nothing() -> None:
    claim = Claim("ferry", "The ferry sank.", note="The actor is corrupt.", tags=(GARBLED,))

    shown = lines(Answer("it sank", Verdict.RELATED, Entry(1, EVERYWHERE, 1, claim)))

    assert shown == snapshot(
        [
            "On record, without a verdict",
            "The source's text is garbled here, so it neither supports nor contradicts anybody.",
            "On record: The ferry sank.",
            "Note: The actor is corrupt.",
            "No quote and no source are on record for this claim.",
        ]
    )


def test_an_abstention_says_why() -> None:
    shown = lines(Answer("x", Verdict.RELATED, Entry(1, EVERYWHERE, 1, CLAIM), reason="your message gives an opinion"))

    assert shown[:2] == ["On record, without a verdict", "I can't tell: your message gives an opinion."]


def test_a_rating_names_its_reviewer_and_an_unverified_quote_is_called_so() -> None:
    claim = Claim(
        "hoax",
        "The ferry is free.",
        citations=(Citation(Source("A leaflet"), "free for all"), Citation(Source("A poster"))),
        reviews=(ClaimReview(Rating.MOSTLY_FALSE, "Only on Sundays", "Jo"),),
    )

    shown = lines(Answer("it is free", Verdict.RELATED, Entry(1, EVERYWHERE, 1, claim)))

    assert shown[2:] == snapshot(
        [
            "Rated mostly false by Jo: Only on Sundays",
            "“free for all” (unverified: the source's text was not captured)",
            "Source: A leaflet",
            "No quote is on record for this claim.",
            "Source: A poster",
            "2 sources, at most 2 independent.",
        ]
    )


def test_copies_of_one_text_count_once() -> None:
    agency = replace(Source("The agency"), family="a")
    sources = (agency, replace(Source("A paper"), family="a"), replace(Source("A rival"), family="b"))
    claim = Claim("ferry", "The ferry is free.", citations=tuple(Citation(one) for one in sources))

    assert sources_line(claim) == "3 sources, 2 independent."
    assert sources_line(replace(claim, citations=claim.citations[:1])) is None


def test_dates_are_written_as_far_as_they_are_known() -> None:
    shown = [date_words(date) for date in ("2024-07-28", "2024-07", "2024", None)]

    assert shown == ["28 July 2024", "July 2024", "2024", None]
