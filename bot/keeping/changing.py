"""Reviews, retraction, and going back to an earlier version."""

from dataclasses import replace

from bot.keeping.desk import Desk, Kept
from bot.keeping.entering import SameAgain, apply
from bot.keeping.owning import own_copy
from storage.errors import UserError
from storage.models import Act, ClaimReview, ClaimStatus, Entry, Rating, Version


class NoVersion(UserError):
    """The claim {0} has no version {1}: it has versions 1 to {2}."""


class AlreadyRetracted(UserError):
    """The claim {0} is retracted already."""


async def rate(desk: Desk, entry: Entry, review: ClaimReview, act: Act) -> Entry:
    """Add a review, which becomes the claim's rating; ``reported`` withdraws the one before."""
    own = await own_copy(desk, entry, act)
    if review == (own.claim.reviews[0] if own.claim.reviews else ClaimReview(Rating.REPORTED)):
        raise SameAgain(own.claim.key)
    saved = await desk.storage.claims.save([replace(own.claim, reviews=(review, *own.claim.reviews))], desk.scope, act)
    return saved.entries[0]


async def retract(desk: Desk, entry: Entry, act: Act) -> Entry:
    """Take a claim out of what is answered with; it stays on record, with the reason."""
    if entry.claim.status is ClaimStatus.RETRACTED:
        raise AlreadyRetracted(entry.claim.key)
    own = await own_copy(desk, entry, act)
    saved = await desk.storage.claims.save([replace(own.claim, status=ClaimStatus.RETRACTED)], desk.scope, act)
    return saved.entries[0]


async def restore(desk: Desk, entry: Entry, number: int, act: Act) -> Kept:
    """Bring back what a version said, with its rating then; how the claim stands to others now stays."""
    versions = await desk.storage.claims.versions(entry.id, desk.scope)
    wanted = next((one for one in versions if one.number == number), None)
    if wanted is None:
        raise NoVersion(entry.claim.key, number, len(versions))
    after = replace(wanted.claim, links=entry.claim.links, reviews=_rated(wanted, entry), status=_status(wanted))
    if after == entry.claim:
        raise SameAgain(entry.claim.key)
    return await apply(desk, entry, after, act)


def _rated(wanted: Version, entry: Entry) -> tuple[ClaimReview, ...]:
    """Return the reviews of then, or the withdrawal of what was said since."""
    if wanted.claim.reviews or not entry.claim.reviews:
        return wanted.claim.reviews
    return (ClaimReview(Rating.REPORTED),)


def _status(wanted: Version) -> ClaimStatus:
    # Whoever brings a retracted claim back wants it answered with again.
    return ClaimStatus.DRAFT if wanted.claim.status is ClaimStatus.DRAFT else ClaimStatus.PUBLISHED
