"""A statement: one sentence of a message, or a claim's text, with everything that is read from it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.matching.dates import date_words, read_dates
from bot.matching.lookup import Lookup, lookup
from bot.matching.masking import prose
from bot.matching.modality import read_modality
from bot.matching.names import KnownNames, read_names
from bot.matching.negation import read_negations
from bot.matching.quantities import read_quantities
from bot.matching.readings import Reading, Sentence
from bot.matching.refusals import read_refusals
from bot.matching.sentences import clause_spans, joined_topics, sentence_spans
from bot.matching.speakers import read_speaker
from bot.matching.stance import Stance, read_stance
from bot.matching.telling import FILLERS, Told, told
from storage.models import Alias, Date, Modality, Name, Opposite, Particular, Polarity, Quantity, Speaker
from storage.terms import LONGEST, term_of

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
    #: Names that the record has, to be known in lower case.
    known: KnownNames = frozenset()

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
        return self._settled(Name) if self.settled else read_names(self, date_words(self.dates), self.known)

    @cached_property
    def negations(self) -> tuple[Reading[Polarity], ...]:
        """The words that deny, in order."""
        return self._settled(Polarity) if self.settled else read_negations(self)

    @cached_property
    def refusals(self) -> tuple[Reading[Polarity], ...]:
        """The words that deny without being read as negations, in order; always read from the text."""
        return tuple(
            refusal
            for refusal in read_refusals(self)
            if not any(negation.first in refusal for negation in self.negations)
        )

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

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The indexes of the words that tell something: no stop words, no fillers."""
        return tuple(index for index in self.content if self.lower[index] not in FILLERS)

    @cached_property
    def told(self) -> Told:
        """The telling words with their weights and meanings."""
        return told(self.telling, [self.words[index].term for index in self.telling])

    @cached_property
    def named(self) -> frozenset[int]:
        """The indexes of the words that are part of a name."""
        return frozenset(index for name in self.names for index in range(name.first, name.last + 1))

    @cached_property
    def lookup(self) -> Lookup:
        """Where the statement has which word."""
        return lookup(self, self.content)

    def _settled(self, kind: type[ParticularT]) -> tuple[Reading[ParticularT], ...]:
        found: list[Reading[ParticularT]] = []
        for particular in self.settled:
            if isinstance(particular, kind):
                # The same words twice are two places: each is looked for behind the last.
                behind = max((one.last for one in found if one.what.text == particular.text), default=-1)
                found.append(self._placed(particular, behind))
        return tuple(sorted(found, key=lambda reading: reading.first))

    def _placed(self, particular: ParticularT, behind: int) -> Reading[ParticularT]:
        """Find a settled particular's words behind a word; one that is not in the text itself stands behind its end."""
        start = self.words[behind].end if 0 <= behind < len(self.words) else 0
        at = next(_whole(self.text, particular.text, start), None)
        if at is None and (at := next(_whole(self.text, particular.text, 0), None)) is None:
            return Reading(particular, len(self.words), len(self.words) - 1)
        first, last = self.index_at(at), self.index_at(at + len(particular.text) - 1)
        return Reading(particular, first, min(last, len(self.words) - 1))

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """What else the record calls something of the statement: each alias's one term, with a term it stands for."""
        pairs = ((one.text, one.canonical) for one in self.settled if isinstance(one, Alias))
        return {term_of(alias): term_of(name.split(" ")[0]) for alias, name in pairs if alias and name}

    @cached_property
    def opposites(self) -> Mapping[str, frozenset[str]]:
        """Which words, by the record, would contradict a word of the statement; terms for terms."""
        found: dict[str, set[str]] = {}
        for one in self.settled:
            if isinstance(one, Opposite):
                found.setdefault(term_of(one.text), set()).add(term_of(one.other))
        return {term: frozenset(others) for term, others in found.items()}


def _whole(text: str, part: str, start: int) -> Iterator[int]:
    """Yield where a part stands in a text, from a place on, that is no part of a longer word."""
    # A regular expression made for each part cost a tenth of the time that a check takes.
    while part and (start := text.find(part, start)) >= 0:
        before, behind = text[start - 1 : start], text[start + len(part) : start + len(part) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in before + behind):
            yield start
        start += 1


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
