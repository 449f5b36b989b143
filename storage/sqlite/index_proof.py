"""Proves that the index holds what it would if it were made anew, page by page of the claims."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from storage.limits import scope_number
from storage.models import ClaimStatus, Entry
from storage.sqlite import posting_lists
from storage.sqlite.connection import Connection
from storage.sqlite.loading import State, entries
from storage.sqlite.postings import PAGE, Indexed, indexed

_PAGE = 500


async def problems(connection: Connection) -> AsyncIterator[str]:
    """Yield a sentence for each thing that is wrong with the index."""
    if broken := await connection.rows(tuple[str], _BROKEN):
        for (term,) in broken:
            yield f"The postings of the word {term} cannot be read."
        return  # Nor can others be looked up among them.
    last, expected = 0, 0
    while page := await connection.rows(State, PAGE, last=last, size=_PAGE):
        first, last = page[0][0], page[-1][0]
        read = await _readable(connection, page)
        if len(read) < len(page):
            yield f"{len(page) - len(read)} of the claims with ids from {first} to {last} cannot be read."
        made = {one.id: (one, indexed(one.claim)) for one in read if one.claim.status is ClaimStatus.PUBLISHED}
        expected += sum(len(anew.impacts) for _, anew in made.values())
        async for problem in _page_problems(connection, made, first, last):
            yield problem
    (counted,) = await connection.row(tuple[int], _POSTINGS) or (0,)
    if counted != expected:
        yield f"The index has {counted} postings, and the claims have {expected}."


async def _page_problems(
    connection: Connection, made: Mapping[int, tuple[Entry, Indexed]], first: int, last: int
) -> AsyncIterator[str]:
    wanted = dict(_postings(made))
    standing = await posting_lists.impacts(connection, list(wanted))
    for (scope, term, number), impact in wanted.items():
        if standing.get((scope, term, number)) != impact:
            yield f"The index does not lead from the word {term} to the claim {made[number][0].claim.key} as it should."
    kept = dict(await connection.rows(tuple[int, bytes], _MEANINGS, first=first, last=last))
    anew = {number: read.meaning for number, (_, read) in made.items()}
    for number in sorted(kept.keys() | anew.keys()):
        if not _alike(anew.get(number, b""), kept.get(number, b"")):
            yield f"The meaning kept of the claim with the id {number} is not what it should be."


def _postings(made: Mapping[int, tuple[Entry, Indexed]]) -> Iterator[tuple[tuple[int, str, int], int]]:
    for number, (entry, read) in made.items():
        for term, impact in read.impacts.items():
            yield (scope_number(entry.scope), term, number), impact


def _alike(one: bytes, other: bytes) -> bool:
    """Tell whether two packed meanings are the same, but for the rounding of another machine."""
    if len(one) != len(other):
        return False
    both = np.frombuffer(one + other, np.int8).astype(np.int16).reshape(2, -1)
    return bool(np.abs(both[0] - both[1]).max(initial=0) <= 1)


async def _readable(connection: Connection, page: Sequence[State]) -> tuple[Entry, ...]:
    """Return the entries, halving the page around those whose columns hold what no claim has."""
    try:
        return await entries(connection, page)
    except (msgspec.MsgspecError, KeyError, ValueError):
        middle = len(page) // 2
        return (
            (*await _readable(connection, page[:middle]), *await _readable(connection, page[middle:])) if middle else ()
        )


_BROKEN = """
    SELECT term FROM term WHERE length(claim_ids) <> 4 * length(impacts)
     UNION
    SELECT term FROM block WHERE length(claim_ids) <> 4 * length(impacts)
    """

_MEANINGS = "SELECT claim_id, vector FROM meaning WHERE claim_id BETWEEN :first AND :last"

_POSTINGS = """
    SELECT (SELECT coalesce(sum(length(impacts)), 0) FROM term) + (SELECT coalesce(sum(length(impacts)), 0) FROM block)
    """
