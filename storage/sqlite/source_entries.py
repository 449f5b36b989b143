"""Reads sources as they stand in the tables: one query for any number of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from storage.models import Act, Source
from storage.sources import Outcome, Reading, SourceEntry
from storage.sqlite.connection import Connection
from storage.sqlite.loading import json, scope_of
from storage.sqlite.visible import HIDDEN


class _Row(NamedTuple):
    id: int
    scope: int
    number: int
    name: str
    url: str | None
    publisher: str | None
    date_published: str | None
    note: str | None
    sha256: str | None
    family: str | None
    made_by: str
    made_at: datetime
    reason: str
    published: int
    drafts: int
    read_at: datetime | None
    outcome: Outcome | None
    detail: str | None

    @property
    def source(self) -> Source:
        told = (self.name, self.url, self.publisher, self.date_published, self.note)
        return Source(*told, sha256=self.sha256, family=self.family)

    @property
    def read(self) -> Reading | None:
        if self.read_at is None or self.outcome is None:
            return None
        return Reading(self.read_at, self.outcome, self.detail)


async def source_entries(connection: Connection, ids: Sequence[int], own: int | None) -> tuple[SourceEntry, ...]:
    """Return the sources with these ids, in their order, their claims counted as seen from a scope or their own."""
    if not ids:
        return ()
    rows = await connection.rows(_Row, _SOURCES, ids=json(ids), own=own)
    found = {row.id: _entry(row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def _entry(row: _Row) -> SourceEntry:
    return SourceEntry(
        id=row.id,
        scope=scope_of(row.scope),
        version=row.number,
        source=row.source,
        added=Act(row.made_by, row.made_at, row.reason),
        claims=row.published,
        drafts=row.drafts,
        read=row.read,
    )


#: The claims that cite a source are of its own scope: only those of everywhere may be hidden from a server.
_SOURCES = (
    """
    WITH cited AS (
         SELECT source_version.source_id AS of, claim.status, count(DISTINCT claim.id) AS claims
           FROM json_each(:ids) AS wanted
           JOIN source_version ON source_version.source_id = wanted.value
           JOIN citation ON citation.source_version_id = source_version.id
           JOIN claim ON claim.id = citation.claim_id AND claim.version = citation.version
          WHERE NOT ("""
    + HIDDEN
    + """)
          GROUP BY source_version.source_id, claim.status)
    SELECT source.id, scope, newest.number, newest.name, newest.url, newest.publisher, newest.date_published,
           newest.note, newest.sha256, family, added.made_by, added.made_at, added.reason,
           coalesce((SELECT claims FROM cited WHERE of = source.id AND status = 'published'), 0),
           coalesce((SELECT claims FROM cited WHERE of = source.id AND status = 'draft'), 0),
           reading.at, outcome, detail
      FROM json_each(:ids) AS wanted
      JOIN source ON source.id = wanted.value
      JOIN source_version AS added ON added.source_id = source.id AND added.number = 1
      JOIN source_version AS newest
        ON newest.source_id = source.id
       AND newest.number = (SELECT max(number) FROM source_version WHERE source_id = source.id)
      LEFT JOIN capture INDEXED BY capture_family ON capture.sha256 = newest.sha256
      LEFT JOIN reading ON reading.id = (SELECT max(id) FROM reading WHERE source_id = source.id)
    """
)
