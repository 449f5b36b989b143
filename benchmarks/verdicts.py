"""Scores the verdicts on labelled messages: `uv run python -m benchmarks.verdicts [MESSAGES.jsonl]`.

Without a file: every labelled set, each against the record of its own article, through the Checker and its index.
With one: those messages against the starter record. A message without an answer counts as "none".
With the extra [semantic] installed its sentence model is used, but for `--without-semantic`.
"""

import argparse
import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.labelled import CASES, SETS, LabelledSet, Use, read_labelled
from benchmarks.scoring import Given, Labelled, Pair, scores
from bot.checking import Checker
from bot.matching.likeness import SentenceModel
from bot.semantic import installed
from bot.services import open_services
from bot.unread import catch_up
from storage.models import EVERYWHERE, Act

MESSAGES = CASES / "starter_messages.jsonl"
_ACT = Act("benchmark", datetime(2026, 1, 1, tzinfo=UTC), "To be scored.")
#: Measures by what they are called in a table.
SHORT = {
    "four-way accuracy": "acc",
    "differs recall": "D rec",
    "differs precision": "D prec",
    "right particular named": "slot",
    "false support": "FALSE",
    "supports recall": "S rec",
    "supports called differs": "S>D",
    "right citation": "cite",
    "none given a verdict": "none verdict",
    "none answered": "none answered",
}


async def answered(checker: Checker, messages: Iterable[Labelled]) -> list[Pair]:
    """Check each message and keep what is scored of the answer."""
    return [(message, await _given(checker, message.text)) for message in messages]


async def _given(checker: Checker, text: str) -> Given:
    answer = (await checker.check(text, EVERYWHERE)).answer
    kinds = tuple(difference.kind.value for difference in answer.differences)
    return Given(answer.verdict.value, answer.entry.claim.key if answer.entry else None, kinds)


@asynccontextmanager
async def record_of(one: LabelledSet, model: SentenceModel | None = None) -> AsyncGenerator[Checker]:
    """Open a record that holds the claims of a set's article, to be checked with the sentence model if one is given."""
    starter = one.article == "starter"
    async with open_services("sqlite:///:memory:", starter=starter) as services:
        if not starter:
            await services.storage.claims.save(one.claims(), EVERYWHERE, _ACT)
        await catch_up(services.storage.claims, model)
        yield Checker(services.storage.claims, model)


def line(name: str, pairs: Sequence[Pair]) -> str:
    """Return a table's line: the name of a set and its measures."""
    measured = scores(pairs)
    return " | ".join([f"{name:24}", *(f"{measured[measure].value:.3f}" for measure in SHORT)])


async def main(messages: Path | None, model: SentenceModel | None) -> None:
    """Print the measures."""
    print("word vectors" + (f" + {model.name}" if model else ""))
    if messages:
        async with open_services("sqlite:///:memory:") as services:
            pairs = await answered(Checker(services.storage.claims, model), read_labelled(messages))
        for name, share in scores(pairs).items():
            print(f"{name:26}{share}")
        return
    print(" | ".join([f"{'set':24}", *SHORT.values()]))
    by_use: dict[Use, list[Pair]] = {use: [] for use in Use}
    for one in SETS:
        async with record_of(one, model) as checker:
            pairs = await answered(checker, one.labelled())
        print(line(one.name, pairs))
        by_use[Use.OWN if one.half is not None else one.use] += pairs
    for use, pairs in by_use.items():
        print(line(f"all {use}", pairs))


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m benchmarks.verdicts", description="Score the verdicts.")
    options.add_argument("messages", type=Path, nargs="?", help="labelled messages about the starter record")
    options.add_argument("--without-semantic", action="store_true", help="do not use the sentence model")
    given = options.parse_args()
    asyncio.run(main(given.messages, None if given.without_semantic else installed()))
