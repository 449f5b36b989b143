"""A message's statement against a claim's text: how alike, what differs, which relation. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.matching.compare import findings
from bot.matching.differences import Difference, DifferenceKind, Doubt
from bot.matching.particulars import propose
from bot.matching.similarity import Alignment, align, similarity, telling, weight
from bot.matching.stance import Stance, says_something
from bot.matching.statement import Statement
from storage.models import Claim, Particular
from storage.terms import fold, terms, words


class Relation(StrEnum):
    """What a message is to a claim's text."""

    SAME = "same"
    ALTERED = "altered"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Match:
    """A claim that speaks of what a statement speaks of."""

    claim: Claim
    #: 0 to 1; ranks claims, never decides the relation.
    similarity: float
    relation: Relation
    differences: tuple[Difference, ...] = ()
    #: Why the relation is UNCLEAR, as part of a sentence; ``None`` when there is nothing to say.
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lines are drawn; every value is a share, 0 to 1."""

    #: Below this likeness a claim is about something else.
    related: float = 0.45
    #: How much both sides must share at all, in summed weights of terms.
    evidence: float = 6.0
    #: Below this likeness two open particulars say that it is another subject.
    same_subject: float = 0.75
    #: How much of the message the claim must know before it can support, or differ from, it.
    supports: float = 0.72
    differs: float = 0.55
    #: How much of the claim a message without a verb must have to say what it says.
    topic: float = 0.7
    #: A word that tells more than this, and that the claim does not know, forbids to support (see ``weight``).
    unexplained: float = 3.2
    #: How much of the claim the message must touch before there is any verdict.
    touched: float = 0.25


DEFAULT = Thresholds()
#: For two texts that somebody puts side by side: that they are about the same thing is given.
PAIR = Thresholds(related=0.3, evidence=0.0)


def match_claim(said: Statement, claim: Claim, thresholds: Thresholds = DEFAULT) -> Match | None:
    """Match a statement with a claim, by its text or a wording of it; ``None`` when they speak of different things."""
    written = _words(said.text)
    if written and written in _sentences((claim.text, *claim.wordings)):
        return Match(claim, 1.0, Relation.SAME)
    match = _match_text(said, claim, thresholds)
    if match and match.relation is Relation.ALTERED:
        return match  # Even one of the source's own words: then the quote is wrong, not the message right.
    if written and written in _sentences(_quotes(claim)):
        return Match(claim, 1.0, Relation.SAME)
    if match and match.relation is Relation.SAME:
        return match
    for wording in claim.wordings:
        face = Claim(claim.key, wording, (claim.text,), claim.claimant)
        other = _match_text(said, face, thresholds)
        if other and other.relation is Relation.SAME and (match is None or other.similarity > match.similarity):
            match = replace(other, claim=claim)
    return match


def _match_text(said: Statement, claim: Claim, thresholds: Thresholds) -> Match | None:
    alignment = align(said, _recorded(claim.text, claim.claimant, claim.particulars), _known(_other_words(claim)))
    found = [*findings(alignment)]
    differences = tuple(finding for finding in found if isinstance(finding, Difference))
    doubts = [finding.reason for finding in found if isinstance(finding, Doubt)]
    alike = _likeness(alignment, differences)
    if alike < thresholds.related or alignment.evidence < thresholds.evidence:
        return None
    if said.stance in _OPEN_STANCES:
        return Match(claim, alike, Relation.UNCLEAR, reason=_OPEN_STANCES[said.stance])
    if _another_subject(differences, doubts, alike, thresholds):
        return None
    relation, reason = _relation(alignment, differences, doubts, thresholds)
    return Match(claim, alike, relation, differences if relation is Relation.ALTERED else (), reason)


#: Stances that no relation can settle, and the reason given for them.
_OPEN_STANCES = {Stance.ASKS_WHAT: None, Stance.OPINES: "your message gives an opinion"}
_MORE = "your message says more than the record does"


def _another_subject(
    differences: tuple[Difference, ...], doubts: list[str], alike: float, thresholds: Thresholds
) -> bool:
    """Tell a statement of its own about something else: another number of another country's."""
    kinds = {difference.kind for difference in differences}
    apart = len(kinds) > 1 and DifferenceKind.ENTITY in kinds
    return apart or (len(doubts) > 1 and alike < thresholds.same_subject)


def _relation(
    alignment: Alignment, differences: tuple[Difference, ...], doubts: list[str], thresholds: Thresholds
) -> tuple[Relation, str | None]:
    """Judge the relation, and say why when it is unclear."""
    if differences:
        altered = _rest_covered(alignment, differences) >= thresholds.differs
        return (Relation.ALTERED, None) if altered else (Relation.UNCLEAR, _MORE)
    if doubts:
        return Relation.UNCLEAR, doubts[0]
    if alignment.recorded_covered() < thresholds.topic and not says_something(alignment.said):
        return Relation.UNCLEAR, "your message names a subject, and says nothing of it"
    # Numbers and dates are settled by now: their comparers had neither a difference nor a doubt.
    same = (
        _predicated(alignment)
        and _heaviest_unexplained(alignment) <= thresholds.unexplained
        and alignment.said_covered(alignment.said.measured) >= thresholds.supports
        and alignment.recorded_covered() >= thresholds.touched
    )
    return (Relation.SAME, None) if same else (Relation.UNCLEAR, _MORE)


def _heaviest_unexplained(alignment: Alignment) -> float:
    """Return how much the most telling word tells that the message has and the claim does not know."""
    said = alignment.said
    unknown = (index for index in telling(said) if index not in said.measured and not alignment.explained(index))
    return max((weight(said.words[index].term) for index in unknown), default=0.0)


def _predicated(alignment: Alignment) -> bool:
    """Tell whether more than names is shared: a word of what is said of them, or a number or date that agrees."""
    named = {index for name in alignment.said.names for index in range(name.first, name.last + 1)}
    named |= {
        index
        for index, partner in enumerate(alignment.partners)
        if partner and any(partner[0] in name for name in alignment.recorded.names)
    }
    return bool(alignment.said.measured) or any(
        alignment.explained(index) for index in telling(alignment.said) if index not in named
    )


def _likeness(alignment: Alignment, differences: tuple[Difference, ...]) -> float:
    """Return the similarity, the differing words left out: they are why it is the same subject."""
    said = _indexes(alignment.said, (difference.said for difference in differences if _replaces(difference)))
    recorded = _indexes(
        alignment.recorded, (difference.recorded for difference in differences if _replaces(difference))
    )
    # A question is short: what it leaves out is what it asks for.
    beta = 0.25 if alignment.said.stance is Stance.ASKS_WHAT else 0.5
    alike = similarity(alignment.said_covered(said), alignment.recorded_covered(recorded), beta)
    if not differences:
        return alike
    # What differs is why it is the same subject, yet a claim that says just the same is the better match.
    return (alike + similarity(alignment.said_covered(), alignment.recorded_covered(), beta)) / 2


def _rest_covered(alignment: Alignment, differences: tuple[Difference, ...]) -> float:
    parts = (difference.said for difference in differences if _replaces(difference))
    return alignment.said_covered(_indexes(alignment.said, parts))


def _replaces(difference: Difference) -> bool:
    """Tell whether other words stand in place of the claim's; exchanged roles have the same words."""
    return difference.kind is not DifferenceKind.DIRECTION


def _indexes(statement: Statement, parts: Iterable[str]) -> frozenset[int]:
    """Return the words of a statement that lie in any of the parts, as written."""
    spans = [(start, start + len(part)) for part in parts if (start := statement.text.find(part)) >= 0]
    return frozenset(
        index
        for index, word in enumerate(statement.words)
        if any(start <= word.start and word.end <= end for start, end in spans)
    )


@lru_cache(maxsize=8_192)
def _recorded(text: str, claimant: str | None, particulars: tuple[Particular, ...]) -> Statement:
    """Parse a claim once; its particulars are read only where the record has none."""
    return Statement(text, particulars or propose(text, claimant))


def _other_words(claim: Claim) -> tuple[str, ...]:
    """Return what else is said of a claim: other wordings, who made it, and the source's own words."""
    return (*claim.wordings, *((claim.claimant,) if claim.claimant else ()), *_quotes(claim))


def _quotes(claim: Claim) -> tuple[str, ...]:
    return tuple(citation.quote for citation in claim.citations if citation.quote)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word.text).lower() for word in words(text))


@lru_cache(maxsize=8_192)
def _sentences(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return sentences word for word, to tell who repeats one."""
    return frozenset(map(_words, texts))


@lru_cache(maxsize=8_192)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(term for text in texts for term in terms(text))
