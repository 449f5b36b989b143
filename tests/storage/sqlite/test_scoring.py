"""What the terms of a message say of each claim is added up, and the best come first."""

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sqlite.blocks import FULL, packed
from storage.sqlite.scoring import Sums, Weighted, shared, sums

#: Of a term, how much it tells and the impacts of its postings.
Term = tuple[float, Mapping[int, int]]

_ids = st.integers(1, 12) | st.integers(1, (1 << 32) - 1)
_terms = st.lists(st.tuples(st.floats(0.125, 12), st.dictionaries(_ids, st.integers(1, FULL), max_size=12)), max_size=6)


def added(*terms: Term) -> Sums:
    return sums([Weighted(idf, packed(postings)) for idf, postings in terms])


def by_hand(terms: Sequence[Term]) -> dict[int, float]:
    totals: dict[int, float] = {}
    for idf, postings in terms:
        for number, impact in postings.items():
            totals[number] = totals.get(number, 0.0) + idf * impact / FULL
    return totals


def sums_of(scores: Mapping[int, float]) -> Sums:
    return Sums(np.array(sorted(scores), np.uint32), np.array([scores[one] for one in sorted(scores)], np.float32))


@given(_terms)
def test_each_claim_gets_the_sum_of_what_its_terms_tell(terms: list[Term]) -> None:
    found = added(*terms)

    wanted = by_hand(terms)
    assert found.ids.tolist() == sorted(wanted)
    assert found.scores.tolist() == pytest.approx([wanted[one] for one in sorted(wanted)], rel=1e-4)


@given(_terms, st.randoms(use_true_random=False))
def test_the_order_in_which_blocks_are_read_changes_no_score(terms: list[Term], shuffler: Random) -> None:
    mixed = list(terms)
    shuffler.shuffle(mixed)

    assert added(*mixed).best(100) == added(*terms).best(100)


def test_nothing_found_is_nothing_added_up() -> None:
    assert added().best(5) == []
    assert added((1.0, {})).best(5) == []
    assert shared(()).best(5) == []


@given(st.dictionaries(_ids, st.sampled_from((0.25, 0.5, 1.0, 2.0)), max_size=30), st.integers(1, 40))
def test_the_best_come_first_and_of_two_alike_the_one_that_was_added_first(
    scores: dict[int, float], count: int
) -> None:
    found = sums_of(scores).best(count)

    assert found == sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:count]


@given(st.dictionaries(_ids, st.sampled_from((0.5, 1.0)), max_size=30), st.integers(1, 30), st.integers(1, 30))
def test_fewer_of_the_best_are_the_first_of_more(scores: dict[int, float], few: int, more: int) -> None:
    found = sums_of(scores)

    assert found.best(max(few, more))[: min(few, more)] == found.best(min(few, more))


@given(st.lists(st.dictionaries(st.integers(1, 9), st.sampled_from((0.5, 1.0, 2.0))), min_size=1, max_size=4))
def test_what_stands_in_every_group_counts_by_all_of_them(groups: list[dict[int, float]]) -> None:
    found = shared([sums_of(group) for group in groups])

    in_all = sorted(set(groups[0]).intersection(*groups))
    assert found.ids.tolist() == in_all
    assert found.scores.tolist() == [sum(group[one] for group in groups) for one in in_all]
