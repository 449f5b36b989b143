"""Reads refusals: words that deny what they are said of without a negator. Pure."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.matching.readings import Reading, Sentence
from storage.models import Polarity
from storage.terms import term_of

#: How far behind its verb a particle may stand: "turned the nurseries down".
_REACH = 4


def read_refusals(sentence: Sentence) -> tuple[Reading[Polarity], ...]:
    """Read the words that refuse, prevent or end what they are said of, in order."""
    return tuple(_found(sentence))


def _found(sentence: Sentence) -> Iterator[Reading[Polarity]]:
    alone, with_particle = _refusals()
    for index, word in enumerate(sentence.words):
        if word.term in alone:
            yield _reading(sentence, index, index)
        elif (particles := with_particle.get(word.term)) is not None:
            last = _particle(sentence, index, particles)
            if last is not None:
                yield _reading(sentence, index, last)


def _reading(sentence: Sentence, first: int, last: int) -> Reading[Polarity]:
    return Reading(Polarity(sentence.written(first, last), negative=True), first, last)


def _particle(sentence: Sentence, index: int, particles: frozenset[str]) -> int | None:
    behind = range(index + 1, min(index + 1 + _REACH, len(sentence.words)))
    return next((position for position in behind if sentence.lower[position] in particles), None)


@cache
def _refusals() -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """Return the terms that refuse by themselves, and those that need a particle, with their particles."""
    alone: set[str] = set()
    with_particle: dict[str, frozenset[str]] = {}
    for line in files("bot.matching").joinpath("refusals.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        verb, _, particles = line.partition(" + ")
        if particles:
            term = term_of(verb)
            with_particle[term] = with_particle.get(term, frozenset()) | frozenset(particles.split(", "))
        else:
            alone.update(map(term_of, line.split(", ")))
    return frozenset(alone), with_particle
