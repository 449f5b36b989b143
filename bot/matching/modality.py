"""Reads modality: did it happen, is it planned, expected, or only possible? Pure."""

import re

from bot.matching.readings import Reading, Sentence
from storage.models import Happening, Modality

_POSSIBLE = r"""
    might | could | possibly | perhaps | maybe | potentially
  | may (?=\s+(?:be\s+|have\s+|also\s+|still\s+|soon\s+)?[a-z]+)
  | consider(?:s|ing|ed)? | ponder(?:s|ing|ed)? | mull(?:s|ing|ed)? | weigh(?:s|ing) | contemplat(?:es|ing)
  | thinking\s+(?:about|of) | (?:toy|toys|toying|toyed|flirt|flirts|flirting)\s+with | debating
  | undecided | weighing\s+up | floated | in\s+two\s+minds
  | (?:option|idea|offer|possibility|plan)s?\s+(?:is|are|still)\s+on\s+the\s+table
"""
_PLANNED = r"""
    plan(?:s|ned|ning)?\s+to | planned | scheduled | will | would | wo?n'?t | gonna
  | (?:it|they|that|this)'?ll | (?:he|she|we|i|you)'ll
  | (?:is|are|was|were|be|'re|'s)\s+going\s+to
  | (?<!role\s)(?<!part\s)(?<!job\s)(?<!goal\s)(?<!aim\s)(?<!point\s)(?<!idea\s)
    (?:is|are|was|were)\s+(?:set\s+)?to(?=\s+[a-z]) | set\s+(?:to|for)
  | intend(?:s|ed)?(?:\s+to)? | coming\s+(?:in|on)
  | hop(?:es|ed|ing|e)\s+to | would\s+like\s+to | some\s?day | eventually | keen\s+to | aims?\s+to | about\s+to
  | wants?\s+to | ongoing\s+efforts\s+to
"""
_EXPECTED = r"""
    expect(?:s|ed)? | anticipated | likely\s+to | due\s+to(?=\s+be\b)
  | (?:is|are|was|were|'s)\s+due(?:\s+to|\s+in|\s+on|\s+next)?\b
  | supposed\s+to | should
"""
#: Words that say outright that something is done.
_DONE = r"""
    already | up\s+and\s+running | completed | finished | finali[sz]ed | (?:is|are)\s+done
  | (?:has|have|had|'ve|'s)\s+(?:(?:now|just|finally|already|also)\s+)?(?:been\s+)?
    (?:(?!planned|expected|intended|hoped|wanted|scheduled)[a-z]+ed|done|made|built|begun|set|met|held|left|bought|sold|paid|cost|put|cut|won|lost|given|taken|gone|come
    |grown|risen|fallen|broken|chosen|written|signed|spent|sent|shut|struck|gotten|got|become|brought|found|hit|led
    |drawn|driven|sunk|sworn|torn|withdrawn|overturned|thrown|shown|seen|said|told)
"""

#: First match wins: what is only possible outweighs a plan, a plan outweighs an expectation.
_SIGNS = tuple(
    (happening, re.compile(rf"(?<!\w)(?:{signs})\b", re.VERBOSE))
    for happening, signs in (
        (Happening.POSSIBLE, _POSSIBLE),
        (Happening.PLANNED, _PLANNED),
        (Happening.EXPECTED, _EXPECTED),
        (Happening.HAPPENED, _DONE),
    )
)


def read_modality(sentence: Sentence) -> Reading[Modality] | None:
    """Read what says that a thing is not simply so, or is outright done; ``None`` for a plain statement."""
    for happening, signs in _SIGNS:
        if found := signs.search(sentence.folded):
            return _reading(sentence, happening, *found.span())
    return None


def read_completion(sentence: Sentence) -> Reading[Modality] | None:
    """Read what says outright that something is done, whatever else is planned in the same sentence."""
    happening, signs = _SIGNS[-1]
    found = signs.search(sentence.folded)
    return _reading(sentence, happening, *found.span()) if found else None


def _reading(sentence: Sentence, happening: Happening, start: int, end: int) -> Reading[Modality]:
    first, last = sentence.index_at(start), min(sentence.index_at(end - 1), len(sentence.words) - 1)
    return Reading(Modality(sentence.text[start:end].strip(), happening), min(first, last), last)
