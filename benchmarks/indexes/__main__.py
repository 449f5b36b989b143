"""Measures four ways to keep the index, side by side: `uv run python -m benchmarks.indexes`.

The claims are made up (`benchmarks.corpus`), the same for every index, and every message goes to all of them in turns.
The public claim-matching benchmark does not come with Onrecord: its folder is given by `--bench`, or found beside the
checkout. `benchmarks.indexes.tuning` compares blocks with blocks.
"""

import argparse
import inspect
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.indexes import summing
from benchmarks.indexes.blocks import Blocks
from benchmarks.indexes.fts import FullText
from benchmarks.indexes.index import Index
from benchmarks.indexes.numbered import NumberedRows
from benchmarks.indexes.quality import Quality, quality
from benchmarks.indexes.rows import Rows
from benchmarks.indexes.trial import Figures, Make, trial
from benchmarks.speed import BESIDE

SIZES = (1_000, 10_000, 100_000, 1_000_000)
BASELINE = Rows.name
KINDS: tuple[type[Index], ...] = (FullText, Rows, NumberedRows, Blocks)
HEADINGS = (
    "claims",
    "index",
    "10 words, ms",
    "against rows",
    "right first / in 50",
    "2,000 characters, ms",
    "against rows",
    "right first / in 50",
    "built by 1,000, s",
    "at once, s",
    "one more, ms",
    "MB",
)


def rows(names: Sequence[str], measured: Sequence[Figures]) -> list[str]:
    """Write the lines of one size."""
    base = measured[names.index(BASELINE)]
    return [_row(name, one, base) for name, one in zip(names, measured, strict=True)]


def _row(name: str, one: Figures, base: Figures) -> str:
    cells = [f"{one.size:,}", name]
    for share, against in ((one.short, base.short), (one.long, base.long)):
        cells += [
            f"{share.median:.2f} / {share.p99:.2f}",
            f"{share.median / against.median:.2f} / {share.p99 / against.p99:.2f}",
            f"{share.first:.3f} / {share.among:.3f}",
        ]
    cells += [f"{one.batches:.1f}", f"{one.whole:.1f}", f"{one.added[0]:.2f} / {one.added[1]:.2f}"]
    return f"| {' | '.join([*cells, f'{one.bytes / 1e6:.1f}'])} |"


def qualities(names: Sequence[str], found: Mapping[str, Sequence[Quality]]) -> list[str]:
    """Write the table of the public benchmark."""
    lines = [f"| index, MRR@10 / right first | {' | '.join(found)} |", f"| --- |{' --- |' * len(found)}"]
    for at, name in enumerate(names):
        cells = [f"{by_index[at].mrr:.3f} / {by_index[at].first:.3f}" for by_index in found.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def code_lines(kind: type) -> int:
    """Count the lines of an index's own module, and of its way to add up."""
    modules = [sys.modules[kind.__module__], *([summing] if kind is Blocks else [])]
    return sum(bool(line.strip()) for module in modules for line in inspect.getsource(module).splitlines())


def main() -> None:
    """Print the tables as they come."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.indexes", description="Measure kinds of indexes.")
    sizes = ",".join(map(str, SIZES))
    options.add_argument("--sizes", default=sizes, help=f"numbers of claims (default {sizes})")
    options.add_argument("--bench", type=Path, default=BESIDE, help="the folder of the public benchmark")
    given = options.parse_args()
    names, kinds = [kind.name for kind in KINDS], list[Make](KINDS)
    print(f"| {' | '.join(HEADINGS)} |\n|{' --- |' * len(HEADINGS)}", flush=True)
    for size in map(int, given.sizes.split(",")):
        with TemporaryDirectory() as folder:
            print("\n".join(rows(names, trial(kinds, size, Path(folder)))), flush=True)
    print()
    if (given.bench / "snopes_tweets").is_dir():
        with TemporaryDirectory() as folder:
            print("\n".join(qualities(names, quality(kinds, given.bench, Path(folder)))))
    else:
        print("No public benchmark there: quality is not measured.")
    print(f"\n{', '.join(f'{kind.name}: {code_lines(kind)} lines' for kind in KINDS)}")


if __name__ == "__main__":
    main()
