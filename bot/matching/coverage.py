"""How much of a message a claim covers, and the other way round, where words need only be related. Pure."""

from dataclasses import dataclass

import numpy as np

from bot.matching.alignment import Alignment
from bot.matching.statement import Statement
from storage.vectors import Vectors

#: A word this well stood for is no longer looked for elsewhere.
_MET = 0.5
#: What a word counts that the claim's quote, claimant or other wordings have.
_KNOWN = 0.9


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of each side the other covers: shares and cosines from 0 to 1, but for the weight of a word."""

    #: Of the message, word by word.
    said: float = 0.0
    #: The same without numbers and dates, the claim's quote, claimant and other wordings being known.
    known: float = 0.0
    #: The same without names as well: of what is said about them.
    predicate: float = 0.0
    #: Of the claim, word by word.
    recorded: float = 0.0
    #: Of what the claim says about its names.
    recorded_predicate: float = 0.0
    #: How much the strangest word of the message tells.
    strangest: float = 0.0
    #: How related what is left of the one side is to what is left of the other.
    rest: float = 0.0
    #: How related the two are as bags of words.
    whole: float = 0.0


def coverage(alignment: Alignment) -> Coverage:
    """Return how much of each side the other covers."""
    mine, theirs = alignment.said.told, alignment.recorded.told
    if not mine.indexes or not theirs.indexes:
        return Coverage()
    said, words = mine.indexes, alignment.said.words
    weights, their_weights, rows, their_rows = mine.weights, theirs.weights, mine.meanings, theirs.meanings
    likeness = _likeness(alignment, np.maximum(rows @ their_rows.T, 0.0))
    best, met = _largest(likeness, 1), _largest(likeness, 0)
    uncounted = np.array([float(index not in alignment.said.measured) for index in said], dtype=np.float32)
    listed = np.array([words[index].term in alignment.known for index in said])
    known = np.maximum(best, _KNOWN * listed)
    unmet = (uncounted > 0) & ~listed & (best < _MET)
    strange = (1 - known) * weights * uncounted
    return Coverage(
        said=float(weights @ best / weights.sum()),
        known=_share(weights * uncounted, known),
        predicate=_share(weights * _unnamed(alignment.said), known),
        recorded=float(their_weights @ met / their_weights.sum()),
        recorded_predicate=_share(their_weights * _unnamed(alignment.recorded), met),
        strangest=float(strange[strange.argmax()]),
        rest=_cosine(rows[unmet], weights[unmet], their_rows[met < _MET], their_weights[met < _MET]),
        whole=_cosine(rows, weights, their_rows, their_weights),
    )


def _unnamed(statement: Statement) -> Vectors:
    """Return 1 for each telling word that is no name, number or date, 0 for the others."""
    apart = statement.named | statement.measured
    return np.array([float(index not in apart) for index in statement.telling], dtype=np.float32)


def _share(weights: Vectors, covered: Vectors) -> float:
    return float(weights @ covered) / max(1e-9, float(weights.sum()))


def _largest(figures: Vectors, axis: int) -> Vectors:
    return np.max(figures, axis=axis)


def _likeness(alignment: Alignment, related: Vectors) -> Vectors:
    """Return how well each telling word of the message stands for each of the claim; numbers only for numbers."""
    said = alignment.said
    place = {index: column for column, index in enumerate(alignment.recorded.telling)}
    for row, index in enumerate(said.telling):
        if index in said.measured or said.words[index].value is not None:
            related[row] = 0.0
        if (partner := alignment.partners[index]) and partner[0] in place:
            related[row, place[partner[0]]] = max(related[row, place[partner[0]]], partner[1])
    return related


def _cosine(mine: Vectors, weights: Vectors, theirs: Vectors, their_weights: Vectors) -> float:
    """Return how related two bags of words are, each the sum of its words by their weight."""
    one, other = weights @ mine, their_weights @ theirs
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / length if length else 0.0
