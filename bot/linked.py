"""What links between claims make of an answer: until when one held, and what the other side says. No Discord."""

from collections.abc import Sequence
from dataclasses import dataclass

from storage.models import ClaimStatus, Entry, Link, LinkKind, Scope
from storage.protocol import ClaimStore

#: So many times a claim may have been superseded in turn, until the one that holds now.
_TURNS = 8
#: At most so many other claims are shown beside the one answered with.
_SHOWN = 3

_TOLD = frozenset({LinkKind.SUPERSEDES, LinkKind.CONTESTED})


@dataclass(frozen=True, slots=True)
class Beside:
    """A claim that belongs to an answer although it is not the one answered with."""

    entry: Entry
    #: How the claim answered with stands to it.
    kind: LinkKind
    #: ``YYYY[-MM[-DD]]``, where one of the two took the other's place.
    since: str | None = None


async def newest(claims: ClaimStore, entry: Entry, scope: Scope) -> tuple[Entry, Link | None]:
    """Return the claim that holds now in an entry's place, and the link by which the entry was superseded first."""
    first: Link | None = None
    seen = {entry.claim.key}
    for _ in range(_TURNS):
        link = next((one for one in entry.claim.links if one.kind is LinkKind.SUPERSEDED_BY), None)
        newer = await _published(claims, (link.key,), scope) if link and link.key not in seen else ()
        if link is None or not newer:
            break
        entry, first = newer[0], first or link
        seen.add(entry.claim.key)
    return entry, first


async def beside(claims: ClaimStore, entry: Entry, scope: Scope) -> tuple[Beside, ...]:
    """Return the claims that an entry has superseded, and those that contradict it on record."""
    links = {link.key: link for link in entry.claim.links if link.kind in _TOLD}
    if not links:
        return ()
    found = await _published(claims, (*links,), scope)
    told = (Beside(one, links[one.claim.key].kind, links[one.claim.key].since) for one in found)
    return tuple(told)[:_SHOWN]


async def around(claims: ClaimStore, entry: Entry, scope: Scope) -> tuple[Beside, ...]:
    """Return all claims that whoever looks at an entry is told of: the one that holds now comes first."""
    now, superseded = await newest(claims, entry, scope)
    first = (Beside(now, LinkKind.SUPERSEDED_BY, superseded.since),) if superseded else ()
    return (*first, *await beside(claims, entry, scope))


async def _published(claims: ClaimStore, keys: Sequence[str], scope: Scope) -> tuple[Entry, ...]:
    entries = await claims.by_keys(keys, scope)
    return tuple(one for one in entries if one.claim.status is ClaimStatus.PUBLISHED)
