"""How much a word tells, and which words of a sentence tell anything. Pure."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from storage.frequencies import zipf
from storage.vectors import Vectors, vectors

#: Chat words that say nothing of the matter.
FILLERS = frozenset(
    """
    lol lmao rofl haha hahaha bro bruh dude man guy guys ngl tbh idk imo imho fyi btw smh omg wtf wow yeah yea
    yep yup nah nope pls please thx thanks literally actually basically honestly seriously really pretty sure
    fact fun trust apparently right hey ok okay well tho though damn gonna wanna kinda sorta swear folks
    everyone source news people's thing stuff ppl isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt
    wont wouldnt cant couldnt shouldnt aint thats theres theyre youre ive im it'll that'll this'll they'll
    he'll she'll we'll you'll i'll gotta lemme per acc according
    """.split()
)


@lru_cache(maxsize=65_536)
def weight(term: str) -> float:
    """Return how much a term tells, 0.2 for the commonest to 6.5 for what English does not know."""
    return max(0.2, 8.0 - zipf(term))


@dataclass(frozen=True, slots=True)
class Told:
    """The telling words of a statement, ready to be compared all at once."""

    #: Which words of the statement they are, in order.
    indexes: tuple[int, ...]
    #: One a word, how much it tells.
    weights: Vectors
    #: A row a word, what it means.
    meanings: Vectors


def told(indexes: tuple[int, ...], terms: list[str]) -> Told:
    """Look up the weight and the meaning of each telling word."""
    return Told(indexes, np.array([*map(weight, terms)], dtype=np.float32), vectors(terms))
