"""What was read from a text, as people say it. Pure."""

import calendar
from collections.abc import Iterator

from bot.explaining.explanation import Trait
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from storage.models import Alias, Comparator, Date, Modality, Name, Opposite, Particular, Polarity, Quantity, Role


def traits_of(statement: Statement) -> tuple[Trait, ...]:
    """Return all that is read of a statement, or stands in the record for it."""
    return tuple(_traits(statement))


def _traits(statement: Statement) -> Iterator[Trait]:
    yield from map(trait, statement.settled or propose(statement.text))
    for refusal in statement.refusals:
        yield Trait("refusal", refusal.what.text)


def trait(particular: Particular) -> Trait:
    """Describe one particular."""
    kind, meaning = type(particular).__name__.lower(), ""
    match particular:
        case Quantity():
            kind, meaning = "number", _quantity(particular)
        case Date():
            meaning = _date(particular)
        case Name():
            role = "" if particular.role is Role.OTHER else f", {particular.role.value}"
            meaning = f"{particular.canonical}{role}"
        case Polarity():
            kind, meaning = "denial", "" if particular.negative else "affirms"
        case Modality():
            meaning = particular.happening.value
        case Alias():
            meaning = particular.canonical
        case Opposite():
            meaning = particular.other
        case _:
            pass  # A speaker's words say it all.
    return Trait(kind, particular.text, meaning)


def _quantity(quantity: Quantity) -> str:
    comparator = "" if quantity.comparator is Comparator.EXACTLY else f"{quantity.comparator.value} "
    upper = "" if quantity.upper is None else f" and {quantity.upper:,.10g}"
    unit = f" {quantity.unit}" if quantity.unit else ""
    counted = f", of “{quantity.of}”" if quantity.of else ""
    return f"{comparator}{quantity.value:,.10g}{upper}{unit}{counted}"


def _date(date: Date) -> str:
    parts = (
        date.season and date.season.value,
        None if date.weekday is None else calendar.day_name[date.weekday],
        None if date.day is None else f"day {date.day}",
        None if date.month is None else calendar.month_name[date.month],
        None if date.year is None else str(date.year),
    )
    return ", ".join(part for part in parts if part)
