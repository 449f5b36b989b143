"""What a claim may hold is told by the name of the field that does not."""

from dataclasses import replace
from datetime import datetime

import pytest

from storage.errors import InvalidClaim
from storage.limits import check_act, check_claim, check_source
from storage.models import Citation, Claim, ClaimReview, Polarity, Quantity, Rating, Source
from tests.factories import a_claim, a_source, an_act

SURROGATE = "half \ud800"


def cited(source: Source, quote: str | None = None) -> Claim:
    return a_claim(citations=(Citation(source, quote),))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (a_claim(text=""), "the text is empty"),
        (a_claim(text=" \n"), "the text is empty"),
        (a_claim(text="x" * 1_001), "the text has 1,001 characters, 1,000 are allowed"),
        (a_claim(text="a\0b"), "the text holds a NUL character"),
        (a_claim(text=SURROGATE), "lone surrogate"),
        (a_claim(key=""), "the key is empty"),
        (a_claim(key="k" * 4_001), "the key has 4,001 characters"),
        (a_claim(key="two words"), "the key holds white space"),
        (a_claim(key="a\x07b"), "the key holds white space or a control character"),
        (a_claim(key="a\u3000b"), "the key holds white space"),
        (a_claim(key=SURROGATE), "the key holds"),
        (a_claim(wordings=("fine", "")), "a wording is empty"),
        (a_claim(wordings=("x" * 4_001,)), "a wording has 4,001 characters"),
        (a_claim(claimant="x" * 4_001), "the claimant has"),
        (a_claim(note="a\0b"), "the note holds"),
        (a_claim(tags=("",)), "a tag is empty"),
        (a_claim(reviews=(ClaimReview(Rating.TRUE, body="\0"),)), "a review's body holds"),
        (a_claim(reviews=(ClaimReview(Rating.TRUE, url="x" * 4_001),)), "a review's link has"),
        (a_claim(particulars=(Polarity("\0", negative=True),)), "a polarity's words"),
        (a_claim(particulars=(Quantity("many", float("inf")),)), "no finite number"),
        (a_claim(particulars=(Quantity("many", 1.0, upper=float("nan")),)), "no finite number"),
        (cited(a_source(), "x" * 1_501), "a quote has 1,501 characters, 1,500 are allowed"),
        (cited(a_source(), " "), "a quote is empty"),
        (cited(a_source(name="")), "a source's name is empty"),
        (cited(a_source(text=SURROGATE)), "the source's captured text holds"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(claim: Claim, said: str) -> None:
    with pytest.raises(InvalidClaim, match=r"^The claim cannot be taken: ") as raised:
        check_claim(claim)

    assert said in str(raised.value)


def test_what_is_just_short_enough_is_taken() -> None:
    check_claim(a_claim(key="k" * 4_000, text="x" * 1_000, note="n" * 4_000, wordings=("w" * 4_000,)))
    check_claim(cited(a_source(text="x" * 10_000), "q" * 1_500))
    check_claim(a_claim(key="émile-日本", note="", particulars=(Polarity("", negative=False),)))


def test_a_sources_fields_are_checked_too() -> None:
    with pytest.raises(InvalidClaim, match="a source's publisher has"):
        check_source(a_source(publisher="p" * 4_001))


def test_an_act_tells_who_why_and_when() -> None:
    with pytest.raises(InvalidClaim, match="the reason has"):
        check_act(an_act("r" * 4_001))
    with pytest.raises(InvalidClaim, match="the editor's name holds"):
        check_act(replace(an_act(), by="\0"))
    with pytest.raises(ValueError, match="aware"):
        check_act(replace(an_act(), at=datetime(2026, 1, 1)))  # noqa: DTZ001 - the naive time is the point
