"""Draws what grows with the record, and what does not."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.pages import a_figure, save_figure
from benchmarks.scale.asking import CHECK, RETRIEVAL, Times
from benchmarks.scale.measuring import Measured

#: Lines that are drawn: how each looks.
_DRAWN = {"retrieval": "o-", "check": "s-", "tantivy": "^:", "rapidfuzz extractOne(WRatio)": "x:"}


def draw(found: Sequence[Measured], path: Path) -> None:
    """Draw times on the left, space on the right, by claims."""
    figure = a_figure(height=4.5)
    times, space = figure.subplots(1, 2)
    for name, points in _lines(found).items():
        sizes = [size for size, _ in points]
        (line,) = times.plot(sizes, [one.median for _, one in points], _DRAWN[name], label=name)
        times.fill_between(sizes, *zip(*(one for _, one in points), strict=True), color=line.get_color(), alpha=0.15)
    times.set(xscale="log", yscale="log", xlabel="claims", ylabel="ms for 10 words: median, shaded up to p99")
    sizes = [one.size for one in found]
    space.plot(sizes, [one.megabytes for one in found], "o-", label="database file")
    space.plot(sizes, [one.asked.megabytes for one in found], "s-", label="memory while asked, peak")
    space.plot(sizes, [one.built.megabytes for one in found], "^:", label="memory while built, peak")
    space.set(xscale="log", yscale="log", xlabel="claims", ylabel="MB")
    for axes in (times, space):
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:,g}")
        axes.grid(alpha=0.3)
        axes.legend(frameon=False, fontsize=8)
    save_figure(figure, path)


def _lines(found: Sequence[Measured]) -> dict[str, list[tuple[int, Times]]]:
    lines: dict[str, list[tuple[int, Times]]] = {name: [] for name in _DRAWN}
    for one in found:
        for name in (RETRIEVAL, CHECK):
            lines[name].append((one.size, one.asked.short[name]))
        for name, beside in (("tantivy", one.tantivy), ("rapidfuzz extractOne(WRatio)", one.fuzzy)):
            if beside:
                lines[name].append((one.size, beside.theirs))
    return {name: points for name, points in lines.items() if points}
