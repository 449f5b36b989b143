"""Recognises copies among captured texts, so that a text that ten papers print counts as one source.

A text's family is the first text on record that it is a copy of. The lowest marks of its sketch are kept, and lead
to the texts it may be a copy of; their sketches are made again from the texts.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import json
from storage.syndication import same_text, sketch

#: Marks kept of a text: copies that share two fifths of their runs share ten of them, and all 128 would take twice
#: the room of the text itself.
_MARKS = 24
#: A copy shares more of the marks than one in so many.
_SHARED = 8
#: How many texts a text is compared with, those first that share most of its marks.
_COMPARED = 8
#: Texts that are compared in one transaction when the record is completed.
_PAGE = 20


class _Kin(NamedTuple):
    """What was found out about a text."""

    sha256: str
    family: str
    marks: tuple[int, ...]


async def capture(connection: Connection, captured: Mapping[str, str]) -> Mapping[str, str]:
    """Keep the texts, given by their hash, that are not on record yet; return the families of all."""
    hashes = json(list(captured))
    related = dict(await connection.rows(tuple[str, str], _FAMILIES, hashes=hashes)) if captured else {}
    kin = await _compared(connection, {one: text for one, text in captured.items() if one not in related})
    await connection.many(_CAPTURE, [(one.sha256, captured[one.sha256], one.family) for one in kin])
    await _keep_marks(connection, kin)
    return related | {one.sha256: one.family for one in kin}


async def refresh(database: Database) -> None:
    """Find the families of texts that were captured before there were any."""
    async with database.reading() as connection:
        if not await connection.rows(tuple[str, str], _UNREAD, limit=1):
            return  # Without the lock: a reader opens beside a long write.
    while await _refreshed(database):
        pass


async def _refreshed(database: Database) -> bool:
    async with database.writing() as connection:
        page = dict(await connection.rows(tuple[str, str], _UNREAD, limit=_PAGE))
        kin = await _compared(connection, page)
        await connection.many(_JOIN, [(one.family, one.sha256) for one in kin])
        await _keep_marks(connection, kin)
    return bool(page)


async def _keep_marks(connection: Connection, kin: list[_Kin]) -> None:
    # In order: a thousand random places in the table would each be a page to read and write.
    marks = sorted((mark, one.sha256) for one in kin for mark in one.marks)
    await connection.many("INSERT INTO sketch (mark, sha256) VALUES (?, ?) ON CONFLICT DO NOTHING", marks)


async def _compared(connection: Connection, texts: Mapping[str, str]) -> list[_Kin]:
    """Find the family of each text: in their order, since one of them may be a copy of one before it."""
    if not texts:
        return []
    # In a thread: a thousand articles take a second.
    sketches = await asyncio.to_thread(lambda: {one: sketch(text) for one, text in texts.items()})
    lowest = {one: _lowest(marks) for one, marks in sketches.items()}
    known = _Known(connection, sketches)
    await known.look_up([mark for marks in lowest.values() for mark in marks])
    return [await known.join(one, marks) for one, marks in lowest.items()]


def _lowest(marks: frozenset[int]) -> tuple[int, ...]:
    return tuple(sorted(marks)[:_MARKS])


@dataclass(frozen=True, slots=True)
class _Known:
    """The texts that new ones may be copies of: those on record that share a mark with them, and those before them."""

    connection: Connection
    #: Sketches by hash; those of texts on record are made when they are asked for.
    sketches: dict[str, frozenset[int]]
    by_mark: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    families: dict[str, str] = field(default_factory=dict[str, str])

    async def look_up(self, marks: list[int]) -> None:
        """Fetch the texts on record that have one of the marks."""
        rows = await self.connection.rows(tuple[int, str, str], _SHARING, marks=json(sorted(set(marks))))
        for mark, one, family in rows:
            self.by_mark[mark].append(one)
            self.families[one] = family

    async def join(self, sha256: str, marks: tuple[int, ...]) -> _Kin:
        """Find a text's family, and count it among the known ones."""
        family = await self._family(sha256, marks)
        self.families[sha256] = family
        for mark in marks:
            self.by_mark[mark].append(sha256)
        return _Kin(sha256, family, marks)

    async def _family(self, sha256: str, marks: tuple[int, ...]) -> str:
        for other in self._likely(sha256, marks):
            if same_text(self.sketches[sha256], await self._sketch(other)):
                return self.families[other]
        return sha256

    def _likely(self, sha256: str, marks: tuple[int, ...]) -> Iterator[str]:
        shared = Counter(other for mark in marks for other in self.by_mark.get(mark, ()) if other != sha256)
        for other, count in shared.most_common(_COMPARED):
            if count * _SHARED > len(marks):
                yield other

    async def _sketch(self, sha256: str) -> frozenset[int]:
        if sha256 not in self.sketches:
            (text,) = await self.connection.row(tuple[str], _TEXT, sha256=sha256) or ("",)
            self.sketches[sha256] = await asyncio.to_thread(sketch, text)
        return self.sketches[sha256]


_FAMILIES = """
    SELECT sha256, coalesce(family, sha256)
      FROM capture INDEXED BY capture_family
     WHERE sha256 IN (SELECT value FROM json_each(:hashes))
    """

_UNREAD = """
    SELECT sha256, text
      FROM capture
     WHERE family IS NULL
     ORDER BY rowid
     LIMIT :limit
    """

# Fifty texts for a mark: whole families share theirs, and so do the pages of a paper that all end with the same lines.
_SHARING = """
    SELECT mark, sketch.sha256, coalesce(family, sketch.sha256)
      FROM json_each(:marks) AS wanted
      JOIN sketch ON mark = wanted.value
                 AND sketch.sha256 IN (SELECT sha256 FROM sketch AS first WHERE first.mark = wanted.value LIMIT 50)
      JOIN capture INDEXED BY capture_family ON capture.sha256 = sketch.sha256
    """

_TEXT = "SELECT text FROM capture WHERE sha256 = :sha256"

_CAPTURE = "INSERT INTO capture (sha256, text, family) VALUES (?, ?, ?)"

_JOIN = "UPDATE capture SET family = ? WHERE sha256 = ?"
