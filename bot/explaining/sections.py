"""An explanation in titled rows of plain words, for Discord and terminal alike. Pure."""

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.explaining.deciding import figure, shortfall
from bot.explaining.explanation import Compared, Explanation, Outcome, Trait
from bot.wording import difference_sides

NOTHING_READ = "nothing read"
NOBODY = "–"

_KINDS = MappingProxyType(
    {"denial": "denies", "refusal": "refuses", "modality": "done or planned", "speaker": "said by"}
)
#: A terminal's columns, and how much of them a cell before the last may take.
_COLUMNS = 80
_CELL = 42


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an explanation: rows of the same number of cells under a title."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    #: What the columns are; empty where that goes without saying.
    columns: tuple[str, ...] = ()
    #: What there is to say below the rows.
    foot: str = ""


def sections(explanation: Explanation) -> Iterator[Section]:
    """Yield an explanation's parts in the order to read them."""
    claim = explanation.claim
    yield Section("Why", (), foot=explanation.decided)
    stance = ("stance", explanation.stance.value)
    yield Section(f"Your message: “{explanation.statement}”", (stance, *_read(explanation.read)))
    if claim:
        yield from _compared(claim)
    if explanation.others:
        yield Section("Why not another claim", tuple((other.key, other.why) for other in explanation.others))
    if explanation.asides:
        rows = tuple(
            (aside.key or "nothing on record", aside.verdict.value, f"“{aside.statement}”")
            for aside in explanation.asides
        )
        yield Section(
            "What else the message says",
            rows,
            foot="The gravest statement is answered: differs before supports before related.",
        )


def _compared(claim: Compared) -> Iterator[Section]:
    met = (("by wording", f"“{claim.met_by}”"),) if claim.met_by else ()
    title = f"{'On record' if claim.relation else 'The nearest on record'}: “{claim.text}”"
    origin = ("particulars", claim.origin.value)
    yield Section(title, (("key", claim.key), *met, origin, *_read(claim.read)))
    pairs = tuple(
        (pair.said, pair.recorded or NOBODY, _likeness(pair.likeness, pair.elsewhere)) for pair in claim.alignment
    )
    unmet = f"Nothing in the message stands for: {', '.join(claim.unmet)}." if claim.unmet else ""
    yield Section("Which word stands for which", pairs, ("message", "record", "how well"), unmet)
    yield Section("What each comparer said", tuple((one.comparer, _outcome(one)) for one in claim.comparers))
    scores = tuple((score.name, figure(score), shortfall(score)) for score in claim.scores)
    relation = claim.relation.value if claim.relation else "none"
    foot = f"Relation: {relation} · rating: {claim.rating.value} · verdict: {claim.verdict.value}"
    yield Section("Scores", scores, foot=foot)


def _read(traits: Sequence[Trait]) -> tuple[tuple[str, str], ...]:
    rows = tuple((_KINDS.get(one.kind, one.kind), _trait(one)) for one in traits)
    return rows or (("particulars", NOTHING_READ),)


def _trait(one: Trait) -> str:
    return f"“{one.text}”: {one.meaning}" if one.meaning else f"“{one.text}”"


def _likeness(likeness: float, elsewhere: bool) -> str:
    if likeness:
        return f"{likeness:.2f}"
    return "known from the claim's other words" if elsewhere else ""


def _outcome(one: Outcome) -> str:
    if one.difference:
        _, said, recorded = difference_sides(one.difference)
        return f"differs – your message: {said} · on record: {recorded}"
    return f"in doubt: {one.doubt}" if one.doubt else "nothing found"


def terminal_lines(parts: Iterator[Section]) -> Iterator[str]:
    """Yield sections as lines of at most eighty columns, each after a blank line."""
    for part in parts:
        yield ""
        yield from textwrap.wrap(part.title, _COLUMNS)
        yield from _table((part.columns, *part.rows) if part.columns else part.rows)
        yield from textwrap.wrap(part.foot, _COLUMNS, initial_indent="  ", subsequent_indent="  ")


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    widths = [min(_CELL, max(map(_width, column))) for column in [*zip(*rows, strict=True)][:-1]]
    for row in rows:
        cells = [_padded(cell, width) for cell, width in zip(row, widths, strict=False)]
        before = "  " + "".join(f"{cell}  " for cell in cells)
        blank = " " * (2 + sum(widths) + 2 * len(widths))
        wrapped = textwrap.wrap(row[-1], max(20, _COLUMNS - len(blank))) or [""]
        yield (before + wrapped[0]).rstrip()
        yield from (blank + rest for rest in wrapped[1:])


def _padded(cell: str, width: int) -> str:
    shown = cell[: width + 1]
    while _width(shown) > width:
        shown = shown[:-2] + "…"
    return shown + " " * (width - _width(shown))


def _width(text: str) -> int:
    """Count a terminal's columns: East Asian letters take two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
