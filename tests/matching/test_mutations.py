"""No alteration of one particular of a claim is ever confirmed."""

from pathlib import Path

import pytest

from bot.exchange.items import Numbered
from bot.exchange.table import read_table
from bot.matching.differences import DifferenceKind
from bot.matching.particulars import propose
from bot.starter import starter_claims
from storage.models import Claim
from tests.matching.mutations import blind_spots, mutations

STRANGERS = Path(__file__).parents[1] / "cases" / "strangers"


def imported(name: str) -> list[Claim]:
    return [item.claim for item in read_table(STRANGERS / name) if isinstance(item, Numbered)]


CLAIMS = [
    *starter_claims(),
    *(claim for name in ("energy_claims.csv", "tram_claims.csv", "pill_claims.csv") for claim in imported(name)),
]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.key)
def test_no_alteration_of_a_claim_is_confirmed(claim: Claim) -> None:
    assert blind_spots(claim) == ()


def test_every_kind_of_particular_is_altered_somewhere() -> None:
    altered = {mutation.kind for claim in CLAIMS for mutation in mutations(claim)}

    assert altered >= {*DifferenceKind} - {DifferenceKind.RATING, DifferenceKind.DIRECTION}


def test_the_number_of_a_claim_is_altered_up_and_down_and_its_bound_turned() -> None:
    claim = Claim("troops", "More than 50,000 troops stay.", particulars=propose("More than 50,000 troops stay."))

    texts = [mutation.text for mutation in mutations(claim) if mutation.kind is DifferenceKind.NUMBER]

    assert texts == ["More than 500,000 troops stay.", "5,000 troops stay.", "less than 50,000 troops stay."]
