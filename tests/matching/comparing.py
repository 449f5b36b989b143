"""A message laid beside a claim, as the comparers get it."""

from bot.matching.alignment import Alignment, align
from bot.matching.compare import findings
from bot.matching.differences import Difference, Finding
from bot.matching.names import known_names
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from storage.models import Name, Particular


def laid_beside(said: str, recorded: str, settled: tuple[Particular, ...] = ()) -> Alignment:
    """Align a message with a claim that has its particulars on record, names known in lower case."""
    particulars = (*propose(recorded), *settled)
    known = known_names(one for one in particulars if isinstance(one, Name))
    return align(Statement(said, known=known), Statement(recorded, particulars))


def found(said: str, recorded: str) -> dict[str, Finding]:
    """Return what each comparer finds, by its name."""
    return dict(findings(laid_beside(said, recorded)))


def kinds(said: str, recorded: str) -> list[str]:
    """Return the kinds of differences found."""
    return [one.kind.value for one in found(said, recorded).values() if isinstance(one, Difference)]
