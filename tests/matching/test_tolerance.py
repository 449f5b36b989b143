"""A numeric tolerance follows the comparator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.tolerance import Agreement, agreement, rounds_to
from storage.models import Comparator, Quantity

COMPARATORS = {
    "=": Comparator.EXACTLY,
    "~": Comparator.ABOUT,
    ">": Comparator.MORE_THAN,
    ">=": Comparator.AT_LEAST,
    "<": Comparator.LESS_THAN,
    "<=": Comparator.AT_MOST,
}


def quantity(written: str) -> Quantity:
    """Read "> 50" or "40..50"."""
    if ".." in written:
        low, high = written.split("..")
        return Quantity(written, float(low), Comparator.BETWEEN, float(high))
    comparator, value = written.split(" ")
    return Quantity(written, float(value), COMPARATORS[comparator])


@pytest.mark.parametrize(
    ("recorded", "said", "expected"),
    [
        # More than N: agreed to by N, about N and weaker lower bounds; open up to 2N; else contradicted.
        ("> 50", "> 50", "agrees"),
        ("> 50", "= 50", "agrees"),
        ("> 50", "~ 50", "agrees"),
        ("> 50", ">= 50", "agrees"),
        ("> 50", ">= 40", "agrees"),
        ("> 50", "= 54", "open"),
        ("> 50", "> 60", "open"),
        ("> 50", "<= 60", "open"),
        ("> 50", "45..55", "open"),
        ("> 50", "= 5", "differs"),
        ("> 50", "= 100", "differs"),
        ("> 50", "> 500", "differs"),
        ("> 50", "< 50", "differs"),
        ("> 50", "<= 40", "differs"),
        ("> 50", "30..40", "differs"),
        # Less than N is its mirror image, N itself and any lower bound from N on differ.
        ("< 50", "< 50", "agrees"),
        ("< 50", "<= 60", "agrees"),
        ("< 50", "~ 50", "agrees"),
        ("< 50", "= 40", "open"),
        ("< 50", "> 40", "open"),
        ("< 50", "= 50", "differs"),
        ("< 50", "= 20", "differs"),
        ("< 50", ">= 50", "differs"),
        # An exact N.
        ("= 15", "= 15", "agrees"),
        ("= 15", "~ 15", "agrees"),
        ("= 15", "> 10", "agrees"),
        ("= 15", "<= 15", "agrees"),
        ("= 15", "10..20", "open"),
        ("= 15", "16..20", "differs"),
        ("= 15", "= 25", "differs"),
        ("= 15", "> 15", "differs"),
        ("= 15", "< 15", "differs"),
        # About N: what rounds to N agrees, what is plainly off differs.
        ("~ 50", "= 50", "agrees"),
        ("~ 50", "= 52", "agrees"),
        ("~ 50", "> 40", "agrees"),
        ("~ 50", "= 56", "open"),
        ("~ 50", "45..55", "open"),
        ("~ 50", "= 5", "differs"),
        ("~ 50", "> 70", "differs"),
        ("~ 50", "60..70", "differs"),
        # Between.
        ("40..50", "40..50", "agrees"),
        ("40..50", ">= 40", "agrees"),
        ("40..50", "<= 50", "agrees"),
        ("40..50", "= 45", "open"),
        ("40..50", "> 45", "open"),
        ("40..50", "< 45", "open"),
        ("40..50", "45..60", "open"),
        ("40..50", "= 60", "differs"),
        ("40..50", "> 50", "differs"),
        ("40..50", "< 40", "differs"),
        ("40..50", "60..70", "differs"),
    ],
)
def test_agreement_follows_both_comparators(recorded: str, said: str, expected: str) -> None:
    assert agreement(quantity(said), quantity(recorded)) == Agreement(expected)


@given(st.sampled_from([*COMPARATORS.values()]), st.floats(1, 1e12))
def test_a_quantity_agrees_with_itself(comparator: Comparator, value: float) -> None:
    same = Quantity("", value, comparator)

    assert agreement(same, same) is Agreement.AGREES


@given(st.sampled_from([*COMPARATORS.values()]), st.floats(1, 1e9))
def test_ten_times_as_much_never_agrees_with_a_bound_or_a_value(comparator: Comparator, value: float) -> None:
    said = Quantity("", 10 * value)

    assert agreement(said, Quantity("", value, comparator)) is not Agreement.AGREES


@pytest.mark.parametrize(
    ("value", "rounded", "expected"),
    [
        (52, 50, True),
        (56, 50, False),
        (49_600, 50_000, True),
        (0, 0, True),
        (1, 0, False),
        (15.4, 15, True),
        (25, 15, False),
    ],
)
def test_rounding_goes_by_the_digits_that_the_rounded_number_shows(
    value: float, rounded: float, expected: bool
) -> None:
    assert rounds_to(value, rounded) is expected
