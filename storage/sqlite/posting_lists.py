"""Changes the posting lists: the last block of a term stands in the term's own row, those before in rows of theirs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from storage.sqlite.blocks import EMPTY, LENGTH, Block, changed, cut
from storage.sqlite.connection import Connection, Value
from storage.sqlite.loading import json

#: A scope and a term.
Key = tuple[int, str]

#: Higher than any id that four bytes hold.
_NEVER = 1 << 32


@dataclass(slots=True)
class Change:
    """What happens to the postings of one term, by the claims' ids."""

    gone: set[int] = field(default_factory=set[int])
    #: The impacts of those that have come, or have another impact now.
    come: dict[int, int] = field(default_factory=dict[int, int])

    def ids(self) -> set[int]:
        """Return the claims that are touched."""
        return self.gone | self.come.keys()

    def within(self, ids: Iterable[int]) -> "Change":
        """Return the part that touches some claims."""
        part = set(ids)
        return Change(self.gone & part, {one: impact for one, impact in self.come.items() if one in part})

    def applied(self, block: Block) -> Block:
        """Return a block as it is afterwards."""
        return changed(block, self.gone, self.come)


class TermRow(NamedTuple):
    """A term of a scope: how many claims have it, and its last block."""

    scope: int
    term: str
    df: int
    claim_ids: bytes
    impacts: bytes

    @property
    def block(self) -> Block:
        """The last block."""
        return Block(self.claim_ids, self.impacts)


class _BlockRow(NamedTuple):
    scope: int
    term: str
    #: The claim that was asked for.
    claim_id: int
    first_id: int
    claim_ids: bytes
    impacts: bytes

    @property
    def place(self) -> tuple[int, str, int]:
        return self.scope, self.term, self.first_id


@dataclass(slots=True)
class _Writes:
    """The rows that a change comes to."""

    terms: list[tuple[Value, ...]] = field(default_factory=list[tuple[Value, ...]])
    forgotten: list[Key] = field(default_factory=list[Key])
    blocks: list[tuple[Value, ...]] = field(default_factory=list[tuple[Value, ...]])
    removed: list[tuple[Value, ...]] = field(default_factory=list[tuple[Value, ...]])

    def add_blocks(self, key: Key, blocks: Iterable[Block]) -> None:
        self.blocks.extend((*key, block.first, *block) for block in blocks)


async def change(connection: Connection, changes: Mapping[Key, Change]) -> Counter[int]:
    """Apply the changes, and count for each scope the terms that it has gained or lost."""
    writes = _Writes()
    known = {(row.scope, row.term): row for row in await connection.rows(TermRow, TERMS, keys=json(list(changes)))}
    earlier = {key: _earlier(known.get(key), one) for key, one in changes.items()}
    grown = await _change_earlier(connection, {key: one for key, one in earlier.items() if one.ids()}, writes)
    words: Counter[int] = Counter()
    # In the order of the tables' keys, so that what is written lies together.
    for key in sorted(changes):
        old = known.get(key)
        last = old.block if old else EMPTY
        new = changes[key].within(changes[key].ids() - earlier[key].ids()).applied(last)
        *full, rest = [*cut(new)] or [EMPTY]
        df = (old.df if old else 0) + grown[key] + new.size - last.size
        writes.add_blocks(key, full)
        if df:
            writes.terms.append((*key, df, *rest))
        else:
            writes.forgotten.append(key)
        words[key[0]] += old is None or not df
    await _write(connection, writes)
    return words


def _earlier(row: TermRow | None, one: Change) -> Change:
    """Return the part of a change that belongs in blocks before the last."""
    if row is None or row.df == row.block.size:
        return Change()
    first = row.block.first if row.block.size else _NEVER
    return one.within(number for number in one.ids() if number < first)


async def _change_earlier(connection: Connection, changes: Mapping[Key, Change], writes: _Writes) -> Counter[Key]:
    """Note how the earlier blocks change, and count by how many postings each term grows."""
    grown: Counter[Key] = Counter()
    for place, (block, ids) in (await _touched(connection, changes)).items():
        scope, term, _ = place
        key = scope, term
        new = changes[key].within(ids).applied(block)
        grown[key] += new.size - block.size
        writes.removed.append(place)
        writes.add_blocks(key, cut(new) if new.size > 2 * LENGTH else (new,) if new.size else ())
    return grown


async def _touched(
    connection: Connection, changes: Mapping[Key, Change]
) -> Mapping[tuple[int, str, int], tuple[Block, set[int]]]:
    """Return the blocks that the changes touch, and the claims in each that they do."""
    asked = [(*key, number) for key, one in changes.items() for number in sorted(one.ids())]
    rows = await connection.rows(_BlockRow, _HOLDING, asked=json(asked)) if asked else []
    blocks = {row.place: Block(row.claim_ids, row.impacts) for row in rows}
    ids: defaultdict[tuple[int, str, int], set[int]] = defaultdict(set)
    for row in rows:
        ids[row.place].add(row.claim_id)
    return {place: (block, ids[place]) for place, block in blocks.items()}


async def _write(connection: Connection, writes: _Writes) -> None:
    await connection.many(_REMOVE_BLOCK, writes.removed)
    await connection.many(_ADD_BLOCK, writes.blocks)
    await connection.many(_SET_TERM, writes.terms)
    await connection.many(_FORGET_TERM, writes.forgotten)


async def impacts(connection: Connection, asked: Sequence[tuple[int, str, int]]) -> dict[tuple[int, str, int], int]:
    """Return the impacts of those postings that stand, each asked for by its scope, term and claim."""
    keys = json(sorted({(scope, term) for scope, term, _ in asked}))
    lasts = {(row.scope, row.term): row.block.postings() for row in await connection.rows(TermRow, TERMS, keys=keys)}
    rows = await connection.rows(_BlockRow, _HOLDING, asked=json(asked))
    blocks = {row.place: Block(row.claim_ids, row.impacts).postings() for row in rows}
    found = {(row.scope, row.term, row.claim_id): blocks[row.place].get(row.claim_id) for row in rows}
    for scope, term, number in asked:
        if (impact := lasts.get((scope, term), {}).get(number)) is not None:
            found[scope, term, number] = impact
    return {at: impact for at, impact in found.items() if impact is not None}


TERMS = """
    SELECT term.scope, term.term, term.df, term.claim_ids, term.impacts
      FROM json_each(:keys) AS wanted
     CROSS JOIN term ON term.scope = json_extract(wanted.value, '$[0]')
                    AND term.term = json_extract(wanted.value, '$[1]')
    """

#: The block that a claim's posting stands in, or would: the last that begins before it, else the first.
_HOLDING = """
    SELECT block.scope, block.term, json_extract(asked.value, '$[2]'), block.first_id, block.claim_ids, block.impacts
      FROM json_each(:asked) AS asked
     CROSS JOIN block ON block.scope = json_extract(asked.value, '$[0]')
                     AND block.term = json_extract(asked.value, '$[1]')
                     AND block.first_id = coalesce(
                           (SELECT max(first_id)
                              FROM block AS before
                             WHERE before.scope = json_extract(asked.value, '$[0]')
                               AND before.term = json_extract(asked.value, '$[1]')
                               AND before.first_id <= json_extract(asked.value, '$[2]')),
                           (SELECT min(first_id)
                              FROM block AS any_block
                             WHERE any_block.scope = json_extract(asked.value, '$[0]')
                               AND any_block.term = json_extract(asked.value, '$[1]')))
    """

_REMOVE_BLOCK = "DELETE FROM block WHERE scope = ? AND term = ? AND first_id = ?"

_ADD_BLOCK = "INSERT INTO block (scope, term, first_id, claim_ids, impacts) VALUES (?, ?, ?, ?, ?)"

_SET_TERM = """
    INSERT INTO term (scope, term, df, claim_ids, impacts)
    VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE
       SET df = excluded.df, claim_ids = excluded.claim_ids, impacts = excluded.impacts
    """

_FORGET_TERM = "DELETE FROM term WHERE scope = ? AND term = ?"
