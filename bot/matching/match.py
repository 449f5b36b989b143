"""A message's statement against a claim's text: how alike, what differs, which relation. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.matching.alignment import Alignment
from bot.matching.differences import Difference, DifferenceKind
from bot.matching.evidence import predicated
from bot.matching.judging import Judgement, Likened, judge, liken, quotes
from bot.matching.likeness import UNASKED, Likenesses
from bot.matching.repeating import changed
from bot.matching.stance import Stance, says_something
from bot.matching.statement import Statement
from bot.matching.telling import weight
from bot.matching.weighing import Chances
from storage.models import Claim
from storage.terms import fold, words


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
    #: ``None`` for a statement that repeats the claim, or its quote, word for word.
    judgement: Judgement | None = None

    @property
    def casts_doubt(self) -> bool:
        """Whether it keeps to the claim's words and is not settled: then nothing said beside it confirms the claim."""
        if self.relation is not Relation.UNCLEAR or self.judgement is None:
            return False
        return self.judgement.evidence["own words"] >= DEFAULT.doubted


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lines are drawn, on chances from 0 to 1; ``docs/verdict.md`` has the curve they are chosen on."""

    #: Below this chance of being about the claim, the statement is about something else.
    about: float = 0.15
    supports: float = 0.46
    differs: float = 0.5
    #: How much of the claim a message without a verb must have to say what it says.
    topic: float = 0.7
    #: How much of the claim a message has to touch, and how much what they share has to tell.
    touched: float = 0.15
    evidence: float = 6.0
    #: From this share of the claim's own words on, nothing may be left in doubt.
    doubted: float = 0.75
    #: Below this share, another name with another number makes it a statement about something else.
    repeats_mostly: float = 0.8
    #: From this share on, every denial, modal and name has to be where the claim has it.
    repeats: float = 0.95
    #: How much one word may tell that a message has in the stead of a word of the claim, all others being the claim's.
    stranger: float = 2.5
    #: How much any word may tell that the claim does not know, in a message with so many of the claim's own.
    rare: float = 4.0
    rare_among: float = 0.6


DEFAULT = Thresholds()
#: For two texts that somebody puts side by side: that they are about the same thing is given.
PAIR = Thresholds(about=0.0, supports=0.53, touched=0.0, evidence=0.1)


def match_claim(
    said: Statement,
    claim: Claim,
    thresholds: Thresholds = DEFAULT,
    *,
    likened: Likened | None = None,
    alike: Likenesses = UNASKED,
) -> Match | None:
    """Match a statement with a claim, by its text or a wording of it; ``None`` when they speak of different things."""
    written = said.lower
    if written and written in _sentences((claim.text, *claim.wordings)):
        return Match(claim, 1.0, Relation.SAME)
    match = _match_text(judge(likened or liken(said, claim), alike), claim, thresholds)
    if match and match.relation is Relation.ALTERED:
        return match  # Even one of the source's own words: then the quote is wrong, not the message right.
    if written and written in _sentences(quotes(claim)):
        return Match(claim, 1.0, Relation.SAME)
    if match and match.relation is Relation.SAME:
        return match
    for wording in claim.wordings:
        face = liken(said, Claim(claim.key, wording, (claim.text,), claim.claimant))
        other = _match_text(judge(face, alike), claim, thresholds)
        if other and other.relation is Relation.SAME and (match is None or other.similarity > match.similarity):
            match = other
    return match


def _match_text(judged: Judgement, claim: Claim, thresholds: Thresholds) -> Match | None:
    return match_judged(judged, judged.chances, claim, thresholds)


def best_match(matches: Sequence[Match]) -> Match | None:
    """Return the likeliest match; of two claims about as likely, one that differs before one that agrees."""
    best = max(matches, key=lambda match: match.similarity, default=None)
    # Who repeats a claim word for word means that one.
    if best is None or best.relation is not Relation.SAME or best.judgement is None:
        return best
    altered = (match for match in matches if match.relation is Relation.ALTERED)
    near = [match for match in altered if match.similarity >= best.similarity - _AS_LIKELY]
    return max(near, key=lambda match: match.similarity, default=best)


#: Claims whose chances of being spoken of are no further apart are as likely as each other.
_AS_LIKELY = 0.05
#: Stances that no relation can settle, and the reason given for them.
_OPEN_STANCES = {Stance.ASKS_WHAT: None, Stance.OPINES: "your message gives an opinion"}
#: With another name as well, a difference in one of these makes it a statement about something else.
_OF_ITS_OWN = frozenset({DifferenceKind.NUMBER, DifferenceKind.DATE, DifferenceKind.NEGATION})
_MORE = "your message says more than the record does"
_TOPIC = "your message names a subject, and says nothing of it"


def match_judged(judged: Judgement, chance: Chances, claim: Claim, thresholds: Thresholds) -> Match | None:
    """Decide by the chances of a judgement; ``None`` when the two speak of different things."""
    said = judged.alignment.said
    if _speaks_of_another(judged, chance, thresholds):
        return None
    match = Match(claim, chance.about, Relation.UNCLEAR, judgement=judged)
    if said.stance in _OPEN_STANCES:
        return replace(match, reason=_OPEN_STANCES[said.stance])
    if judged.differences:
        altered = chance.differs >= thresholds.differs
        relation, differences = (Relation.ALTERED, judged.differences) if altered else (Relation.UNCLEAR, ())
        return replace(match, relation=relation, differences=differences, reason=None if altered else _MORE)
    reason = next(_open(judged, chance, thresholds), None)
    return replace(match, relation=Relation.UNCLEAR if reason else Relation.SAME, reason=reason)


def touches(alignment: Alignment, covered: float, thresholds: Thresholds = DEFAULT) -> bool:
    """Tell whether enough is shared, so much of the claim being covered; without it no chance is asked for."""
    return alignment.evidence >= thresholds.evidence and covered >= thresholds.touched


def _speaks_of_another(judged: Judgement, chance: Chances, thresholds: Thresholds) -> bool:
    """Tell whether the two speak of different things: too little is shared, or another name and another number."""
    touched = touches(judged.alignment, judged.evidence["claim covered"], thresholds)
    if chance.about < thresholds.about or not touched:
        return True
    kinds = {difference.kind for difference in judged.differences}
    of_its_own = DifferenceKind.ENTITY in kinds and bool(kinds & _OF_ITS_OWN)
    return of_its_own and judged.evidence["own words"] < thresholds.repeats_mostly


def _open(judged: Judgement, chance: Chances, thresholds: Thresholds) -> Iterator[str]:
    """Yield what keeps a statement without a difference from saying what the claim says."""
    # Somebody who keeps to the claim's own words and leaves one thing in doubt has changed that one thing.
    own_words, covered = judged.evidence["own words"], judged.evidence["claim covered"]
    yield from (doubt.reason for doubt in judged.doubts if doubt.lasting or own_words >= thresholds.doubted)
    if min(own_words, covered) >= thresholds.repeats:
        yield from changed(judged.alignment)
    if covered < thresholds.topic and not says_something(judged.alignment.said):
        yield _TOPIC
    rare = judged.evidence["strangest word"] > thresholds.rare and own_words >= thresholds.rare_among
    if rare or judged.evidence["lone stranger"] > thresholds.stranger:
        yield _unknown(judged.alignment) or _MORE
    if chance.supports < thresholds.supports or not predicated(judged.alignment):
        yield from (doubt.reason for doubt in judged.doubts)
        yield _unknown(judged.alignment) or _MORE


def _unknown(alignment: Alignment) -> str | None:
    """Name the most telling word of the message that the claim does not know."""
    said = alignment.said
    unknown = [index for index in said.telling if index not in said.measured and not alignment.explained(index)]
    if not unknown:
        return None
    strangest = max(unknown, key=lambda index: weight(said.words[index].term))
    return f"your message also speaks of “{said.words[strangest].text}”"


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word.text).lower() for word in words(text))


@lru_cache(maxsize=8_192)
def _sentences(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return sentences word for word, to tell who repeats one."""
    return frozenset(map(_words, texts))
