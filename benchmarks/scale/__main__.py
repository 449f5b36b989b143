"""Measures speed and size from 1,000 claims to a million: `uv run python -m benchmarks.scale`.

Claims and messages are made up (`benchmarks.corpus`). The same with tantivy, and with everything put into
docs/retrieval.md and drawn beside it:

    uv run --with tantivy==0.27.0 --with matplotlib==3.11.2 python -m benchmarks.scale --into docs
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pages import decimals, put, ready, table_of
from benchmarks.rivals import Tantivy, installed
from benchmarks.scale.asking import AT_ONCE, CHECK, RETRIEVAL, SEMANTIC, Times
from benchmarks.scale.beside import Beside
from benchmarks.scale.drawing import draw
from benchmarks.scale.measuring import Measured, measured
from benchmarks.scale.sustaining import RATE

SIZES = (1_000, 10_000, 100_000, 1_000_000)
NOT_ASKED = "–"


class Options(argparse.Namespace):
    """What the command was given."""

    sizes: str
    keep: Path | None
    into: Path | None


def options() -> Options:
    """Read the command line."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="Measure speed and size.")
    sizes = ",".join(map(str, SIZES))
    given.add_argument("--sizes", default=sizes, help=f"numbers of claims (default {sizes})")
    given.add_argument("--keep", type=Path, help="a folder where records are kept, and those kept are used again")
    given.add_argument("--into", type=Path, help="a folder: put the tables into its retrieval.md, and draw beside it")
    return given.parse_args(namespace=Options())


def main() -> None:
    """Measure each size; print the tables, put and draw them where that is asked."""
    given = options()
    if given.into:
        ready(given.into / "retrieval.md")
    installed([Tantivy])
    sizes = sorted(map(int, given.sizes.split(",")))
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    found: list[Measured] = []
    with TemporaryDirectory() as folder:
        for size in sizes:
            found.append(measured(size, given.keep or Path(folder), apart=size in {sizes[0], sizes[-1]}))
            print(f"{size:,} claims", flush=True)
    tables = {"latency": latency(found), "load": load(found), "cost": cost(found), "own": own(found)}
    tables["beside"] = beside(found)
    print("", *tables.values(), sep="\n\n")
    if given.into:
        put(given.into / "retrieval.md", tables)
        draw(found, given.into / "scale")


def latency(found: Sequence[Measured]) -> str:
    """Write the table of how long an answer takes."""
    ways = [name for name in (RETRIEVAL, CHECK, SEMANTIC) if name in found[0].asked.short]
    headings = [f"{name}, {length}" for length in ("10 words", "2,000 characters") for name in ways]
    rows = [
        [f"{one.size:,}", *(_times(asked[name]) for asked in (one.asked.short, one.asked.long) for name in ways)]
        for one in found
    ]
    return table_of(["claims; ms, p50 / p99", *headings], rows)


def load(found: Sequence[Measured]) -> str:
    """Write the table of what one process can do, and whether the claim meant is found among so many."""
    headings = [
        "claims",
        f"checks a second, {AT_ONCE} at a time",
        f"answers a second at {RATE} messages a second",
        "until an answer, p99 ms",
        "event loop late (idle), p99 ms",
        "claim meant is first / in ten",
    ]
    rows = [
        [
            f"{one.size:,}",
            f"{one.asked.per_second:,.0f}",
            f"{one.sustained.per_second:.0f}",
            f"{one.sustained.answered:,.1f}",
            f"{one.sustained.stall:.1f} ({one.sustained.idle:.1f})",
            f"{decimals(one.asked.first)} / {decimals(one.asked.ten)}",
        ]
        for one in found
    ]
    return table_of(headings, rows)


def cost(found: Sequence[Measured]) -> str:
    """Write the table of what a record takes: time, memory, space."""
    headings = [
        "claims",
        "built in s (storage)",
        "memory while built, peak MB",
        "memory while asked, peak MB",
        "file, MB",
        "one claim more, ms p50 / p99",
    ]
    rows = [
        [
            f"{one.size:,}",
            f"{one.built.seconds:,.1f} ({one.built.stored:,.1f})",
            f"{one.built.megabytes:,.0f}",
            f"{one.asked.megabytes:,.0f}",
            f"{one.megabytes:,.1f}",
            _times(one.added),
        ]
        for one in found
    ]
    return table_of(headings, rows)


def own(found: Sequence[Measured]) -> str:
    """Write the table of a server's own claims."""
    headings = ["other claims; ms, p50 / p99", "another server's", "everywhere's, asked too"]
    return table_of(headings, ([f"{one.size:,}", _or_none(one.own_apart), _times(one.own)] for one in found))


def beside(found: Sequence[Measured]) -> str:
    """Write the table of the rivals: our time, theirs, and the ratios."""
    headings = ["claims", "ours", "tantivy", "p99, ours / theirs", "ours", "extractOne(WRatio)", "times faster (p50)"]
    rows = [
        [
            f"{one.size:,}",
            *_pair(one.tantivy),
            f"{one.tantivy.ours.p99 / one.tantivy.theirs.p99:.2f}" if one.tantivy else NOT_ASKED,
            *_pair(one.fuzzy),
            f"{one.fuzzy.theirs.median / one.fuzzy.ours.median:,.0f}" if one.fuzzy else NOT_ASKED,
        ]
        for one in found
    ]
    return table_of(headings, rows)


def _pair(one: Beside | None) -> tuple[str, str]:
    return (_times(one.ours), _times(one.theirs)) if one else (NOT_ASKED, NOT_ASKED)


def _times(one: Times) -> str:
    return f"{one.median:,.2f} / {one.p99:,.2f}"


def _or_none(one: Times | None) -> str:
    return _times(one) if one else NOT_ASKED


if __name__ == "__main__":
    main()
