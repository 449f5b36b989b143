"""Compares dates and the order of events. Pure."""

from bot.matching.alignment import Alignment
from bot.matching.dates import conflicts
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.statement import Statement

_BEFORE = frozenset({"before", "ahead", "prior", "preceding", "until"})
_AFTER = frozenset({"after", "following", "since", "past"})


def date_finding(alignment: Alignment) -> Finding | None:
    """Compare each date of the message with those of the claim, then what came before what."""
    recorded = [reading.what for reading in alignment.recorded.dates]
    for said in (reading.what for reading in alignment.said.dates):
        parts = [sum(1 for _ in conflicts(said, theirs)) for theirs in recorded]
        shared = [theirs for theirs, wrong in zip(recorded, parts, strict=True) if not wrong and _shares(said, theirs)]
        if shared and (said.day is None or any(theirs.day is not None for theirs in shared)):
            continue
        if shared:
            return Doubt(f"the record does not say on which day: “{said.text}”", lasting=True)
        wrong = [theirs for theirs, count in zip(recorded, parts, strict=True) if count]
        if wrong:
            return Difference(DifferenceKind.DATE, said.text, wrong[0].text)
        return Doubt(f"your message gives a date that this claim does not: “{said.text}”")
    return _order(alignment)


def _shares(said: object, recorded: object) -> bool:
    return any(
        getattr(said, part) is not None and getattr(said, part) == getattr(recorded, part)
        for part in ("year", "month", "day", "weekday", "season")
    )


def _order(alignment: Alignment) -> Finding | None:
    """Compare "after the talks" with "ahead of the talks"."""
    for index, word in enumerate(alignment.said.lower):
        theirs = _AFTER if word in _BEFORE else _BEFORE if word in _AFTER else None
        if theirs is None or (event := _event(alignment.said, index)) is None:
            continue
        partner = alignment.partner(event)
        marker = None if partner is None else _marker(alignment.recorded, partner, theirs)
        if partner is not None and marker is not None:
            return Difference(
                DifferenceKind.DATE,
                alignment.said.written(index, event),
                alignment.recorded.written(marker, partner),
            )
    return None


def _event(statement: Statement, index: int) -> int | None:
    """Return the first telling word behind "before" or "after"."""
    following = range(index + 1, min(index + 5, len(statement.words)))
    return next((position for position in following if not statement.words[position].stops), None)


def _marker(statement: Statement, event: int, markers: frozenset[str]) -> int | None:
    """Return the word that sets an event before or after, when it is one of the markers."""
    for position in range(event - 1, max(-1, event - 6), -1):
        if statement.lower[position] in markers:
            return position
        if not statement.words[position].stops and position < event - 2:
            return None
    return None
