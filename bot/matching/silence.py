"""Whether a claim stands out so far that a message is answered with it, in a record of any size. Pure.

Two ways lead to an answer: the index sets the claim apart from all others, or the comparison finds the message about
it, and the index does not speak against it. Claims of one article stand in each other's way in the index, and compare
well; in a record of a million claims something compares well by accident, and there the index has to speak for it.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from storage.models import Candidate, Claim
from storage.terms import terms

#: What the log-odds that a claim is meant rise by, for a point of what its words tell, of that over the next claim,
#: and of likeness in meaning. Learned by ``benchmarks/leads.py``.
_TOLD, _AHEAD, _ALIKE, _BEFORE = 2.8, 3.4, 5.0, -6.9
#: From these log-odds on it is worth asking whether a claim was meant.
PERHAPS = -1.5
#: Below these nothing is confirmed, however well it compares: of messages that repeat a claim one in a hundred is.
CONFIRMED = -5.8
#: Among so few claims the index alone is enough from these log-odds on, and a comparison from this chance on.
_FEW = 40
_APART, _ABOUT = 2.35, 0.2
#: By how much the log-odds asked of both rise with the logarithm of the number of claims.
_APART_RISE, _ABOUT_RISE = 0.15, 0.95
#: What the index's log-odds count beside the comparison's in a record without end; nothing among few claims.
_BESIDE = 0.6
#: Claims that share so much of their words are one claim told twice; neither stands in the other's way.
_TWICE = 0.6


def leads(found: Sequence[Candidate]) -> dict[int, float]:
    """Return for each candidate, by its entry's id, the log-odds that the index gives it of being the one meant."""
    return {one.entry.id: _TOLD * one.told + _AHEAD * ahead(one, found) + _ALIKE * one.alike + _BEFORE for one in found}


def ahead(one: Candidate, found: Iterable[Candidate]) -> float:
    """Return by how much the words of a candidate tell more than those of the next other claim; negative if less."""
    others = (other.told for other in found if other is not one and not _told_twice(one.entry.claim, other.entry.claim))
    return one.told - max(others, default=0.0)


def stands_out(lead: float, among: int) -> bool:
    """Tell whether the index alone sets a claim apart enough, among so many."""
    return lead >= _APART + _APART_RISE * _more(among)


def heard(lead: float, about: float, among: int) -> bool:
    """Tell whether a claim is answered with, given the chance that the message is about it, among so many claims."""
    more = _more(among)
    together = _log_odds(about) + _BESIDE * more / (1 + more) * lead
    return stands_out(lead, among) or together >= _log_odds(_ABOUT) + _ABOUT_RISE * more


def worth_comparing(lead: float, among: int) -> bool:
    """Tell whether a comparison could still lead to an answer."""
    return heard(lead, 1.0, among)


def _more(among: int) -> float:
    return math.log(max(1.0, among / _FEW))


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def _told_twice(one: Claim, other: Claim) -> bool:
    mine, theirs = _terms(one.text), _terms(other.text)
    return len(mine & theirs) >= _TWICE * max(1, len(mine | theirs))


@lru_cache(maxsize=4_096)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms(text))
