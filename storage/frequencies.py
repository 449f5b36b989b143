"""How common terms are in English at large, so that the first claim of a record has weights. Pure.

The table is made by ``benchmarks/build_frequencies.py``.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: What the table leaves out: rarer than once in ten million words.
UNLISTED = 1.5


@cache
def _frequencies() -> Mapping[str, float]:
    packed = files("storage").joinpath("frequencies.txt.gz").read_bytes()
    rows = (line.split(" ") for line in gzip.decompress(packed).decode().splitlines())
    return {term: int(tenths) / 10 for term, tenths in rows}


def zipf(term: str) -> float:
    """Return how common a term is on the Zipf scale: log10 of its count in a billion words, 1.5 to 8."""
    return _frequencies().get(term, UNLISTED)
