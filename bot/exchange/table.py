"""CSV: one claim a row, as spreadsheets read and write it."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.exchange.flat import COLUMNS, BadRow, Sources, claim_of, row_of
from bot.exchange.items import Item, Numbered, Rejected, Remark, UnreadableFile
from storage.models import Claim

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

#: Characters of a cell that are read at all, so that memory stays bounded.
_LONGEST_CELL = 16 * 1024 * 1024

#: What spreadsheets take for a formula; further apostrophes are ours to count, so that none is lost.
_FORMULA = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def read_table(path: Path) -> Iterator[Item]:
    """Yield the claims of a CSV file; raises ``UnreadableFile`` when it is none."""
    try:
        # newline="": the csv module reads line ends itself, those inside cells among them.
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from _rows(lines, path)
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"it is not text in UTF-8 ({error.reason})") from None
    except OSError as error:
        raise UnreadableFile(path, error.strerror or type(error).__name__) from None


def _rows(lines: TextIO, path: Path) -> Iterator[Item]:
    # A cell that is far too long is one bad row, not a bad file.
    csv.field_size_limit(_LONGEST_CELL)
    # strict: a quotation mark that is never closed would swallow the rest of the file.
    reader = csv.reader(lines, strict=True)
    try:
        yield from _items(reader, path)
    except csv.Error as error:
        raise UnreadableFile(path, f"line {reader.line_num}: {error}") from None


def _items(reader: "CsvReader", path: Path) -> Iterator[Item]:
    header = _header(next(reader, list[str]()), path)
    if unknown := [column for column in header if column and column not in COLUMNS]:
        yield Remark(f"Columns that are not known are left out: {', '.join(unknown)}.")
    sources = Sources()
    start = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _item(header, cells, start, sources)
        start = reader.line_num + 1


def _header(cells: list[str], path: Path) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if not any(header):
        raise UnreadableFile(path, "it is empty")
    if "text" not in header:
        hint = "" if len(header) > 1 else "; cells are separated by commas"
        raise UnreadableFile(path, f"it has no column named text{hint}")
    twice = sorted({column for column in header if column in COLUMNS and header.count(column) > 1})
    if twice:
        raise UnreadableFile(path, f"it has the column {twice[0]} twice")
    return header


def _item(header: list[str], cells: list[str], line: int, sources: Sources) -> Item:
    if any(cell.strip() for cell in cells[len(header) :]):
        return Rejected(line, f"it has {len(cells)} cells, and the header names {len(header)}")
    row = {column: _unguarded(cell.strip()) for column, cell in zip(header, cells, strict=False)}
    try:
        return Numbered(line, claim_of(row, sources))
    except BadRow as reason:
        return Rejected(line, str(reason))


def header_line() -> str:
    """Return the header of an exported table."""
    return _line(COLUMNS)


def table_line(claim: Claim) -> str:
    """Return a claim as a row of CSV, its line end included."""
    return _line(tuple(_guarded(cell) for cell in row_of(claim).values()))


def _line(cells: tuple[str, ...]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
