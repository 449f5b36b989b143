"""Particulars as an editor reads and writes them, one a line: ``name: Austin | lloyd austin, who``. Pure."""

from collections.abc import Iterator, Sequence

from bot.particulars.grammar import BadField, front, parted
from bot.particulars.reading import READERS
from bot.particulars.writing import fields_of
from storage.errors import UserError
from storage.models import Particular

#: What an editor is told of the form.
FORMAT = """\
One particular a line: its kind, the words of the claim, and behind the bar what they mean.
  quantity: more than 50,000 | 50000, more than, of troops   (also: 5 to 7 · about · unit percent)
  date: in March | month 3                                   (also: year 2024, month 3, day 28, sunday, spring)
  name: Austin | lloyd austin, to whom                       (who, to whom, where; the full name if it differs)
  polarity: not stationed | negative
  modality: are expected to | expected                       (happened, planned, expected, possible)
  speaker: Lloyd Austin
  alias: USFJ | U.S. Forces Japan                            (another name for something in the claim)
  opposite: relaxed | tightened                              (a word that would contradict the claim)
Without a bar, the program reads the words itself. Lines that begin with # are left out."""


class BadLine(UserError):
    """Line {0} is not understood: {1}."""


def render(particulars: Sequence[Particular], claim_text: str = "") -> str:
    """Write particulars, one a line; the claim's text lends its own words for what is counted."""
    return "\n".join(_line(one, claim_text) for one in particulars)


def parse(written: str) -> tuple[Particular, ...]:
    """Read particulars; raises ``BadLine`` at the first line that is none."""
    return tuple(_parsed(written))


def _parsed(written: str) -> Iterator[Particular]:
    for count, line in enumerate(written.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                yield _particular(line)
            except BadField as reason:
                raise BadLine(count, reason) from None


def _particular(line: str) -> Particular:
    kind, colon, content = line.partition(":")
    reader = READERS.get(kind.strip().lower()) if colon else None
    if reader is None:
        kinds = ", ".join([*READERS][:-1])
        raise BadField(f"it begins with “{kind.strip()[:40]}”, not with {kinds} or {[*READERS][-1]} and a colon")
    return reader(*parted(content))


def _line(particular: Particular, claim_text: str) -> str:
    fields = fields_of(particular, claim_text)
    kind = type(particular).__name__.lower()
    return f"{kind}: {front(particular.text)}{' | ' if fields else ''}{fields}"
