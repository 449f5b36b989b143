"""Looks at published claims as a critic would: which hold two facts, and which would confirm what they do not say."""

from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass
from types import MappingProxyType

from bot.matching.differences import DifferenceKind
from bot.matching.facts import facts
from bot.matching.match import Relation
from bot.matching.mutations import is_confirmed, mutations
from bot.verdict import GARBLED, Verdict, verdict_of
from storage.models import Claim, ClaimStatus, Entry

_CHANGES = MappingProxyType(
    {
        DifferenceKind.NUMBER: "another number",
        DifferenceKind.DATE: "another date",
        DifferenceKind.NEGATION: "a denial put in or taken out",
        DifferenceKind.MODALITY: "done for planned, or planned for done",
        DifferenceKind.ATTRIBUTION: "another speaker",
        DifferenceKind.ENTITY: "another name",
        DifferenceKind.DIRECTION: "its parties exchanged",
    }
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What was counted, in a sentence, and the claims it is about, one a line."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scrutiny:
    """What was found among the published claims; none of it is a failure."""

    claims: int
    alterations: int
    #: Claims that hold two facts.
    double: tuple[str, ...]
    #: Alterations that would be confirmed.
    blind: tuple[str, ...]

    @property
    def doubles(self) -> Remark:
        """The claims that hold two facts."""
        hint = " (onrecord claim particulars KEY shows how to split one):" if self.double else "."
        return Remark(f"{len(self.double)} of {self.claims} published claims hold two facts{hint}", self.double)

    @property
    def blind_spots(self) -> Remark:
        """The alterations that would be confirmed."""
        end = ":" if self.blind else "."
        heading = f"{len(self.blind)} of {self.alterations} alterations of these claims would be confirmed{end}"
        return Remark(heading, self.blind)


async def scrutinise(entries: AsyncIterable[Entry], advance: Callable[[int], None]) -> Scrutiny:
    """Try every published claim, telling how many were done."""
    claims = alterations = 0
    double: list[str] = []
    blind: list[str] = []
    async for claim in (entry.claim async for entry in entries if entry.claim.status is ClaimStatus.PUBLISHED):
        claims += 1
        if GARBLED not in claim.tags and facts(claim.text):
            double.append(f"{claim.key}: {claim.text}")
        if verdict_of(Relation.SAME, claim.rating, claim.tags) is Verdict.SUPPORTS:
            tried, confirmed = _tried(claim)
            alterations += tried
            blind.extend(confirmed)
        advance(1)
    return Scrutiny(claims, alterations, tuple(double), tuple(blind))


def _tried(claim: Claim) -> tuple[int, list[str]]:
    """Count a claim's alterations, and tell those that would be confirmed."""
    tried = [*mutations(claim)]
    found = (mutation for mutation in tried if is_confirmed(mutation.text, claim))
    return len(tried), [f"{claim.key}, {_CHANGES[mutation.kind]}: “{mutation.text}”" for mutation in found]
