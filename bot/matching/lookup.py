"""Where a claim has which word: the ways a message's word may be found in it, looked up at once. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.matching.lexicon import families
from bot.matching.readings import Sentence

#: Capitalised words that one abbreviation may stand for.
_LONGEST_RUN = 6
#: Letters of initials that may leave the run's last words out: INDOPA for INDOPACOM.
_CUT_SHORT = 3


@dataclass(frozen=True, slots=True)
class Lookup:
    """The content words of a sentence by what they can be found by; every list in order."""

    #: The first word of each term.
    by_term: Mapping[str, int]
    #: Words by a family of synonyms, or a side of a family of opposites, that they belong to.
    by_family: Mapping[tuple[int, int], list[int]]
    #: Words by their first letter.
    by_letter: Mapping[str, list[int]]
    #: The first word of each run of capitalised words, by the run's initials.
    initials: Mapping[str, int]


def lookup(sentence: Sentence, content: tuple[int, ...]) -> Lookup:
    """Index the content words (by index) of a sentence."""
    by_term: dict[str, int] = {}
    by_family: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    by_letter: defaultdict[str, list[int]] = defaultdict(list)
    for index in content:
        term = sentence.words[index].term
        by_term.setdefault(term, index)
        for family in families(term):
            by_family[family].append(index)
        by_letter[sentence.lower[index][0]].append(index)
    return Lookup(by_term, dict(by_family), dict(by_letter), dict(_initials(sentence)))


def _initials(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Yield each run's initials, and what they may be cut short to; the first run of its initials counts."""
    found: dict[str, int] = {}
    for first in range(len(sentence.words)):
        letters = ""
        for count, word in enumerate(sentence.words[first : first + _LONGEST_RUN]):
            if not word.text[0].isupper():
                break
            bare = word.text.replace(".", "")
            letters += bare.lower() if bare.isupper() else word.text[0].lower()
            if count:
                found.setdefault(letters, first)
        for length in range(_CUT_SHORT, len(letters)):
            if letters not in found:
                break
            found.setdefault(letters[:length], first)
    yield from found.items()
