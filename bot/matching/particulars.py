"""Proposes a claim's particulars by the readers that also parse messages. Pure."""

from collections.abc import Iterator

from bot.matching.statement import Statement
from storage.models import Particular, Speaker


def propose(text: str, claimant: str | None = None) -> tuple[Particular, ...]:
    """Return what can be read from a claim's text; the claimant, where given, is the speaker."""
    return tuple(_proposed(Statement(text), claimant))


def _proposed(statement: Statement, claimant: str | None) -> Iterator[Particular]:
    for readings in (statement.quantities, statement.dates, statement.names, statement.negations):
        for reading in readings:
            yield reading.what
    if statement.modality:
        yield statement.modality.what
    if claimant:
        yield Speaker(claimant, claimant.lower())
    elif statement.speaker:
        yield statement.speaker.what
