"""Weighs evidence: how likely a statement is about a claim, says what it says, or differs from it. Pure.

Three logistic regressions, their weights learned by ``benchmarks/train.py`` from labelled messages about articles of
several domains and shipped as ``weights.json``; with a sentence model's figure, as ``weights_semantic.json``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from bot.matching.evidence import ALIKE, Evidence

#: By the name of a figure: its weight.
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each is, 0 to 1."""

    #: That the statement speaks of what the claim speaks of.
    about: float
    #: That it says what the claim entails, where no particular differs.
    supports: float
    #: That what differs is why they part, where some particular does.
    differs: float


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights that each chance is weighed by."""

    about: Weights
    supports: Weights
    differs: Weights


def chances(evidence: Evidence, heads: Heads | None = None) -> Chances:
    """Weigh the evidence, by the shipped weights unless others are given."""
    by = heads or _learned("weights_semantic.json" if ALIKE in evidence else "weights.json")
    return Chances(_chance(by.about, evidence), _chance(by.supports, evidence), _chance(by.differs, evidence))


@cache
def _learned(name: str) -> Heads:
    return msgspec.json.decode(files("bot.matching").joinpath(name).read_bytes(), type=Heads)


def _chance(weights: Weights, evidence: Evidence) -> float:
    total = weights["constant"] + sum(weights[name] * figure for name, figure in evidence.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
