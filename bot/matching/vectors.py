"""What words mean: how related two terms are, by static vectors of 33,810 English terms. Pure."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@cache
def _table() -> tuple[Mapping[str, int], Vectors]:
    """Load each term's row, and the rows, of length one; the last row is the unknown term's, all zero."""
    with as_file(files("bot.matching").joinpath("vectors.npz")) as path, np.load(path) as packed:
        terms = str(packed["terms"]).split(" ")
        rows = packed["vectors"].astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return {term: row for row, term in enumerate(terms)}, np.vstack([rows, np.zeros_like(rows[:1])])


def vectors(terms: Sequence[str]) -> Vectors:
    """Return a row of length one for each term, all zero for one that the table does not know."""
    index, rows = _table()
    return rows[[index.get(term, -1) for term in terms]]


def relatedness(one: str, other: str) -> float:
    """Return how related two terms are: the cosine of their vectors, at least 0; 0 where one is unknown."""
    mine, theirs = vectors((one, other))
    return max(0.0, float(mine @ theirs))
