"""Whether a quantity agrees with the recorded one, by the comparators of both. Pure.

The rules are those the messages are labelled by: "more than N" is agreed to by N and by any weaker lower
bound, left open between N and 2N, and contradicted below N, by an upper bound at or below N, and from 2N on.
"""

import math
from enum import StrEnum

from storage.models import Comparator, Quantity

_LOWER = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
_UPPER = frozenset({Comparator.LESS_THAN, Comparator.AT_MOST})


class Agreement(StrEnum):
    """What a said value is to a recorded one."""

    AGREES = "agrees"
    OPEN = "open"
    DIFFERS = "differs"


def agreement(said: Quantity, recorded: Quantity) -> Agreement:
    """Judge two quantities of the same unit, values already in it."""
    if recorded.comparator in _LOWER:
        return _lower_bound(said, recorded.value)
    if recorded.comparator in _UPPER:
        return _upper_bound(said, recorded.value)
    if recorded.comparator is Comparator.BETWEEN:
        return _between(said, recorded.value, recorded.upper or recorded.value)
    if recorded.comparator is Comparator.ABOUT:
        return _about(said, recorded.value)
    return _exactly(said, recorded.value)


def _lower_bound(said: Quantity, bound: float) -> Agreement:
    value, highest = said.value, said.upper or said.value
    if said.comparator in _UPPER:
        return Agreement.DIFFERS if value <= bound else Agreement.OPEN
    if said.comparator in _LOWER and value <= bound:
        return Agreement.AGREES
    if said.comparator is Comparator.ABOUT and rounds_to(value, bound):
        return Agreement.AGREES
    if value >= 2 * bound or highest < bound:
        return Agreement.DIFFERS
    return Agreement.AGREES if value == bound and said.comparator is not Comparator.BETWEEN else Agreement.OPEN


def _upper_bound(said: Quantity, bound: float) -> Agreement:
    value, highest = said.value, said.upper or said.value
    if said.comparator in _LOWER:
        return Agreement.DIFFERS if value >= bound else Agreement.OPEN
    if said.comparator in _UPPER and value >= bound:
        return Agreement.AGREES
    if said.comparator is Comparator.ABOUT and rounds_to(value, bound):
        return Agreement.AGREES
    return Agreement.DIFFERS if value >= bound or highest <= bound / 2 else Agreement.OPEN


def _exactly(said: Quantity, exact: float) -> Agreement:
    if said.comparator is Comparator.BETWEEN:
        return _within(exact, said.value, said.upper or said.value)
    satisfied = {
        Comparator.EXACTLY: said.value == exact,
        Comparator.ABOUT: rounds_to(exact, said.value) or rounds_to(said.value, exact),
        Comparator.MORE_THAN: exact > said.value,
        Comparator.AT_LEAST: exact >= said.value,
        Comparator.LESS_THAN: exact < said.value,
        Comparator.AT_MOST: exact <= said.value,
    }[said.comparator]
    return Agreement.AGREES if satisfied else Agreement.DIFFERS


def _about(said: Quantity, near: float) -> Agreement:
    if said.comparator in _LOWER | _UPPER:
        beyond = said.value - near if said.comparator in _LOWER else near - said.value
        if beyond >= near / 4:
            return Agreement.DIFFERS
        return Agreement.AGREES if beyond <= -near / 10 else Agreement.OPEN
    if said.comparator is Comparator.BETWEEN:
        return _within(near, said.value, said.upper or said.value)
    if rounds_to(said.value, near):
        return Agreement.AGREES
    return Agreement.DIFFERS if abs(said.value - near) >= near / 4 else Agreement.OPEN


def _between(said: Quantity, low: float, high: float) -> Agreement:
    if said.comparator is Comparator.BETWEEN:
        same = said.value == low and said.upper == high
        apart = said.value > high or (said.upper or said.value) < low
        return Agreement.AGREES if same else Agreement.DIFFERS if apart else Agreement.OPEN
    if said.comparator in _LOWER:
        return Agreement.AGREES if said.value <= low else Agreement.DIFFERS if said.value >= high else Agreement.OPEN
    if said.comparator in _UPPER:
        return Agreement.AGREES if said.value >= high else Agreement.DIFFERS if said.value <= low else Agreement.OPEN
    return Agreement.OPEN if low <= said.value <= high else Agreement.DIFFERS


def _within(value: float, low: float, high: float) -> Agreement:
    return Agreement.OPEN if low <= value <= high else Agreement.DIFFERS


def rounds_to(value: float, rounded: float) -> bool:
    """Tell whether a value, rounded to as many leading digits as the other has, gives the other."""
    if rounded in {0, value}:
        return value == rounded
    digits = len(f"{abs(rounded):.12g}".replace(".", "").strip("0")) or 1
    magnitude = math.floor(math.log10(abs(rounded)))
    step = 10.0 ** (magnitude - digits + 1)
    return abs(value - rounded) <= step / 2 and abs(value - rounded) <= abs(rounded) / 10
