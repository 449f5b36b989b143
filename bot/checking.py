"""Checking a message against the record: text in, answers out. No Discord, no SQL."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from time import perf_counter

from bot.finding import Finder
from bot.fingerprints import wording
from bot.linked import Beside, beside, newest
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
from storage.models import EVERYWHERE, Candidate, Claim, Entry, LinkKind, Name, Scope
from storage.protocol import ClaimStore
from storage.servers import ServerStore
from storage.terms import LONGEST

#: How many of the index's candidates are laid beside a statement, and of how many the particulars are compared.
COMPARED = 10
JUDGED = 4
#: Where nothing is clear, at most so many claims are named that may have been meant.
LISTED = 3

#: Why a claim with links settles nothing, as parts of a sentence.
CONTESTED = "the record is contested here, and both sides are shown"
OUTDATED = "the record has changed since, and says something else now"


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
    #: Claims that are told with it: one that it superseded or that superseded it, and those that contradict it.
    beside: tuple[Beside, ...] = ()


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


@dataclass(frozen=True, slots=True)
class _Sight:
    """What a message is answered from."""

    scope: Scope
    #: The ids of the claims that the server says it does not mean.
    denied: frozenset[int] = frozenset()

    def meant(self, answer: Answer | None) -> Answer | None:
        """Drop an answer with a denied claim: it may have come in by taking the place of another one."""
        return None if answer and answer.entry and answer.entry.id in self.denied else answer


class Checker:
    """Checks messages against a claim store, with a sentence model if there is one."""

    def __init__(
        self, claims: ClaimStore, model: SentenceModel | None = None, servers: ServerStore | None = None
    ) -> None:
        self._claims = claims
        self._finder = Finder(claims, model)
        self._servers = servers

    async def check(self, text: str, scope: Scope, *, limit: int = 3) -> Checked:
        """Answer a message from the claims seen from the scope, listing up to ``limit`` candidates."""
        started = perf_counter()
        said = statements(text)
        seen = await self._sight((text, *(one.text for one in said)), scope)
        # Of what the writer says all counts in finding claims, and only whole statements in comparing.
        found = await self._found(prose(text[:LONGEST]), seen, max(limit, COMPARED))
        whole = leads(found[:COMPARED])
        first = found if len(said) == 1 else None
        answers = [await self._linked(one, await self._answer(one, first, seen, whole), scope) for one in said]
        answer = gravest(map(seen.meant, answers))
        answer = answer or seen.meant(await self._linked(None, _led(text, found, whole), scope))
        asks = any(one.stance in {Stance.ASKS_WHAT, Stance.ASKS_WHETHER} for one in said)
        near = tuple(one for one in found[:COMPARED] if whole[one.entry.id] >= PERHAPS)[:LISTED]
        answer = answer or Answer(text, Verdict.NONE)
        ranked = _answered_first(answer.entry, found)[:limit]
        return Checked(answer, ranked, (perf_counter() - started) * 1_000, asks, near)

    async def judge(self, said: Statement, entry: Entry, scope: Scope) -> Answer | None:
        """Answer a statement from one claim, however many may stand nearer; ``None`` when it is not about the claim."""
        matches = await self._matches(said, [entry])
        return await self._linked(said, answer_of(said, matches[0], entry) if matches else None, scope)

    async def _sight(self, wordings: Sequence[str], scope: Scope) -> _Sight:
        """Look up which claims a message's wordings do not mean, as its server has said."""
        if self._servers is None or scope.server_id is None:
            return _Sight(scope)
        known = await self._servers.mismatched([wording(one) for one in wordings], scope)
        return _Sight(scope, frozenset[int]().union(*known.values()))

    async def _found(self, text: str, seen: _Sight, limit: int) -> tuple[Candidate, ...]:
        """Return what the index finds, without the claims that the message does not mean."""
        found = await self._finder.candidates(text, seen.scope, limit + len(seen.denied))
        return tuple(one for one in found if one.entry.id not in seen.denied)[:limit]

    async def compared(self, said: Statement, scope: Scope) -> tuple[Entry, ...]:
        """Return the claims that a statement is compared with, in the index's order."""
        return tuple(one.entry for one in await self._finder.candidates(said.text, scope, COMPARED))

    async def likenesses(self, said: Statement, entries: Sequence[Entry]) -> Likenesses:
        """Return how alike a sentence model finds a statement and the texts of claims; empty without a model."""
        return await self._finder.likenesses(said.text, entries)

    async def _answer(
        self, said: Statement, found: Sequence[Candidate] | None, seen: _Sight, whole: Mapping[int, float]
    ) -> Answer | None:
        """Answer one statement, from its own candidates unless it is the whole message."""
        if found is None:
            found = await self._found(said.text, seen, COMPARED)
        lead = {number: max(own, whole.get(number, own)) for number, own in leads(found[:COMPARED]).items()}
        worth = {id(one.entry.claim): one for one in found[:COMPARED] if worth_comparing(lead[one.entry.id], one.among)}
        matches = await self._matches(said, [one.entry for one in worth.values()])
        meant = {id(match): worth[id(match.claim)] for match in matches}
        clear = [one for one in matches if heard(lead[meant[id(one)].entry.id], one.similarity, meant[id(one)].among)]
        best = best_match(clear)
        if best is None or (_compared_same(best) and lead[meant[id(best)].entry.id] < CONFIRMED):
            return _led(said.text, found, lead)
        return answer_of(said, best, meant[id(best)].entry)

    async def _linked(self, said: Statement | None, answer: Answer | None, scope: Scope) -> Answer | None:
        """Answer with the claim that holds now, and with both sides where the record is contested."""
        if answer is None or answer.entry is None or not answer.entry.claim.links:
            return answer
        now, superseded = await newest(self._claims, answer.entry, scope)
        told = await beside(self._claims, now, scope)
        if superseded:
            answer = _superseded(said, answer, now, superseded.since)
            shown = {answer.entry and answer.entry.id, *(one.entry.id for one in answer.beside)}
            told = tuple(one for one in told if one.entry.id not in shown)
        answer = replace(answer, beside=(*answer.beside, *told))
        if any(one.kind is LinkKind.CONTESTED for one in told):
            return replace(answer, verdict=Verdict.RELATED, differences=(), reason=CONTESTED)
        return answer

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


def gravest(answers: Iterable[Answer | None]) -> Answer | None:
    """Return the gravest answer, the first on a tie; ``None`` when nothing is on record."""
    given = [answer for answer in answers if answer]
    doubted = [answer.entry for answer in given if answer.casts_doubt]
    said = [one for one in given if not (one.verdict is Verdict.SUPPORTS and one.entry in doubted)]
    return min(said, key=lambda answer: _GRAVITY.index(answer.verdict), default=None)


def answer_of(said: Statement, match: Match, entry: Entry) -> Answer:
    """Turn a match into an answer, by the rating of its claim."""
    verdict = verdict_of(match.relation, match.claim.rating, match.claim.tags)
    if verdict is Verdict.DIFFERS:
        differences = match.differences or (_rating_difference(said, match.claim),)
        return Answer(said.text, verdict, entry, differences)
    reason = match.reason if verdict is Verdict.RELATED else None
    return Answer(said.text, verdict, entry, reason=reason, casts_doubt=match.casts_doubt)


def _superseded(said: Statement | None, answer: Answer, now: Entry, since: str | None) -> Answer:
    """Answer from the claim that took the other's place, if it settles what was said; else show what held, and it."""
    match = said and match_claim(said, now.claim)
    if said and match:
        newer = answer_of(said, match, now)
        if newer.verdict in {Verdict.SUPPORTS, Verdict.DIFFERS} and answer.entry:
            return replace(newer, beside=(Beside(answer.entry, LinkKind.SUPERSEDES, since),))
    told = Beside(now, LinkKind.SUPERSEDED_BY, since)
    return replace(answer, verdict=Verdict.RELATED, differences=(), reason=OUTDATED, beside=(told,))


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
