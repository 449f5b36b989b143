"""What is asked of a sentence model: how alike whole texts are in what they mean. Pure; ``bot.semantic`` has one."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

#: How alike a statement and other texts are, by the other text: about 0 for any two sentences, up to about 1.
Likenesses = Mapping[str, float]
#: What is known without a model.
UNASKED: Likenesses = MappingProxyType({})


def whole(text: str, wordings: Sequence[str]) -> str:
    """Return what is read of a claim: all its words, in its own first."""
    return " ".join((text, *wordings))


class SentenceModel(Protocol):
    """Reads texts whole; may be asked from several threads at once, and takes some milliseconds for a text."""

    @property
    def name(self) -> str:
        """What the model is called, together with the form of what it makes of a text."""
        ...

    def read(self, text: str) -> bytes:
        """Return what is to be kept of a text, whatever is in it."""
        ...

    def likenesses(self, text: str, kept: Sequence[bytes]) -> tuple[float, ...]:
        """Return how alike a text and each of those are of which this was kept."""
        ...
