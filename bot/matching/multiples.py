"""Reads multiples, unit ``times``: doubled, to triple, twice as many, threefold, 3x, half as much. Pure."""

import re
from collections.abc import Iterator

from bot.matching.readings import Reading, Sentence
from storage.models import Quantity

_FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5, "half": 0.5}
_COUNTS = {
    word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
} | {"hundred": 100, "thousand": 1000}
_STEM = "doubl|tripl|trebl|quadrupl|quintupl|halv"
#: "doubled down", "doubles as": nothing is multiplied.
_IDIOM = r"(?!\s+(?:down|over|up|back|as|agents?|standards?)\b)"
_MULTIPLE = re.compile(
    rf"""
    (?<![\w-])(?:
        (?P<done>{_STEM})(?:ed|ing)\b{_IDIOM}
      | (?:to|will|would|could|can|may|might|should|must|'ll|not)\s+
        (?:(?:(?:more|less)\s+than|at\s+(?:least|most)|nearly|almost|about|roughly|\w+ly)\s+)?
        (?P<due>{_STEM})e\b{_IDIOM}
      | (?P<does>{_STEM})es?(?=\s+(?:the|its|his|her|their|our|your|my|what|that|this|last)\b)
      | (?P<half>half)(?=\s+as\s+[a-z])
      | (?P<fold>{"|".join(_COUNTS)}|\d+(?:\.\d+)?)[ -]?fold\b
      | (?<![.,])(?P<by>\d+(?:\.\d+)?)\s?x(?!\w|\s*\d)
      | (?P<twice>(?<!think\s)(?:twice|thrice)\b)
    )
    """,
    re.VERBOSE,
)


def read_multiples(sentence: Sentence) -> Iterator[Reading[Quantity]]:
    """Yield each multiple, its comparator not yet read."""
    for found in _MULTIPLE.finditer(sentence.folded):
        group = found.lastgroup or ""
        end = found.end()
        first, last = sentence.index_at(found.start(group)), sentence.index_at(end - 1)
        text = sentence.text[sentence.words[first].start : end]
        yield Reading(Quantity(text, _factor(group, found[group]), unit="times"), first, last)


def _factor(group: str, written: str) -> float:
    if group in {"fold", "by"}:
        return float(_COUNTS.get(written) or written)
    return {"twice": 2.0, "thrice": 3.0}.get(written) or _FACTORS[written]
