"""Writes the claims of a scope to a file: whole, or not at all."""

import os
from collections.abc import AsyncIterable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.exchange.archive import Archive
from bot.exchange.items import UnwritableFile
from bot.exchange.table import header_line, table_line
from storage.models import ClaimStatus, Entry


@dataclass(frozen=True, slots=True)
class Dumped:
    """How many claims were written."""

    written: int
    #: Drafts and retracted claims: CSV has no column for them, and importing would publish them.
    left_out: int = 0


@contextmanager
def whole_file(path: Path) -> Generator[TextIO]:
    """Open a file that takes the path's place when all is written; raises ``UnwritableFile``."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.is_dir():
            raise UnwritableFile(path, "it is a directory")
        # newline="": line ends are the format's, not the machine's.
        with part.open("w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as error:
        raise UnwritableFile(path, error.strerror or type(error).__name__) from None
    finally:
        part.unlink(missing_ok=True)


async def dump(entries: AsyncIterable[Entry], out: TextIO, ending: str) -> Dumped:
    """Write entries as the ending says: ``.csv``, or ``.jsonl``."""
    return await (_table(entries, out) if ending == ".csv" else _archive(entries, out))


async def _table(entries: AsyncIterable[Entry], out: TextIO) -> Dumped:
    out.write(header_line())
    written = left_out = 0
    async for entry in entries:
        if entry.claim.status is ClaimStatus.PUBLISHED:
            out.write(table_line(entry.claim))
            written += 1
        else:
            left_out += 1
    return Dumped(written, left_out)


async def _archive(entries: AsyncIterable[Entry], out: TextIO) -> Dumped:
    archive = Archive()
    written = 0
    async for entry in entries:
        out.writelines(archive.lines(entry.claim))
        written += 1
    return Dumped(written)
