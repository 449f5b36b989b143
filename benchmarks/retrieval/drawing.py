"""Draws how well claims are found, and what typos cost."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.pages import a_figure, save_figure
from benchmarks.retrieval.ranking import SHARES, Qualities, Ranked
from benchmarks.rivals import FullText

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OURS = "#1f5fa8"
OTHERS = "#a9adb3"
_LINES = {FullText.name: "s:"}


def draw(found: Mapping[str, Ranked], path: Path) -> None:
    """Draw the bars of every set above, and under them the lines of the misspelt messages."""
    figure = a_figure(height=7)
    bars, lines = figure.subplots(2, len(found), squeeze=False, sharey="row")
    for above, below, (name, one) in zip(bars, lines, found.items(), strict=True):
        _bars(above, f"{name}\n{_asked(one.everybody):,} messages", one.everybody)
        _lines(below, one.typos)
    # The first row of the table stands at the top; the panels share the axis.
    bars[0].invert_yaxis()
    lines[0].set_ylabel("MRR@10")
    lines[-1].legend(frameon=False, fontsize=8)
    save_figure(figure, path)


def _asked(found: Qualities) -> int:
    return next(iter(found.values())).asked


def _bars(axes: "Axes", title: str, found: Qualities) -> None:
    names = list(found)
    colours = [OURS if _is_ours(name) else OTHERS for name in names]
    drawn = axes.barh([_short(name) for name in names], [found[name].mrr for name in names], color=colours)
    axes.bar_label(drawn, fmt="%.3f", padding=3, fontsize=8)
    axes.set(title=title, xlabel="MRR@10", xlim=(0, 1.1), xticks=(0, 0.5, 1))


def _lines(axes: "Axes", typos: Mapping[float, Qualities]) -> None:
    for name in typos[SHARES[0]]:
        axes.plot(
            [100 * share for share in SHARES],
            [typos[share][name].mrr for share in SHARES],
            _LINES.get(name, "o-"),
            label=_short(name),
        )
    axes.set(xlabel="% of words misspelt", xticks=[100 * share for share in SHARES], ylim=(0, 1))


def _is_ours(name: str) -> bool:
    return name.startswith("Onrecord")


def _short(name: str) -> str:
    return name.replace("`", "")
