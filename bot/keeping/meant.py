"""Which claim somebody means by a key, or by words. No Discord, no SQL."""

from collections.abc import Sequence

from storage.models import Candidate, ClaimStatus, Entry, Scope
from storage.protocol import ClaimStore

#: At most so many claims are offered where it is not clear.
OFFERED = 5
#: A ranked claim is clearly meant when its score is so much better than the next one's.
_CLEARLY = 1.5
#: … and a single find when it has at least this much of what was typed.
_PLAINLY = 0.6


async def meant(claims: ClaimStore, written: str, scope: Scope) -> tuple[Entry, ...]:
    """Return the claim that is meant by a key or by words; several when it is not clear, none when nothing fits."""
    by_key = await claims.by_key(written.strip(), scope) or await claims.by_key(written.strip().lower(), scope)
    if by_key and by_key.claim.status is ClaimStatus.PUBLISHED:
        return (by_key,)
    ranked = await claims.candidates(written, scope, OFFERED)
    found = await claims.search(written, scope, limit=OFFERED)
    if found:
        first, *others = found
        if others or first.claim.key.startswith(written.strip()) or _is_clear(ranked, first):
            return found
        # One claim that happens to have a word of it is hardly what is meant: the ranked ones are offered too.
        return (first, *(one.entry for one in ranked if one.entry.id != first.id))[:OFFERED]
    if len(ranked) > 1 and ranked[0].score >= _CLEARLY * ranked[1].score:
        ranked = ranked[:1]
    return tuple(candidate.entry for candidate in ranked)


def _is_clear(ranked: Sequence[Candidate], entry: Entry) -> bool:
    """Tell whether the index thinks, too, that a claim is meant."""
    return bool(ranked) and ranked[0].entry.id == entry.id and ranked[0].score >= _PLAINLY
