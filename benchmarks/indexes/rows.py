"""A row for each term of a claim."""

import json
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.indexes.index import COUNT, SCOPE, TERMS, TOP, Index, Stored, counted


class Rows(Index):
    """Rows by the term itself, with its weight: the first index of the record (decision 4)."""

    name = "rows by term"
    schema = (
        TERMS
        + """
        CREATE TABLE IF NOT EXISTS posting (
          scope INTEGER NOT NULL,
          term TEXT NOT NULL,
          claim_id INTEGER NOT NULL,
          weight REAL NOT NULL,
          PRIMARY KEY (scope, term, claim_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TEMP TABLE staged (term TEXT NOT NULL, claim_id INTEGER NOT NULL, weight REAL NOT NULL) STRICT;
        """
    )
    budget = 20_000

    def put(self, batch: Sequence[Stored]) -> None:
        rows = sorted((SCOPE, term, number, weight) for term, number, weight in postings(batch))
        self.connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", rows)
        self.connection.executemany(COUNT, counted(batch))

    def fill(self, batches: Iterable[Sequence[Stored]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for batch in batches:
            self.connection.executemany("INSERT INTO staged VALUES (?, ?, ?)", postings(batch))
            self.claims += len(batch)
        self.connection.execute(_SORTED, (SCOPE,))
        self.connection.execute(_COUNTED, (SCOPE,))
        self.connection.execute("DELETE FROM staged")
        self.connection.execute("COMMIT")

    def ask(self, said: Iterable[str]) -> list[int]:
        weighed = self.rarest(said)
        if not weighed:
            return []
        query = json.dumps([(one.term, one.idf) for one in weighed])
        found = self.connection.execute(_SUMMED, {"weighed": query, "scope": SCOPE, "limit": TOP})
        return [number for number, _ in found]


def postings(batch: Iterable[Stored]) -> Iterator[tuple[str, int, float]]:
    """Yield each claim's terms."""
    return ((term, claim.id, weight) for claim in batch for term, weight in claim.weights().items())


_SORTED = "INSERT INTO posting SELECT ?, term, claim_id, weight FROM staged ORDER BY term, claim_id"

_COUNTED = "INSERT INTO term SELECT ?, term, count(*) FROM staged GROUP BY term"

_SUMMED = """
    SELECT posting.claim_id, sum(posting.weight * json_extract(query.value, '$[1]')) AS matched
      FROM json_each(:weighed) AS query
     CROSS JOIN posting ON posting.scope = :scope AND posting.term = json_extract(query.value, '$[0]')
     GROUP BY posting.claim_id
     ORDER BY matched DESC, posting.claim_id
     LIMIT :limit
    """
