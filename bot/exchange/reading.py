"""Reads a file of claims by its ending, and refuses rows that no store would take."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.exchange.archive import read_archive
from bot.exchange.items import Item, Numbered, Rejected, Remark, checked_ending
from bot.exchange.table import read_table
from bot.progress import progress
from storage.errors import InvalidClaim, QuoteNotFound, UserError
from storage.limits import check_claim

#: To draw more often would take as long as the reading.
_SHOWN = 1_000

Report = Callable[[Rejected | Remark], None]


class NothingImported(UserError):
    """Nothing was imported: {0} of the rows cannot be taken, and --strict was given."""


def reason_of(refusal: InvalidClaim | QuoteNotFound) -> str:
    """Say why a row is rejected, without saying again that it is."""
    return str(refusal.args[0]) if isinstance(refusal, InvalidClaim) else str(refusal)


def read(path: Path) -> Iterator[Item]:
    """Yield the claims of a file by its ending; raises ``UnreadableFile`` or ``UnknownFormat``."""
    for item in read_table(path) if checked_ending(path) == ".csv" else read_archive(path):
        yield _checked(item) if isinstance(item, Numbered) else item


def _checked(row: Numbered) -> Item:
    try:
        check_claim(row.claim)
    except InvalidClaim as refusal:
        return Rejected(row.line, reason_of(refusal))
    return row


def survey(path: Path) -> int:
    """Count a file's rows, so that one that cannot be read to its end is refused before anything is written."""
    rows = 0
    with progress("Reading", None) as advance:
        for rows, _ in enumerate((item for item in read(path) if not isinstance(item, Remark)), 1):
            if rows % _SHOWN == 0:
                advance(_SHOWN)
    return rows


def flawless(path: Path, report: Report) -> tuple[Numbered, ...]:
    """Return all claims of a file; raises ``NothingImported`` when a row of it is rejected."""
    items = tuple(read(path))
    for item in items:
        if not isinstance(item, Numbered):
            report(item)
    if rejected := sum(isinstance(item, Rejected) for item in items):
        raise NothingImported(rejected)
    return tuple(item for item in items if isinstance(item, Numbered))
