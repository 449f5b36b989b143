"""What a text means as a whole: the sum of its words' vectors, in a few bytes. Pure."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from storage.vectors import Vectors, known, weighted

#: Of 128 dimensions: with half of them the right claim stood as high (MRR .861 and .860 on 807 tweets).
DIMENSIONS = 64
#: Words the table does not know are mostly names, and those weigh as much as most of what it knows.
_UNKNOWN = 15.0


def meaning(terms: Sequence[str]) -> Vectors:
    """Return the meaning of a text as a vector of length one, or of zeros; its stop words count, and repeats."""
    strange = [_own_vector(term) for term in terms if not known(term)]
    rows = np.vstack([weighted(terms)[:, :DIMENSIONS], *strange])
    return _unit(np.asarray(rows.sum(axis=0), np.float32))


def pack(vector: Vectors) -> bytes:
    """Write a vector in a byte a dimension; its length is lost."""
    highest = float(np.abs(vector).max()) or 1.0
    return np.rint(vector * (127 / highest)).astype(np.int8).tobytes()


def likenesses(vector: Vectors, packed: Sequence[bytes]) -> Vectors:
    """Return the cosines of a vector of length one with packed ones, 0 where one of them is all zero."""
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), -1).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1)
    # Sums of floats depend on their order, and that on where in the table a row stands: equal texts stay equal.
    return np.asarray(np.round((rows @ vector) / np.maximum(lengths, 1), 4), np.float32)


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


@lru_cache(maxsize=16_384)
def _own_vector(term: str) -> Vectors:
    """Return a vector for a term without one, out of its hash: alike to itself and to nothing else."""
    drawn = np.frombuffer(hashlib.shake_128(term.encode(errors="replace")).digest(DIMENSIONS), np.int8).astype(
        np.float32
    )
    return _unit(drawn) * np.float32(_UNKNOWN)
