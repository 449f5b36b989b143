"""An editor is told where a claim and its quote part ways, and not where they do not."""

from dataclasses import replace

import pytest

from bot.keeping.proof import unlike_quotes
from bot.matching.mutations import mutations
from bot.services import Services
from bot.verdict import GARBLED
from storage.models import EVERYWHERE, Citation, Claim
from tests.factories import a_claim, a_source


def cited(text: str, quote: str | None) -> Claim:
    return a_claim(text=text, citations=(Citation(a_source(), quote),))


@pytest.mark.parametrize(
    ("text", "quote", "sides"),
    [
        (
            "The Aldra bridge carries 13,000 vehicles a day.",
            "carries 31,000 vehicles a day",
            ("13,000", "31,000"),
        ),
        (
            "The ferry was stopped in May 2023.",
            "The ferry was stopped in June 2023, the town said",
            ("May 2023", "June 2023"),
        ),
    ],
)
def test_a_claim_that_its_quote_contradicts_is_shown_with_both_values(
    text: str, quote: str, sides: tuple[str, str]
) -> None:
    (difference,) = unlike_quotes(cited(text, quote))

    assert (difference.said, difference.recorded) == sides


@pytest.mark.parametrize(
    "claim",
    [
        cited("The Aldra bridge carries 31,000 vehicles a day.", "carries 31,000 vehicles a day"),
        cited("The minister has said that the ferry will stop.", "the ferry will stop"),
        cited("The ferry carries 900 passengers.", None),
        a_claim(),
        replace(cited("It carries 13,000 vehicles a day.", "carries 31,000 vehicles a day"), tags=(GARBLED,)),
    ],
)
def test_nothing_is_said_where_they_agree_or_cannot_be_compared(claim: Claim) -> None:
    assert unlike_quotes(claim) == ()


async def test_no_claim_of_the_starter_record_is_remarked_upon_and_most_altered_ones_are(services: Services) -> None:
    kinds = {"number", "date", "negation", "entity"}
    claims = [entry.claim async for entry in services.storage.claims.own(EVERYWHERE)]
    altered = [
        replace(claim, text=one.text, wordings=(), particulars=())
        for claim in claims
        for one in mutations(claim)
        if one.kind in kinds and GARBLED not in claim.tags
    ]

    told = [bool(unlike_quotes(claim)) for claim in altered]

    assert [claim.key for claim in claims if unlike_quotes(claim)] == []
    assert len(told) > 100
    assert sum(told) / len(told) > 0.65
