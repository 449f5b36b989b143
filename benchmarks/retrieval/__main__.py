"""Measures whether the claim meant is found: `uv run python -m benchmarks.retrieval`.

The public claim-matching benchmark does not come with Onrecord: its folder is given by `--bench`, or found beside the
checkout. The same with bm25s and tantivy, and with everything put into docs/retrieval.md and drawn beside it:

    uv run --with bm25s==0.3.16 --with tantivy==0.27.0 --with matplotlib==3.11.2 \\
        python -m benchmarks.retrieval --into docs
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.pages import decimals, put, ready, table_of
from benchmarks.retrieval.bench import SETS, read_bench, read_chat, sampled
from benchmarks.retrieval.drawing import draw
from benchmarks.retrieval.ranking import SHARES, Qualities, Ranked, ranked
from benchmarks.retrieval.scores import Quality
from benchmarks.retrieval.silence import Silences, silences
from benchmarks.rivals import FUZZY, SEARCHES, installed
from benchmarks.speed import BESIDE

FEW = 80
#: The set that silence is measured on.
SNOPES = SETS[0]


class Options(argparse.Namespace):
    """What the command was given."""

    bench: Path
    sample: int | None
    few: int
    into: Path | None


def options() -> Options:
    """Read the command line."""
    given = argparse.ArgumentParser(
        prog="python -m benchmarks.retrieval", description="Measure whether claims are found."
    )
    given.add_argument("--bench", type=Path, default=BESIDE, help="the folder of the public benchmark")
    given.add_argument("--sample", type=int, help="ask only so many messages of each set, and so many lines of chat")
    given.add_argument("--few", type=int, default=FEW, help=f"messages of a set asked of rapidfuzz (default {FEW})")
    given.add_argument("--into", type=Path, help="a folder: put the tables into its retrieval.md, and draw beside it")
    return given.parse_args(namespace=Options())


async def main(given: Options) -> None:
    """Print the tables as they come; put and draw them where that is asked."""
    rivals = installed((*SEARCHES, *FUZZY))
    found: dict[str, Ranked] = {}
    for name in SETS:
        bench = read_bench(given.bench / name)
        bench = replace(bench, messages=sampled(bench.messages, given.sample))
        found[name] = await ranked(bench, rivals, given.few)
        print(f"{name}: {len(bench.messages):,} messages, {len(bench.claims):,} claims", flush=True)
    tables = {
        "quality": qualities(found, lambda one: one.everybody),
        "fuzzy": qualities(found, lambda one: one.fuzzy),
        "typos": typos(found),
    }
    print("", *tables.values(), sep="\n\n", flush=True)
    chat = sampled(read_chat(given.bench / "chat_negatives.jsonl"), given.sample)
    tables["silence"] = silence(await silences(read_bench(given.bench / SNOPES), chat, given.sample))
    print(f"\n{tables['silence']}")
    if given.into:
        put(given.into / "retrieval.md", tables)
        draw(found, given.into / "retrieval")


def qualities(found: Mapping[str, Ranked], part: Callable[[Ranked], Qualities]) -> str:
    """Write the table of one way to ask: a column for each set."""
    parts = {name: part(one) for name, one in found.items()}
    names = list(parts[SNOPES])
    headings = [f"{name}, {one[names[0]].asked:,} messages" for name, one in parts.items()]
    rows = [[name, *(_cell(one[name]) for one in parts.values())] for name in names]
    return table_of(["MRR@10 (hits at 1 / 3 / 10)", *headings], rows)


def _cell(one: Quality) -> str:
    return f"**{decimals(one.mrr)}** ({decimals(one.first)} / {decimals(one.three)} / {decimals(one.ten)})"


def typos(found: Mapping[str, Ranked]) -> str:
    """Write the table of misspelt messages: for each set the MRR at each share, and what the most typos cost."""
    names = list(found[SNOPES].typos[0.0])
    headings = [f"{name}: {' / '.join(f'{share:.0%}' for share in SHARES)}" for name in found]
    rows = [
        [name, *(_shares([one.typos[share][name] for share in SHARES]) for one in found.values())] for name in names
    ]
    return table_of(["MRR@10 by words misspelt", *headings], rows)


def _shares(by_share: list[Quality]) -> str:
    return " / ".join(decimals(one.mrr) for one in by_share)


def silence(found: Mapping[int, Silences]) -> str:
    """Write the table of what is answered."""
    headings = ["claims", "asked", "chat answered", "answered rightly (recall)", "answered with another claim"]
    rows = [
        [f"{size:,}", name, *(f"{share.value:.2%} of {share.whole:,}" for share in (one.chat, one.right, one.wrong))]
        for size, by_name in found.items()
        for name, one in by_name.items()
    ]
    return table_of(headings, rows)


if __name__ == "__main__":
    asked = options()
    if not (asked.bench / SNOPES).is_dir():
        sys.exit("No public benchmark there: give its folder with --bench.")
    if asked.into:
        ready(asked.into / "retrieval.md")
    asyncio.run(main(asked))
