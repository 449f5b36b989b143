"""Puts the first figures of the verdicts beside the present ones: `uv run python -m benchmarks.first`.

The first ones are what `benchmarks.verdicts` printed for commit ccd79d9, before a rule or a weight had seen one of the
strangers' messages, by the labels as they are now. The table goes to its place in docs/verdict.md.
"""

import asyncio
from collections.abc import Mapping, Sequence

from benchmarks.curve import DOCS, put, table_of
from benchmarks.labelled import SETS, Use
from benchmarks.scoring import Pair
from benchmarks.verdicts import SHORT, answered, line, record_of

#: Measures, by what `benchmarks.verdicts` calls them, and what they are called on the page.
SHOWN = {
    "acc": "accuracy",
    "D rec": "differs recall",
    "D prec": "differs precision",
    "slot": "right particular",
    "FALSE": "false support",
    "S rec": "supports recall",
    "S>D": "supports called differs",
    "cite": "right citation",
    "none verdict": "none given a verdict",
}
FIRST = """
starter, one half        | 0.906 | 0.917 | 0.957 | 1.000 | 0.000 | 0.844 | 0.000 | 0.952 | 0.043 | 0.043
starter, other half      | 0.929 | 0.935 | 1.000 | 1.000 | 0.000 | 0.885 | 0.000 | 0.986 | 0.000 | 0.000
starter, strangers       | 0.580 | 0.650 | 0.897 | 1.000 | 0.025 | 0.214 | 0.071 | 0.840 | 0.000 | 0.040
starter, more strangers  | 0.573 | 0.593 | 0.842 | 0.875 | 0.074 | 0.269 | 0.077 | 0.803 | 0.071 | 0.071
starter, yet others      | 0.547 | 0.500 | 0.857 | 0.833 | 0.125 | 0.200 | 0.080 | 0.821 | 0.000 | 0.000
energy                   | 0.546 | 0.618 | 0.808 | 0.857 | 0.029 | 0.242 | 0.152 | 0.870 | 0.000 | 0.150
pill                     | 0.575 | 0.649 | 0.800 | 1.000 | 0.108 | 0.342 | 0.132 | 0.905 | 0.000 | 0.227
club                     | 0.433 | 0.314 | 0.615 | 0.812 | 0.059 | 0.157 | 0.157 | 0.701 | 0.030 | 0.061
breach                   | 0.593 | 0.549 | 0.875 | 0.929 | 0.157 | 0.314 | 0.078 | 0.923 | 0.000 | 0.061
ballot                   | 0.520 | 0.431 | 0.846 | 0.955 | 0.098 | 0.294 | 0.059 | 0.795 | 0.030 | 0.182
orchard                  | 0.513 | 0.412 | 0.750 | 0.905 | 0.118 | 0.314 | 0.137 | 0.889 | 0.000 | 0.182
flood                    | 0.560 | 0.647 | 0.825 | 0.848 | 0.098 | 0.216 | 0.078 | 0.872 | 0.061 | 0.212
museum                   | 0.553 | 0.588 | 0.769 | 0.867 | 0.039 | 0.235 | 0.157 | 0.829 | 0.061 | 0.182
tram                     | 0.578 | 0.639 | 0.821 | 0.870 | 0.056 | 0.200 | 0.143 | 0.825 | 0.000 | 0.091
all own                  | 0.918 | 0.927 | 0.981 | 1.000 | 0.000 | 0.862 | 0.000 | 0.969 | 0.026 | 0.026
all learned              | 0.537 | 0.509 | 0.806 | 0.925 | 0.088 | 0.268 | 0.108 | 0.839 | 0.014 | 0.122
all kept back            | 0.560 | 0.605 | 0.810 | 0.857 | 0.074 | 0.216 | 0.117 | 0.841 | 0.037 | 0.140
"""


async def present() -> Sequence[str]:
    """Answer every set, each against the record of its own article, and return the lines of the table."""
    lines: list[str] = []
    by_use: dict[Use, list[Pair]] = {use: [] for use in Use}
    for one in SETS:
        async with record_of(one) as checker:
            pairs = await answered(checker, one.labelled())
        lines.append(line(one.name, pairs))
        by_use[Use.OWN if one.half is not None else one.use] += pairs
    return [*lines, *(line(f"all {use}", pairs) for use, pairs in by_use.items())]


def _rows(lines: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    cells = ([cell.strip() for cell in one.split("|")] for one in lines)
    return {name: dict(zip(SHORT.values(), figures, strict=True)) for name, *figures in cells}


def side_by_side(first: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> str:
    """Write "first → now" for every set and measure."""
    rows = [["set", *SHOWN.values()], ["---"] * (1 + len(SHOWN))]
    for name, figures in now.items():
        shown = (f"{_short(first[name][one])} → {_short(figures[one])}" for one in SHOWN)
        cells = [_called(name), *shown]
        rows.append([f"**{cell}**" for cell in cells] if name.startswith("all ") else cells)
    return table_of(rows)


def _short(figure: str) -> str:
    return figure.removeprefix("0")


def _called(name: str) -> str:
    use = next((one.use for one in SETS if one.name == name and one.half is None), None)
    return f"{name} ({use})" if use else name


def main() -> None:
    """Answer, print, put."""
    table = side_by_side(_rows(FIRST.strip().splitlines()), _rows(asyncio.run(present())))
    print(table)
    put(DOCS / "verdict.md", {"first": table})


if __name__ == "__main__":
    main()
