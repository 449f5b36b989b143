"""What the indexes share: a file each, the same counts of terms, the same weights, the same budget's rule."""

import json
import math
import sqlite3
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import LiteralString, NamedTuple

from storage.frequencies import zipf
from storage.terms import terms

#: As the record is opened: what is acknowledged survives a power cut.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    # 64 MB: with SQLite's own 2 MB every index reads its pages from the file again and again.
    "PRAGMA cache_size = -65536",
)
#: Claims of everywhere; the figures are those of one scope.
SCOPE = 0
TOP = 50
MOST_TERMS, FEWEST_TERMS = 64, 2
K1, B, AVERAGE_LENGTH = 1.2, 0.75, 20
BACKGROUND, BACKGROUND_WORDS = 1_000, 12


class Stored(NamedTuple):
    """A claim as it is indexed."""

    id: int
    terms: Sequence[str]

    def weights(self) -> dict[str, float]:
        """Return BM25's weight of each term, between 0 and 1."""
        counts = Counter(self.terms)
        long = K1 * (1 - B + B * len(self.terms) / AVERAGE_LENGTH)
        return {term: count / (count + long) for term, count in counts.items()}


class Weighed(NamedTuple):
    """A term of a message: how much it tells, and how many claims hold it."""

    term: str
    idf: float
    df: int


def stored(number: int, text: str) -> Stored:
    """Normalise a claim's text; the time this takes is the same for every index and counted for none."""
    return Stored(number, terms(text))


class Index(ABC):
    """An index in a file of its own; kinds differ in their tables, in how they add to them, and in how they ask."""

    name: str
    schema: LiteralString
    #: How many postings a question may read.
    budget: int

    def __init__(self, path: Path) -> None:
        self.path = path
        self.claims: int = 0
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in _PRAGMAS:
            self.connection.execute(pragma)
        self.connection.executescript(self.schema)

    def add(self, batch: Sequence[Stored]) -> None:
        """Add claims that are newer than all others, in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.put(batch)
        self.connection.execute("COMMIT")
        self.claims += len(batch)

    def fill(self, batches: Iterable[Sequence[Stored]]) -> None:
        """Build the whole index at once, in the way that is quickest for it."""
        self.connection.execute("BEGIN IMMEDIATE")
        for batch in batches:
            self.put(batch)
            self.claims += len(batch)
        self.connection.execute("COMMIT")

    @abstractmethod
    def put(self, batch: Sequence[Stored]) -> None:
        """Add claims within the transaction."""

    @abstractmethod
    def ask(self, said: Iterable[str]) -> list[int]:
        """Return the ids of the best claims for a message's terms, best first."""

    def rarest(self, said: Iterable[str]) -> list[Weighed]:
        """Return the message's terms that may be looked up, for an index with the table of terms."""
        distinct = set(said)
        known = dict(self.connection.execute(_FREQUENCIES, (SCOPE, json.dumps(list(distinct)))))
        return within(self.budget, weigh(distinct, known, self.claims))

    def size(self) -> int:
        """Return the file's bytes, with nothing left in the log."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.path.stat().st_size

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def weigh(distinct: Iterable[str], known: Mapping[str, int], claims: int) -> list[Weighed]:
    """Return the terms that tell most, as the record itself weighs them."""
    weighed = [Weighed(term, idf(term, known.get(term, 0), claims), known.get(term, 0)) for term in distinct]
    return sorted(weighed, key=lambda one: (-one.idf, one.term))[:MOST_TERMS]


def idf(term: str, df: int, claims: int) -> float:
    """Return a term's rarity on record and in English at large together."""
    holding = df + BACKGROUND * min(BACKGROUND_WORDS * 10 ** (zipf(term) - 9), 0.5)
    return math.log(1 + (claims + BACKGROUND - holding + 0.5) / (holding + 0.5))


def within(budget: int, weighed: Iterable[Weighed]) -> list[Weighed]:
    """Return the rarest terms on record whose postings together may be read."""
    kept: list[Weighed] = []
    read = 0
    for one in sorted((one for one in weighed if one.df), key=lambda one: (one.df, one.term)):
        read += one.df
        if read > budget and len(kept) >= FEWEST_TERMS:
            break
        kept.append(one)
    return kept


#: The counts of terms, kept by most of the indexes.
TERMS: LiteralString = """
    CREATE TABLE IF NOT EXISTS term (
      scope INTEGER NOT NULL,
      term TEXT NOT NULL,
      df INTEGER NOT NULL,
      PRIMARY KEY (scope, term)
    ) STRICT, WITHOUT ROWID;
    """

_FREQUENCIES = "SELECT term, df FROM term WHERE scope = ? AND term IN (SELECT value FROM json_each(?))"

COUNT = "INSERT INTO term (scope, term, df) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET df = df + excluded.df"


def counted(batch: Iterable[Stored]) -> list[tuple[int, str, int]]:
    """Return how many claims more hold each term, in the order of the table."""
    more = Counter(term for claim in batch for term in set(claim.terms))
    return [(SCOPE, term, count) for term, count in sorted(more.items())]
