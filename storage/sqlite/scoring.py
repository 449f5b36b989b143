"""Adds up what the terms of a message say of each claim that has them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from storage.sqlite.blocks import FULL, Block

Ids = NDArray[np.uint32]
Scores = NDArray[np.float32]


class Weighted(NamedTuple):
    """Some postings of a term, and how much the term tells."""

    idf: float
    block: Block


class Sums(NamedTuple):
    """Claims and what all terms say of each."""

    ids: Ids
    scores: Scores

    def best(self, count: int) -> list[tuple[int, float]]:
        """Return the ids of the highest scores with them, best first; the lower id first of two that are alike."""
        ids, scores = self
        if len(ids) > count:
            at = np.argpartition(scores, len(scores) - count)[-count:]
            # All that are as good as the last: which of them stay is for their ids to say.
            at = np.flatnonzero(scores >= scores[at].min())
            ids, scores = ids[at], scores[at]
        order = np.lexsort((ids, -scores))[:count]
        return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))


def sums(found: Sequence[Weighted]) -> Sums:
    """Add up the runs of each claim, all postings sorted by their claims' ids.

    Ids and scores are sorted together, as numbers of eight bytes: numpy sorts those twice as fast as it finds an order.
    """
    ids = np.frombuffer(b"".join(one.block.ids for one in found), "<u4")
    if not len(ids):
        return Sums(ids, np.zeros(0, np.float32))
    impacts = np.frombuffer(b"".join(one.block.impacts for one in found), "u1")
    factors = np.array([one.idf / FULL for one in found], np.float32)
    scores = impacts * np.repeat(factors, [one.block.size for one in found])
    packed = ids.astype(np.uint64) << np.uint64(32) | scores.view(np.uint32)
    packed.sort()
    ids = (packed >> np.uint64(32)).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
    return Sums(ids[firsts], np.add.reduceat(packed.astype(np.uint32).view(np.float32), firsts))


def shared(groups: Sequence[Sums]) -> Sums:
    """Return the claims that stand in every group, with what all groups say of each."""
    if not groups:
        return sums(())
    ids, scores = groups[0]
    for other in groups[1:]:
        ids, mine, theirs = np.intersect1d(ids, other.ids, assume_unique=True, return_indices=True)
        scores = scores[mine] + other.scores[theirs]
    return Sums(ids, scores)
