"""Postings are written side by side in ascending order, and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sqlite.blocks import EMPTY, LENGTH, changed, cut, packed

_ids = st.integers(1, (1 << 32) - 1)
_postings = st.dictionaries(_ids | st.integers(1, 30), st.integers(1, 255), max_size=40)


@given(_postings)
def test_what_is_packed_comes_back_by_ascending_id(postings: dict[int, int]) -> None:
    block = packed(postings)

    assert list(block.postings().items()) == sorted(postings.items())
    assert block.size == len(postings)
    assert len(block.ids) == 4 * len(block.impacts)


@given(_postings.filter(bool))
def test_a_block_knows_its_lowest_and_its_highest_id(postings: dict[int, int]) -> None:
    block = packed(postings)

    assert (block.first, block.last) == (min(postings), max(postings))


@given(_postings, st.sets(_ids | st.integers(1, 30)), _postings)
def test_a_changed_block_is_without_what_is_gone_and_with_what_has_come(
    postings: dict[int, int], gone: set[int], come: dict[int, int]
) -> None:
    kept = {number: impact for number, impact in postings.items() if number not in gone}

    after = changed(packed(postings), gone, come)

    assert after == packed({**kept, **come})


def test_another_impact_takes_the_place_of_the_one_before() -> None:
    block = packed({3: 10, 5: 20})

    assert changed(block, (), {5: 30}).postings() == {3: 10, 5: 30}


def test_a_block_that_all_are_gone_from_is_empty() -> None:
    assert changed(packed({3: 10}), {3}, {}) == EMPTY
    assert changed(EMPTY, (), {}) == EMPTY


@pytest.mark.parametrize(
    ("size", "pieces"),
    [
        (0, []),
        (1, [1]),
        (LENGTH, [LENGTH]),
        (LENGTH + 1, [LENGTH, 1]),
        (2 * LENGTH, [LENGTH, LENGTH]),
        (3 * LENGTH - 1, [LENGTH, LENGTH, LENGTH - 1]),
    ],
)
def test_a_long_block_is_cut_into_full_ones_and_a_rest(size: int, pieces: list[int]) -> None:
    block = packed({number: number % 255 + 1 for number in range(1, size + 1)})

    found = list(cut(block))

    assert [piece.size for piece in found] == pieces
    assert b"".join(piece.ids for piece in found) == block.ids
    assert b"".join(piece.impacts for piece in found) == block.impacts
