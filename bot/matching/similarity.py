"""How alike two words and two sentences are, and which word stands for which. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from bot.matching.lexicon import stand_for_each_other
from bot.matching.names import capitals, role_at
from bot.matching.statement import Statement
from storage.frequencies import zipf
from storage.models import Role
from storage.places import places

#: Chat words that say nothing of the matter.
FILLERS = frozenset(
    """
    lol lmao rofl haha hahaha bro bruh dude man guy guys ngl tbh idk imo imho fyi btw smh omg wtf wow yeah yea
    yep yup nah nope pls please thx thanks literally actually basically honestly seriously really pretty sure
    fact fun trust apparently right hey ok okay well tho though damn gonna wanna kinda sorta swear folks
    everyone source news people's thing stuff ppl isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt
    wont wouldnt cant couldnt shouldnt aint thats theres theyre youre ive im it'll that'll this'll they'll
    he'll she'll we'll you'll i'll gotta lemme
    """.split()
)
#: What a number that both sides have is worth as evidence, whatever it is.
_SHARED_NUMBER = 3.0
_INITIALS = 0.95
#: "Washington" for "the United States".
_GOVERNMENT = 0.9
#: Below this likeness two words do not stand for each other.
STANDS = 0.7


@lru_cache(maxsize=65_536)
def weight(term: str) -> float:
    """Return how much a term tells, 0.2 for the commonest to 6.5 for what English does not know."""
    return max(0.2, 8.0 - zipf(term))


@lru_cache(maxsize=262_144)
def word_likeness(said: str, said_term: str, recorded: str, recorded_term: str) -> float:
    """Return how well a word of a message stands for one of a claim, 0 to 1; words in lower case."""
    if said_term == recorded_term:
        return 1.0
    if stand_for_each_other(said_term, recorded_term):
        return 0.85
    if len(said) < 3 or not (said[0].isalpha() and recorded[0].isalpha()):
        return 0.0
    if _place_forms(said) and _place_forms(recorded):
        return 0.0  # One place is no misspelling of another.
    return max(_misspelt(said, said_term, recorded), _shortened(said, recorded), _derived(said, recorded))


def _misspelt(said: str, said_term: str, recorded: str) -> float:
    if len(said) < 4 or zipf(said_term) >= 3.0:
        return 0.0
    forms = (recorded, *_place_forms(recorded))
    return 0.9 if any(fuzz.ratio(said, form) >= 80 for form in forms) else 0.0


def _place_forms(word: str) -> tuple[str, ...]:
    """Return all that a place is called; nothing for a word that is no place."""
    place = places().get(word.replace(".", "").removesuffix("'s"))
    return tuple(form for form, name in places().items() if name == place) if place else ()


def _shortened(said: str, recorded: str) -> float:
    """Meet coop with cooperation, cmdr with commander."""
    if len(recorded) - len(said) < 3 or said[0] != recorded[0]:
        return 0.0
    if recorded.startswith(said):
        return 0.8
    skeleton = not set(said[1:]) & set("aeiou") and said[-1] == recorded[-1]
    return 0.75 if skeleton and _subsequence(said, recorded) else 0.0


def _subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _derived(said: str, recorded: str) -> float:
    """Meet production with produce, strengthening with strength."""
    shared = 0
    for one, other in zip(said, recorded, strict=False):
        if one != other:
            break
        shared += 1
    return 0.75 if shared >= 5 and shared >= 0.6 * max(len(said), len(recorded)) else 0.0


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
        for index in telling(self.said):
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
                for index in telling(self.recorded)
                if index not in but
            ]
        )


def _mean(parts: Sequence[tuple[float, float]]) -> float:
    whole = sum(part for part, _ in parts)
    return sum(part * likeness for part, likeness in parts) / whole if whole else 0.0


def telling(statement: Statement) -> Iterator[int]:
    """Yield the indexes of the words that tell something: no stop words, no fillers."""
    return (index for index in statement.content if statement.lower[index] not in FILLERS)


def align(said: Statement, recorded: Statement, known: frozenset[str] = frozenset()) -> Alignment:
    """Find for each telling word of the message the claim's word it stands for."""
    partners: list[tuple[int, float] | None] = [None] * len(said.words)
    for index in said.content:
        partners[index] = _best_partner(said, index, recorded)
    for index, run in _initials(said, recorded):
        if (partner := partners[index]) is None or partner[1] < _INITIALS:
            partners[index] = (run, _INITIALS)
    return Alignment(said, recorded, tuple(partners), known)


def _best_partner(said: Statement, index: int, recorded: Statement) -> tuple[int, float] | None:
    best: tuple[int, float] | None = None
    term = said.words[index].term
    government = _government(said, index, recorded)
    for other in recorded.content:
        theirs = recorded.words[other].term
        likeness = word_likeness(said.lower[index], term, recorded.lower[other], theirs)
        if theirs == government:
            likeness = max(likeness, _GOVERNMENT)
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
        letters = said.lower[index].replace(".", "")
        if 2 <= len(letters) <= 6 and letters.isalpha():
            for first in range(len(recorded.words)):
                initials = _initials_at(recorded, first)
                if initials == letters or (len(letters) >= 3 and initials.startswith(letters)):
                    yield index, first
                    break


@lru_cache(maxsize=65_536)
def _initials_at(recorded: Statement, first: int) -> str:
    letters: list[str] = []
    for word in recorded.words[first : first + 6]:
        if not word.text[0].isupper():
            break
        letters.append(
            word.text.replace(".", "").lower() if word.text.replace(".", "").isupper() else word.text[0].lower()
        )
    return "".join(letters) if len(letters) > 1 else ""


def similarity(said: float, recorded: float, beta: float = 0.5) -> float:
    """Return how alike two sides are from their coverages, all 0 to 1: their weighted harmonic mean, F-beta.

    A message that leaves most of a claim out can still be about it; one that is mostly about other things is
    not. So beta is below 1: what the message says weighs more than what it leaves out.
    """
    square = beta * beta
    return (1 + square) * said * recorded / (square * said + recorded) if said and recorded else 0.0
