"""Remembers the words of the record, so that a misspelt one can be repaired without reading them all again."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

import msgspec

from storage.repair import Likely, Vocabulary
from storage.sqlite.connection import Connection
from storage.terms import Word

#: Scopes whose words are remembered.
_MOST = 64
#: So many words are repaired without leaving the thread.
_SOON = 4
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
    """The words of each scope's claims, each scope's kept once for all who see them."""

    def __init__(self) -> None:
        self._remembered: OrderedDict[int, _Remembered] = OrderedDict()
        self._reading: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def likely(
        self, connection: Connection, unknown: Sequence[Word], changes: Mapping[int, int]
    ) -> dict[str, tuple[Likely, ...]]:
        """Return by term what each unknown word may stand for, by the words of scopes that changed so many times."""
        found: dict[str, tuple[Likely, ...]] = {}
        for scope, changed in changes.items():
            vocabulary = await self._of(connection, scope, changed)
            # Of many words each takes half a millisecond in a large record: others are answered meanwhile.
            likely = (
                await asyncio.to_thread(_likely, vocabulary, unknown)
                if len(unknown) > _SOON
                else _likely(vocabulary, unknown)
            )
            found = {term: _surest((*found.get(term, ()), *ones)) for term, ones in likely.items()}
        return found

    async def _of(self, connection: Connection, scope: int, changed: int) -> Vocabulary:
        # Of many who ask at once one reads.
        async with self._reading[scope]:
            known = self._remembered.get(scope)
            if known is None or not known.serves(changed):
                known = self._remembered[scope] = await _read(connection, scope, changed)
        self._remembered.move_to_end(scope)
        while len(self._remembered) > _MOST:
            gone, _ = self._remembered.popitem(last=False)
            self._reading.pop(gone, None)
        return known.vocabulary


async def _read(connection: Connection, scope: int, changed: int) -> _Remembered:
    started = perf_counter()
    (terms,) = await connection.row(tuple[str], _TERMS, scope=scope) or ("{}",)
    # A million claims have hundreds of thousands of words: others are answered meanwhile.
    vocabulary, size = await asyncio.to_thread(_vocabulary, terms)
    return _Remembered(changed, vocabulary, size, started, perf_counter() - started)


def _vocabulary(terms: str) -> tuple[Vocabulary, int]:
    counts = msgspec.json.decode(terms, type=dict[str, int])
    return Vocabulary(counts, counts), len(counts)


def _likely(vocabulary: Vocabulary, unknown: Sequence[Word]) -> dict[str, tuple[Likely, ...]]:
    return {word.term: vocabulary.likely(word.text, word.term) for word in unknown}


def _surest(likely: Iterable[Likely]) -> tuple[Likely, ...]:
    """Return each term once, as sure as the surest scope has it."""
    weights: dict[str, float] = {}
    for one in likely:
        weights[one.term] = max(one.weight, weights.get(one.term, 0.0))
    return tuple(Likely(term, weight) for term, weight in sorted(weights.items(), key=lambda item: -item[1]))


_TERMS = "SELECT json_group_object(term, df) FROM term WHERE scope = :scope"
