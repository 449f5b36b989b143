"""Reads strings of any kind, and shows what broke and what was slowest: `uv run python -m benchmarks.hostile`.

Each text follows from its number, so that `--show NUMBER` prints it again. Every one is read into statements and
matched with a few claims; every fiftieth is also checked against the starter record. Exits with 1 when anything raised.
"""

import argparse
import asyncio
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nlargest
from time import perf_counter

from rich.console import Console
from rich.progress import track

from benchmarks.hostile_texts import CLAIMS, hostile
from bot.checking import Checker
from bot.matching.match import match_claim
from bot.matching.statement import statements
from bot.services import open_services
from bot.starter import starter_claims
from storage.models import EVERYWHERE, Claim

GOAL_MS = 50.0
SHOWN = 10
CHECKED_EVERY = 50
RECORDED = tuple(Claim(f"claim-{number}", text) for number, text in enumerate(CLAIMS))


@dataclass(slots=True)
class Timing:
    """How long the texts took, in ms, and what they raised."""

    took: dict[int, float] = field(default_factory=dict[int, float])
    raised: dict[int, str] = field(default_factory=dict[int, str])

    def slowest(self) -> list[int]:
        """Return the numbers of the texts that took longest."""
        return nlargest(SHOWN, self.took, key=self.took.__getitem__)


def match_all(text: str) -> None:
    """Read a text and match each of its statements with each claim."""
    for said in statements(text):
        for claim in RECORDED:
            match_claim(said, claim)


def read_all(numbers: Iterable[int]) -> Timing:
    """Time the pure part on each text."""
    timing = Timing()
    for number in numbers:
        text = hostile(number).text
        started = perf_counter()
        try:
            match_all(text)
        except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
            timing.raised[number] = traceback.format_exc(limit=-4)
        timing.took[number] = (perf_counter() - started) * 1_000
    return timing


async def check_all(checker: Checker, numbers: Iterable[int]) -> Timing:
    """Time a whole check of each text."""
    timing = Timing()
    for number in numbers:
        text = hostile(number).text
        started = perf_counter()
        try:
            await checker.check(text, EVERYWHERE)
        except Exception:  # noqa: BLE001  # as above
            timing.raised[number] = traceback.format_exc(limit=-4)
        timing.took[number] = (perf_counter() - started) * 1_000
    return timing


def report(title: str, timing: Timing, again: Timing) -> None:
    """Print the slowest texts, how long they took, and how long the second time, when all tables are warm."""
    over = sum(took > GOAL_MS for took in timing.took.values())
    print(f"{title}: {len(timing.took):,} texts, {over} of them over {GOAL_MS:.0f} ms, {len(timing.raised)} raised")
    print(f"{'ms':>8}{'again':>8}  text")
    for number in timing.slowest():
        one = hostile(number)
        made = f"#{number} {one.recipe}, {len(one.text):,} characters"
        print(f"{timing.took[number]:8.1f}{again.took[number]:8.1f}  {made}: {one.text[:24]!a:.40}")
    for number, trace in list(timing.raised.items())[:SHOWN]:
        print(f"#{number} {hostile(number).recipe}\n{trace}")


async def run(numbers: range) -> bool:
    """Read all texts and check a sample; tell whether none raised."""
    progress = Console(stderr=True)
    match_all(CLAIMS[0])  # Loads the word tables.
    read = read_all(track(numbers, "Reading", console=progress, disable=not progress.is_terminal))
    report("Read and matched", read, read_all(read.slowest()))
    async with open_services("sqlite:///:memory:") as services:
        await services.checker.check(starter_claims()[0].text, EVERYWHERE)
        sample = track(numbers[::CHECKED_EVERY], "Checking", console=progress, disable=not progress.is_terminal)
        checked = await check_all(services.checker, sample)
        report("Checked against the starter record", checked, await check_all(services.checker, checked.slowest()))
    return not read.raised and not checked.raised


def main() -> None:
    """Print the slowest texts and whatever was raised."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description="Read strings of any kind.")
    options.add_argument("--count", type=int, default=100_000, help="how many texts (100,000)")
    options.add_argument("--start", type=int, default=0, metavar="NUMBER", help="the first text's number (0)")
    options.add_argument("--show", type=int, metavar="NUMBER", help="only print the text of a number")
    given = options.parse_args()
    show: int | None = given.show
    if show is not None:
        sys.stdout.write(hostile(show).text.encode("utf-8", "backslashreplace").decode() + "\n")
        return
    first: int = given.start
    count: int = given.count
    sys.exit(0 if asyncio.run(run(range(first, first + count))) else 1)


if __name__ == "__main__":
    main()
