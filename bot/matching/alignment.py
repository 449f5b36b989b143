"""Which word of a message stands where the claim says what. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.matching.lexicon import families, opposed
from bot.matching.names import capitals, role_at
from bot.matching.similarity import MISSPELT, STANDS, turned, word_likeness
from bot.matching.statement import Statement
from bot.matching.telling import weight
from storage.frequencies import zipf
from storage.models import Role
from storage.vectors import vectors

#: What a number that both sides have is worth as evidence, whatever it is.
_SHARED_NUMBER = 3.0
_INITIALS = 0.95
#: "Washington" for "the United States".
_GOVERNMENT = 0.9
#: Words this related stand for each other, where no word is the same: home and house, price and cost.
RELATED = 0.4
#: How much less a word counts for one that the claim has in so many words elsewhere.
_TAKEN = 0.1


@dataclass(frozen=True)
class Alignment:
    """Which word of the message stands where the claim says what."""

    said: Statement
    recorded: Statement
    #: For each word of the message: the claim's word it stands for and how well; ``None`` for none.
    partners: tuple[tuple[int, float] | None, ...]
    #: Terms of the claim's other wordings, claimant and quotes: a word among them is known to belong to the claim.
    known: frozenset[str] = frozenset()

    @cached_property
    def met(self) -> dict[int, float]:
        """The claim's words that some word of the message stands for, and how well."""
        best: dict[int, float] = {}
        for partner in self.partners:
            if partner and partner[1] > best.get(partner[0], 0.0):
                best[partner[0]] = partner[1]
        return best

    def partner(self, index: int) -> int | None:
        """Return the claim's word that a word of the message stands for."""
        partner = self.partners[index]
        return partner[0] if partner else None

    def explained(self, index: int) -> bool:
        """Tell whether the claim knows a word of the message, in its text or in what else is said of it."""
        return self.partners[index] is not None or self.said.words[index].term in self.known

    @cached_property
    def evidence(self) -> float:
        """The summed weight of the distinct words both sides share: one word, or a number alone, is no subject."""
        words = (self.said.words[index] for index, partner in enumerate(self.partners) if partner)
        return sum(
            _SHARED_NUMBER if number else weight(term) for term, number in {(word.term, word.value) for word in words}
        )

    def said_covered(self, but: frozenset[int] = frozenset()) -> float:
        """Return which share of the message's meaning the claim covers, 0 to 1, leaving words out."""
        parts: list[tuple[float, float]] = []
        for index in self.said.telling:
            if index not in but:
                partner = self.partners[index]
                likeness = partner[1] if partner else float(self.said.words[index].term in self.known)
                parts.append((weight(self.said.words[index].term), likeness))
        return _mean(parts)

    def recorded_covered(self, but: frozenset[int] = frozenset()) -> float:
        """Return which share of the claim's meaning the message covers, 0 to 1, leaving words out."""
        return _mean(
            [
                (weight(self.recorded.words[index].term), self.met.get(index, 0.0))
                for index in self.recorded.telling
                if index not in but
            ]
        )


def _mean(parts: Sequence[tuple[float, float]]) -> float:
    whole = sum(part for part, _ in parts)
    return sum(part * likeness for part, likeness in parts) / whole if whole else 0.0


def align(said: Statement, recorded: Statement, known: frozenset[str] = frozenset()) -> Alignment:
    """Find for each telling word of the message the claim's word it stands for."""
    partners: list[tuple[int, float] | None] = [None] * len(said.words)
    for index in said.content:
        partners[index] = _best_partner(said, index, recorded)
    for index, run in _initials(said, recorded):
        if (partner := partners[index]) is None or partner[1] < _INITIALS:
            partners[index] = (run, _INITIALS)
    for index, partner in _related(said, recorded, partners):
        partners[index] = partner
    return Alignment(said, recorded, tuple(partners), known)


def _related(
    said: Statement, recorded: Statement, partners: Sequence[tuple[int, float] | None]
) -> Iterator[tuple[int, tuple[int, float]]]:
    """Yield words of the message that no word of the claim is the same as, with the one most related to each."""
    free = [index for index in _meaning(said) if partners[index] is None]
    theirs = _meaning(recorded)
    if not free or not theirs:
        return
    terms = [recorded.words[other].term for other in theirs]
    met = {partner[0] for partner in partners if partner}
    taken = np.array([_TAKEN if other in met else 0.0 for other in theirs], dtype=np.float32)
    related = vectors([said.words[index].term for index in free]) @ vectors(terms).T - taken
    for row, index in enumerate(free):
        column = int(related[row].argmax())
        likeness = float(related[row, column])
        other = theirs[column]
        apart = opposed(said.words[index].term, terms[column]) or turned(said.lower[index], recorded.lower[other])
        if likeness >= RELATED and not apart:
            yield index, (other, min(0.9, STANDS + (likeness - RELATED) / 2))


def _meaning(statement: Statement) -> list[int]:
    """Return the words that mean something by themselves: no names, numbers or dates, which are compared as such."""
    apart = statement.named | statement.measured
    return [index for index in statement.telling if index not in apart and statement.words[index].value is None]


def _best_partner(said: Statement, index: int, recorded: Statement) -> tuple[int, float] | None:
    word, lower = said.words[index], said.lower[index]
    found = recorded.lookup
    if (same := found.by_term.get(word.term)) is not None:
        return same, 1.0
    for stands_for in (_government(said, index, recorded), recorded.aliases.get(word.term)):
        if stands_for is not None and (other := found.by_term.get(stands_for)) is not None:
            return other, _GOVERNMENT
    # A rare word may be a typing error, even of its first letter; another is one of the claim's or starts like it.
    near = recorded.content if zipf(word.term) < MISSPELT else found.by_letter.get(lower[0], ())
    akin = (other for family in families(word.term) for other in found.by_family.get(family, ()))
    best: tuple[int, float] | None = None
    for other in (*near, *akin):
        likeness = word_likeness(lower, word.term, recorded.lower[other], recorded.words[other].term)
        if likeness >= STANDS and (best is None or likeness > best[1]):
            best = (other, likeness)
    return best


def _government(said: Statement, index: int, recorded: Statement) -> str | None:
    """Return the country a capital stands for, unless places are what the claim tells apart."""
    country = capitals().get(said.lower[index].removesuffix("'s"))
    if country is None or role_at(said, index) is Role.WHERE:
        return None
    return None if any(word.removesuffix("'s") in capitals() for word in recorded.lower) else country


def _initials(said: Statement, recorded: Statement) -> Iterator[tuple[int, int]]:
    """Yield words of the message that are the initials of a run of capitalised words in the claim."""
    for index in said.content:
        letters = said.lower[index].replace(".", "").removesuffix("'s")
        if 2 <= len(letters) <= 6 and (run := recorded.lookup.initials.get(letters)) is not None:
            yield index, run
