"""Compares polarity: negators and opposite words, by whether they come out even. Pure."""

from collections.abc import Iterator

from bot.matching.differences import Difference, DifferenceKind, Finding
from bot.matching.lexicon import contradict
from bot.matching.negation import is_contrast
from bot.matching.similarity import Alignment, telling
from bot.matching.statement import Statement

#: Behind these a verb is only half of what is denied: "did not drop out of the race" denies the race as well.
_PARTICLES = frozenset({"out", "up", "off", "down", "away", "back", "over", "round", "around"})
#: "not a single worker": the worker is denied.
_QUANTIFIERS = frozenset({"single", "one", "much", "many", "ever", "even", "yet", "really", "actually"})


def negation_finding(alignment: Alignment) -> Finding | None:
    """Compare what both sides deny: an odd number of denials and opposites between them is a difference."""
    said = [*_said_denials(alignment)]
    recorded = [*_recorded_denials(alignment)]
    opposites = [*_opposites(alignment)]
    if (len(said) + len(recorded) + len(opposites)) % 2 == 0:
        return None
    if opposites:
        return Difference(DifferenceKind.NEGATION, *opposites[0])
    predicate = _predicate(alignment)
    return Difference(
        DifferenceKind.NEGATION,
        said[0] if said else predicate[0],
        recorded[0] if recorded else predicate[1],
    )


def _said_denials(alignment: Alignment) -> Iterator[str]:
    for negation in alignment.said.negations:
        denied = [*_denied(alignment.said, negation.first)]
        near = any(_concerns(alignment, index) for index in denied) if denied else _behind(alignment, negation.first)
        if near and not is_contrast(alignment.said, negation.first):
            yield negation.what.text


def _denied(statement: Statement, negator: int) -> Iterator[int]:
    """Yield the words that are denied: the first telling one behind the negator, and what completes it."""
    denying = {reading.first for reading in statement.negations}
    for index in telling(statement):
        if index <= negator or index in denying or statement.lower[index] in _QUANTIFIERS:
            continue
        yield index
        if index + 1 == len(statement.words) or statement.lower[index + 1] not in _PARTICLES:
            return


def _concerns(alignment: Alignment, denied: int) -> bool:
    """Tell whether what the message denies is something the claim speaks of."""
    term = alignment.said.words[denied].term
    return alignment.partner(denied) is not None or any(
        opposed(term, alignment.recorded.words[index].term) for index in telling(alignment.recorded)
    )


def _opposed_in(alignment: Alignment, denied: int) -> bool:
    term = alignment.recorded.words[denied].term
    return any(opposed(alignment.said.words[index].term, term) for index in telling(alignment.said))


def _behind(alignment: Alignment, index: int) -> bool:
    """Tell whether a denial at the very end ("they have not") looks back at something the claim knows."""
    if index < len(alignment.said.words) - 2:
        return False
    return any(alignment.partner(before) is not None for before in range(max(0, index - 4), index))


def _recorded_denials(alignment: Alignment) -> Iterator[str]:
    for negation in alignment.recorded.negations:
        denied = _denied(alignment.recorded, negation.first)
        if any(index in alignment.met or _opposed_in(alignment, index) for index in denied):
            yield negation.what.text


def _opposites(alignment: Alignment) -> Iterator[tuple[str, str]]:
    """Yield pairs of opposite words that neither side has on the other."""
    taken: set[int] = set()
    for index in telling(alignment.said):
        if alignment.partner(index) is not None:
            continue
        word = alignment.said.words[index]
        for other in telling(alignment.recorded):
            theirs = alignment.recorded.words[other]
            if other not in taken and other not in alignment.met and opposed(word.term, theirs.term):
                taken.add(other)
                yield word.text, theirs.text
                break


def opposed(said: str, recorded: str) -> bool:
    """Tell whether two terms are opposites, by the lexicon or by a denying prefix."""
    if contradict(said, recorded):
        return True
    short, long = sorted((said, recorded), key=len)
    return len(short) >= 4 and any(
        long == prefix + short for prefix in ("un", "in", "im", "il", "ir", "dis", "non", "de")
    )


def _predicate(alignment: Alignment) -> tuple[str, str]:
    """Return the words that stand for each other and are likeliest the verb: no name, no number, not first."""
    named = {index for name in alignment.said.names for index in range(name.first, name.last + 1)}
    pairs = [
        (index, partner)
        for index in telling(alignment.said)
        if (partner := alignment.partner(index)) is not None
        and index not in named
        and alignment.said.words[index].value is None
    ]
    if not pairs:
        return alignment.said.text, alignment.recorded.text
    verbs = [pair for pair in pairs if alignment.said.lower[pair[0]].endswith(("ed", "ing", "s"))]
    index, partner = (verbs or pairs)[0]
    return alignment.said.words[index].text, alignment.recorded.words[partner].text
