"""What words mean: how related two terms are, by static vectors of 33,810 English terms. Pure.

The table is made by ``benchmarks/build_vectors.py``.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class _Table(NamedTuple):
    #: Each term's row.
    places: Mapping[str, int]
    #: Of length one; the last row is the unknown term's, all zero.
    rows: Vectors
    #: How much each term weighs in the meaning of a text.
    lengths: Vectors


@cache
def _table() -> _Table:
    with as_file(files("storage").joinpath("vectors.npz")) as path, np.load(path) as packed:
        terms = str(packed["terms"]).split(" ")
        rows = packed["vectors"].astype(np.float32)
        lengths = packed["lengths"].astype(np.float32) / 8
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.vstack([rows, np.zeros_like(rows[:1])])
    return _Table({term: row for row, term in enumerate(terms)}, rows, np.append(lengths, np.float32(0)))


def vectors(terms: Sequence[str]) -> Vectors:
    """Return a row of length one for each term, all zero for one that the table does not know."""
    table = _table()
    return table.rows[[table.places.get(term, -1) for term in terms]]


def weighted(terms: Sequence[str]) -> Vectors:
    """Return such rows, each as long as its term weighs in the meaning of a text."""
    table = _table()
    at = [table.places.get(term, -1) for term in terms]
    return table.rows[at] * table.lengths[at, None]


def known(term: str) -> bool:
    """Tell whether the table has a term."""
    return term in _table().places


def relatedness(one: str, other: str) -> float:
    """Return how related two terms are: the cosine of their vectors, at least 0; 0 where one is unknown."""
    mine, theirs = vectors((one, other))
    return max(0.0, float(mine @ theirs))
