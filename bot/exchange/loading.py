"""Takes the claims of a file on record, batch by batch, and tells what became of each."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from bot.exchange.items import Item, Numbered, Rejected
from bot.exchange.reading import NothingImported, Report, reason_of
from bot.matching.particulars import propose
from storage.errors import InvalidClaim, QuoteNotFound
from storage.models import Act, Claim, Scope, Source
from storage.protocol import ClaimStore, SourceStore
from storage.quotes import locate, nearest

_Item = TypeVar("_Item", bound=Item)

#: One transaction's worth: enough to make its cost small, few enough to hold.
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows went in, and how."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        """Add up two tallies."""
        return Loaded(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.rejected + other.rejected,
        )

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged, {self.rejected} rejected"

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return self.added + self.changed + self.unchanged + self.rejected


@dataclass(frozen=True, slots=True)
class Loading:
    """Where claims go, in whose name, and who is told of those that cannot."""

    claims: ClaimStore
    sources: SourceStore
    scope: Scope
    act: Act
    report: Report

    async def every(self, items: Iterable[Item]) -> AsyncIterator[Loaded]:
        """Save what can be saved, batch by batch, and yield the tally of each."""
        for batch in _batches(items):
            rows = [item for item in batch if isinstance(item, Numbered)]
            for item in batch:
                if not isinstance(item, Numbered):
                    self.report(item)
            rejected = sum(isinstance(item, Rejected) for item in batch)
            yield Loaded(rejected=rejected) + await self._most(await self._entered(rows))

    async def whole(self, rows: Sequence[Numbered]) -> Loaded:
        """Save all rows in one transaction; raises ``NothingImported`` when one of them cannot be taken."""
        entered = [row for batch in _batches(rows) for row in await self._entered(batch)]
        try:
            return await self._saved(entered)
        except (InvalidClaim, QuoteNotFound) as refusal:
            culprits = [row async for row in self._unfounded(rows)] or [Rejected(None, reason_of(refusal))]
        for culprit in culprits:
            self.report(culprit)
        raise NothingImported(len(culprits))

    async def _unfounded(self, rows: Sequence[Numbered]) -> AsyncIterator[Rejected]:
        """Yield the rows with a quote that does not stand in its source's text, given or on record."""
        for row in rows:
            for citation in row.claim.citations:
                text = citation.source.text or await self._captured(citation.source)
                if citation.quote and text and not locate(citation.quote, text):
                    yield Rejected(row.line, str(QuoteNotFound(nearest(citation.quote, text))))

    async def _captured(self, source: Source) -> str | None:
        known = await self.sources.by_url(source.url, self.scope) if source.url else None
        return known.text if known else None

    async def _most(self, rows: Sequence[Numbered]) -> Loaded:
        """Save the rows; where that fails halve them, so that one bad row costs a few transactions, not a thousand."""
        if not rows:
            return Loaded()
        try:
            return await self._saved(rows)
        except (InvalidClaim, QuoteNotFound) as refusal:
            if len(rows) == 1:
                self.report(Rejected(rows[0].line, reason_of(refusal)))
                return Loaded(rejected=1)
        middle = len(rows) // 2
        return await self._most(rows[:middle]) + await self._most(rows[middle:])

    async def _saved(self, rows: Sequence[Numbered]) -> Loaded:
        saved = await self.claims.save([row.claim for row in rows], self.scope, self.act)
        return Loaded(saved.added, saved.changed, saved.unchanged)

    async def _entered(self, rows: Sequence[Numbered]) -> list[Numbered]:
        """Complete the claims of rows; one look at the record for all of them."""
        keys = {row.claim.key for row in rows if not row.complete}
        recorded = {entry.claim.key: entry.claim for entry in await self.claims.own_by_keys(tuple(keys), self.scope)}
        return [
            row if row.complete else replace(row, claim=_completed(row.claim, recorded.get(row.claim.key)))
            for row in rows
        ]


def _completed(claim: Claim, recorded: Claim | None) -> Claim:
    """Add what a row has no column for: as recorded where the row says nothing else, else as proposed."""
    particulars = recorded.particulars if recorded and _same_words(claim, recorded) else None
    further = recorded.citations[1:] if recorded and claim.citations else ()
    return replace(
        claim,
        citations=claim.citations + further,
        particulars=propose(claim.text, claim.claimant) if particulars is None else particulars,
    )


def _same_words(claim: Claim, recorded: Claim) -> bool:
    return (claim.text, claim.claimant) == (recorded.text, recorded.claimant)


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
