"""Compares polarity: negators and opposite words, by whether they come out even. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from bot.matching.differences import Difference, DifferenceKind, Finding
from bot.matching.lexicon import contradict
from bot.matching.negation import is_contrast
from bot.matching.similarity import Alignment, telling
from bot.matching.statement import Statement
from storage.terms import term_of

#: Behind these a verb is only half of what is denied: "did not drop out of the race" denies the race as well.
_PARTICLES = frozenset({"out", "up", "off", "down", "away", "back", "over", "round", "around"})
#: "not a single worker": the worker is denied.
_QUANTIFIERS = frozenset(
    {"single", "one", "much", "many", "ever", "even", "yet", "really", "actually", "longer", "near", "close"}
)
#: Verbs that deny by themselves, whatever they are set against: excluded is "not in", stopped is "no longer".
_DENYING = frozenset(term_of(verb) for verb in "exclude omit ban forbid prohibit prevent lack stop cease quit".split())


def negation_finding(alignment: Alignment) -> Finding | None:
    """Compare what both sides deny: an odd number of denials and opposites between them is a difference."""
    opposites = [*_opposites(alignment)]
    opposed_words = {word for pair in opposites for word in pair}
    said = [*_said_denials(alignment), *_denying_verbs(alignment.said, alignment.partners, opposed_words)]
    recorded = [*_recorded_denials(alignment), *_denying_verbs(alignment.recorded, alignment.met, opposed_words)]
    if (len(said) + len(recorded) + len(opposites)) % 2 == 0:
        return None
    if opposites:
        return Difference(DifferenceKind.NEGATION, *opposites[0])
    return Difference(DifferenceKind.NEGATION, *_sides(alignment, said, recorded))


def _sides(alignment: Alignment, said: list[str], recorded: list[str]) -> tuple[str, str]:
    """Return what one side denies and what the other has in its place."""
    predicate = _predicate(alignment)
    if said:
        denied = alignment.said.text.find(said[0]) + len(said[0])
        index = max(alignment.said.index_at(denied - 1), 0)
        partner = alignment.partner(index) if index < len(alignment.said.words) else None
        shown = predicate[1] if partner is None else alignment.recorded.words[partner].text
        return said[0], recorded[0] if recorded else shown
    if recorded:
        denied = alignment.recorded.text.find(recorded[0]) + len(recorded[0])
        partner = alignment.recorded.index_at(denied - 1)
        mine = next((index for index in range(len(alignment.said.words)) if alignment.partner(index) == partner), None)
        return predicate[0] if mine is None else alignment.said.words[mine].text, recorded[0]
    return predicate


def _said_denials(alignment: Alignment) -> Iterator[str]:
    """Yield the message's denials; in clauses of their own they bear each other out: "it isn't, nobody did"."""
    clauses: defaultdict[int, list[str]] = defaultdict(list)
    for negation in alignment.said.negations:
        denied = [*_denied(alignment.said, negation.first)]
        near = any(_concerns(alignment, index) for index in denied) if denied else _behind(alignment, negation.first)
        if near and not is_contrast(alignment.said, negation.first):
            clause = alignment.said.folded.count(",", 0, alignment.said.words[negation.first].start)
            clauses[clause].append(negation.what.text)
    odd = [denials for denials in clauses.values() if len(denials) % 2]
    yield from odd[0] if odd else ()


def _denying_verbs(statement: Statement, met: Collection[object], opposed_words: Collection[str]) -> Iterator[str]:
    """Yield verbs that deny what the other side speaks of without one of their own."""
    for index in telling(statement):
        word = statement.words[index]
        lone = word.term in _DENYING and not _is_met(met, index) and word.text not in opposed_words
        if lone and any(_is_met(met, near) for near in (index - 1, index + 1, index + 2) if near >= 0):
            yield word.text


def _is_met(met: Collection[object], index: int) -> bool:
    """Tell whether the other side has a word; of the message the partners tell, of the claim the words met."""
    if isinstance(met, tuple):
        return index < len(met) and met[index] is not None
    return index in met


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
