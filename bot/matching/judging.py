"""Weighs a statement against one text of a claim. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from bot.matching.alignment import Alignment, align
from bot.matching.compare import findings
from bot.matching.coverage import Coverage, coverage
from bot.matching.differences import Difference, Doubt
from bot.matching.evidence import Evidence, Findings, evidence
from bot.matching.likeness import UNASKED, Likenesses
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from bot.matching.weighing import Chances, chances
from storage.models import Claim, Particular
from storage.terms import terms


@dataclass(frozen=True, slots=True)
class Likened:
    """A statement beside one text of a claim: which word stands for which, and how much is covered."""

    claim: Claim
    alignment: Alignment
    coverage: Coverage

    @property
    def closeness(self) -> float:
        """How close the two are before any particular is compared; ranks claims, 0 to 3."""
        return 2 * self.coverage.said + self.coverage.recorded


@dataclass(frozen=True, slots=True)
class Judgement:
    """A statement weighed against one text of a claim: all that its relation is decided by."""

    #: The claim's text, or the wording of it, that the statement was compared with.
    text: str
    alignment: Alignment
    findings: Findings
    evidence: Evidence

    @property
    def chances(self) -> Chances:
        """How likely each is, by the shipped weights."""
        return chances(self.evidence)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The particulars on which the two part."""
        return tuple(found for _, found in self.findings if isinstance(found, Difference))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What keeps the comparison from being settled."""
        return tuple(found for _, found in self.findings if isinstance(found, Doubt))


def liken(said: Statement, claim: Claim) -> Likened:
    """Lay a statement beside a claim's text."""
    alignment = align(said, _recorded(claim.text, claim.claimant, claim.particulars), _known(_other_words(claim)))
    return Likened(claim, alignment, coverage(alignment))


def nearest(said: Statement, claims: Iterable[Claim], count: int) -> list[Likened]:
    """Return the claims that share the most with a statement, the closest first."""
    return nlargest(count, (liken(said, claim) for claim in claims), key=lambda likened: likened.closeness)


def judge(likened: Likened, alike: Likenesses = UNASKED) -> Judgement:
    """Compare the particulars, and weigh all that is seen, and how alike a sentence model finds the two."""
    found = tuple(findings(likened.alignment))
    shown = evidence(likened.alignment, likened.coverage, found, alike=alike.get(likened.claim.text))
    return Judgement(likened.claim.text, likened.alignment, found, shown)


@lru_cache(maxsize=8_192)
def _recorded(text: str, claimant: str | None, particulars: tuple[Particular, ...]) -> Statement:
    """Parse a claim once; its particulars are read only where the record has none."""
    return Statement(text, particulars or propose(text, claimant))


def _other_words(claim: Claim) -> tuple[str, ...]:
    """Return what else is said of a claim: other wordings, who made it, and the source's own words."""
    return (*claim.wordings, *((claim.claimant,) if claim.claimant else ()), *quotes(claim))


def quotes(claim: Claim) -> tuple[str, ...]:
    """Return the source's own words that a claim is proven by."""
    return tuple(citation.quote for citation in claim.citations if citation.quote)


@lru_cache(maxsize=8_192)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms(text))
