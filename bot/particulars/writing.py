"""Writes what a particular means, so that reading gives it back. Pure."""

from collections.abc import Iterator

from bot.particulars.grammar import called, counted, digits, field, quoted, unit
from bot.particulars.reading import ROLES, WEEKDAYS
from storage.models import (
    Alias,
    Comparator,
    Date,
    Modality,
    Name,
    Opposite,
    Particular,
    Polarity,
    Quantity,
    Role,
    Speaker,
)
from storage.places import places
from storage.terms import words


def fields_of(particular: Particular, claim_text: str) -> str:
    """Write a particular's fields; empty when its words say it all."""
    fields: str
    match particular:
        case Quantity():
            fields = ", ".join(_quantity_fields(particular, claim_text))
        case Date():
            fields = ", ".join(_date_fields(particular)) or "undated"
        case Name():
            fields = ", ".join(_name_fields(particular))
        case Polarity():
            fields = "negative" if particular.negative else "affirmative"
        case Modality():
            fields = particular.happening.value
        case Speaker():
            fields = "" if particular.canonical == particular.text.lower() else quoted(particular.canonical)
        case Alias():
            fields = quoted(particular.canonical)
        case Opposite():
            fields = quoted(particular.other)
    return fields


def _quantity_fields(quantity: Quantity, claim_text: str) -> Iterator[str]:
    value = digits(quantity.value)
    yield value if quantity.upper is None else f"{value} to {digits(quantity.upper)}"
    if quantity.comparator is not (Comparator.EXACTLY if quantity.upper is None else Comparator.BETWEEN):
        yield quantity.comparator.value
    if quantity.unit is not None:
        yield f"unit {field(quantity.unit, unit)}"
    if quantity.of is not None:
        # The claim's own word reads better than its stem.
        forms = (word.text.lower() for word in words(claim_text) if word.term == quantity.of and word.text.isalpha())
        shown = next((form for form in forms if counted(form) == quantity.of), quantity.of)
        yield f"of {field(shown, lambda form: form if counted(form) == quantity.of else '')}"


def _date_fields(date: Date) -> Iterator[str]:
    for name, part in (("year", date.year), ("month", date.month), ("day", date.day)):
        if part is not None:
            yield f"{name} {part}"
    if date.weekday is not None:
        yield WEEKDAYS[date.weekday]
    if date.season is not None:
        yield date.season.value


def _name_fields(name: Name) -> Iterator[str]:
    known = name.canonical in _place_names() and name.canonical != name.text.lower()
    if known or name.canonical != called(name.text):
        yield field(name.canonical, lambda written: "" if written in ROLES else called(written))
    if name.role is not Role.OTHER:
        yield name.role.value


def _place_names() -> frozenset[str]:
    return frozenset(places().values())
