"""Logistic regression by Newton's method: a few dozen figures, a few thousand examples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: Steps after which Newton's method has long settled on data of this size.
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Example:
    """Figures by name, whether it is a case of what is learned, and how much it counts."""

    figures: dict[str, float]
    holds: bool
    counts: float = 1.0


def learned(examples: Sequence[Example], shrink: float) -> dict[str, float]:
    """Return the weight of each figure, and the "constant"; ``shrink`` is the inverse strength of the L2 penalty."""
    names = [*examples[0].figures]
    figures = np.array([[example.figures[name] for name in names] for example in examples])
    mean, spread = figures.mean(axis=0), figures.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.hstack([(figures - mean) / spread, np.ones((len(examples), 1))])
    weights = _fitted(
        scaled,
        np.array([float(example.holds) for example in examples]),
        np.array([example.counts for example in examples]),
        shrink,
    )
    plain = weights[:-1] / spread
    return {
        **{name: round(float(weight), 4) for name, weight in zip(names, plain, strict=True)},
        "constant": round(float(weights[-1] - plain @ mean), 4),
    }


def _fitted(figures: Floats, holds: Floats, counts: Floats, shrink: float) -> Floats:
    penalty = np.full(figures.shape[1], 1 / shrink)
    penalty[-1] = 1e-6  # The constant is not shrunk.
    weights = np.zeros(figures.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(figures @ weights)))
        slope = figures.T @ (counts * (chance - holds)) + penalty * weights
        curve = (figures * (counts * chance * (1 - chance))[:, None]).T @ figures + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights
