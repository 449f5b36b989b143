"""What sentence models made of claims: kept beside the record, made again from it at any time."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from storage.protocol import Unread, UnreadClaim
from storage.sqlite.connection import Connection
from storage.sqlite.loading import json


class _Row(NamedTuple):
    place: int
    claim_id: int
    version: int
    text: str
    wordings: str

    def claim(self) -> UnreadClaim:
        wordings = msgspec.json.decode(self.wordings, type=tuple[str, ...])
        return UnreadClaim(self.claim_id, self.version, self.text, wordings)


async def sentences(connection: Connection, model: str, ids: Sequence[int]) -> Mapping[int, bytes]:
    """Return what a model made of the current words of those of the claims that it has read."""
    return dict(await connection.rows(tuple[int, bytes], SENTENCES, model=model, ids=json(ids)))


async def unread(connection: Connection, model: str, limit: int) -> Unread:
    """Return the next claims a model has yet to read; when there are none, no more than the newest version is read."""
    (last,) = await connection.row(tuple[int], _NEWEST) or (0,)
    (mark,) = await connection.row(tuple[int], _READ_THROUGH, name=_note(model)) or (0,)
    # A mark beyond the record was set in another: all is looked through once more.
    after = mark if mark <= last else 0
    found = await connection.rows(_Row, UNREAD, model=model, after=after, limit=limit)
    through = found[-1].place if len(found) == limit else last
    return Unread(tuple(row.claim() for row in found), after, through, last)


async def keep(connection: Connection, model: str, page: Unread, vectors: Sequence[bytes]) -> None:
    """Keep what a model made of the claims of a page, and that it need not look through these versions again."""
    rows = [(model, one.entry_id, one.version, vector) for one, vector in zip(page.claims, vectors, strict=True)]
    await connection.many(_KEEP, rows)
    await connection.run(_MARK, name=_note(model), through=str(page.through), after=page.after)


def _note(model: str) -> str:
    return f"sentences read: {model}"


# A version with the words that were read needs no other vector: where only particulars were corrected, for one.
_SAME_WORDS = """(sentence.version = claim.version OR (
      SELECT was.text = now.text AND was.wordings = now.wordings
        FROM claim_version AS was, claim_version AS now
       WHERE was.claim_id = claim.id AND was.number = sentence.version
         AND now.claim_id = claim.id AND now.number = claim.version))"""

SENTENCES = (
    """
    SELECT claim.id, sentence.vector
      FROM json_each(:ids) AS found
     CROSS JOIN claim ON claim.id = found.value
     CROSS JOIN sentence ON sentence.model = :model AND sentence.claim_id = claim.id
     WHERE """
    + _SAME_WORDS
)

_NEWEST = "SELECT coalesce(max(rowid), 0) FROM claim_version"

_READ_THROUGH = "SELECT CAST(value AS INTEGER) FROM note WHERE name = :name"

# Versions are only ever added, so their rowids tell the order of all changes: what comes after the mark is new.
UNREAD = (
    """
    SELECT claim_version.rowid, claim.id, claim.version, claim_version.text, claim_version.wordings
      FROM claim_version
     CROSS JOIN claim ON claim.id = claim_version.claim_id AND claim.version = claim_version.number
     WHERE claim_version.rowid > :after
       AND claim.status = 'published'
       AND NOT EXISTS (SELECT 1 FROM sentence WHERE sentence.model = :model AND sentence.claim_id = claim.id AND """
    + _SAME_WORDS
    + """)
     ORDER BY claim_version.rowid
     LIMIT :limit
    """
)

# Of two who read the same claim, the one who read its newer version stays.
_KEEP = """
    INSERT INTO sentence (model, claim_id, version, vector)
    VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET version = excluded.version, vector = excluded.vector
     WHERE excluded.version >= version
    """

# Another program may have come further meanwhile; one that began beyond the mark of this record has not.
_MARK = """
    INSERT INTO note (name, value)
    VALUES (:name, :through)
        ON CONFLICT DO UPDATE SET value = excluded.value
     WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER) OR :after = 0
    """
