"""Reads what stands behind a kind and its colon, one reader for each kind of particular. Pure."""

import math
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from bot.matching.statement import Statement
from bot.particulars.grammar import BadField, Field, called, counted, number, split, unit, whole
from storage.models import (
    Alias,
    Comparator,
    Date,
    Happening,
    Modality,
    Name,
    Opposite,
    Particular,
    Polarity,
    Quantity,
    Role,
    Season,
    Speaker,
)

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ROLES = frozenset(role.value for role in Role)


def _quantity(text: str, behind: str | None) -> Quantity:
    fields = split(behind or "")
    values = [value for field in fields if (value := _values(field))]
    if len(values) > 1:
        raise BadField("it gives more than one number; a range is written “5 to 7”")
    quantity = _given(text, *values[0]) if values else _read_quantity(text)
    for field in fields:
        if not _values(field):
            quantity = _with(quantity, field)
    return quantity


def _given(text: str, value: float, upper: float | None) -> Quantity:
    return Quantity(text, value, Comparator.EXACTLY if upper is None else Comparator.BETWEEN, upper)


def _values(field: Field) -> tuple[float, float | None] | None:
    """Return the number or the two ends of a range; ``None`` for another field."""
    if field.literal is not None:
        return None
    found = [number(part) for part in field.word.split(" to ")]
    values = [value for value in found if value is not None and math.isfinite(value)]
    if len(values) != len(found) or len(values) > 2:
        return None
    return values[0], values[1] if len(values) > 1 else None


def _read_quantity(text: str) -> Quantity:
    for reading in Statement(text).quantities:
        return replace(reading.what, text=text)
    raise BadField(f"no number can be read from “{text[:40]}”; write it behind a bar, such as “{text[:40]} | 50000”")


def _with(quantity: Quantity, field: Field) -> Quantity:
    if field.literal is None and field.word in {*Comparator}:
        return replace(quantity, comparator=Comparator(field.word))
    if (of := field.value("of", counted)) is not None:
        return replace(quantity, of=of)
    if (named := field.value("unit", unit)) is not None:
        return replace(quantity, unit=named)
    if unit(field.word) != field.word:
        return replace(quantity, unit=unit(field.word))
    allowed = ", ".join(Comparator)
    raise BadField(f"“{field.word}” is no number, no “unit percent”, no “of troops” and none of {allowed}")


def _date(text: str, behind: str | None) -> Date:
    fields = split(behind or "")
    if not fields:
        for reading in Statement(text).dates:
            return replace(reading.what, text=text)
        raise BadField(f"no date can be read from “{text[:40]}”; write it behind a bar, such as “month 3, day 28”")
    date = Date(text)
    for field in fields:
        date = _with_part(date, field)
    return date


def _with_part(date: Date, field: Field) -> Date:
    name, _, value = field.word.rpartition(" ")
    if name in {"year", "month", "day"} and value.isascii() and value.isdecimal() and len(value) < 5:
        return _checked(date, name, int(value))
    if name in {"", "month"} and value in MONTHS:
        return replace(date, month=MONTHS.index(value) + 1)
    if name in {"", "weekday"} and value in WEEKDAYS:
        return replace(date, weekday=WEEKDAYS.index(value))
    if name in {"", "season"} and value in {*Season}:
        return replace(date, season=Season(value))
    if field.word == "undated":
        return date
    raise BadField(f"“{field.word}” is no “year 2024”, “month 3”, “day 28”, no weekday and no season")


def _checked(date: Date, name: str, value: int) -> Date:
    if name == "year":
        return replace(date, year=value)
    if not 1 <= value <= (12 if name == "month" else 31):
        raise BadField(f"there is no {name} {value}")
    return replace(date, month=value) if name == "month" else replace(date, day=value)


def _name(text: str, behind: str | None) -> Name:
    canonical, role = None, Role.OTHER
    for field in split(behind or ""):
        if field.literal is None and field.word in ROLES:
            role = Role(field.word)
        elif canonical is None:
            canonical = field.value("", called)
        else:
            raise BadField(f"“{field.word}” is none of {', '.join(Role)}")
    return Name(text, called(text) if canonical is None else canonical, role)


def _polarity(text: str, behind: str | None) -> Polarity:
    word = _word(behind) or "negative"
    if word not in {"negative", "affirmative"}:
        raise BadField(f"“{word}” is neither negative nor affirmative")
    return Polarity(text, negative=word == "negative")


def _modality(text: str, behind: str | None) -> Modality:
    word = _word(behind)
    if word in {*Happening}:
        return Modality(text, Happening(word))
    read = Statement(text).modality
    if read is None or word:
        raise BadField(f"“{word or text[:40]}” is none of {', '.join(Happening)}")
    return Modality(text, read.what.happening)


def _word(behind: str | None) -> str:
    return " ".join((behind or "").lower().split())


def _speaker(text: str, behind: str | None) -> Speaker:
    return Speaker(text, whole(behind) if behind else text.lower())


def _alias(text: str, behind: str | None) -> Alias:
    if not behind:
        raise BadField(f"whom or what “{text[:40]}” names is missing, such as “{text[:40]} | U.S. Forces Japan”")
    return Alias(text, whole(behind))


def _opposite(text: str, behind: str | None) -> Opposite:
    if not behind:
        raise BadField(f"the opposite of “{text[:40]}” is missing, such as “relaxed | tightened”")
    return Opposite(text, whole(behind))


#: Each takes the words of the claim, and what stands behind the bar: ``None`` without one.
READERS: MappingProxyType[str, Callable[[str, str | None], Particular]] = MappingProxyType(
    {
        "quantity": _quantity,
        "date": _date,
        "name": _name,
        "polarity": _polarity,
        "modality": _modality,
        "speaker": _speaker,
        "alias": _alias,
        "opposite": _opposite,
    }
)
