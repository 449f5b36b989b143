"""Finds words of a message that are opposites of words of a claim. Pure."""

from collections.abc import Iterator
from types import MappingProxyType

from bot.matching.alignment import Alignment
from bot.matching.lexicon import converse, moves_up, opposed
from bot.matching.statement import Statement
from storage.terms import term_of

#: Words of comparators, which the numbers' comparer reads.
_COMPARING = frozenset({"least", "most", "more", "less", "fewer", "over", "under"})
#: Verbs that "up" and "down" make a movement of.
_MOVING = frozenset(term_of(verb) for verb in "go come be head move creep inch shoot tick edge climb went gone".split())
_DEGREES = MappingProxyType(
    {"more": True, "most": True, "many": True, "all": True, "less": False, "fewer": False, "few": False}
)
#: Behind the same verb these turn it round: "turned on" and "turned off".
_PARTICLES = frozenset({("on", "off"), ("up", "down"), ("in", "out"), ("into", "out"), ("with", "without")})


def opposites(alignment: Alignment) -> tuple[tuple[str, str], ...]:
    """Return pairs of opposite words, the message's first, that neither side has on the other."""
    return (
        tuple(_words(alignment))
        or tuple(_particles(alignment))
        or tuple(_degrees(alignment))
        or tuple(_trends(alignment))
    )


def _words(alignment: Alignment) -> Iterator[tuple[str, str]]:
    taken: set[int] = set()
    for index in alignment.said.telling:
        if alignment.partner(index) is not None or alignment.said.lower[index] in _COMPARING:
            continue
        word = alignment.said.words[index]
        for other in alignment.recorded.telling:
            theirs = alignment.recorded.words[other]
            free = other not in taken and other not in alignment.met
            listed = word.term in alignment.recorded.opposites.get(theirs.term, ())
            if free and (listed or _opposed(alignment, word.term, theirs.term)):
                taken.add(other)
                yield word.text, theirs.text
                break


def _opposed(alignment: Alignment, said: str, recorded: str) -> bool:
    return opposed(said, recorded) and not _conversely(alignment, said, recorded)


def _conversely(alignment: Alignment, said: str, recorded: str) -> bool:
    """Tell two views of one event from opposites: who did what to whom is then the question."""
    return converse(said, recorded) and len(alignment.recorded.names) > 1


def _particles(alignment: Alignment) -> Iterator[tuple[str, str]]:
    for index, word in enumerate(alignment.said.lower[1:], start=1):
        partner = alignment.partner(index - 1)
        if (
            partner is None
            or partner + 1 >= len(alignment.recorded.words)
            or not _acts(alignment.said.lower[index - 1])
        ):
            continue
        theirs = alignment.recorded.lower[partner + 1]
        if (word, theirs) in _PARTICLES or (theirs, word) in _PARTICLES:
            yield alignment.said.written(index - 1, index), alignment.recorded.written(partner, partner + 1)


def _degrees(alignment: Alignment) -> Iterator[tuple[str, str]]:
    """Yield "less likely" against "more likely", "few voters" against "most": the same word, to another degree."""
    for index in range(len(alignment.said.lower)):
        if (degree := _degree(alignment.said, index)) is None:
            continue
        for beside, step in ((index + 1, -1), (index - 1, 1)):
            partner = alignment.partner(beside) if 0 <= beside < len(alignment.said.lower) else None
            at = -1 if partner is None else partner + step
            if 0 <= at < len(alignment.recorded.lower) and _degree(alignment.recorded, at) is not None:
                if _degree(alignment.recorded, at) is not degree:
                    yield _written(alignment.said, index, beside), _written(alignment.recorded, at, at - step)
                return


def _degree(statement: Statement, index: int) -> bool | None:
    """Tell much from little; "a few" is neither, and a bound is the numbers' affair."""
    if index in statement.measured or (index and statement.lower[index - 1] in {"a", "at", "the"}):
        return None
    return _DEGREES.get(statement.lower[index])


def _written(statement: Statement, one: int, other: int) -> str:
    return statement.written(min(one, other), max(one, other))


def _acts(word: str) -> bool:
    """Tell "turned on" from "troops in": the ending of a verb."""
    return word.endswith(("ed", "ing")) or word in {"turn", "turns", "get", "gets", "go", "goes", "went", "got", "come"}


def _trends(alignment: Alignment) -> Iterator[tuple[str, str]]:
    """Yield where one side goes up and the other down: "up 18%" against "fell"."""
    said, recorded = _trend(alignment.said), _trend(alignment.recorded)
    if said and recorded and said[0] != recorded[0]:
        yield said[1], recorded[1]


def _trend(statement: Statement) -> tuple[bool, str] | None:
    """Return whether all that moves in a statement moves up, and the word for it; ``None`` for both ways or neither."""
    found: list[tuple[bool, str]] = []
    for index, word in enumerate(statement.lower):
        if index and word in {"up", "down"} and statement.words[index - 1].term in _MOVING:
            found.append((word == "up", statement.written(index - 1, index)))
        elif word not in _COMPARING and (rising := moves_up(statement.words[index].term)) is not None:
            found.append((rising, statement.words[index].text))
    return found[0] if len({rising for rising, _ in found}) == 1 else None
