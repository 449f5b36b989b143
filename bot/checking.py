"""Checking a message against the record: text in, answers out. No Discord, no SQL."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from time import perf_counter

from bot.finding import Finder
from bot.matching.differences import Difference, DifferenceKind
from bot.matching.judging import Likened, liken
from bot.matching.likeness import Likenesses, SentenceModel
from bot.matching.masking import prose
from bot.matching.match import PAIR, Match, Relation, best_match, match_claim, touches
from bot.matching.names import KnownNames, known_names
from bot.matching.particulars import propose
from bot.matching.silence import CONFIRMED, PERHAPS, heard, leads, stands_out, worth_comparing
from bot.matching.stance import Stance
from bot.matching.statement import Statement, statements
from bot.verdict import Verdict, verdict_of
from storage.models import EVERYWHERE, Candidate, Claim, Entry, Name, Scope
from storage.protocol import ClaimStore
from storage.terms import LONGEST

#: How many of the index's candidates are laid beside a statement, and of how many the particulars are compared.
COMPARED = 10
JUDGED = 4
#: Where nothing is clear, at most so many claims are named that may have been meant.
LISTED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to one statement of a message."""

    #: The statement as written; the whole text when the verdict is ``none``.
    statement: str
    verdict: Verdict
    #: The entry answered with; ``None`` exactly when the verdict is ``none``.
    entry: Entry | None = None
    #: What is not as recorded; empty unless the verdict is ``differs``.
    differences: tuple[Difference, ...] = ()
    #: Why a ``related`` claim settles nothing, as part of a sentence, when there is a reason to give.
    reason: str | None = None
    #: Whether nothing said beside it may confirm the same claim.
    casts_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked message."""

    #: The gravest answer: differs before supports before related before none, the first on a tie.
    answer: Answer
    #: The claims ranked for the message as a whole, best first.
    candidates: tuple[Candidate, ...]
    elapsed_ms: float
    #: Whether the text is put as a question, so that silence would leave somebody waiting.
    asks: bool = False
    #: Claims that may have been meant, for somebody who asked and got no answer.
    near: tuple[Candidate, ...] = ()


class Checker:
    """Checks messages against a claim store, with a sentence model if there is one."""

    def __init__(self, claims: ClaimStore, model: SentenceModel | None = None) -> None:
        self._finder = Finder(claims, model)

    async def check(self, text: str, scope: Scope, *, limit: int = 3) -> Checked:
        """Answer a message from the claims seen from the scope, listing up to ``limit`` candidates."""
        started = perf_counter()
        said = statements(text)
        # Of what the writer says all counts in finding claims, and only whole statements in comparing.
        found = await self._finder.candidates(prose(text[:LONGEST]), scope, max(limit, COMPARED))
        whole = leads(found[:COMPARED])
        answers = [await self._answer(one, found if len(said) == 1 else None, scope, whole) for one in said]
        answer = gravest(answers) or _led(text, found, whole) or Answer(text, Verdict.NONE)
        asks = any(one.stance in {Stance.ASKS_WHAT, Stance.ASKS_WHETHER} for one in said)
        near = tuple(one for one in found[:COMPARED] if whole[one.entry.id] >= PERHAPS)[:LISTED]
        ranked = _answered_first(answer.entry, found)[:limit]
        return Checked(answer, ranked, (perf_counter() - started) * 1_000, asks, near)

    async def compared(self, said: Statement, scope: Scope) -> tuple[Entry, ...]:
        """Return the claims that a statement is compared with, in the index's order."""
        return tuple(one.entry for one in await self._finder.candidates(said.text, scope, COMPARED))

    async def likenesses(self, said: Statement, entries: Sequence[Entry]) -> Likenesses:
        """Return how alike a sentence model finds a statement and the texts of claims; empty without a model."""
        return await self._finder.likenesses(said.text, entries)

    async def _answer(
        self, said: Statement, found: Sequence[Candidate] | None, scope: Scope, whole: Mapping[int, float]
    ) -> Answer:
        """Answer one statement, from its own candidates unless it is the whole message."""
        if found is None:
            found = await self._finder.candidates(said.text, scope, COMPARED)
        lead = {number: max(own, whole.get(number, own)) for number, own in leads(found[:COMPARED]).items()}
        worth = {id(one.entry.claim): one for one in found[:COMPARED] if worth_comparing(lead[one.entry.id], one.among)}
        matches = await self._matches(said, [one.entry for one in worth.values()])
        meant = {id(match): worth[id(match.claim)] for match in matches}
        clear = [one for one in matches if heard(lead[meant[id(one)].entry.id], one.similarity, meant[id(one)].among)]
        best = best_match(clear)
        if best is None or (_compared_same(best) and lead[meant[id(best)].entry.id] < CONFIRMED):
            return _led(said.text, found, lead) or Answer(said.text, Verdict.NONE)
        return answer_of(said, best, meant[id(best)].entry)

    async def _matches(self, said: Statement, entries: Sequence[Entry]) -> list[Match]:
        """Compare a statement with the claims that share the most with it."""
        said = replace(said, known=_names(entries))
        near = await _nearest(said, [entry.claim for entry in entries])
        # Where too little is shared the model would be asked for nothing; a claim's other wordings may share more.
        worth = {id(one.claim) for one in near if one.claim.wordings or touches(one.alignment, one.coverage.recorded)}
        alike = await self.likenesses(said, [entry for entry in entries if id(entry.claim) in worth])
        matches: list[Match] = []
        for one in near:
            if match := match_claim(said, one.claim, likened=one, alike=alike):
                matches.append(match)
            await asyncio.sleep(0)
        return matches


def _compared_same(match: Match) -> bool:
    """Tell whether a comparison, and not the record's own words, says that a claim is repeated."""
    return match.relation is Relation.SAME and match.judgement is not None


async def _nearest(said: Statement, claims: Iterable[Claim]) -> list[Likened]:
    """Return the claims that share the most with a statement, as ``judging.nearest`` does."""
    likened: list[Likened] = []
    for claim in claims:
        likened.append(liken(said, claim))
        # A claim takes a millisecond: others, Discord's heartbeat among them, wait for one and not for all.
        await asyncio.sleep(0)
    return nlargest(JUDGED, likened, key=lambda one: one.closeness)


def _led(text: str, found: Sequence[Candidate], leads: Mapping[int, float]) -> Answer | None:
    """Answer with the claim that the index sets apart from all others, if there is one; it settles nothing."""
    best = max(found[:COMPARED], key=lambda one: leads[one.entry.id], default=None)
    if best is None or not stands_out(leads[best.entry.id], best.among):
        return None
    return Answer(text, Verdict.RELATED, best.entry)


def _answered_first(entry: Entry | None, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Put the claim answered with before the others: it was compared, they were only found."""
    if entry is None:
        return tuple(found)
    # A statement among many may lead to a claim that the message as a whole does not.
    known = next((one for one in found if one.entry.id == entry.id), None) or Candidate(entry, 0.0)
    first = replace(known, score=max((one.score for one in found), default=1.0))
    return (first, *(one for one in found if one.entry.id != entry.id))


def _names(entries: Iterable[Entry]) -> KnownNames:
    """Return the names that the claims have, to be known in a message that writes them in lower case."""
    particulars = (particular for entry in entries for particular in entry.claim.particulars)
    return known_names(particular for particular in particulars if isinstance(particular, Name))


_GRAVITY = (Verdict.DIFFERS, Verdict.SUPPORTS, Verdict.RELATED)


def gravest(answers: list[Answer]) -> Answer | None:
    """Return the gravest answer, the first on a tie; ``None`` when nothing is on record."""
    doubted = [answer.entry for answer in answers if answer.casts_doubt]
    said = [
        answer
        for answer in answers
        if answer.verdict is not Verdict.NONE and not (answer.verdict is Verdict.SUPPORTS and answer.entry in doubted)
    ]
    return min(said, key=lambda answer: _GRAVITY.index(answer.verdict), default=None)


def answer_of(said: Statement, match: Match, entry: Entry) -> Answer:
    """Turn a match into an answer, by the rating of its claim."""
    verdict = verdict_of(match.relation, match.claim.rating, match.claim.tags)
    if verdict is Verdict.DIFFERS:
        differences = match.differences or (_rating_difference(said, match.claim),)
        return Answer(said.text, verdict, entry, differences)
    reason = match.reason if verdict is Verdict.RELATED else None
    return Answer(said.text, verdict, entry, reason=reason, casts_doubt=match.casts_doubt)


def _rating_difference(said: Statement, claim: Claim) -> Difference:
    """Say that the message repeats what reviewers rated false."""
    return Difference(DifferenceKind.RATING, said.text, claim.rating.value)


def compare(claim_text: str, text: str) -> Answer:
    """Judge one pair of texts, without a record."""
    entry = Entry(0, EVERYWHERE, 1, Claim(key="claim", text=claim_text, particulars=propose(claim_text)))
    known = _names([entry])
    written = (replace(said, known=known) for said in statements(text) or (Statement(prose(text)),))
    matches = ((said, match_claim(said, entry.claim, PAIR)) for said in written)
    answers = [answer_of(said, match, entry) for said, match in matches if match]
    return gravest(answers) or Answer(text, Verdict.NONE)
