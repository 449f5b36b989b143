"""Scores the verdicts on labelled messages: `uv run python -m benchmarks.verdicts [MESSAGES.jsonl]`.

Without a file: the labelled messages of the starter record, which is what they are checked against.
Prints each measure as a share; a message without an answer counts as "none".
"""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from benchmarks.scoring import Given, Labelled, scores
from bot.checking import Checker
from bot.services import open_services
from storage.models import EVERYWHERE

MESSAGES = Path(__file__).parents[1] / "tests" / "cases" / "starter_messages.jsonl"


def labelled(path: Path) -> tuple[Labelled, ...]:
    """Read labelled messages, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Labelled) for line in lines if line.strip())


async def answered(checker: Checker, messages: Iterable[Labelled]) -> list[tuple[Labelled, Given]]:
    """Check each message and keep what is scored of the answer."""
    return [(message, await _given(checker, message.text)) for message in messages]


async def _given(checker: Checker, text: str) -> Given:
    answer = (await checker.check(text, EVERYWHERE)).answer
    kinds = tuple(difference.kind.value for difference in answer.differences)
    return Given(answer.verdict.value, answer.entry.claim.key if answer.entry else None, kinds)


async def main(messages: Path) -> None:
    """Print the measures."""
    async with open_services("sqlite:///:memory:") as services:
        pairs = await answered(services.checker, labelled(messages))
    for name, share in scores(pairs).items():
        print(f"{name:26}{share}")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES))
