"""Compares who said it. Pure."""

from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.similarity import STANDS, Alignment, telling, word_likeness
from bot.matching.statement import Statement


def attribution_finding(alignment: Alignment) -> Finding | None:
    """Compare the speakers; a message that names none has only left a detail out."""
    said, recorded = alignment.said.speaker, alignment.recorded.speaker
    if said is None:
        return None
    if recorded is None:  # A claim of nobody's words: the speaker is at most a name the claim has.
        known = all(alignment.explained(index) for index in range(said.first, said.last + 1))
        return None if known else Doubt(f"your message says “{said.what.text}” said so, the record names nobody")
    mine = alignment.said.written(said.first, said.last)
    if speakers_agree(mine, recorded.what.text):
        return None
    return Difference(DifferenceKind.ATTRIBUTION, said.what.text, recorded.what.text)


def speakers_agree(said: str, recorded: str) -> bool:
    """Tell whether two names can be one speaker: all telling words of the shorter stand in the other."""
    mine, theirs = Statement(said), Statement(recorded)
    for short, long in ((mine, theirs), (theirs, mine)):
        terms = [*telling(short)]
        if terms and all(_stands_in(short, index, long) for index in terms):
            return True
    return False


def _stands_in(statement: Statement, index: int, other: Statement) -> bool:
    word = statement.words[index]
    return any(
        word_likeness(statement.lower[index], word.term, other.lower[position], other.words[position].term) >= STANDS
        for position in other.content
    )
