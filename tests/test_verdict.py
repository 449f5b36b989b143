"""The verdict follows from relation and rating by a small table."""

import pytest

from bot.matching.match import Relation
from bot.verdict import GARBLED, Verdict, verdict_of
from storage.models import Rating


@pytest.mark.parametrize("rating", [Rating.TRUE, Rating.MOSTLY_TRUE, Rating.REPORTED])
def test_saying_what_stands_on_record_supports_and_altering_it_differs(rating: Rating) -> None:
    assert verdict_of(Relation.SAME, rating) is Verdict.SUPPORTS
    assert verdict_of(Relation.ALTERED, rating) is Verdict.DIFFERS


@pytest.mark.parametrize("rating", [Rating.FALSE, Rating.MOSTLY_FALSE])
def test_repeating_a_claim_rated_false_differs(rating: Rating) -> None:
    assert verdict_of(Relation.SAME, rating) is Verdict.DIFFERS
    assert verdict_of(Relation.ALTERED, rating) is Verdict.RELATED


@pytest.mark.parametrize("relation", [*Relation])
@pytest.mark.parametrize("rating", [Rating.HALF_TRUE, Rating.UNPROVEN])
def test_a_rating_that_settles_nothing_gives_no_verdict(relation: Relation, rating: Rating) -> None:
    assert verdict_of(relation, rating) is Verdict.RELATED


@pytest.mark.parametrize("rating", [*Rating])
def test_an_unclear_relation_gives_no_verdict(rating: Rating) -> None:
    assert verdict_of(Relation.UNCLEAR, rating) is Verdict.RELATED


@pytest.mark.parametrize("relation", [*Relation])
@pytest.mark.parametrize("rating", [*Rating])
def test_a_claim_garbled_in_its_source_never_gives_a_verdict(relation: Relation, rating: Rating) -> None:
    assert verdict_of(relation, rating, ("talks", GARBLED)) is Verdict.RELATED
