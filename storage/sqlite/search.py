"""Finds claims by words: candidates for a message, and search for a person who types."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from storage.frequencies import zipf
from storage.limits import LONGEST_OTHER, scope_number
from storage.models import Candidate, Scope
from storage.sqlite.connection import Connection
from storage.sqlite.loading import State, json, load
from storage.sqlite.postings import AVERAGE_LENGTH, once
from storage.terms import terms, words

#: A message is looked up by its rarest terms: at most so many, and of those at most so many postings
#: are read (20,000 keep the top hit of 30 in 30 messages at 100,000 claims, and the answer within 50 ms).
MOST_TERMS = 64
MOST_POSTINGS = 20_000
#: Nobody reads further; SQLite takes no number of more than 64 bits.
MOST_FOUND = 100_000
#: Even a message of common words is looked up by two of them.
FEWEST_TERMS = 2

#: English at large counts as so many claims of so many words: with one claim on record, its own
#: words would otherwise all weigh nothing.
BACKGROUND = 1_000
_BACKGROUND_WORDS = 12

#: How many terms a prefix stands for, those of most claims first.
_MOST_COMPLETIONS = 50
_LAST_CHARACTER = "\U0010ffff"


class Weighed(NamedTuple):
    """A term of a message: how much it tells, and how many claims hold it."""

    term: str
    idf: float
    df: int


async def candidates(connection: Connection, text: str, scope: Scope, limit: int) -> tuple[Candidate, ...]:
    """Return the published entries that share the text's words, best first."""
    own = scope_number(scope)
    size = min(limit, MOST_FOUND)
    weighed = await _weighed(connection, text, own)
    if not weighed or size < 1:
        return ()
    query = json([(one.term, one.idf) for one in within_budget(weighed)])
    ranked = await _ranked(connection, query, own, size)
    # A claim of average length that holds each term once is a full match; shorter ones would pass 1.
    full = once(AVERAGE_LENGTH) * sum(one.idf for one in weighed)
    found = await load(connection, [(row.claim_id, row.version) for row in ranked])
    return tuple(Candidate(found[row.claim_id, row.version].entry, min(row.matched / full, 1.0)) for row in ranked)


class _Ranked(NamedTuple):
    claim_id: int
    version: int
    matched: float
    #: 1 where a claim of the server's own hides it.
    hidden: int


async def _ranked(connection: Connection, query: str, own: int, limit: int) -> list[_Ranked]:
    # Whether a claim is hidden is looked up for the best only; should too many of them be, for all.
    for reach in (2 * limit + 20, -1):
        rows = await connection.rows(_Ranked, _CANDIDATES, weighed=query, own=own, reach=reach)
        seen = [row for row in rows if not row.hidden][:limit]
        if len(seen) == limit or len(rows) < reach:
            break
    return seen


def idf(term: str, df: int, claims: int) -> float:
    """Return how much a term tells: its rarity on record and in English at large together."""
    share = min(_BACKGROUND_WORDS * 10 ** (zipf(term) - 9), 0.5)
    holding = df + BACKGROUND * share
    return math.log(1 + (claims + BACKGROUND - holding + 0.5) / (holding + 0.5))


async def _weighed(connection: Connection, text: str, own: int) -> list[Weighed]:
    """Return the text's terms, the most telling first."""
    distinct = sorted(set(terms(text)))
    known = dict(await connection.rows(tuple[str, int], _FREQUENCIES, terms=json(distinct), own=own))
    (claims,) = await connection.row(tuple[int], _PUBLISHED, own=own) or (0,)
    weighed = [Weighed(term, idf(term, known.get(term, 0), claims), known.get(term, 0)) for term in distinct]
    return sorted(weighed, key=lambda one: (-one.idf, one.term))[:MOST_TERMS]


def within_budget(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Return the rarest terms on record whose postings together may be read."""
    kept: list[Weighed] = []
    read = 0
    for one in sorted((one for one in weighed if one.df), key=lambda one: (one.df, one.term)):
        read += one.df
        if read > MOST_POSTINGS and len(kept) >= FEWEST_TERMS:
            break
        kept.append(one)
    return kept


async def search(connection: Connection, query: str, scope: Scope, *, limit: int, offset: int) -> list[State]:
    """Return what a person searches: by key, by words and by the last word's beginning."""
    own = scope_number(scope)
    size, start = (min(max(number, 0), MOST_FOUND) for number in (limit, offset))
    typed = query.strip().encode(errors="replace").decode()
    if not typed:
        return await connection.rows(State, _LISTED, own=own, size=size, start=start, reach=size + start)
    groups = await _term_groups(connection, typed, own)
    return await connection.rows(
        State,
        _SEARCH,
        own=own,
        size=size,
        start=start,
        # A typed key longer than any is none.
        keys=json([(key, key + _LAST_CHARACTER) for key in {typed, typed.lower()} if len(key) <= LONGEST_OTHER]),
        groups=json([(number, term) for number, group in enumerate(groups) for term in sorted(group)]),
        wanted=len(groups),
        reach=size + start,
    )


async def _term_groups(connection: Connection, typed: str, own: int) -> list[set[str]]:
    """Return for each word typed the terms it may stand for; the last one may be unfinished."""
    said = list(words(typed))
    groups = [{word.term} for word in said[:-1] if not word.stops]
    if said:
        last = said[-1]
        beginnings = json(sorted({(start, start + _LAST_CHARACTER) for start in (last.text.lower(), last.term)}))
        completed = await connection.rows(
            tuple[str], _COMPLETIONS, beginnings=beginnings, own=own, most=_MOST_COMPLETIONS
        )
        groups.append({last.term, *(term for (term,) in completed)})
    return groups[:MOST_TERMS]


_FREQUENCIES = """
    SELECT term, sum(df)
      FROM term
     WHERE scope IN (0, :own) AND term IN (SELECT value FROM json_each(:terms))
     GROUP BY term
    """

_PUBLISHED = """
    SELECT coalesce(sum(published), 0)
      FROM tally
     WHERE scope IN (0, :own)
    """

#: A claim of everywhere is hidden where the server has one of its own with the same key.
HIDDEN = """claim.scope <> :own AND EXISTS (
      SELECT 1 FROM claim AS owned WHERE owned.scope = :own AND owned.key = claim.key)"""

#: CROSS JOIN keeps the order of the loops: for each term and scope one range of the postings' key.
_CANDIDATES = (
    """
    SELECT claim.id, claim.version, ranked.matched, """
    + HIDDEN
    + """
      FROM (
        SELECT posting.claim_id, sum(posting.weight * json_extract(query.value, '$[1]')) AS matched
          FROM json_each(:weighed) AS query
         CROSS JOIN (SELECT 0 AS scope UNION SELECT :own) AS seen
         CROSS JOIN posting ON posting.scope = seen.scope AND posting.term = json_extract(query.value, '$[0]')
         GROUP BY posting.claim_id
         ORDER BY matched DESC, posting.claim_id
         LIMIT :reach
      ) AS ranked
      JOIN claim ON claim.id = ranked.claim_id
     ORDER BY ranked.matched DESC, claim.id
    """
)

_COMPLETIONS = """
    SELECT term.term
      FROM json_each(:beginnings) AS beginning
     CROSS JOIN (SELECT 0 AS scope UNION SELECT :own) AS seen
     CROSS JOIN term ON term.scope = seen.scope
                    AND term.term >= json_extract(beginning.value, '$[0]')
                    AND term.term < json_extract(beginning.value, '$[1]')
     GROUP BY term.term
     ORDER BY sum(df) DESC, term.term
     LIMIT :most
    """

#: Each half comes in the order of its index, so that a page of a million claims needs no sorting of them.
_LISTED = (
    """
    SELECT id, version
      FROM (
        SELECT * FROM (
          SELECT id, version, key
            FROM claim
           WHERE scope = 0 AND status = 'published' AND NOT ("""
    + HIDDEN
    + """)
           ORDER BY key
           LIMIT :reach)
         UNION ALL
        SELECT * FROM (
          SELECT id, version, key
            FROM claim
           WHERE scope = :own AND :own <> 0 AND status = 'published'
           ORDER BY key
           LIMIT :reach)
      )
     ORDER BY key, id
     LIMIT :size OFFSET :start
    """
)

_SEARCH = (
    """
    WITH seen AS (SELECT 0 AS scope UNION SELECT :own),
         keyed AS (
           SELECT claim.id AS claim_id, claim.key <> json_extract(typed.value, '$[0]') AS grade, 0.0 AS weight
             FROM json_each(:keys) AS typed
            CROSS JOIN seen
            CROSS JOIN claim ON claim.scope = seen.scope
                            AND claim.key >= json_extract(typed.value, '$[0]')
                            AND claim.key < json_extract(typed.value, '$[1]')
            WHERE claim.status = 'published'
            ORDER BY claim.key
            LIMIT :reach
         ),
         worded AS (
           SELECT posting.claim_id, 2 AS grade, sum(posting.weight) AS weight
             FROM json_each(:groups) AS wanted
            CROSS JOIN seen
            CROSS JOIN posting ON posting.scope = seen.scope AND posting.term = json_extract(wanted.value, '$[1]')
            GROUP BY posting.claim_id
           HAVING count(DISTINCT json_extract(wanted.value, '$[0]')) = :wanted
         )
    SELECT claim.id, claim.version
      FROM (SELECT * FROM keyed UNION ALL SELECT * FROM worded) AS found
     CROSS JOIN claim ON claim.id = found.claim_id
     WHERE NOT ("""
    + HIDDEN
    + """)
     GROUP BY claim.id
     ORDER BY min(found.grade), max(found.weight) DESC, claim.key, claim.id
     LIMIT :size OFFSET :start
    """
)
