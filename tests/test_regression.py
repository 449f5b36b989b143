"""The weights the matcher weighs evidence by are learned rightly: what is known beforehand is found again."""

import math
import random

import numpy as np
import pytest

from benchmarks.regression import Example, learned


def chance(weights: dict[str, float], **figures: float) -> float:
    total = weights["constant"] + sum(weights[name] * figure for name, figure in figures.items())
    return 1 / (1 + math.exp(-total))


def noisy(count: int, *, slope: float, constant: float, spread: float = 1.0) -> list[Example]:
    """Return examples that hold by chance, the logistic of one figure; another figure has no say in it."""
    draw = random.Random(7)
    rows = [(draw.gauss(0, 1), draw.gauss(0, 1)) for _ in range(count)]
    return [
        Example({"tells": spread * one, "idle": other}, draw.random() < 1 / (1 + math.exp(-(slope * one + constant))))
        for one, other in rows
    ]


def test_what_can_be_told_apart_is_told_apart() -> None:
    examples = [Example({"length": float(length), "width": 1.0}, length > 5) for length in range(10)]

    weights = learned(examples, shrink=10.0)

    assert all((chance(weights, **example.figures) > 0.5) is example.holds for example in examples)
    assert weights["width"] == 0  # A figure that never changes tells nothing.


def test_the_weights_that_noisy_examples_were_drawn_by_are_found_again() -> None:
    weights = learned(noisy(4_000, slope=1.5, constant=-0.5), shrink=100.0)

    assert weights == pytest.approx({"tells": 1.5, "idle": 0.0, "constant": -0.5}, abs=0.15)


def test_the_unit_a_figure_is_measured_in_makes_no_difference() -> None:
    small, large = (learned(noisy(500, slope=1.5, constant=0.0, spread=spread), shrink=0.1) for spread in (1, 100))

    assert large["tells"] == pytest.approx(small["tells"] / 100, abs=1e-4)
    assert large["constant"] == pytest.approx(small["constant"], abs=1e-3)


def test_the_weights_lie_where_the_penalised_likelihood_is_flat() -> None:
    examples, shrink = noisy(300, slope=1.0, constant=0.3, spread=2.0), 0.5

    weights = learned(examples, shrink)

    # The plain formula: what is left of each figure, scaled to spread 1, equals its weight over the shrinking.
    for name in ("tells", "idle"):
        values = np.array([example.figures[name] for example in examples])
        left = [example.holds - chance(weights, **example.figures) for example in examples]
        slope = float(((values - values.mean()) / values.std()) @ np.array(left))
        assert slope == pytest.approx(weights[name] * values.std() / shrink, abs=0.05)


def test_a_stronger_penalty_makes_smaller_weights_and_leaves_the_constant_to_the_shares() -> None:
    examples = [Example({"length": float(length % 7)}, length % 4 == 0) for length in range(400)]

    weak, strong = learned(examples, shrink=10.0), learned(examples, shrink=1e-4)

    assert abs(strong["length"]) < abs(weak["length"]) + 1e-4
    assert strong["length"] == pytest.approx(0, abs=0.01)
    assert chance(strong, length=3.0) == pytest.approx(0.25, abs=0.01)


def test_an_example_that_counts_twice_is_two_examples() -> None:
    examples = noisy(60, slope=1.0, constant=0.0)
    counted = [Example(example.figures, example.holds, 2.0) for example in examples]

    # The same but for rounding: the scale does not see the counts.
    assert learned(counted, shrink=0.1) == pytest.approx(learned([*examples, *examples], shrink=0.1), abs=2e-4)
