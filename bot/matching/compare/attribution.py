"""Compares who said it. Pure."""

from collections.abc import Iterator

from bot.matching.alignment import Alignment
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.names import TITLES
from bot.matching.readings import Reading
from bot.matching.similarity import STANDS, word_likeness
from bot.matching.speakers import SAYING
from bot.matching.statement import Statement
from storage.models import Name, Speaker
from storage.places import places

_ARTICLES = frozenset({"the", "a", "an", "some", "that", "this", "our", "their", "its", "his", "her"})


def attribution_finding(alignment: Alignment) -> Finding | None:
    """Compare the speakers; a message that names none has only left a detail out."""
    said, recorded = alignment.said.speaker, alignment.recorded.speaker
    if said is None:
        return None
    mine = alignment.said.written(said.first, said.last)
    if recorded is None:  # A claim of nobody's words: the speaker is at most a name the claim has.
        known = all(alignment.explained(index) for index in range(said.first, said.last + 1))
        return None if known else Doubt(f"your message says “{said.what.text}” said so, the record names nobody")
    if any(speakers_agree(mine, other) for other in (recorded.what.text, _description(alignment.recorded))):
        return None
    if _mentions(alignment.said, recorded.what.text):
        return _exchanged(alignment, said, recorded)
    if not _is_somebody(alignment, said):
        return Doubt(f"your message says “{said.what.text}” said so, the record says {recorded.what.text}")
    return Difference(DifferenceKind.ATTRIBUTION, said.what.text, recorded.what.text)


def _exchanged(alignment: Alignment, said: Reading[Speaker], recorded: Reading[Speaker]) -> Finding | None:
    """Find "Rooke blames Opeti" for "Opeti blames Rooke": each speaks, and is spoken of, on one side only."""
    heaviest = [index for index in alignment.said.telling if index in said and index in alignment.said.named]
    parties = [partner for index in heaviest if (partner := alignment.partner(index)) is not None]
    behind = said.last < min((index for index in _places(alignment.said, recorded.what.text)), default=-1)
    if parties and behind and not any(partner in recorded for partner in parties):
        return Difference(DifferenceKind.DIRECTION, said.what.text, recorded.what.text)
    return None


def _places(said: Statement, recorded: str) -> Iterator[int]:
    """Yield where the message has the recorded speaker's name."""
    theirs = Statement(recorded)
    for index in said.telling:
        if any(_stands_in(theirs, other, Statement(said.words[index].text)) for other in theirs.telling):
            yield index


def _mentions(said: Statement, recorded: str) -> bool:
    """Tell whether the message has the recorded speaker's name anywhere: "Oyelaran from that place in Dublin says"."""
    theirs = Statement(recorded)
    named = [
        index
        for index in theirs.telling
        if theirs.lower[index] not in TITLES | places().keys() and theirs.words[index].text[0].isupper()
    ]
    return any(_stands_in(theirs, index, said) for index in named)


def _description(recorded: Statement) -> str:
    """Return what the claim says of its speaker: the words in front of the verb of saying."""
    verb = next((index for index, word in enumerate(recorded.lower) if index and word in SAYING), 0)
    return recorded.written(0, verb - 1) if verb else ""


def _is_somebody(alignment: Alignment, speaker: Reading[Speaker]) -> bool:
    """Tell a name from a description ("the chief executive"), which may be the claim's speaker by another word."""
    said = alignment.said
    countries = places().values()
    if any(_elsewhere(alignment, index) for index in _span(speaker)):
        return True
    written = (name for name in said.names for index in _span(speaker) if index in name)
    if any(name.what.canonical not in countries and not _is_title(said, name) for name in written):
        return True
    if any(said.lower[index].removesuffix("'s") in TITLES for index in _span(speaker)):
        return False
    return speaker.first == 0 or said.lower[speaker.first - 1] not in _ARTICLES


def _is_title(said: Statement, name: Reading[Name]) -> bool:
    return all(said.lower[index].removesuffix("'s") in TITLES for index in range(name.first, name.last + 1))


def _elsewhere(alignment: Alignment, index: int) -> bool:
    """Tell "American officials" from "Japanese officials": another country's."""
    countries = frozenset(places().values())
    term = alignment.said.words[index].term
    theirs = {word.term for word in alignment.recorded.words}
    return term in {country.replace(" ", "") for country in countries} and term not in theirs


def _span(speaker: Reading[Speaker]) -> range:
    return range(speaker.first, speaker.last + 1)


def speakers_agree(said: str, recorded: str) -> bool:
    """Tell whether two names can be one speaker: a telling word is shared, and none stands against it.

    "officials" can be "Japanese government officials"; "American officials" cannot, and no Maria is a Jose.
    """
    mine, theirs = Statement(said), Statement(recorded)
    unlike = [[*_unlike(mine, theirs)], [*_unlike(theirs, mine)]]
    shared = any(index not in unlike[0] for index in mine.telling)
    against = all(unlike)
    return shared and not against


def _unlike(statement: Statement, other: Statement) -> Iterator[int]:
    """Yield the telling words that the other name lacks; a title is no part of a name."""
    for index in statement.telling:
        if statement.lower[index] not in TITLES and not _stands_in(statement, index, other):
            yield index


def _stands_in(statement: Statement, index: int, other: Statement) -> bool:
    word = statement.words[index]
    return any(
        word_likeness(statement.lower[index], word.term, other.lower[position], other.words[position].term) >= STANDS
        for position in other.content
    )
