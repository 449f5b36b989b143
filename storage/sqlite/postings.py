"""Writes the index: which terms lead to a published claim, how much each says of it, and what it means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import LiteralString, NamedTuple

from storage.limits import scope_number
from storage.meanings import meaning, pack
from storage.models import Alias, Claim, ClaimStatus, Entry
from storage.sqlite import posting_lists
from storage.sqlite.blocks import FULL
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import State, entries
from storage.sqlite.posting_lists import Change, Key
from storage.terms import VERSION, words

#: Changes with whatever changes the index of a stored claim; another one found on opening rebuilds it.
EDITION = f"terms {VERSION}, index 2"
_NOTE = "index edition"

#: BM25's saturation and length normalisation. The average length is fixed, so that a new claim touches no other's rows.
K1 = 1.2
B = 0.75
AVERAGE_LENGTH = 20
_PAGE = 1_000


def once(length: int) -> float:
    """Return the weight of a term that stands once in a claim of so many terms."""
    return _weight(1, length)


def _weight(count: int, length: int) -> float:
    return count / (count + K1 * (1 - B + B * length / AVERAGE_LENGTH))


class Indexed(NamedTuple):
    """What the index holds of a claim."""

    #: The terms it is found by, and how much each says of it, 1 to 255.
    impacts: Mapping[str, int]
    meaning: bytes


def indexed(claim: Claim) -> Indexed:
    """Read a claim for the index; its quotes would only repeat the text."""
    aliases = (one.text for one in claim.particulars if isinstance(one, Alias))
    told = [word for text in (claim.text, *claim.wordings) for word in words(text)]
    beside = [word for text in (claim.claimant or "", *aliases) for word in words(text)]
    counts = Counter(word.term for word in (*told, *beside) if not word.stops)
    length = counts.total()
    impacts = {term: max(1, round(FULL * _weight(count, length))) for term, count in counts.items()}
    return Indexed(impacts, pack(meaning([word.term for word in told])))


async def replace(connection: Connection, gone: Sequence[Entry], come: Sequence[Entry]) -> None:
    """Take out what the index holds of the states that are gone and put in that of those that have come."""
    old, new = _read(gone), _read(come)
    await connection.many(_FORGET_MEANING, [(entry.id,) for entry, _ in old])
    await connection.many(_KEEP_MEANING, [(entry.id, read.meaning) for entry, read in new])
    words = await posting_lists.change(connection, _changes(old, new))
    published = Counter(scope_number(entry.scope) for entry, _ in new)
    published.subtract(scope_number(entry.scope) for entry, _ in old)
    scopes = sorted(published.keys() | words.keys())
    await connection.many(_TALLY, [(scope, published[scope], words[scope]) for scope in scopes])


def _read(states: Iterable[Entry]) -> list[tuple[Entry, Indexed]]:
    return [(entry, indexed(entry.claim)) for entry in states if entry.claim.status is ClaimStatus.PUBLISHED]


def _changes(old: Iterable[tuple[Entry, Indexed]], new: Iterable[tuple[Entry, Indexed]]) -> Mapping[Key, Change]:
    """Return what changes, term by term; a posting that stays as it was does not."""
    before = dict(_postings(old))
    changes: defaultdict[Key, Change] = defaultdict(Change)
    for (key, number), impact in _postings(new):
        if before.pop((key, number), None) != impact:
            changes[key].come[number] = impact
    for key, number in before:
        changes[key].gone.add(number)
    return changes


def _postings(states: Iterable[tuple[Entry, Indexed]]) -> Iterator[tuple[tuple[Key, int], int]]:
    for entry, read in states:
        scope = scope_number(entry.scope)
        for term, impact in read.impacts.items():
            yield ((scope, term), entry.id), impact


async def refresh(database: Database) -> None:
    """Rebuild the index when it was written by another edition of the normaliser; in one transaction."""
    async with database.reading() as connection:
        if await _edition(connection) == (EDITION,):
            return  # Without the lock: a reader opens beside a long write.
    async with database.writing() as connection:
        if await _edition(connection) == (EDITION,):
            return
        for statement in _EMPTY:
            await connection.run(statement)
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


_EMPTY: tuple[LiteralString, ...] = (
    "DELETE FROM block",
    "DELETE FROM term",
    "DELETE FROM meaning",
    "UPDATE tally SET published = 0, words = words + 1",
)

#: A page of the claims of all scopes, in the order they were added.
PAGE = """
    SELECT id, version
      FROM claim
     WHERE id > :last
     ORDER BY id
     LIMIT :size
    """

_FORGET_MEANING = "DELETE FROM meaning WHERE claim_id = ?"

_KEEP_MEANING = "INSERT INTO meaning (claim_id, vector) VALUES (?, ?)"

_TALLY = """
    INSERT INTO tally (scope, published, words)
    VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET published = published + excluded.published, words = words + excluded.words
    """
