"""What is kept of servers, table by table: which servers there are, and what goes with one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import LiteralString

from storage.sqlite.connection import Connection
from storage.sqlite.loading import json


def _walked(table: LiteralString) -> LiteralString:
    """Return the query for the servers in a table that has an index by them: one step for each."""
    return f"""
        WITH RECURSIVE server (id) AS (
          SELECT min(scope) FROM {table} WHERE scope > 0
           UNION ALL
          SELECT (SELECT min(scope) FROM {table} WHERE scope > server.id) FROM server WHERE server.id IS NOT NULL)
        SELECT id FROM server WHERE id IS NOT NULL
        """


#: The index's tables have no server that is not among the claims'.
KNOWN: Sequence[LiteralString] = (
    *map(_walked, ("claim", "source", "setting", "audit", "mismatch")),
    "SELECT DISTINCT scope FROM question",
    "SELECT DISTINCT scope FROM posting WHERE scope > 0",
    "SELECT DISTINCT scope FROM watcher WHERE scope > 0",
    "SELECT scope FROM departure",
)

_CLAIMS: LiteralString = "(SELECT id FROM claim WHERE scope IN (SELECT value FROM json_each(:scopes)))"

_SOURCES: LiteralString = "(SELECT id FROM source WHERE scope IN (SELECT value FROM json_each(:scopes)))"

_QUESTIONS: LiteralString = "(SELECT id FROM question WHERE scope IN (SELECT value FROM json_each(:scopes)))"


def _of_scopes(table: LiteralString) -> LiteralString:
    return f"DELETE FROM {table} WHERE scope IN (SELECT value FROM json_each(:scopes))"


#: By table, in this order: what is found by its claim goes before the claim, and last what allows the audit log to.
#: A table that is missing here, and not known to hold nothing of servers, fails a test.
PURGED = MappingProxyType[str, LiteralString](
    {
        "block": _of_scopes("block"),
        "term": _of_scopes("term"),
        "tally": _of_scopes("tally"),
        "meaning": f"DELETE FROM meaning WHERE claim_id IN {_CLAIMS}",
        "sentence": f"DELETE FROM sentence WHERE claim_id IN {_CLAIMS}",
        "sighting": f"DELETE FROM sighting WHERE claim_id IN {_CLAIMS} OR source_id IN {_SOURCES}",
        "watcher": f"{_of_scopes('watcher')} OR claim_id IN {_CLAIMS}",
        "mismatch": f"{_of_scopes('mismatch')} OR claim_id IN {_CLAIMS}",
        "posting": f"{_of_scopes('posting')} OR claim_id IN {_CLAIMS}",
        "asking": f"DELETE FROM asking WHERE question_id IN {_QUESTIONS}",
        "question": _of_scopes("question"),
        "citation": f"DELETE FROM citation WHERE claim_id IN {_CLAIMS}",
        "claim_review": f"DELETE FROM claim_review WHERE claim_id IN {_CLAIMS}",
        "claim_version": f"DELETE FROM claim_version WHERE claim_id IN {_CLAIMS}",
        "claim": _of_scopes("claim"),
        "reading": f"DELETE FROM reading WHERE source_id IN {_SOURCES}",
        "source_version": f"DELETE FROM source_version WHERE source_id IN {_SOURCES}",
        "source": _of_scopes("source"),
        "setting": _of_scopes("setting"),
        "audit": _of_scopes("audit"),
        "departure": _of_scopes("departure"),
    }
)


async def purge(connection: Connection, servers: Sequence[int]) -> None:
    """Remove all that is kept of servers, each of which has left."""
    scopes = json(servers)
    hashes = json([digest for (digest,) in await connection.rows(tuple[str], _CAPTURED, scopes=scopes)])
    for statement in PURGED.values():
        await connection.run(statement, scopes=scopes)
    for statement in UNCITED.values():
        await connection.run(statement, hashes=hashes)
    heirs = await connection.rows(tuple[str, str, int], _HEIRS, hashes=hashes)
    await connection.many("UPDATE capture SET family = ? WHERE family = ?", [(heir, gone) for gone, heir, _ in heirs])
    await connection.run(_MARKS)


_CAPTURED = f"SELECT DISTINCT sha256 FROM source_version WHERE sha256 IS NOT NULL AND source_id IN {_SOURCES}"

_UNCITED: LiteralString = """
     WHERE sha256 IN (SELECT value FROM json_each(:hashes)
                      EXCEPT
                      SELECT sha256 FROM source_version)
    """

#: Captured texts that no source has any more; another server may have captured the same.
UNCITED: Mapping[str, LiteralString] = MappingProxyType[str, LiteralString](
    {
        "sketch": f"DELETE FROM sketch {_UNCITED}",
        "capture": f"DELETE FROM capture {_UNCITED}",
    }
)

#: For each family whose first text is gone the first of those that are left.
_HEIRS = """
    SELECT family, sha256, min(rowid)
      FROM capture
     WHERE family IN (SELECT value FROM json_each(:hashes))
       AND family NOT IN (SELECT sha256 FROM capture)
     GROUP BY family
    """

# The rowids of versions that are gone come again: a mark above them would pass over new claims (see sentences.py).
_MARKS = """
    UPDATE note
       SET value = CAST(min(CAST(value AS INTEGER), (SELECT coalesce(max(rowid), 0) FROM claim_version)) AS TEXT)
     WHERE name LIKE 'sentences read: %'
    """
