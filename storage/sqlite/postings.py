"""Writes the index: which terms lead to a published claim, and how much each says of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from storage.limits import scope_number
from storage.models import Claim, ClaimStatus, Entry
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import State, entries
from storage.terms import VERSION, terms

#: Changes with whatever changes the postings of a stored claim; another one found on opening rebuilds the index.
EDITION = f"terms {VERSION}, weights 1"
_NOTE = "index edition"

#: BM25's saturation and length normalisation. The average length is fixed, so that a new claim touches no other's rows.
K1 = 1.2
B = 0.75
AVERAGE_LENGTH = 20
_PAGE = 1_000


def once(length: int) -> float:
    """Return the weight of a term that stands once in a claim of so many terms."""
    return _weight(1, length)


def weights(claim: Claim) -> dict[str, float]:
    """Return the terms a claim is found by and their weights between 0 and 1; the quotes would only repeat the text."""
    counts = Counter(term for text in (claim.text, *claim.wordings, claim.claimant or "") for term in terms(text))
    length = counts.total()
    return {term: _weight(count, length) for term, count in counts.items()}


def _weight(count: int, length: int) -> float:
    return count / (count + K1 * (1 - B + B * length / AVERAGE_LENGTH))


async def replace(connection: Connection, gone: Sequence[Entry], come: Sequence[Entry]) -> None:
    """Take out the postings of the states that are gone and put in those that have come."""
    change: Counter[tuple[int, str]] = Counter()
    tallied: Counter[int] = Counter()
    old = list(_postings(gone))
    new = list(_postings(come))
    change.update((scope, term) for scope, term, _, _ in new)
    change.subtract((scope, term) for scope, term, _, _ in old)
    tallied.update(scope_number(entry.scope) for entry in _published(come))
    tallied.subtract(scope_number(entry.scope) for entry in _published(gone))
    await connection.many(_DELETE, [row[:3] for row in old])
    await connection.many(_INSERT, new)
    await connection.many(_COUNT, [(*at, by) for at, by in change.items() if by])
    await connection.many(_FORGET, [at for at, by in change.items() if by < 0])
    await connection.many(_TALLY, [(scope, by) for scope, by in tallied.items() if by])


def _published(states: Iterable[Entry]) -> Iterator[Entry]:
    return (entry for entry in states if entry.claim.status is ClaimStatus.PUBLISHED)


def _postings(states: Iterable[Entry]) -> Iterator[tuple[int, str, int, float]]:
    for entry in _published(states):
        scope = scope_number(entry.scope)
        for term, weight in weights(entry.claim).items():
            yield scope, term, entry.id, weight


async def refresh(database: Database) -> None:
    """Rebuild the index when it was written by another edition of the normaliser; in one transaction."""
    async with database.reading() as connection:
        if await _edition(connection) == (EDITION,):
            return  # Without the lock: a reader opens beside a long write.
    async with database.writing() as connection:
        if await _edition(connection) == (EDITION,):
            return
        await connection.run("DELETE FROM posting")
        await connection.run("DELETE FROM term")
        await connection.run("DELETE FROM tally")
        last = 0
        while page := await connection.rows(State, PAGE, last=last, size=_PAGE):
            await replace(connection, (), await entries(connection, page))
            last = page[-1][0]
        await connection.run(
            "INSERT INTO note (name, value) VALUES (:name, :value) ON CONFLICT DO UPDATE SET value = excluded.value",
            name=_NOTE,
            value=EDITION,
        )


async def _edition(connection: Connection) -> tuple[str] | None:
    return await connection.row(tuple[str], "SELECT value FROM note WHERE name = :name", name=_NOTE)


#: A page of the claims of all scopes, in the order they were added.
PAGE = """
    SELECT id, version
      FROM claim
     WHERE id > :last
     ORDER BY id
     LIMIT :size
    """

_DELETE = "DELETE FROM posting WHERE scope = ? AND term = ? AND claim_id = ?"

_INSERT = "INSERT INTO posting (scope, term, claim_id, weight) VALUES (?, ?, ?, ?)"

_COUNT = """
    INSERT INTO term (scope, term, df)
    VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET df = df + excluded.df
    """

_FORGET = "DELETE FROM term WHERE scope = ? AND term = ? AND df = 0"

_TALLY = """
    INSERT INTO tally (scope, published)
    VALUES (?, ?)
        ON CONFLICT DO UPDATE SET published = published + excluded.published
    """
