"""A statement: one sentence of a message, or a claim's text, with everything that is read from it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.matching.dates import date_words, read_dates
from bot.matching.masking import prose
from bot.matching.modality import read_modality
from bot.matching.names import read_names
from bot.matching.negation import read_negations
from bot.matching.quantities import read_quantities
from bot.matching.readings import Reading, Sentence
from bot.matching.sentences import clause_spans, joined_topics, sentence_spans
from bot.matching.speakers import read_speaker
from bot.matching.stance import Stance, read_stance
from storage.models import Date, Modality, Name, Particular, Polarity, Quantity, Speaker
from storage.terms import LONGEST

#: A message's further statements are not checked.
MOST_STATEMENTS = 5
#: Characters of a statement that are read: what goes on longer is no statement that anybody could check.
LONGEST_STATEMENT = 600

ParticularT = TypeVar("ParticularT", bound=Particular)


@dataclass(frozen=True)
class Statement(Sentence):
    """A sentence with its readings, each read once when it is first asked for."""

    #: The particulars as the record has them; where there are any, they stand and nothing is read.
    settled: tuple[Particular, ...] = ()

    @cached_property
    def dates(self) -> tuple[Reading[Date], ...]:
        """The dates in order."""
        return self._settled(Date) if self.settled else read_dates(self)

    @cached_property
    def quantities(self) -> tuple[Reading[Quantity], ...]:
        """The quantities in order."""
        return self._settled(Quantity) if self.settled else read_quantities(self, date_words(self.dates))

    @cached_property
    def names(self) -> tuple[Reading[Name], ...]:
        """The names in order."""
        return self._settled(Name) if self.settled else read_names(self, date_words(self.dates))

    @cached_property
    def negations(self) -> tuple[Reading[Polarity], ...]:
        """The words that deny, in order."""
        return self._settled(Polarity) if self.settled else read_negations(self)

    @cached_property
    def modality(self) -> Reading[Modality] | None:
        """What says how far along the thing is; ``None`` for a plain statement."""
        return next(iter(self._settled(Modality)), None) if self.settled else read_modality(self)

    @cached_property
    def speaker(self) -> Reading[Speaker] | None:
        """Whose words it reports; ``None`` when it does not say."""
        return next(iter(self._settled(Speaker)), None) if self.settled else read_speaker(self)

    @cached_property
    def stance(self) -> Stance:
        """Whether it asserts, asks or opines."""
        return read_stance(self)

    @cached_property
    def measured(self) -> frozenset[int]:
        """The indexes of the words that are read as quantities and dates."""
        counted = {index for reading in self.quantities for index in range(reading.first, reading.last + 1)}
        return frozenset(counted) | date_words(self.dates)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The indexes of the words that carry meaning."""
        return tuple(index for index, word in enumerate(self.words) if not word.stops)

    def _settled(self, kind: type[ParticularT]) -> tuple[Reading[ParticularT], ...]:
        found = (self._placed(particular) for particular in self.settled if isinstance(particular, kind))
        return tuple(sorted(found, key=lambda reading: reading.first))

    def _placed(self, particular: ParticularT) -> Reading[ParticularT]:
        """Find a settled particular's words; one that is not in the text itself stands behind its end."""
        start = self.text.find(particular.text)
        if start < 0:
            return Reading(particular, len(self.words), len(self.words) - 1)
        first, last = self.index_at(start), self.index_at(start + len(particular.text) - 1)
        return Reading(particular, first, min(last, len(self.words) - 1))


def statements(text: str) -> tuple[Statement, ...]:
    """Split a message into its statements, without what is not the writer's own prose."""
    return tuple(_statements(text))[:MOST_STATEMENTS]


def _statements(text: str) -> Iterator[Statement]:
    written = prose(text[:LONGEST])
    for start, end in joined_topics(written, sentence_spans(written)):
        clauses = [_statement(written, first, last) for first, last in clause_spans(written, start, end)]
        # A clause of a word or two ("but no") says nothing by itself: then the sentence stays whole.
        if len(clauses) > 1 and all(len(clause.content) >= 3 for clause in clauses):
            yield from clauses
        elif len((whole := _statement(written, start, end)).content) >= 2:
            yield whole


def _statement(text: str, start: int, end: int) -> Statement:
    return Statement(text[start : min(end, start + LONGEST_STATEMENT)].rstrip())
