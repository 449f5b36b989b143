"""Draws the trade between false support and supports recall, and shows what vectors and a sentence model add to it.

`uv run --extra semantic --with matplotlib==3.11.2 python -m benchmarks.curve` prints the tables of docs/verdict.md,
puts them there, and draws docs/trade.png and docs/trade.svg; without matplotlib it only prints. The weights are learned
anew for each way and written nowhere: sets to learn from are answered by weights learned without their article.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from enum import StrEnum
from importlib.util import find_spec
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

from benchmarks.labelled import SETS, LabelledSet, Use
from benchmarks.pages import put
from benchmarks.scoring import Pair, Share, scores
from benchmarks.train import Case, cases, given, heads, left_out
from bot.matching.match import DEFAULT, Thresholds
from bot.matching.weighing import Heads
from bot.semantic import installed
from storage import vectors

DOCS = Path(__file__).parents[1] / "docs"
#: Every line that is tried, and those that the table shows.
LINES = tuple(sorted({round(step / 20, 2) for step in range(2, 19)} | {DEFAULT.supports}))
SHOWN = tuple(line for line in LINES if line in {0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, DEFAULT.supports})
#: What is asked of strangers' messages.
MOST_FALSE, LEAST_FOUND = 0.08, 0.55
MEASURES = (
    "four-way accuracy",
    "differs recall",
    "differs precision",
    "right particular named",
    "false support",
    "supports recall",
    "supports called differs",
    "right citation",
    "none given a verdict",
)
KINDS = ("number", "date", "modality", "attribution", "negation", "entity", "direction")
STRANGERS = {
    "strangers, learned from": "Learned-from sets, each article left out",
    "strangers, kept back": "Kept-back sets",
}

#: By line, by group of sets, by measure.
Measured = Mapping[float, Mapping[str, Mapping[str, Share]]]


class Way(StrEnum):
    """What the meaning of words and sentences is told by."""

    WITHOUT = "no vectors"
    DEFAULT = "default"
    SEMANTIC = "`[semantic]`"


DRAWN = {Way.WITHOUT: "^:", Way.DEFAULT: "o-", Way.SEMANTIC: "x--"}


def group(one: LabelledSet) -> str:
    """Say which row of the tables a set belongs to."""
    if one.half is not None:
        return f"own messages, {'learned from' if one.use is Use.OWN else 'kept back'}"
    return f"strangers, {'kept back' if one.use is Use.KEPT_BACK else 'learned from'}"


def measured(way: Way) -> Measured:
    """Learn and answer, all else alike."""
    if way is Way.WITHOUT:
        rows = vectors._table().rows  # noqa: SLF001 - the loaded table itself, so that every caller is without
        rows[:] = 0.0
    model = installed() if way is Way.SEMANTIC else None
    judged = {one: cases(one, model) for one in SETS}
    learning = {one: messages for one, messages in judged.items() if one.use is not Use.KEPT_BACK}
    without = left_out(learning)
    everything = heads(message for messages in learning.values() for message in messages)
    weights = {one: without[one.article] if one in learning else everything for one in SETS}
    return {line: _answered(judged, weights, Thresholds(supports=line)) for line in LINES}


def _answered(
    judged: Mapping[LabelledSet, Sequence[Sequence[Case]]], weights: Mapping[LabelledSet, Heads], lines: Thresholds
) -> Mapping[str, Mapping[str, Share]]:
    pairs: list[tuple[str, Pair]] = [
        (group(one), (message[0].message, given(message, weights[one], lines)))
        for one, messages in judged.items()
        for message in messages
        if message
    ]
    pairs.sort(key=lambda pair: pair[0])
    groups = ((name, [pair for _, pair in found]) for name, found in groupby(pairs, key=lambda pair: pair[0]))
    return {name: {**scores(found), **_by_kind(found)} for name, found in groups}


def _by_kind(pairs: Sequence[Pair]) -> Mapping[str, Share]:
    """Return the false support of messages that differ on each kind of particular."""
    altered = {kind: [got for want, got in pairs if want.differs_on == kind] for kind in KINDS}
    return {kind: Share(sum(got.verdict == "supports" for got in found), len(found)) for kind, found in altered.items()}


def trade(found: Measured) -> str:
    """Write the table of the trade."""
    rows = [
        ["`supports`", *(f"{name}: {what}" for name in STRANGERS for what in ("false support", "supports recall"))],
        ["---"] * 5,
    ]
    for line in SHOWN:
        figures = [
            figure_of(found[line][name][what]) for name in STRANGERS for what in ("false support", "supports recall")
        ]
        cells = [f"{line:.2f}", *figures]
        rows.append([f"**{cell}**" for cell in cells] if line == DEFAULT.supports else cells)
    return table_of(rows)


def side_by_side(ways: Mapping[Way, Measured]) -> str:
    """Write the table of figures each way, at the chosen line."""
    rows = [["messages", "way", *MEASURES], ["---"] * (2 + len(MEASURES))]
    for name in ways[Way.DEFAULT][DEFAULT.supports]:
        for way, found in ways.items():
            rows.append([name, way, *(figure_of(found[DEFAULT.supports][name][one]) for one in MEASURES)])
    return table_of(rows)


def by_kind(found: Measured) -> str:
    """Write the table of false support by what is not as recorded, at the chosen line."""
    rows = [["differs in", *STRANGERS], ["---"] * (1 + len(STRANGERS))]
    for kind in KINDS:
        shares = (found[DEFAULT.supports][name][kind] for name in STRANGERS)
        rows.append([kind, *(f"{share.part} of {share.whole}" for share in shares)])
    return table_of(rows)


def figure_of(share: Share) -> str:
    """Write a share with three decimals."""
    return f"{share.value:.3f}".removeprefix("0")


def table_of(rows: Sequence[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def draw(ways: Mapping[Way, Measured]) -> None:
    """Draw the curves, the chosen point and what is asked."""
    import matplotlib as mpl  # noqa: PLC0415 - only to draw
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    mpl.rcParams.update({"svg.hashsalt": "onrecord", "svg.fonttype": "path", "font.size": 10})
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    panels = figure.subplots(1, len(STRANGERS), sharex=True, sharey=True)
    for axes, (name, title) in zip(panels, STRANGERS.items(), strict=True):
        for way, found in ways.items():
            points = [_point(found[line][name]) for line in LINES]
            axes.plot(*zip(*points, strict=True), DRAWN[way], markersize=4, label=way.strip("`"))
        chosen = _point(ways[Way.DEFAULT][DEFAULT.supports][name])
        axes.plot(*chosen, "D", color="black", markersize=8, label=f"chosen: {DEFAULT.supports:g}")
        axes.axvline(MOST_FALSE, color="grey", linestyle=":", linewidth=1)
        axes.axhline(LEAST_FOUND, color="grey", linestyle=":", linewidth=1)
        axes.set(title=title, xlabel="false support", ylim=(0, 1))
    panels[0].set_xlim(left=0)
    panels[0].set_ylabel("supports recall")
    panels[0].legend(loc="upper left", frameon=False)
    figure.savefig(DOCS / "trade.png", dpi=110, metadata={"Software": None})
    figure.savefig(DOCS / "trade.svg", metadata={"Date": None})


def _point(found: Mapping[str, Share]) -> tuple[float, float]:
    return found["false support"].value, found["supports recall"].value


def main() -> None:
    """Measure each way, print, put and draw."""
    ways = [way for way in Way if way is not Way.SEMANTIC or installed()]
    # A process each: what was read with vectors is remembered with them.
    with ProcessPoolExecutor(len(ways), mp_context=get_context("spawn")) as pool:
        found = dict(zip(ways, pool.map(measured, ways), strict=True))
    default = found[Way.DEFAULT]
    tables = {"trade": trade(default), "kinds": by_kind(default), "ways": side_by_side(found)}
    print("\n\n".join(tables.values()))
    if find_spec("matplotlib"):
        put(DOCS / "verdict.md", tables)
        draw(found)
    else:
        print("\nNothing was drawn or put into docs/: there is no matplotlib.")


if __name__ == "__main__":
    main()
