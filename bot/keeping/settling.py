"""An editor settles how a held draft stands to a claim on record."""

from dataclasses import replace
from enum import StrEnum

from bot.keeping.desk import Desk, Kept
from bot.keeping.entering import WAITING, NoDraft, NotYours, publish
from bot.keeping.linking import linked, newest_date
from storage.models import Act, ClaimStatus, Entry, Link, LinkKind


class Choice(StrEnum):
    """What an editor says of a draft and a claim that it seems to contradict or repeat."""

    SUPERSEDES = "supersedes"
    SCOPE = "different scope"
    CONTESTED = "contested"
    OTHER = "not the same"


_KINDS = {Choice.SUPERSEDES: LinkKind.SUPERSEDES, Choice.CONTESTED: LinkKind.CONTESTED}


async def settle(desk: Desk, draft: Entry, other: Entry, choice: Choice, act: Act) -> Kept:
    """Link the draft to the other claim as chosen, and publish it unless it meets another one or has to wait."""
    now = await desk.storage.claims.by_key(draft.claim.key, desk.scope)
    if now is None or now.claim.status is not ClaimStatus.DRAFT:
        # Linked now, a claim that somebody else published meanwhile would be a draft again.
        raise NoDraft(draft.claim.key)
    kind = _KINDS.get(choice, LinkKind.DISTINCT)
    since = newest_date(draft.claim) or f"{act.at:%Y-%m-%d}"
    link = Link(kind, other.claim.key, since if kind is LinkKind.SUPERSEDES else None)
    chosen = replace(act, reason=f"{choice.value}: {other.claim.key}", what="claim settled")
    settled = await desk.storage.claims.save([linked(now.claim, link)], desk.scope, chosen)
    try:
        return await publish(desk, settled.entries[0], act)
    except NotYours:
        return Kept(settled.entries[0], remarks=(WAITING,))
