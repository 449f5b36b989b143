"""A row for each term of a claim, by the term's number."""

import json
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.indexes.index import SCOPE, TOP, Index, Stored, counted
from benchmarks.indexes.rows import postings


class NumberedRows(Index):
    """Rows of integers only; the term's number is looked up with its count."""

    name = "rows by number"
    schema = """
        CREATE TABLE IF NOT EXISTS term (
          id INTEGER PRIMARY KEY,
          scope INTEGER NOT NULL,
          term TEXT NOT NULL,
          df INTEGER NOT NULL,
          UNIQUE (scope, term)
        ) STRICT;
        CREATE TABLE IF NOT EXISTS posting (
          scope INTEGER NOT NULL,
          term_id INTEGER NOT NULL,
          claim_id INTEGER NOT NULL,
          impact INTEGER NOT NULL,
          PRIMARY KEY (scope, term_id, claim_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TEMP TABLE staged (term TEXT NOT NULL, claim_id INTEGER NOT NULL, impact INTEGER NOT NULL) STRICT;
        """
    budget = 20_000

    def put(self, batch: Sequence[Stored]) -> None:
        self.connection.executemany(_COUNT, counted(batch))
        numbers = self._numbers({term for claim in batch for term in claim.terms})
        rows = sorted((SCOPE, numbers[term], claim, round(255 * weight)) for term, claim, weight in postings(batch))
        self.connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", rows)

    def fill(self, batches: Iterable[Sequence[Stored]]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        for batch in batches:
            rows = ((term, claim, round(255 * weight)) for term, claim, weight in postings(batch))
            self.connection.executemany("INSERT INTO staged VALUES (?, ?, ?)", rows)
            self.claims += len(batch)
        self.connection.execute(_COUNTED, (SCOPE,))
        self.connection.execute(_SORTED)
        self.connection.execute("DELETE FROM staged")
        self.connection.execute("COMMIT")

    def ask(self, said: Iterable[str]) -> list[int]:
        weighed = self.rarest(said)
        if not weighed:
            return []
        numbers = self._numbers(one.term for one in weighed)
        values = [value for one in weighed for value in (numbers[one.term], one.idf)]
        query = _SUMMED.format(", ".join(["(?, ?)"] * len(weighed)))
        return [number for number, _ in self.connection.execute(query, (*values, SCOPE, TOP))]

    def _numbers(self, terms: Iterable[str]) -> Mapping[str, int]:
        return dict(self.connection.execute(_NUMBERS, (SCOPE, json.dumps(list(terms)))))


_COUNT = (
    "INSERT INTO term (scope, term, df) VALUES (?, ?, ?) ON CONFLICT (scope, term) DO UPDATE SET df = df + excluded.df"
)

_NUMBERS = "SELECT term, id FROM term WHERE scope = ? AND term IN (SELECT value FROM json_each(?))"

_COUNTED = "INSERT INTO term (scope, term, df) SELECT ?, term, count(*) FROM staged GROUP BY term"

_SORTED = """
    INSERT INTO posting
    SELECT term.scope, term.id, staged.claim_id, staged.impact
      FROM staged
      JOIN term ON term.term = staged.term
     ORDER BY term.id, staged.claim_id
    """

_SUMMED = """
      WITH query (term_id, idf) AS (VALUES {})
    SELECT posting.claim_id, sum(posting.impact * query.idf) AS matched
      FROM query
     CROSS JOIN posting ON posting.scope = ? AND posting.term_id = query.term_id
     GROUP BY posting.claim_id
     ORDER BY matched DESC, posting.claim_id
     LIMIT ?
    """
