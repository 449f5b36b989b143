"""Searches for somebody who types: by key, by words, and by the last word's beginning."""

from collections.abc import Sequence
from typing import NamedTuple

from storage.limits import LONGEST_OTHER, scope_number
from storage.models import Scope
from storage.repair import ENDING_STARTS
from storage.sqlite.connection import Connection
from storage.sqlite.loading import State, json
from storage.sqlite.reading import postings_of, rows_of
from storage.sqlite.scoring import Sums, Weighted, shared, sums
from storage.sqlite.visible import HIDDEN
from storage.terms import words

#: Nobody reads further; SQLite takes no number of more than 64 bits.
MOST_FOUND = 100_000
#: Of a query at most so many words are read.
_MOST_WORDS = 64
#: How many terms a prefix stands for, those of most claims first.
_MOST_COMPLETIONS = 50
#: Letters of a word that its beginning has at least.
_SHORTEST_ROOT = 4
_LAST_CHARACTER = "\U0010ffff"


class _Keyed(NamedTuple):
    key: str
    id: int
    version: int


async def search(connection: Connection, query: str, scope: Scope, *, limit: int, offset: int) -> list[State]:
    """Return what a person searches: by key, by words and by the last word's beginning."""
    own = scope_number(scope)
    size, start = (min(max(number, 0), MOST_FOUND) for number in (limit, offset))
    typed = query.strip().encode(errors="replace").decode()
    if not typed:
        return await connection.rows(State, _LISTED, own=own, size=size, start=start, reach=size + start)
    keyed = await _keyed(connection, typed, own, reach=size + start)
    worded = await _visible(connection, await _worded(connection, typed, own), own, reach=size + start)
    return list(dict.fromkeys((*keyed, *worded)))[start : start + size]


async def _keyed(connection: Connection, typed: str, own: int, *, reach: int) -> list[State]:
    """Return the claims whose key begins with what is typed, the one that is the whole of it first."""
    # A typed key longer than any is none.
    beginnings = [key for key in {typed, typed.lower()} if len(key) <= LONGEST_OTHER]
    found: set[tuple[bool, str, int, int]] = set()
    for beginning in beginnings:
        for scope in {0, own}:  # One range of the keys' own index each, so that reading ends where the page does.
            end = beginning + _LAST_CHARACTER
            rows = await connection.rows(_Keyed, _KEYED, scope=scope, own=own, first=beginning, end=end, reach=reach)
            found.update((row.key not in beginnings, row.key, row.id, row.version) for row in rows)
    return [(number, version) for _, _, number, version in sorted(found)[:reach]]


async def _worded(connection: Connection, typed: str, own: int) -> Sums:
    """Return the claims that have all the words typed."""
    groups = await _term_groups(connection, typed, own)
    rows = await rows_of(connection, {term for group in groups for term in group}, own)
    found = await postings_of(connection, rows)
    by_group = ([Weighted(1.0, block) for term, block in found if term in group] for group in groups)
    return shared([sums(weighted) for weighted in by_group])


async def _visible(connection: Connection, found: Sums, own: int, *, reach: int) -> Sequence[State]:
    """Return the best of the claims that no claim of the server's own hides."""
    # Whether a claim is hidden is looked up for the best only; should too many of them be, for all.
    seen: list[State] = []
    for count in (2 * reach + 20, len(found.ids)):
        best = [number for number, _ in found.best(count)]
        seen = await connection.rows(State, _VISIBLE, ids=json(best), own=own)
        if len(seen) >= reach or count >= len(found.ids):
            break
    return seen[:reach]


async def _term_groups(connection: Connection, typed: str, own: int) -> list[set[str]]:
    """Return for each word typed the terms it may stand for; the last one may be unfinished."""
    said = list(words(typed))
    groups = [{word.term} for word in said[:-1] if not word.stops]
    # Somebody who has come to "troops in" is still looking for troops.
    if said and not (groups and said[-1].stops):
        last = said[-1]
        beginnings = json(sorted({(start, start + _LAST_CHARACTER) for start in (last.text.lower(), last.term)}))
        completed = await connection.rows(
            tuple[str], _COMPLETIONS, beginnings=beginnings, own=own, most=_MOST_COMPLETIONS
        )
        groups.append({last.term, *(term for (term,) in completed or await _begun(connection, last.text.lower(), own))})
    return groups[:_MOST_WORDS]


async def _begun(connection: Connection, typed: str, own: int) -> list[tuple[str]]:
    """Return the term of a word whose ending is being typed: "governm", on the way to "government", is "govern"."""
    roots = [typed[:at] for at in range(_SHORTEST_ROOT, len(typed)) if typed[at:] in ENDING_STARTS]
    known = {row.term for row in await rows_of(connection, roots, own)}
    return [(max(known, key=len),)] if known else []


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

_KEYED = (
    """
    SELECT claim.key, claim.id, claim.version
      FROM claim
     WHERE claim.scope = :scope AND claim.key >= :first AND claim.key < :end
       AND claim.status = 'published'
       AND NOT ("""
    + HIDDEN
    + """)
     ORDER BY claim.key
     LIMIT :reach
    """
)

_VISIBLE = (
    """
    SELECT claim.id, claim.version
      FROM json_each(:ids) AS found
     CROSS JOIN claim ON claim.id = found.value
     WHERE NOT ("""
    + HIDDEN
    + """)
     ORDER BY found.key
    """
)
