"""Remembers the words of the record, so that a misspelt one can be repaired without reading them all again."""

import asyncio
from collections import OrderedDict
from time import perf_counter
from typing import NamedTuple

import msgspec

from storage.repair import Vocabulary
from storage.sqlite.connection import Connection

#: Servers whose words are remembered.
_MOST = 64
#: Of the time, at most this share is spent on reading words again that have changed meanwhile.
_SHARE = 0.05
#: So few terms are read again at once: what somebody adds to a small record can be misspelt in the next message.
_FEW = 20_000


class _Remembered(NamedTuple):
    words: int
    vocabulary: Vocabulary
    terms: int
    #: When it was read, and how long that took, in seconds.
    at: float
    took: float

    def serves(self, words: int) -> bool:
        """Tell whether nothing has changed, or reading it again would not be worth the time yet."""
        if words == self.words:
            return True
        return self.terms > _FEW and perf_counter() - self.at < self.took / _SHARE


class Vocabularies:
    """The words of the claims seen from each scope."""

    def __init__(self) -> None:
        self._remembered: OrderedDict[int, _Remembered] = OrderedDict()

    async def seen_from(self, connection: Connection, own: int, words: int) -> Vocabulary:
        """Return the words of the claims seen from a scope, which have changed so many times."""
        known = self._remembered.get(own)
        if known is None or not known.serves(words):
            started = perf_counter()
            (terms,) = await connection.row(tuple[str], _TERMS, own=own) or ("{}",)
            # A million claims have hundreds of thousands of words: others are answered meanwhile.
            vocabulary, size = await asyncio.to_thread(_vocabulary, terms)
            known = _Remembered(words, vocabulary, size, started, perf_counter() - started)
            self._remembered[own] = known
        self._remembered.move_to_end(own)
        while len(self._remembered) > _MOST:
            self._remembered.popitem(last=False)
        return known.vocabulary


def _vocabulary(terms: str) -> tuple[Vocabulary, int]:
    counts = msgspec.json.decode(terms, type=dict[str, int])
    return Vocabulary(counts, counts), len(counts)


_TERMS = """
    SELECT json_group_object(term, df)
      FROM (SELECT term, sum(df) AS df
              FROM term
             WHERE scope IN (0, :own)
             GROUP BY term)
    """
