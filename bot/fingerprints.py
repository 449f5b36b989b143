"""Recognises a wording again without keeping it: hashes of its normalised words. Pure."""

from collections.abc import Iterable
from hashlib import blake2b

from storage.frequencies import zipf
from storage.terms import Word, fold, words

#: On the Zipf scale: "the", "of", "is" and the like, which people leave out or put in as they please.
_COMMON = 6.0
#: Stop words that say what is asked, or the opposite of it.
_TELLING = frozenset(
    """
    who whom whose what when where why how which many much not no never nor without before after over under more most
    up down off only
    """.split()
)


def wording(text: str) -> str:
    """Return what a wording is known by: the same for other capitals, white space and punctuation only."""
    return _hashed(fold(word.text).lower() for word in words(text))


def question(text: str) -> str:
    """Return what a question is known by: the same whichever of the commonest words it has.

    Their order counts: who did it to whom is another question the other way round.
    """
    said = [*words(text)]
    return _hashed(word.term for word in [word for word in said if _tells(word)] or said)


def _tells(word: Word) -> bool:
    written = fold(word.text).lower()
    if word.stops:
        return written in _TELLING or written.endswith(("n't", "nt", "not"))
    return word.value is not None or zipf(word.term) < _COMMON


def _hashed(parts: Iterable[str]) -> str:
    return blake2b(" ".join(parts).encode(errors="replace"), digest_size=16).hexdigest()
