"""What is asked of a sentence model: how alike whole texts are in what they mean. Pure; ``bot.semantic`` has one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

#: How alike a statement and other texts are, by the other text: 1 for the same meaning, about 0 for any two sentences.
Likenesses = Mapping[str, float]
#: What is known without a model.
UNASKED: Likenesses = MappingProxyType({})


class SentenceModel(Protocol):
    """Reads texts whole; may be asked from several threads at once."""

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    def likenesses(self, text: str, others: Sequence[str]) -> Likenesses:
        """Return how alike a text and each of the others are; takes any text, and some milliseconds for a new one."""
        ...
