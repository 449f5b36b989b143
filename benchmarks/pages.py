"""Writes figures where people read them: as Markdown tables, and into a page between two comments."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def table_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *rows))


def decimals(share: float) -> str:
    """Write a share with three decimals and no naught before them."""
    return f"{share:.3f}".removeprefix("0")


def ready(page: Path) -> None:
    """Exit, before anything is measured, where nothing could be put or drawn afterwards."""
    if not page.exists():
        sys.exit(f"There is no {page} to put the tables into.")
    if find_spec("matplotlib") is None:
        sys.exit("There is no matplotlib to draw with; docs/retrieval.md has the command with it.")


def put(page: Path, tables: Mapping[str, str]) -> None:
    """Put each table in its place on the page, between two comments with its name."""
    text = page.read_text(encoding="utf-8")
    for name, table in tables.items():
        before, opening, rest = text.partition(f"<!-- {name} -->\n")
        _, closing, after = rest.partition(f"<!-- /{name} -->\n")
        if not closing:
            sys.exit(f"{page.name} has no place for the table “{name}”.")
        text = f"{before}{opening}\n{table}\n\n{closing}{after}"
    page.write_text(text, encoding="utf-8")


def a_figure(height: float) -> "Figure":
    """Return an empty figure that is drawn alike wherever it is drawn."""
    import matplotlib as mpl  # noqa: PLC0415 - only to draw
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    mpl.rcParams.update({"svg.hashsalt": "onrecord", "svg.fonttype": "path", "font.size": 10})
    return Figure(figsize=(10, height), layout="constrained")


def save_figure(figure: "Figure", path: Path) -> None:
    """Save a figure as PNG and as SVG, both without a date, so that the same figures make the same file."""
    figure.savefig(path.with_suffix(".png"), dpi=120)
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None})
