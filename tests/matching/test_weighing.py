"""Evidence is weighed into chances, by shipped weights or given ones."""

import pytest

from bot.matching.judging import judge, liken
from bot.matching.statement import Statement
from bot.matching.weighing import Heads, chances
from storage.models import Claim

CLAIM = Claim("ferry", "The Split ferry carries 300 passengers to Hvar.")


def test_a_chance_is_the_logistic_of_the_weighed_sum() -> None:
    heads = Heads({"a": 2.0, "constant": -1.0}, {"a": 0.0, "constant": 0.0}, {"a": -1.0, "constant": 0.0})

    found = chances({"a": 0.5}, heads)

    assert (found.about, found.supports, found.differs) == pytest.approx((0.5, 0.5, 0.3775), abs=1e-4)


@pytest.mark.parametrize(("weight", "expected"), [(1e9, 1.0), (-1e9, 0.0)])
def test_evidence_beyond_all_measure_gives_a_chance_all_the_same(weight: float, expected: float) -> None:
    weights = {"a": weight, "constant": 0.0}

    assert chances({"a": 1.0}, Heads(weights, weights, weights)).about == pytest.approx(expected)


def about(text: str) -> float:
    return judge(liken(Statement(text), CLAIM)).chances.about


def test_saying_the_claim_is_likelier_to_be_about_it_than_saying_something_else() -> None:
    assert about("the split ferry carries 300 passengers to hvar") > 0.9
    assert about("that ferry takes 300 people to hvar") > 0.5
    assert about("who won the cup final") < 0.1
