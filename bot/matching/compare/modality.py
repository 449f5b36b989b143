"""Compares modality: done for planned, planned or pondered for done. Pure."""

from bot.matching.alignment import Alignment
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.modality import read_completion
from bot.matching.readings import Reading
from bot.matching.speakers import SAYING
from bot.matching.statement import Statement
from storage.models import Happening, Modality

_AHEAD = frozenset({Happening.PLANNED, Happening.EXPECTED})


def modality_finding(alignment: Alignment) -> Finding | None:
    """Compare how far along the thing is on both sides."""
    said, recorded = _happening(alignment.said), _happening(alignment.recorded)
    done = read_completion(alignment.said)
    if recorded in _AHEAD and done and not read_completion(alignment.recorded):
        return Difference(DifferenceKind.MODALITY, _with_verb(alignment.said, done), _shown(alignment.recorded))
    if said == recorded or (said in _AHEAD and recorded in _AHEAD):
        return None
    if recorded in _AHEAD:
        return _against_plan(alignment, said)
    if recorded is Happening.POSSIBLE:
        return _against_possibility(alignment, said)
    if alignment.said.modality and alignment.said.modality.what.text == "could":
        return Doubt("“could” may mean that it was so, or only that it might be")
    return Difference(DifferenceKind.MODALITY, _shown(alignment.said), _verb(alignment)[1])


def _against_plan(alignment: Alignment, said: Happening) -> Finding | None:
    """Judge a message against something planned: said to be done, it differs; else it may only be shorter."""
    if said is Happening.POSSIBLE:
        return Doubt("your message only calls it possible", lasting=True)
    if alignment.said.modality is not None:
        return Difference(DifferenceKind.MODALITY, _shown(alignment.said), _shown(alignment.recorded))
    for index, partner in enumerate(alignment.partners):
        if partner and _past(alignment, index, partner[0]):
            return Difference(DifferenceKind.MODALITY, alignment.said.words[index].text, _shown(alignment.recorded))
    past = (index for index in alignment.said.telling if alignment.said.lower[index].endswith("ed"))
    if any(alignment.said.lower[index] not in SAYING and not alignment.explained(index) for index in past):
        return Doubt(f"the record only says “{_shown(alignment.recorded)}”")
    return None


def _against_possibility(alignment: Alignment, said: Happening) -> Finding:
    """Judge a message against what is only possible: what is outright done differs, the rest says too much."""
    if said is Happening.HAPPENED and alignment.said.modality is not None:
        return Difference(DifferenceKind.MODALITY, _shown(alignment.said), _shown(alignment.recorded))
    return Doubt("the record only calls it possible", lasting=True)


def _past(alignment: Alignment, index: int, partner: int) -> bool:
    """Tell "discussed" from "discuss": the same verb, in the past only in the message."""
    said, recorded = alignment.said.lower[index], alignment.recorded.lower[partner]
    same = alignment.said.words[index].term == alignment.recorded.words[partner].term
    return same and said.endswith("ed") and not recorded.endswith("ed")


def _happening(statement: Statement) -> Happening:
    return statement.modality.what.happening if statement.modality else Happening.HAPPENED


def _shown(statement: Statement) -> str:
    """Return the words that say it, with the verb behind them."""
    return _with_verb(statement, statement.modality) if statement.modality else statement.text


def _with_verb(statement: Statement, reading: Reading[Modality]) -> str:
    return statement.written(reading.first, min(reading.last + 1, len(statement.words) - 1))


def _verb(alignment: Alignment) -> tuple[str, str]:
    """Return the verb that the message calls planned or possible, as both sides write it."""
    start = alignment.said.modality.first if alignment.said.modality else 0
    for index in range(start, len(alignment.said.words)):
        if (partner := alignment.partner(index)) is not None:
            return alignment.said.words[index].text, alignment.recorded.words[partner].text
    return alignment.said.text, alignment.recorded.text
