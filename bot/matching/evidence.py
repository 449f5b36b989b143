"""What a comparison shows, as figures to be weighed together. Pure.

Each figure has a name, and each name means the same for every claim: a share, a count, or 1.0 for yes. Nothing here
decides; ``weighing`` does, with weights learned from labelled messages.
"""

import math
from collections.abc import Mapping, Sequence

from bot.matching.alignment import RELATED, Alignment
from bot.matching.coverage import Coverage
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.similarity import turned
from bot.matching.stance import Stance, says_something
from bot.matching.statement import Statement
from bot.matching.telling import weight
from storage.vectors import relatedness

Evidence = Mapping[str, float]
#: What each comparer found, by its name.
Findings = Sequence[tuple[str, Finding]]
#: The one figure that takes a sentence model.
ALIKE = "sentence alike"

#: A word of the claim itself, or as good as.
_CLOSE = 0.85
#: More shared words than this say no more.
_ENOUGH = 30.0
#: The comparers, whose doubts count each by itself.
COMPARED = ("number", "date", "attribution", "direction", "negation", "modality", "name")
_KINDS = tuple(kind for kind in DifferenceKind if kind is not DifferenceKind.RATING)


def evidence(alignment: Alignment, covered: Coverage, findings: Findings, *, alike: float | None = None) -> Evidence:
    """Return what speaks for and against a statement being about a claim, and saying what it says."""
    differences = [found for _, found in findings if isinstance(found, Difference)]
    doubted = [name for name, found in findings if isinstance(found, Doubt)]
    return {
        "message covered": covered.said,
        "message known": covered.known,
        "predicate covered": covered.predicate,
        "claim covered": covered.recorded,
        "claim's predicate covered": covered.recorded_predicate,
        "strangest word": covered.strangest,
        "rest alike": covered.rest,
        "whole alike": covered.whole,
        **_form(alignment.said, alignment.recorded),
        "shared": min(alignment.evidence, _ENOUGH) / 10,
        "predicated": float(predicated(alignment)),
        "lone stranger": _lone_stranger(alignment),
        "own words": _close(alignment) / max(1, len(set(alignment.said.telling) - alignment.said.measured)),
        "differences": float(len(differences)),
        "firm differences": float(sum(one.firm for one in differences)),
        "doubts": float(len(doubted)),
        "rest covered": rest_covered(alignment, differences),
        **{f"differs in {kind}": float(any(one.kind is kind for one in differences)) for kind in _KINDS},
        **{f"doubts {name}": float(name in doubted) for name in COMPARED},
        **({} if alike is None else {ALIKE: alike}),
    }


def _form(said: Statement, recorded: Statement) -> dict[str, float]:
    """Return what kind of sentences the two are."""
    return {
        "words said": math.log(max(1, sum(1 for _ in said.telling))),
        "words recorded": math.log(max(1, sum(1 for _ in recorded.telling))),
        "measures": float(bool(said.measured)),
        "names": float(bool(said.names)),
        "asks whether": float(said.stance is Stance.ASKS_WHETHER),
        "asks what": float(said.stance is Stance.ASKS_WHAT),
        "opines": float(said.stance is Stance.OPINES),
        "says something": float(says_something(said)),
        "said modal": float(said.modality is not None),
        "recorded modal": float(recorded.modality is not None),
        "said speaker": float(said.speaker is not None),
        "recorded speaker": float(recorded.speaker is not None),
    }


def _lone_stranger(alignment: Alignment) -> float:
    """Return how much the one word tells that a message has in the claim's words' stead; 0 in free wording.

    Somebody who uses the claim's words for all but one has exchanged that one; who uses other words, uses many.
    """
    said = alignment.said
    told = [index for index in said.telling if index not in said.measured]
    strangers = [index for index in told if not alignment.explained(index)]
    if len(strangers) != 1 or _close(alignment) < max(3, len(told) - 1):
        return 0.0
    unmet = [index for index in alignment.recorded.telling if index not in alignment.met]
    term, written = said.words[strangers[0]].term, said.lower[strangers[0]]
    # Its own opposite is related to a word, and no more in its place than any other.
    like = (index for index in unmet if not turned(written, alignment.recorded.lower[index]))
    nearest = max((relatedness(term, alignment.recorded.words[index].term) for index in like), default=0.0)
    return weight(term) * (1 - min(1.0, nearest / RELATED))


def _close(alignment: Alignment) -> int:
    """Count the telling words of the message, no numbers or dates, that are the claim's own."""
    said = alignment.said
    return sum(
        (partner := alignment.partners[index]) is not None and partner[1] >= _CLOSE
        for index in said.telling
        if index not in said.measured
    )


def predicated(alignment: Alignment) -> bool:
    """Tell whether more than names is shared: a word of what is said of them, or a number or date that agrees."""
    named = {index for name in alignment.said.names for index in range(name.first, name.last + 1)}
    named |= {
        index
        for index, partner in enumerate(alignment.partners)
        if partner and any(partner[0] in name for name in alignment.recorded.names)
    }
    return bool(alignment.said.measured) or any(
        alignment.explained(index) for index in alignment.said.telling if index not in named
    )


def rest_covered(alignment: Alignment, differences: Sequence[Difference]) -> float:
    """Return which share of the message the claim covers without the words that differ, 0 to 1."""
    # Exchanged roles have the same words on both sides: there nothing stands in another's place.
    parts = (one.said for one in differences if one.kind is not DifferenceKind.DIRECTION)
    spans = [(start, start + len(part)) for part in parts if (start := alignment.said.text.find(part)) >= 0]
    differing = frozenset(
        index
        for index, word in enumerate(alignment.said.words)
        if any(start <= word.start and word.end <= end for start, end in spans)
    )
    return alignment.said_covered(differing)
