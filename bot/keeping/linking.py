"""Links between claims: each stands on both of them once the newer one is published."""

from dataclasses import replace
from types import MappingProxyType

from bot.keeping.desk import Desk
from bot.keeping.owning import own_copy
from storage.models import Act, Claim, Link, LinkKind

#: What the other claim is to this one.
_BACK = MappingProxyType({LinkKind.SUPERSEDES: LinkKind.SUPERSEDED_BY, LinkKind.CONTESTED: LinkKind.CONTESTED})


def linked(claim: Claim, link: Link) -> Claim:
    """Return a claim with the link; another link to the same claim gives way, unless it says that this is its edit."""
    kept = (one for one in claim.links if one.key != link.key or one.kind is LinkKind.EDITS)
    return replace(claim, links=(*kept, link))


def newest_date(claim: Claim) -> str | None:
    """Return the latest date of a claim's sources, from when it can be taken to hold."""
    dates = (citation.source.date_published for citation in claim.citations)
    return max((date for date in dates if date), default=None)


async def linked_back(desk: Desk, claim: Claim, act: Act) -> list[Claim]:
    """Return the claims that a claim is linked to, each linked back; those that are already are left out."""
    found: list[Claim] = []
    for link in (link for link in claim.links if link.kind in _BACK):
        back = Link(_BACK[link.kind], claim.key, link.since)
        others = [
            one for one in await desk.storage.claims.by_keys([link.key], desk.scope) if back not in one.claim.links
        ]
        found += [linked((await own_copy(desk, other, act)).claim, back) for other in others]
    return found
