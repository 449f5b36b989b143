"""Compares who said it. Pure."""

from collections.abc import Iterator

from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.names import TITLES
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
    """Tell whether two names can be one speaker: a telling word is shared, and none stands against it.

    "officials" can be "Japanese government officials"; "American officials" cannot, and no Maria is a Jose.
    """
    mine, theirs = Statement(said), Statement(recorded)
    unlike = [[*_unlike(mine, theirs)], [*_unlike(theirs, mine)]]
    shared = any(index not in unlike[0] for index in telling(mine))
    against = all(unlike)
    return shared and not against


def _unlike(statement: Statement, other: Statement) -> Iterator[int]:
    """Yield the telling words that the other name lacks; a title is no part of a name."""
    for index in telling(statement):
        if statement.lower[index] not in TITLES and not _stands_in(statement, index, other):
            yield index


def _stands_in(statement: Statement, index: int, other: Statement) -> bool:
    word = statement.words[index]
    return any(
        word_likeness(statement.lower[index], word.term, other.lower[position], other.words[position].term) >= STANDS
        for position in other.content
    )
