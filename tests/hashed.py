"""A small sentence model for tests: texts are as alike as the words they share."""

import hashlib
from collections.abc import Sequence

import numpy as np

from storage.meanings import DIMENSIONS, likenesses, pack
from storage.vectors import Vectors


class HashedWords:
    """Adds up a vector for each word, drawn from its hash; remembers which texts it read."""

    def __init__(self, name: str = "hashed words") -> None:
        self.name = name
        self.texts: list[str] = []

    def read(self, text: str) -> bytes:
        self.texts.append(text)
        return pack(_vector(text))

    def likenesses(self, text: str, kept: Sequence[bytes]) -> tuple[float, ...]:
        return tuple(likenesses(_vector(text), kept).tolist())


def _vector(text: str) -> Vectors:
    drawn = [hashlib.shake_128(word.encode()).digest(DIMENSIONS) for word in text.lower().split()]
    whole = np.sum([np.frombuffer(one, np.int8).astype(np.float32) for one in drawn] or [np.ones(1)], axis=0)
    return np.asarray(whole / np.linalg.norm(whole), np.float32)
