"""Compares blocks with blocks, their length and how they are read: `python -m benchmarks.indexes.tuning`.

Each length is built at once; all that is asked differently is asked of the same file.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.corpus import claims, long_messages, messages
from benchmarks.indexes.blocks import LENGTH, Blocks
from benchmarks.indexes.index import stored
from benchmarks.indexes.summing import Postings, Scores, best, by_sorting
from benchmarks.indexes.trial import LONG, SHORT, WARMING, Share, asked
from bot.progress import progress

LENGTHS = (128, 256, 512, LENGTH, 2_048)
BUDGETS = (20_000, 50_000, 100_000, 200_000, 400_000, 1_000_000)


def by_order(postings: Postings, top: int) -> list[int]:
    """Find the order of the ids and add up the runs of each."""
    order = np.argsort(postings.ids, kind="stable")
    ids = postings.ids[order]
    firsts = np.flatnonzero(np.concatenate(([True], ids[1:] != ids[:-1])))
    return best(ids[firsts], np.add.reduceat(postings.scores[order], firsts), top)


def by_counting(postings: Postings, top: int) -> list[int]:
    """Add up in an array as long as the ids are high, made for each question."""
    sums = np.bincount(postings.ids, postings.scores)
    touched = np.flatnonzero(sums)
    return best(touched.astype(np.uint32), sums[touched].astype(np.float32), top)


class Slate:
    """Adds up in an array that is kept from question to question; only what was written is wiped."""

    def __init__(self) -> None:
        self._sums: Scores = np.zeros(0, np.float32)

    def __call__(self, postings: Postings, top: int) -> list[int]:
        """Return the best claims; not to be called by two threads at once."""
        ids, scores, counts = postings
        highest = int(ids.max())
        if highest >= len(self._sums):
            self._sums = np.zeros(highest + highest // 8 + 1, np.float32)
        start = 0
        for count in counts:
            self._sums[ids[start : start + count]] += scores[start : start + count]
            start += count
        sums = self._sums[ids]
        self._sums[ids] = 0
        # A claim stands there once for each of its terms, so among so many are at least the best.
        few = min(len(sums), top * len(counts))
        at = np.argpartition(sums, len(sums) - few)[-few:]
        distinct, first = np.unique(ids[at], return_index=True)
        return best(distinct, sums[at][first], top)


WAYS = {"sorting": by_sorting, "order": by_order, "counting": by_counting, "slate": Slate()}


def built(size: int, folder: Path) -> dict[int, Path]:
    """Build a file of each length."""
    with progress(f"Normalising {size:,} claims", size) as done:
        record = [stored(number, text) for number, text in enumerate(claims(size)) if not done(1)]
    paths = {length: folder / f"{length}.db" for length in LENGTHS}
    for length, path in paths.items():
        index = Blocks(path, length=length)
        index.fill([record])
        print(f"blocks of {length:,}: {index.size() / 1e6:.1f} MB")
        index.close()
    return paths


def variants(paths: dict[int, Path]) -> dict[str, Blocks]:
    """Open the files in every way."""
    by_length = {f"blocks of {length:,}": Blocks(path, length=length) for length, path in paths.items()}
    by_budget = {f"budget {budget:,}": Blocks(paths[LENGTH], budget=budget) for budget in BUDGETS}
    by_way = {name: Blocks(paths[LENGTH], add_up=way) for name, way in WAYS.items()}
    return by_length | by_budget | by_way


def row(name: str, *shares: Share) -> str:
    """Write a line of the table."""
    cells = [
        cell
        for share in shares
        for cell in (f"{share.median:.2f} / {share.p99:.2f}", f"{share.first:.3f} / {share.among:.3f}")
    ]
    return f"| {' | '.join([name, *cells])} |"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.indexes.tuning", description="Compare blocks.")
    options.add_argument("--size", type=int, default=100_000, help="number of claims (default 100,000)")
    size: int = options.parse_args().size
    with TemporaryDirectory() as folder:
        opened = variants(built(size, Path(folder)))
        for index in opened.values():
            index.claims = size
        indexes = list(opened.values())
        short = asked(indexes, list(messages(SHORT + WARMING, size)))
        long = asked(indexes, list(long_messages(LONG + WARMING, size)))
        print("| | 10 words, ms | right first / in 50 | 2,000 characters, ms | right first / in 50 |")
        print("| --- | --- | --- | --- | --- |")
        for name, *shares in zip(opened, short, long, strict=True):
            print(row(name, *shares))
        for index in indexes:
            index.close()


if __name__ == "__main__":
    main()
