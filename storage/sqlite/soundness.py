"""Proves that the database is whole: SQLite's own checks, the quotes in their texts, the index against the claims."""

import hashlib
import sqlite3
from collections.abc import AsyncIterator
from typing import LiteralString

from storage.protocol import Soundness
from storage.sqlite import index_proof
from storage.sqlite.connection import Connection
from storage.sqlite.file import reason


async def verify(connection: Connection) -> Soundness:
    """Return what is wrong, and count what is there."""
    problems: list[str] = []
    counts = 0, 0, 0
    try:
        async for problem in _problems(connection):
            problems.append(problem)  # noqa: PERF401 - what was found before a page that cannot be read is kept
        counts = await connection.row(tuple[int, int, int], _COUNTS) or counts
    except sqlite3.DatabaseError as error:
        problems.append(f"The database cannot be read to its end: {reason(error) or error}.")
    return Soundness(tuple(problems), *counts)


async def _problems(connection: Connection) -> AsyncIterator[str]:
    for (said,) in await connection.rows(tuple[str], "PRAGMA integrity_check"):
        if said != "ok":
            yield f"SQLite finds: {said}."
    for table, parent in await connection.rows(tuple[str, str], 'SELECT "table", parent FROM pragma_foreign_key_check'):
        yield f"A row of {table} refers to a row of {parent} that does not exist."
    async for problem in _text_problems(connection):
        yield problem
    for query, sentence in _QUERIES:
        for found in await connection.rows(tuple[str | int, str | int], query):
            yield sentence.format(*found)
    async for problem in index_proof.problems(connection):
        yield problem


async def _text_problems(connection: Connection) -> AsyncIterator[str]:
    last = ""
    while found := await connection.row(tuple[str, str], _CAPTURED, last=last):
        last, text = found
        if hashlib.sha256(text.encode()).hexdigest() != last:
            yield f"The captured text {last[:12]}… is not the one its SHA-256 was taken of."


_CAPTURED = "SELECT sha256, text FROM capture WHERE sha256 > :last ORDER BY sha256 LIMIT 1"

#: Each query gives two columns for its sentence, and no row in a whole database.
_QUERIES: tuple[tuple[LiteralString, LiteralString], ...] = (
    (
        """
        SELECT claim.key, citation.version
          FROM citation
          JOIN claim ON claim.id = citation.claim_id
          JOIN source_version ON source_version.id = citation.source_version_id
          LEFT JOIN capture ON capture.sha256 = source_version.sha256
         WHERE citation.start_at IS NOT NULL
           AND substr(capture.text, citation.start_at + 1, citation.end_at - citation.start_at) IS NOT citation.quote
        """,
        "The quote of the claim {0} (version {1}) does not stand at its place in the captured text.",
    ),
    (
        """
        SELECT claim.key, claim.status
          FROM claim
          LEFT JOIN claim_version ON claim_version.claim_id = claim.id AND claim_version.number = claim.version
         WHERE claim_version.status IS NOT claim.status
        """,
        "The claim {0} counts as {1}, its newest version does not.",
    ),
    (
        """
        SELECT claim.key, claim.version
          FROM claim
         WHERE claim.version <> (SELECT count(*) FROM claim_version WHERE claim_id = claim.id)
        """,
        "The claim {0} is at version {1}, which is not how many versions are on record.",
    ),
    (
        """
        SELECT term.term, term.df
          FROM term
          LEFT JOIN (SELECT scope, term, sum(length(impacts)) AS size FROM block GROUP BY scope, term) AS before
            ON before.scope = term.scope AND before.term = term.term
         WHERE term.df <> length(term.impacts) + coalesce(before.size, 0)
         UNION ALL
        SELECT block.term, sum(length(block.impacts))
          FROM block
         WHERE NOT EXISTS (SELECT 1 FROM term WHERE term.scope = block.scope AND term.term = block.term)
         GROUP BY block.scope, block.term
        """,
        "The word {0} counts {1} claims, and the index has another number.",
    ),
    (
        """
        SELECT scope, published
          FROM (SELECT scope, published FROM tally WHERE published <> 0
                EXCEPT SELECT scope, count(*) FROM claim WHERE status = 'published' GROUP BY scope)
         UNION ALL
        SELECT scope, published
          FROM (SELECT scope, count(*) AS published FROM claim WHERE status = 'published' GROUP BY scope
                EXCEPT SELECT scope, published FROM tally)
        """,
        "In scope {0} the number of published claims is not {1}.",
    ),
)

_COUNTS = """
    SELECT (SELECT count(*) FROM claim),
           coalesce(sum(
               citation.start_at IS NOT NULL
               AND substr(capture.text, citation.start_at + 1, citation.end_at - citation.start_at) IS citation.quote
           ), 0),
           count(citation.quote) - count(citation.start_at)
      FROM claim
      JOIN citation ON citation.claim_id = claim.id AND citation.version = claim.version
      JOIN source_version ON source_version.id = citation.source_version_id
      LEFT JOIN capture ON capture.sha256 = source_version.sha256
    """
