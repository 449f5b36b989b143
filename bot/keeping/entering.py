"""Claims are entered, changed and published; what contradicts or repeats the record is held until an editor chooses."""

from dataclasses import replace

from bot.exchange.flat import derived_key
from bot.keeping.conflicts import conflicts
from bot.keeping.desk import Desk, Kept
from bot.keeping.entered import Entered, changed, complete
from bot.keeping.linking import linked_back
from bot.keeping.owning import own_copy
from bot.keeping.quoting import NoSource, cited
from storage.errors import UserError
from storage.models import Act, Claim, ClaimStatus, Entry, Link, LinkKind, Source

INCOMPLETE = "It is a draft: a claim is published once it has a quote and a source."
WAITING = "It waits as a draft for a second editor to publish it."
UNPROVEN = "The source's text could not be captured, so the quote is shown as unverified: {0}"


class NotYours(UserError):
    """In this server a second editor publishes what the first one wrote; this is yours."""


class Retracted(UserError):
    """The claim {0} is retracted: /claim restore brings it back."""


class NoDraft(UserError):
    """The claim {0} is no draft any more."""


class SameAgain(UserError):
    """The claim {0} says that already; nothing was changed."""


async def enter(desk: Desk, entered: Entered, act: Act) -> Kept:
    """Put a new claim on record: published when it is complete, nothing speaks against it and one editor is enough."""
    needs_source(entered)
    source, remark = await _source(desk, entered.tidy())
    text = entered.tidy().text
    blank = Claim(key=await _free_key(desk, text), text=text)
    return await _kept(desk, changed(blank, entered.tidy(), source), remark, act)


async def change(desk: Desk, entry: Entry, entered: Entered, act: Act) -> Kept:
    """Change a claim by the form; a change that is held or waits leaves the claim as it is until it is accepted."""
    if entry.claim.status is ClaimStatus.RETRACTED:
        raise Retracted(entry.claim.key)
    if entered.tidy() == Entered.of(entry.claim).tidy():
        raise SameAgain(entry.claim.key)
    if not _has_text_only(entry.claim):
        needs_source(entered)
    source, remark = await _source(desk, entered.tidy())
    return await apply(desk, entry, changed(entry.claim, entered.tidy(), source), act, remark)


async def apply(desk: Desk, entry: Entry, after: Claim, act: Act, remark: str | None = None) -> Kept:
    """Put a changed claim in the place of what an entry says, or beside it as a draft of the change."""
    if entry.claim.status is ClaimStatus.DRAFT:
        return await _kept(desk, after, remark, act, entry)
    return await _kept(
        desk, replace(after, status=ClaimStatus.PUBLISHED), remark, act, await own_copy(desk, entry, act)
    )


async def publish(desk: Desk, draft: Entry, act: Act) -> Kept:
    """Publish a draft, or the change that it is of another claim."""
    if draft.claim.status is not ClaimStatus.DRAFT:
        raise NoDraft(draft.claim.key)
    if not complete(draft.claim):
        return Kept(draft, remarks=(INCOMPLETE,))
    target = await _edited(desk, draft.claim)
    against = await conflicts(desk.checker, draft.claim, desk.scope, own=target.id if target else draft.id)
    if against:
        return Kept(draft, against)
    if await desk.needs_approval() and await writer(desk, draft) == act.by:
        raise NotYours
    if target is None:
        published = replace(draft.claim, status=ClaimStatus.PUBLISHED)
        done: list[Claim] = []
    else:
        published = _applied(draft.claim, (await own_copy(desk, target, act)).claim)
        done = [replace(draft.claim, status=ClaimStatus.RETRACTED)]
    saved = await _save(desk, [published, *done, *await linked_back(desk, published, act)], act)
    return Kept(saved[0])


async def _kept(desk: Desk, claim: Claim, remark: str | None, act: Act, standing: Entry | None = None) -> Kept:
    """Save a claim as what it may be: published, or a draft with the reason why."""
    if not complete(claim):
        return Kept(await _drafted(desk, claim, standing, act), remarks=(INCOMPLETE,))
    remarks = (UNPROVEN.format(remark),) if remark else ()
    against = await conflicts(desk.checker, claim, desk.scope, own=standing.id if standing else None)
    waits = await desk.needs_approval()
    if against or waits:
        drafted = await _drafted(desk, claim, standing, act)
        return Kept(drafted, against, (*((WAITING,) if waits and not against else ()), *remarks))
    saved = await _save(desk, [replace(claim, status=ClaimStatus.PUBLISHED)], act)
    return Kept(saved[0], remarks=remarks)


async def _drafted(desk: Desk, claim: Claim, standing: Entry | None, act: Act) -> Entry:
    """Save a claim as a draft: in its own place, or beside the published one that it changes."""
    if standing is not None and standing.claim.status is not ClaimStatus.DRAFT:
        changes = Link(LinkKind.EDITS, standing.claim.key)
        key = await _free_key(desk, claim.text)
        claim = replace(claim, key=key, links=(*_others(claim, changes.kind), changes), reviews=())
    saved = await _save(desk, [replace(claim, status=ClaimStatus.DRAFT)], act)
    return saved[0]


async def _save(desk: Desk, claims: list[Claim], act: Act) -> tuple[Entry, ...]:
    return (await desk.storage.claims.save(claims, desk.scope, act)).entries


async def _source(desk: Desk, entered: Entered) -> tuple[Source | None, str | None]:
    if entered.link:
        return await cited(desk, entered.link)
    return None, None


async def _free_key(desk: Desk, text: str) -> str:
    """Return a key that no claim seen from here has: a claim that says the same again is another entry."""
    base = derived_key(text)
    number = 1
    key = base
    while await desk.storage.claims.by_keys([key], desk.scope):
        number += 1
        key = f"{base}-{number}"
    return key


async def writer(desk: Desk, draft: Entry) -> str:
    """Return who wrote a draft, as acts name people."""
    versions = await desk.storage.claims.versions(draft.id, desk.scope)
    newest = versions[-1].claim
    # Whoever linked it to others while it was held did not write it.
    content = (newest.text, newest.wordings, newest.citations)
    by = versions[-1].act.by
    for version in reversed(versions):
        if (version.claim.text, version.claim.wordings, version.claim.citations) != content:
            break
        by = version.act.by
    return by


async def _edited(desk: Desk, draft: Claim) -> Entry | None:
    """Return the entry that a draft changes; ``None`` for a draft of its own."""
    keys = [link.key for link in draft.links if link.kind is LinkKind.EDITS]
    return await desk.storage.claims.by_key(keys[0], desk.scope) if keys else None


def _applied(draft: Claim, standing: Claim) -> Claim:
    """Return the claim as the draft changes it; how it stands to others stays, and what was settled is added."""
    links = tuple(dict.fromkeys((*standing.links, *_others(draft, LinkKind.EDITS))))
    reviews = standing.reviews if draft.text == standing.text else ()
    return replace(
        draft, key=standing.key, status=ClaimStatus.PUBLISHED, reviews=reviews, links=links, tags=standing.tags
    )


def _others(claim: Claim, kind: LinkKind) -> tuple[Link, ...]:
    return tuple(link for link in claim.links if link.kind is not kind)


def _has_text_only(claim: Claim) -> bool:
    """Tell whether a claim's quote is from a source that has no link, such as a pasted text."""
    return bool(claim.citations) and not claim.citations[0].source.url


def needs_source(entered: Entered) -> None:
    """Raise a refusal for a quote that nobody says where it is from."""
    if entered.tidy().quote and not entered.tidy().link:
        raise NoSource
