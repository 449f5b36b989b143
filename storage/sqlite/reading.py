"""Reads the posting lists of terms, as seen from a scope."""

from collections.abc import Iterable, Sequence

from storage.sqlite.blocks import Block
from storage.sqlite.connection import Connection
from storage.sqlite.loading import json
from storage.sqlite.posting_lists import TERMS, TermRow


async def rows_of(connection: Connection, terms: Iterable[str], own: int) -> list[TermRow]:
    """Return the rows of those terms that claims seen from a scope have; a term has one in each scope."""
    keys = [(scope, term) for scope in sorted({0, own}) for term in sorted(terms)]
    return await connection.rows(TermRow, TERMS, keys=json(keys)) if keys else []


async def postings_of(connection: Connection, rows: Sequence[TermRow]) -> list[tuple[str, Block]]:
    """Return all postings of the terms, block by block."""
    long = [(row.scope, row.term) for row in rows if row.df > row.block.size]
    before = await connection.rows(tuple[str, bytes, bytes], _BLOCKS, keys=json(long)) if long else ()
    return [*((row.term, row.block) for row in rows), *((term, Block(*block)) for term, *block in before)]


_BLOCKS = """
    SELECT block.term, block.claim_ids, block.impacts
      FROM json_each(:keys) AS wanted
     CROSS JOIN block ON block.scope = json_extract(wanted.value, '$[0]')
                     AND block.term = json_extract(wanted.value, '$[1]')
    """
