"""Proves that the database is whole: SQLite's own checks, the quotes in their texts, the index against the claims."""

import hashlib
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import LiteralString

import msgspec

from storage.limits import scope_number
from storage.models import ClaimStatus, Entry
from storage.protocol import Soundness
from storage.sqlite import postings
from storage.sqlite.connection import Connection
from storage.sqlite.file import reason
from storage.sqlite.loading import State, entries, json

_PAGE = 500


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
    async for problem in _posting_problems(connection):
        yield problem


async def _text_problems(connection: Connection) -> AsyncIterator[str]:
    last = ""
    while found := await connection.row(tuple[str, str], _CAPTURED, last=last):
        last, text = found
        if hashlib.sha256(text.encode()).hexdigest() != last:
            yield f"The captured text {last[:12]}… is not the one its SHA-256 was taken of."


async def _posting_problems(connection: Connection) -> AsyncIterator[str]:
    last, expected = 0, 0
    while page := await connection.rows(State, postings.PAGE, last=last, size=_PAGE):
        last = page[-1][0]
        read = await _readable(connection, page)
        if len(read) < len(page):
            yield f"{len(page) - len(read)} of the claims with ids from {page[0][0]} to {last} cannot be read."
        rows = list(_expected(read))
        expected += len(rows)
        for key, term in await connection.rows(tuple[str, str], _MISSING, postings=json(rows)):
            yield f"The index does not lead from the word {term} to the claim {key} as it should."
    (counted,) = await connection.row(tuple[int], "SELECT count(*) FROM posting") or (0,)
    if counted != expected:
        yield f"The index has {counted} postings, and the claims have {expected}."


async def _readable(connection: Connection, page: Sequence[State]) -> tuple[Entry, ...]:
    """Return the entries, halving the page around those whose columns hold what no claim has."""
    try:
        return await entries(connection, page)
    except (msgspec.MsgspecError, KeyError, ValueError):
        middle = len(page) // 2
        return (
            (*await _readable(connection, page[:middle]), *await _readable(connection, page[middle:])) if middle else ()
        )


def _expected(read: Sequence[Entry]) -> Iterator[tuple[int, str, int, float]]:
    for entry in read:
        if entry.claim.status is ClaimStatus.PUBLISHED:
            for term, weight in postings.weights(entry.claim).items():
                yield scope_number(entry.scope), term, entry.id, weight


_CAPTURED = "SELECT sha256, text FROM capture WHERE sha256 > :last ORDER BY sha256 LIMIT 1"

_MISSING = """
    SELECT claim.key, json_extract(expected.value, '$[1]')
      FROM json_each(:postings) AS expected
      JOIN claim ON claim.id = json_extract(expected.value, '$[2]')
      LEFT JOIN posting ON posting.scope = json_extract(expected.value, '$[0]')
                       AND posting.term = json_extract(expected.value, '$[1]')
                       AND posting.claim_id = json_extract(expected.value, '$[2]')
     WHERE posting.weight IS NULL OR abs(posting.weight - json_extract(expected.value, '$[3]')) > 1e-9
    """

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
        SELECT term, df
          FROM (SELECT scope, term, df FROM term EXCEPT SELECT scope, term, count(*) FROM posting GROUP BY scope, term)
         UNION ALL
        SELECT term, df
          FROM (SELECT scope, term, count(*) AS df FROM posting GROUP BY scope, term
                EXCEPT SELECT scope, term, df FROM term)
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
