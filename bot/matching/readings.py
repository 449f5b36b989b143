"""What the readers share: a sentence as they get it, and a particular with its place in it. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from storage.terms import LONGEST, Word, fold, words

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """Something read from a sentence, and the words (by index, both included) it was read from."""

    what: T_co
    first: int
    last: int

    def __contains__(self, index: int | None) -> bool:
        return index is not None and self.first <= index <= self.last


@dataclass(frozen=True)
class Sentence:
    """A sentence, cut into words once for all readers."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        return tuple(words(self.text))

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The words folded and in lower case."""
        return tuple(fold(word.text).lower() for word in self.words)

    @cached_property
    def folded(self) -> str:
        """The text with look-alike quotation marks, dashes and spaces folded, in lower case, as far as it is read."""
        # In lower case this one letter would be two, and every place behind it another.
        return fold(self.text[:LONGEST].replace("İ", "I")).lower()

    def written(self, first: int, last: int) -> str:
        """Return the words from first to last as they are written."""
        return self.text[self.words[first].start : self.words[last].end]

    def index_at(self, position: int) -> int:
        """Return the index of the first word that ends behind the position; the word count when there is none."""
        for index, word in enumerate(self.words):
            if word.end > position:
                return index
        return len(self.words)
