"""Misspells words as hurried fingers do, the same way each time."""

import random
import re
from string import ascii_lowercase

_WORD = re.compile(r"[^\W\d_]{2,}")
MOST_EDITS = 3


def misspelt(text: str, share: float, seed: int = 0) -> str:
    """Misspell this share of the words; what a text becomes depends on nothing but itself and the seed."""
    chance = random.Random(f"{seed} {text}")
    found = [match.span() for match in _WORD.finditer(text)]
    for start, end in sorted(chance.sample(found, round(share * len(found))), reverse=True):
        text = f"{text[:start]}{_misspelt(text[start:end], chance)}{text[end:]}"
    return text


def _misspelt(word: str, chance: random.Random) -> str:
    """Make one to three edits, but no more than half as many as the word has letters."""
    edits = min(chance.randint(1, MOST_EDITS), len(word) // 2)
    written = word
    while written == word:
        for _ in range(edits):
            written = _edited(written, chance)
    return written


def _edited(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    other = chance.choice(ascii_lowercase)
    swapped = f"{before}{after[:1]}{letter}{after[1:]}"
    return chance.choice((before + after or other, before + other + letter + after, before + other + after, swapped))
