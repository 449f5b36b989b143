"""Recognises copies of one text under other headlines: by which runs of words they share. Pure."""

import hashlib
import re
from heapq import nsmallest

from storage.terms import fold

#: Words of a run: long enough that two reports of one event seldom share one that neither took from the other.
_RUN = 8
#: How many hashes stand for a text; the share of equal ones is then known to about a twentieth.
_KEPT = 128
#: Of the runs of both texts so many are in both. A wire story that lost a third of itself keeps more than half; two
#: stories with the same three paragraphs of background, out of ten, have a sixth.
_SHARED = 0.4
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def sketch(text: str) -> frozenset[int]:
    """Return the smallest hashes of the text's runs of words, of 63 bits: the same in every process."""
    words = _WORD.findall(fold(text).casefold())
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, min(len(words), 1)))}
    return frozenset(nsmallest(_KEPT, {_hashed(run) for run in runs}))


def _hashed(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(errors="replace"), digest_size=8).digest()) >> 1


def same_text(one: frozenset[int], other: frozenset[int]) -> bool:
    """Tell whether two sketches are of one text, be it with another headline, dateline, or a paragraph less."""
    # Only the smallest hashes of both together are a fair sample of both.
    sample = frozenset(nsmallest(_KEPT, one | other))
    return bool(sample) and len(sample & one & other) >= _SHARED * len(sample)
