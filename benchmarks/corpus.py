"""Makes up records of any size, and messages about them, in constant memory: for whatever is measured at scale.

Words are as frequent as in English at large, numbers stand in a fifth of the claims, and one word in thirty is rare: a
name or a technical word that a few claims share. How words go together is chance, so this tells how fast something is
and what a limit loses, and nothing of how well meanings are told apart. The same seed gives the same texts.
"""

import gzip
import random
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

SEED = 4
WORDS = range(8, 20)
#: Of a claim's words a message keeps so many; so many of those are lost to common words.
KEPT, LOST = 10, 2
LONG = 2_000
#: The share of claims with a number in digits.
NUMBERED = 0.2
#: Rare words, made up, and how much of a text they are; the n-th is used 1/n as often as the first.
RARE, RARE_SHARE = 140_000, 1 / 30
COMMON = 200
_SYLLABLES = [
    first + vowel for first in "b br d dr f g gr h j k kr l m n p r s st t tr v z".split() for vowel in "aeiou"
]


class Message(NamedTuple):
    """What somebody posts, and the number of the claim they mean, from 0."""

    text: str
    claim: int


class _Vocabulary(NamedTuple):
    words: Sequence[str]
    #: Sums of the words' shares, as ``random.choices`` takes them.
    shares: Sequence[float]
    common: Sequence[str]


def claims(count: int, seed: int = SEED) -> Iterator[str]:
    """Yield so many claims; the first ones are the same whatever the count."""
    return (claim(number, seed) for number in range(count))


def claim(number: int, seed: int = SEED) -> str:
    """Return one claim, without making those before it."""
    chance = random.Random(seed << 40 | number)
    said = _words(chance, chance.choice(WORDS))
    if chance.random() < NUMBERED:
        said[chance.randrange(1, len(said))] = f"{chance.choice((30, 1_000, 90_000)) * chance.random() + 2:,.0f}"
    return f"{' '.join(said).capitalize()}."


def messages(count: int, record: int, seed: int = SEED) -> Iterator[Message]:
    """Yield messages about a record of so many claims, each retold in ten words or fewer with a slip of the keys."""
    chance = random.Random(seed)
    for _ in range(count):
        number = chance.randrange(record)
        yield Message(" ".join(_retold(claim(number, seed), chance)), number)


def long_messages(count: int, record: int, seed: int = SEED, length: int = LONG) -> Iterator[Message]:
    """Yield messages of so many characters: a claim retold amid sentences and chatter about nothing on record."""
    chance = random.Random(seed)
    for _ in range(count):
        number = chance.randrange(record)
        retold = " ".join(_retold(claim(number, seed), chance))
        around: list[str] = []
        while len(retold) + sum(map(len, around)) + 2 * len(around) < length:
            unrecorded = claim(chance.randrange(1 << 32), seed + 1).rstrip(".")
            around.append(chance.choice((unrecorded, " ".join(chance.choices(_vocabulary().common, k=KEPT)))))
        # Never at the end, where it would be cut.
        around.insert(chance.randrange(len(around)), retold)
        yield Message(". ".join(around)[:length], number)


def _words(chance: random.Random, count: int) -> list[str]:
    vocabulary = _vocabulary()
    return chance.choices(vocabulary.words, cum_weights=vocabulary.shares, k=count)


def _retold(text: str, chance: random.Random) -> list[str]:
    said = text.rstrip(".").lower().split()
    kept = [said[at] for at in sorted(chance.sample(range(len(said)), min(KEPT, len(said))))]
    for at in chance.sample(range(len(kept)), LOST):
        kept[at] = chance.choice(_vocabulary().common)
    at = max(chance.sample(range(len(kept)), 3), key=lambda at: len(kept[at]))
    kept[at] = _mistyped(kept[at], chance)
    return kept


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@cache
def _vocabulary() -> _Vocabulary:
    packed = files("storage").joinpath("frequencies.txt.gz").read_bytes()
    rows = (line.split(" ") for line in gzip.decompress(packed).decode().splitlines())
    listed = {term: 10 ** (int(tenths) / 10) for term, tenths in rows}
    everyday = sum(listed.values())
    first = everyday * RARE_SHARE / (1 - RARE_SHARE) / sum(1 / n for n in range(1, RARE + 1))
    shares = listed | {_rare(n): first / n for n in range(RARE, 0, -1)}
    common = sorted(listed, key=lambda term: -listed[term])[:COMMON]
    return _Vocabulary(tuple(shares), tuple(accumulate(shares.values())), tuple(common))


def _rare(number: int) -> str:
    """Return a made-up word; the syllables are the digits of a number with all its digits mixed up."""
    mixed = number * 7_919 % 1_331_003 + len(_SYLLABLES) ** 2
    syllables: list[str] = []
    while mixed:
        mixed, digit = divmod(mixed, len(_SYLLABLES))
        syllables.append(_SYLLABLES[digit])
    return "".join(syllables)
