"""Keeps when each quote was last seen in its source's page, and since when it has been missing there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from storage.models import ClaimStatus, Entry
from storage.quotes import locate
from storage.sources import Sighting
from storage.sqlite.connection import Connection, Value
from storage.sqlite.loading import load
from storage.sqlite.visible import HIDDEN


class _Row(NamedTuple):
    """A quote that an entry, in the version shown, takes from a source."""

    claim_id: int
    version: int
    quote: str
    last_seen: datetime | None
    missing_since: datetime | None


@dataclass(frozen=True, slots=True)
class _Looked:
    """A quote that was looked up."""

    row: _Row
    there: bool

    @property
    def newly_missing(self) -> bool:
        return not self.there and self.row.missing_since is None

    def kept(self, source_id: int, at: datetime) -> tuple[Value, ...]:
        seen = at if self.there else self.row.last_seen
        missing = None if self.there else self.row.missing_since or at
        return (self.row.claim_id, source_id, self.row.quote, _written(seen), _written(missing))


async def sightings(connection: Connection, source_id: int, own: int) -> tuple[Sighting, ...]:
    """Return the quotes taken from a source, of the entries seen from the scope ``own``, in the entries' order."""
    rows = await connection.rows(_Row, _TAKEN, source_id=source_id, own=own)
    found = await _entries(connection, rows)
    return tuple(Sighting(found[row.claim_id], row.quote, row.last_seen, row.missing_since) for row in rows)


async def look_up(connection: Connection, source_id: int, at: datetime, text: str) -> tuple[Entry, ...]:
    """Look every quote taken from a source up in a text; return the entries whose quote is missing since now.

    A retracted entry's quote is looked up too, since it may be restored, but nobody needs to hear of it.
    """
    rows = await connection.rows(_Row, _TAKEN, source_id=source_id, own=None)
    looked = [_Looked(row, locate(row.quote, text) is not None) for row in rows]
    await connection.many(_KEEP, [one.kept(source_id, at) for one in looked])
    missing = await _entries(connection, [one.row for one in looked if one.newly_missing])
    return tuple(entry for entry in missing.values() if entry.claim.status is not ClaimStatus.RETRACTED)


async def _entries(connection: Connection, rows: Sequence[_Row]) -> dict[int, Entry]:
    states = dict.fromkeys((row.claim_id, row.version) for row in rows)
    return {stored.entry.id: stored.entry for stored in (await load(connection, [*states])).values()}


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


#: Without ``own`` nothing is hidden.
_TAKEN = (
    """
    SELECT claim.id, claim.version, citation.quote, last_seen, missing_since
      FROM source_version
      JOIN citation ON citation.source_version_id = source_version.id
      JOIN claim ON claim.id = citation.claim_id AND claim.version = citation.version
      LEFT JOIN sighting ON sighting.claim_id = claim.id
                        AND sighting.source_id = source_version.source_id
                        AND sighting.quote = citation.quote
     WHERE source_version.source_id = :source_id AND citation.quote IS NOT NULL
       AND (:own IS NULL OR +claim.scope IN (0, :own))
       AND NOT ("""
    + HIDDEN
    + """)
     GROUP BY claim.id, citation.quote
     ORDER BY claim.id, min(citation.position)
    """
)

_KEEP = """
    INSERT INTO sighting (claim_id, source_id, quote, last_seen, missing_since)
    VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, missing_since = excluded.missing_since
    """
