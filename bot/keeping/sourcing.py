"""A source is added with its drafts, and the drafts are accepted or skipped one by one. No Discord, no SQL."""

from dataclasses import dataclass, replace

from bot.ingestion.captured import Article
from bot.ingestion.drafting import keep, source_of
from bot.keeping.changing import retract
from bot.keeping.desk import Desk, Kept
from bot.keeping.entering import publish
from storage.errors import UserError
from storage.models import Act, ClaimStatus, Entry
from storage.sources import SourceEntry

ADDED, PUBLISHED, SKIPPED = "source added", "claim published", "draft skipped"


class SourceGone(UserError):
    """That source is not on record here any more."""


class DealtWith(UserError):
    """That draft has been dealt with meanwhile{0}."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that an editor added."""

    source: SourceEntry
    #: How many drafts are new, and how many of its sentences were on record already, whatever their status.
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Pile:
    """What is taken from a source: the drafts that wait, and what became of the others."""

    source: SourceEntry
    #: In the order they were made, which is best first for those of an article.
    drafts: tuple[Entry, ...]
    published: int
    skipped: int

    def at(self, draft_id: int) -> Entry | None:
        """Return a draft or, where it does not wait any more, the one behind it; the first one behind the last."""
        return next((one for one in self.drafts if one.id >= draft_id), next(iter(self.drafts), None))

    def after(self, draft_id: int) -> Entry | None:
        """Return the draft behind one that need not be there any more; the first one behind the last."""
        return self.at(draft_id + 1)

    def before(self, draft_id: int) -> Entry | None:
        """Return the draft before one that need not be there any more; the first one where there is none."""
        earlier = [one for one in self.drafts if one.id < draft_id]
        return earlier[-1] if earlier else self.at(0)


async def add(desk: Desk, article: Article, act: Act) -> Added:
    """Put an article and its drafts on record, with one line in the audit log."""
    sources = desk.storage.sources
    before = await sources.identified(source_of(article), desk.scope)
    # A line of the log for each draft would say the same thing fourteen times.
    found = await keep(article, desk.storage, desk.scope, replace(act, what=None))
    source = await sources.identified(found.source, desk.scope)
    if source is None:
        raise SourceGone
    if found.entries or before is None or before.version != source.version:
        drafts = f"{len(found.entries)} draft{'' if len(found.entries) == 1 else 's'}"
        logged = replace(act, what=ADDED, reason=f"{act.reason}; {drafts}")
        await desk.storage.servers.note_deed(source.source.name, desk.scope, logged)
    return Added(source, len(found.entries), found.known)


async def pile(desk: Desk, source_id: int) -> Pile:
    """Return what is taken from a source, as seen from the server; raises ``SourceGone``."""
    sources = desk.storage.sources
    source = await sources.by_id(source_id, desk.scope)
    if source is None:
        raise SourceGone
    entries = list(await sources.entries(source.id, desk.scope))
    if source.scope != desk.scope and (own := await sources.identified(source.source, desk.scope)):
        # What was accepted or skipped here is the server's own, and so is the source that it cites.
        entries += await sources.entries(own.id, desk.scope)
    ordered = sorted({one.id: one for one in entries}.values(), key=lambda one: one.id)
    statuses = [one.claim.status for one in ordered]
    return Pile(
        source,
        tuple(one for one in ordered if one.claim.status is ClaimStatus.DRAFT),
        statuses.count(ClaimStatus.PUBLISHED),
        statuses.count(ClaimStatus.RETRACTED),
    )


async def accept(desk: Desk, draft_id: int, act: Act) -> Kept:
    """Publish a draft unless it is held or waits; raises ``DealtWith`` when it is none any more."""
    return await publish(desk, await waiting(desk, draft_id), replace(act, what=PUBLISHED))


async def skip(desk: Desk, draft_id: int, act: Act) -> Entry:
    """Leave a draft out of the record; raises ``DealtWith`` when it is none any more."""
    return await retract(desk, await waiting(desk, draft_id), replace(act, what=SKIPPED))


async def waiting(desk: Desk, draft_id: int) -> Entry:
    """Return a draft as it stands now; raises ``DealtWith`` when it is none any more."""
    found = await desk.storage.claims.by_ids([draft_id], desk.scope)
    status = found[0].claim.status if found else None
    if status is not ClaimStatus.DRAFT:
        raise DealtWith(_BECAME.get(status, "") if status else "")
    if found[0].scope == desk.scope:
        return found[0]
    # With the captured text, by which its quote is proven here too.
    whole = await desk.storage.claims.by_key(found[0].claim.key, desk.scope)
    return whole if whole and whole.id == draft_id else found[0]


_BECAME = {ClaimStatus.PUBLISHED: ": it is published", ClaimStatus.RETRACTED: ": it was skipped or retracted"}
