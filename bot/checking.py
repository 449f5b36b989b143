"""Checking a message against the record: text in, answers out. No Discord, no SQL."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from bot.matching.differences import Difference, DifferenceKind
from bot.matching.judging import nearest
from bot.matching.likeness import UNASKED, Likenesses, SentenceModel
from bot.matching.masking import prose
from bot.matching.match import PAIR, Match, best_match, match_claim, touches
from bot.matching.names import KnownNames, known_names
from bot.matching.particulars import propose
from bot.matching.stance import Stance
from bot.matching.statement import Statement, statements
from bot.verdict import Verdict, verdict_of
from storage.models import EVERYWHERE, Candidate, Claim, Entry, Name, Scope
from storage.protocol import ClaimStore

#: How many of the index's candidates are laid beside a statement, and of how many the particulars are compared.
COMPARED = 10
JUDGED = 4
#: The matcher's share in ranking: on 400 tweets against 14,231 claims .2 ranked best (MRR .793), .5 cost .008.
MATCHED = 0.2


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


class Checker:
    """Checks messages against a claim store, with a sentence model if there is one."""

    def __init__(self, claims: ClaimStore, model: SentenceModel | None = None) -> None:
        self._claims = claims
        self._model = model

    async def check(self, text: str, scope: Scope, *, limit: int = 3) -> Checked:
        """Answer a message from the claims seen from the scope, listing up to ``limit`` candidates."""
        started = perf_counter()
        said = statements(text)
        candidates = await self._claims.candidates(" ".join(one.text for one in said), scope, max(limit, COMPARED))
        likenesses: dict[int, float] = {}
        answers = [await self._answer(one, candidates if len(said) == 1 else None, scope, likenesses) for one in said]
        answer = gravest(answers) or Answer(text, Verdict.NONE)
        asks = any(one.stance in {Stance.ASKS_WHAT, Stance.ASKS_WHETHER} for one in said)
        ranked = _ranked(candidates, likenesses)[:limit]
        return Checked(answer, ranked, (perf_counter() - started) * 1_000, asks)

    async def compared(self, said: Statement, scope: Scope) -> tuple[Entry, ...]:
        """Return the claims that a statement is compared with, in the index's order."""
        return tuple(one.entry for one in await self._claims.candidates(said.text, scope, COMPARED))

    async def likenesses(self, said: Statement, claims: Iterable[Claim]) -> Likenesses:
        """Ask the model how alike a statement and the texts of claims are, in a thread; empty without a model."""
        texts = [text for claim in claims for text in (claim.text, *claim.wordings)]
        if self._model is None or not texts:
            return UNASKED
        return await asyncio.to_thread(self._model.likenesses, said.text, texts)

    async def _answer(
        self, said: Statement, found: Sequence[Candidate] | None, scope: Scope, likenesses: dict[int, float]
    ) -> Answer:
        """Answer one statement, from its own candidates unless it is the whole message; note who was how alike."""
        if found is None:
            found = await self._claims.candidates(said.text, scope, COMPARED)
        entries = {id(one.entry.claim): one.entry for one in found[:COMPARED]}
        said = replace(said, known=_names(entries.values()))
        near = nearest(said, (entry.claim for entry in entries.values()), JUDGED)
        # Where too little is shared the model would be asked for nothing; a claim's other wordings may share more.
        worth = (one.claim for one in near if one.claim.wordings or touches(one.alignment, one.coverage.recorded))
        alike = await self.likenesses(said, worth)
        matches = [match for one in near if (match := match_claim(said, one.claim, likened=one, alike=alike))]
        for match in matches:
            entry = entries[id(match.claim)]
            likenesses[entry.id] = max(likenesses.get(entry.id, 0.0), match.similarity)
        best = best_match(matches)
        return answer_of(said, best, entries[id(best.claim)]) if best else Answer(said.text, Verdict.NONE)


def _names(entries: Iterable[Entry]) -> KnownNames:
    """Return the names that the claims have, to be known in a message that writes them in lower case."""
    particulars = (particular for entry in entries for particular in entry.claim.particulars)
    return known_names(particular for particular in particulars if isinstance(particular, Name))


def _ranked(candidates: Sequence[Candidate], likenesses: Mapping[int, float]) -> tuple[Candidate, ...]:
    """Rank by what the index and the matcher think together."""
    ranked = (
        replace(one, score=(1 - MATCHED) * one.score + MATCHED * likenesses.get(one.entry.id, 0.0))
        for one in candidates
    )
    return tuple(sorted(ranked, key=lambda candidate: -candidate.score))


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
