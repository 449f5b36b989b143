"""Full-text search that comes with SQLite."""

from collections.abc import Iterable, Sequence

from benchmarks.indexes.index import COUNT, TERMS, TOP, Index, Stored, counted


class FullText(Index):
    """FTS5 over the terms joined by spaces; it knows no scopes, which would only make it slower."""

    name = "FTS5"
    schema = (
        TERMS + "CREATE VIRTUAL TABLE IF NOT EXISTS claim_terms USING fts5(terms, content='', tokenize='unicode61');"
    )
    budget = 20_000

    def put(self, batch: Sequence[Stored]) -> None:
        rows = [(claim.id, " ".join(claim.terms)) for claim in batch]
        self.connection.executemany("INSERT INTO claim_terms (rowid, terms) VALUES (?, ?)", rows)
        self.connection.executemany(COUNT, counted(batch))

    def ask(self, said: Iterable[str]) -> list[int]:
        weighed = self.rarest(said)
        if not weighed:
            return []
        query = " OR ".join(f'"{one.term}"' for one in weighed)
        return [number for (number,) in self.connection.execute(_MATCHING, (query, TOP))]


_MATCHING = "SELECT rowid FROM claim_terms WHERE claim_terms MATCH ? ORDER BY rank LIMIT ?"
