"""Reads the links of sources again, and looks every quote taken from them up in what they say now."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

from bot.config import Address
from bot.ingestion.captured import Article, capture
from bot.ingestion.fetching import NotThere, fetch
from storage.errors import UserError
from storage.models import ClaimStatus, Scope
from storage.quotes import plain
from storage.sources import Outcome, Reading, Sighting, SourceEntry, SourceStore

#: Seconds from one request to the next to the same host.
PAUSE = 1.0
#: Hosts that are asked at the same time.
_HOSTS = 4


class Readable(Protocol):
    """What a link leads to, read."""

    @property
    def text(self) -> str:
        """What quotes are looked up in."""
        ...


ReadLink = Callable[[str], Awaitable[Readable]]


def link_reader(allow: Sequence[Address]) -> ReadLink:
    """Return what fetches and reads the article behind a link; hosts and ports in ``allow`` may be private."""

    async def read(url: str) -> Article:
        return await capture(await fetch(url, allow))

    return read


@dataclass(frozen=True, slots=True)
class Missing:
    """A quote that does not stand in its source's page any more."""

    source: SourceEntry
    sighting: Sighting
    #: Whether this reading was the first to miss it.
    new: bool

    def __str__(self) -> str:
        seen = self.sighting.last_seen
        added = self.source.added.at
        when = f"last seen {seen:%Y-%m-%d}" if seen else f"not seen since the source was added on {added:%Y-%m-%d}"
        source = self.source.source
        return f"{self.sighting.entry.claim.key}: “{self.sighting.quote}” ({source.name}, {source.url}; {when})"


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading links again."""

    same: int
    changed: int
    #: Why each of the others could not be read, in a sentence.
    unreadable: tuple[str, ...]
    #: Of drafts and published claims, whether or not they were missing before.
    missing: tuple[Missing, ...]

    @property
    def read(self) -> int:
        """How many links were tried."""
        return self.same + self.changed + len(self.unreadable)

    def __str__(self) -> str:
        links = f"{self.read} link{'s' * (self.read != 1)} read again"
        outcomes = f"{self.same} as before, {self.changed} changed, {len(self.unreadable)} not readable"
        lost = len(self.missing)
        end = ":" if lost else "."
        return f"{links}: {outcomes}. {lost} {'quote is' if lost == 1 else 'quotes are'} missing{end}"


async def reread(
    sources: SourceStore, read_link: ReadLink, *, scope: Scope | None, at: datetime, report: Callable[[int], None]
) -> Reread:
    """Read the links of a scope's sources (``None``: of all) again, and keep what was found; claims stay as they are.

    A link that cannot be read stops no other. A page that is gone for good loses its quotes; one that only failed to
    answer keeps them until it is read the next time.
    """
    rereading = _Rereading(sources, read_link, at, report)
    hosts = iter((await _by_host(sources.linked(scope))).values())
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(_HOSTS):
                group.create_task(rereading.hosts(hosts))
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None  # Of the storage: a link that fails is an outcome.
    return rereading.result()


@dataclass(frozen=True, slots=True)
class Again:
    """What came of reading one link again."""

    reading: Reading
    #: Of drafts and published claims, whether or not they were missing before.
    missing: tuple[Missing, ...]


async def read_source(
    sources: SourceStore, read_link: ReadLink, entry: SourceEntry, *, url: str, at: datetime
) -> Again:
    """Read the link of one source again, and keep what was found."""
    reading, text = await _found(sources, read_link, entry, url=url, at=at)
    new = {one.id for one in await sources.read_again(entry.id, reading, text)}
    sightings = await sources.sightings(entry.id, entry.scope)
    missing = (one for one in sightings if one.missing_since and one.entry.claim.status is not ClaimStatus.RETRACTED)
    return Again(reading, tuple(Missing(entry, one, one.entry.id in new) for one in missing))


async def _found(
    sources: SourceStore, read_link: ReadLink, entry: SourceEntry, *, url: str, at: datetime
) -> tuple[Reading, str | None]:
    try:
        text = (await read_link(url)).text
    except NotThere as refusal:
        return Reading(at, Outcome.GONE, str(refusal)), ""
    except (UserError, OSError) as refusal:
        return Reading(at, Outcome.GONE, str(refusal)), None
    captured = await sources.by_id(entry.id, entry.scope)
    before = captured.source.text if captured else None
    # White space and quotation marks differ with the reader, not with the page.
    same = before is not None and plain(text) == plain(before)
    return Reading(at, Outcome.SAME if same else Outcome.CHANGED), text


async def _by_host(entries: AsyncIterable[SourceEntry]) -> dict[str, list[tuple[SourceEntry, str]]]:
    links: defaultdict[str, list[tuple[SourceEntry, str]]] = defaultdict(list)
    async for entry in entries:
        if url := entry.source.url:
            links[_host(url)].append((entry, url))
    return links


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url  # Which is refused when it comes to its turn.


@dataclass(frozen=True, slots=True)
class _Rereading:
    """A round of reading, and what it has found so far."""

    sources: SourceStore
    read_link: ReadLink
    at: datetime
    report: Callable[[int], None]
    readings: dict[int, Reading] = field(default_factory=dict[int, Reading])
    missing: list[Missing] = field(default_factory=list[Missing])

    async def hosts(self, hosts: Iterable[Sequence[tuple[SourceEntry, str]]]) -> None:
        """Read the links of one host after the other, as long as there are hosts that nobody else has taken."""
        for links in hosts:
            free_at = 0.0
            for entry, url in links:
                await asyncio.sleep(free_at - monotonic())
                free_at = monotonic() + PAUSE
                await self._read(entry, url)
                self.report(1)

    async def _read(self, entry: SourceEntry, url: str) -> None:
        again = await read_source(self.sources, self.read_link, entry, url=url, at=self.at)
        self.readings[entry.id] = again.reading
        self.missing.extend(again.missing)

    def result(self) -> Reread:
        """Sum up, in the order of the sources."""
        readings = [self.readings[number] for number in sorted(self.readings)]
        outcomes = [one.outcome for one in readings]
        return Reread(
            same=outcomes.count(Outcome.SAME),
            changed=outcomes.count(Outcome.CHANGED),
            unreadable=tuple(one.detail or "" for one in readings if one.outcome is Outcome.GONE),
            missing=tuple(sorted(self.missing, key=lambda one: (one.source.id, one.sighting.entry.id))),
        )
