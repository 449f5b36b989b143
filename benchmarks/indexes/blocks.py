"""A few rows for each term, each with many claims."""

import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.indexes.index import SCOPE, TOP, Index, Stored, Weighed, weigh, within
from benchmarks.indexes.rows import postings
from benchmarks.indexes.summing import Postings, by_sorting

#: Of a row beyond a thousand bytes SQLite keeps all but a hundred in pages of its own; 800 postings just fill one.
LENGTH = 800
#: An impact of 1, in a byte.
_FULL = 255
_ID_BYTES = 4


class _Block(NamedTuple):
    """Postings of one term by ascending id: an id takes four bytes, an impact one."""

    ids: bytes
    impacts: bytes


class Blocks(Index):
    """Blocks of ids and impacts; the last, unfinished one of a term stands in the term's own row."""

    name = "blocks"
    schema = """
        CREATE TABLE IF NOT EXISTS term (
          scope INTEGER NOT NULL,
          term TEXT NOT NULL,
          df INTEGER NOT NULL,
          ids BLOB NOT NULL,
          impacts BLOB NOT NULL,
          PRIMARY KEY (scope, term)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS block (
          scope INTEGER NOT NULL,
          term TEXT NOT NULL,
          first_id INTEGER NOT NULL,
          ids BLOB NOT NULL,
          impacts BLOB NOT NULL,
          PRIMARY KEY (scope, term, first_id)
        ) STRICT, WITHOUT ROWID;
        """

    def __init__(
        self,
        path: Path,
        *,
        length: int = LENGTH,
        budget: int = 200_000,
        add_up: Callable[[Postings, int], list[int]] = by_sorting,
    ) -> None:
        self.budget = budget
        self._length = length
        self._add_up = add_up
        super().__init__(path)

    def put(self, batch: Sequence[Stored]) -> None:
        come = gathered([batch])
        dfs = {term: len(new.impacts) for term, new in come.items()}
        for term, df, ids, impacts in self._rows(come):
            come[term] = _Block(ids + come[term].ids, impacts + come[term].impacts)
            dfs[term] += df
        self._write(come, dfs)

    def fill(self, batches: Iterable[Sequence[Stored]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        come = gathered(self._counting(batches))
        self._write(come, {term: len(new.impacts) for term, new in come.items()})
        self.connection.execute("COMMIT")

    def _counting(self, batches: Iterable[Sequence[Stored]]) -> Iterator[Sequence[Stored]]:
        for batch in batches:
            self.claims += len(batch)
            yield batch

    def _write(self, come: Mapping[str, _Block], dfs: Mapping[str, int]) -> None:
        ordered = sorted(come)
        self.connection.executemany(_ADD_BLOCK, (row for term in ordered for row in self._full(term, come[term])))
        rows = ((SCOPE, term, dfs[term], *self._rest(come[term])) for term in ordered)
        self.connection.executemany(_SET_TERM, rows)

    def _full(self, term: str, come: _Block) -> Iterator[tuple[int, str, int, bytes, bytes]]:
        for at in range(0, len(come.impacts) - self._length + 1, self._length):
            ids = come.ids[at * _ID_BYTES : (at + self._length) * _ID_BYTES]
            yield SCOPE, term, int.from_bytes(ids[:_ID_BYTES], sys.byteorder), ids, come.impacts[at : at + self._length]

    def _rest(self, come: _Block) -> _Block:
        at = len(come.impacts) // self._length * self._length
        return _Block(come.ids[at * _ID_BYTES :], come.impacts[at:])

    def ask(self, said: Iterable[str]) -> list[int]:
        distinct = set(said)
        rows = {term: (df, [_Block(*block)]) for term, df, *block in self._rows(distinct)}
        weighed = within(self.budget, weigh(distinct, {term: df for term, (df, _) in rows.items()}, self.claims))
        long = [one.term for one in weighed if one.df >= self._length]
        for term, *block in self.connection.execute(_BLOCKS, (SCOPE, json.dumps(long))) if long else ():
            rows[term][1].append(_Block(*block))
        return self._add_up(read([(one, rows[one.term][1]) for one in weighed]), TOP) if weighed else []

    def _rows(self, terms: Iterable[str]) -> list[tuple[str, int, bytes, bytes]]:
        return self.connection.execute(_TERMS, (SCOPE, json.dumps(list(terms)))).fetchall()


def gathered(batches: Iterable[Sequence[Stored]]) -> dict[str, _Block]:
    """Return the postings of each term: eight bytes each and no object, so that a million claims fit in memory."""
    come: defaultdict[str, tuple[array[int], bytearray]] = defaultdict(lambda: (array("I"), bytearray()))
    for batch in batches:
        for term, number, weight in postings(batch):
            ids, impacts = come[term]
            ids.append(number)
            impacts.append(round(_FULL * weight))
    return {term: _Block(ids.tobytes(), bytes(impacts)) for term, (ids, impacts) in come.items()}


def read(found: Sequence[tuple[Weighed, Sequence[_Block]]]) -> Postings:
    """Read the postings of all terms at once, the rarity of each counted in."""
    blocks = [block for _, of_term in found for block in of_term]
    ids = np.frombuffer(b"".join(block.ids for block in blocks), "u4")
    impacts = np.frombuffer(b"".join(block.impacts for block in blocks), "u1")
    counts = [one.df for one, _ in found]
    factors = np.array([one.idf / _FULL for one, _ in found], np.float32)
    return Postings(ids, impacts * np.repeat(factors, counts), counts)


_TERMS = "SELECT term, df, ids, impacts FROM term WHERE scope = ? AND term IN (SELECT value FROM json_each(?))"

_BLOCKS = "SELECT term, ids, impacts FROM block WHERE scope = ? AND term IN (SELECT value FROM json_each(?))"

_ADD_BLOCK = "INSERT INTO block (scope, term, first_id, ids, impacts) VALUES (?, ?, ?, ?, ?)"

_SET_TERM = """
    INSERT INTO term (scope, term, df, ids, impacts)
    VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET df = excluded.df, ids = excluded.ids, impacts = excluded.impacts
    """
