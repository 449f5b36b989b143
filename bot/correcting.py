"""A claim's particulars as an editor sees and corrects them: the text shown, and the new version. No SQL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.matching.facts import facts
from bot.matching.particulars import propose
from bot.particulars import render
from storage.errors import UnknownClaim, UserError
from storage.models import Act, Alias, Claim, Entry, Particular, Scope, Speaker, Version
from storage.protocol import ClaimStore


class ChangedMeanwhile(UserError):
    """The claim {0} was changed while you were editing it; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A claim with what is known of its particulars."""

    entry: Entry
    #: As recorded, or as the program reads them where nothing is.
    particulars: tuple[Particular, ...]
    #: Where the particulars come from, in a sentence.
    origin: str

    @property
    def lines(self) -> str:
        """The particulars, one a line."""
        return render(self.particulars, self.entry.claim.text)


async def sheet(claims: ClaimStore, key: str, scope: Scope) -> Sheet:
    """Return a claim's sheet; raises ``UnknownClaim``."""
    entry = await claims.by_key(key, scope)
    if entry is None:
        raise UnknownClaim(key)
    proposed = proposal(entry.claim)
    recorded = entry.claim.particulars
    if not recorded:
        return Sheet(entry, proposed, "Nothing is recorded; this is what the program reads.")
    origin = _origin(await claims.versions(entry.id, scope), agrees=recorded == proposed)
    return Sheet(entry, recorded, origin)


def proposal(claim: Claim) -> tuple[Particular, ...]:
    """Return what the program reads from a claim."""
    return propose(claim.text, claim.claimant)


def _origin(versions: Sequence[Version], *, agrees: bool) -> str:
    if agrees:
        return "As the program reads them."
    since = versions[-1]
    for version in reversed(versions):
        if version.claim.particulars != versions[-1].claim.particulars:
            break
        since = version
    act = since.act
    return f"Set by {act.by} on {act.at:%Y-%m-%d}: {act.reason.rstrip('.')}."


async def save(claims: ClaimStore, corrected: Sheet, particulars: tuple[Particular, ...], act: Act) -> Entry:
    """Record the particulars as a new version that changes nothing else; raises ``ChangedMeanwhile``."""
    before = corrected.entry
    now = await claims.by_key(before.claim.key, before.scope)
    if now != before:
        raise ChangedMeanwhile(before.claim.key)
    saved = await claims.save([replace(before.claim, particulars=particulars)], before.scope, act)
    return saved.entries[0]


def strangers(particulars: Sequence[Particular], claim: Claim) -> Iterator[str]:
    """Yield the words that do not stand in the claim's text; a speaker's name and an alias need not."""
    for one in particulars:
        if not isinstance(one, Speaker | Alias) and one.text not in claim.text:
            yield one.text


def advice(claim: Claim) -> Iterator[str]:
    """Yield the lines that propose how to split a claim which holds two facts; none for any other."""
    parts = facts(claim.text)
    if parts:
        yield "This claim holds two facts, so a message can be right in one and wrong in the other. To split it:"
        yield from (f"  {number}. {part}" for number, part in enumerate(parts, 1))
