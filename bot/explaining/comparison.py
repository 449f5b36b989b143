"""One statement against one claim, with everything the steps saw. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.explaining.explanation import Compared, Origin, Outcome, Pair, Score
from bot.explaining.traits import traits_of
from bot.matching.alignment import Alignment
from bot.matching.compare import COMPARERS
from bot.matching.differences import Difference, Doubt
from bot.matching.evidence import ALIKE
from bot.matching.judging import Judgement, judge, liken
from bot.matching.likeness import Likenesses
from bot.matching.match import DEFAULT, Match, Relation, Thresholds, match_claim
from bot.matching.particulars import propose
from bot.matching.stance import Stance
from bot.matching.statement import Statement
from bot.verdict import Verdict, verdict_of
from storage.models import Claim


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement, a claim, and what came of comparing them."""

    claim: Claim
    #: ``None`` when they speak of different things.
    match: Match | None
    alignment: Alignment
    #: The wording or quote that met the message in place of the claim's text, if one did.
    met_by: str | None
    #: Whether the message repeats that, or the claim's text, word for word.
    repeats: bool
    outcomes: tuple[Outcome, ...]
    similarity: float
    #: What has to hold for the two to speak of the same thing.
    gates: tuple[Score, ...]
    #: What has to hold for a verdict.
    coverages: tuple[Score, ...]

    @property
    def verdict(self) -> Verdict:
        """The verdict that follows from the relation and the claim's rating."""
        if self.match is None:
            return Verdict.NONE
        return verdict_of(self.match.relation, self.claim.rating, self.claim.tags)


def comparison(said: Statement, claim: Claim, alike: Likenesses) -> Comparison:
    """Compare a statement with a claim."""
    match = match_claim(said, claim, alike=alike)
    repeated = _repeated(said, claim, match)
    judged = (match.judgement if match else None) or judge(liken(said, claim), alike)
    outcomes = tuple(_outcomes(judged))
    text = repeated or judged.text
    coverages = _coverages(judged, DEFAULT)
    decides = match is not None and repeated is None and _settled(said, judged)
    return Comparison(
        claim=claim,
        match=match,
        alignment=judged.alignment,
        met_by=None if text == claim.text else text,
        repeats=repeated is not None,
        outcomes=outcomes,
        similarity=match.similarity if match else judged.chances.about,
        gates=(Score("chance of being about the claim", judged.chances.about, at_least=DEFAULT.about),),
        coverages=tuple(coverages if decides else map(_unlined, coverages)),
    )


def compared(one: Comparison) -> Compared:
    """Return a comparison as an explanation shows it."""
    alignment = one.alignment
    words = alignment.recorded.words
    return Compared(
        key=one.claim.key,
        text=one.claim.text,
        met_by=one.met_by,
        origin=_origin(one),
        read=traits_of(alignment.recorded),
        alignment=tuple(_pairs(alignment)),
        unmet=tuple(words[index].text for index in alignment.recorded.telling if index not in alignment.met),
        comparers=one.outcomes,
        similarity=round(one.similarity, 4),
        scores=tuple(replace(score, value=round(score.value, 4)) for score in (*one.gates, *one.coverages)),
        relation=one.match.relation if one.match else None,
        rating=one.claim.rating,
        verdict=one.verdict,
    )


def _repeated(said: Statement, claim: Claim, match: Match | None) -> str | None:
    """Return the text, wording or quote of the claim that the message repeats word for word."""
    if match is None or match.relation is not Relation.SAME:
        return None
    quotes = (citation.quote for citation in claim.citations if citation.quote)
    texts = (claim.text, *claim.wordings, *quotes)
    return next((text for text in texts if said.lower and Statement(text).lower == said.lower), None)


def _origin(one: Comparison) -> Origin:
    claim = one.claim
    if one.met_by or not claim.particulars:
        return Origin.READ
    as_read = frozenset(claim.particulars) == frozenset(propose(claim.text, claim.claimant))
    return Origin.RECORDED if as_read else Origin.SET


def _outcomes(judged: Judgement) -> Iterator[Outcome]:
    found = dict(judged.findings)
    for compare in COMPARERS:
        name = compare.__name__.removesuffix("_finding")
        one = found.get(name)
        difference = one if isinstance(one, Difference) else None
        yield Outcome(name, difference, one.reason if isinstance(one, Doubt) else None)


def _pairs(alignment: Alignment) -> Iterator[Pair]:
    for index in alignment.said.telling:
        word, partner = alignment.said.words[index], alignment.partners[index]
        if partner:
            yield Pair(word.text, alignment.recorded.words[partner[0]].text, round(partner[1], 2))
        else:
            yield Pair(word.text, None, 0.0, elsewhere=word.term in alignment.known)


def _settled(said: Statement, judged: Judgement) -> bool:
    """Tell whether it is for the chances to decide: no stance leaves it open, and no value the record leaves open."""
    lasting = any(doubt.lasting for doubt in judged.doubts) and not judged.differences
    return said.stance not in {Stance.ASKS_WHAT, Stance.OPINES} and not lasting


def _unlined(score: Score) -> Score:
    return replace(score, at_least=None, at_most=None)


def _coverages(judged: Judgement, lines: Thresholds) -> Iterator[Score]:
    """Yield what was weighed, and the chances that came of it with the lines that a verdict takes."""
    shown = judged.evidence
    yield Score("message covered", shown["message covered"])
    yield Score("claim covered", shown["claim covered"])
    if ALIKE in shown:
        yield Score("alike as whole sentences", shown[ALIKE])
    if judged.differences:
        yield Score("message covered without what differs", shown["rest covered"])
        yield Score("chance that this differs", judged.chances.differs, at_least=lines.differs)
        return
    yield Score("weight of a lone unknown word", shown["lone stranger"], at_most=lines.stranger)
    yield Score("chance that it says the same", judged.chances.supports, at_least=lines.supports)
