"""JSON as it comes off the wire, read with types instead of hope."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
Json: TypeAlias = dict[str, JsonValue]


def record(value: JsonValue) -> Json:
    """Return the value as an object; an empty one when it is anything else."""
    return dict(value) if isinstance(value, Mapping) else {}


def items(value: JsonValue) -> list[JsonValue]:
    """Return the value as a list; an empty one when it is anything else."""
    return list(value) if isinstance(value, list | tuple) else []


def records(value: JsonValue) -> list[Json]:
    """Return the objects of a list."""
    return [record(item) for item in items(value) if isinstance(item, Mapping)]


def text(value: JsonValue) -> str:
    """Return the value as text; an empty one when it is anything else."""
    return value if isinstance(value, str) else ""


def number(value: JsonValue) -> int:
    """Return the value as a whole number, also from Discord's ids in quotes; 0 when it is anything else."""
    if isinstance(value, str):
        return int(value) if value.isdecimal() else 0
    return int(value) if isinstance(value, int | float) else 0


def components(value: JsonValue) -> Iterator[Json]:
    """Yield the components of a message with everything nested in them, in reading order."""
    for component in records(value):
        yield component
        yield from components(component.get("components"))
        for beside in ("accessory", "component"):
            yield from components([record(component.get(beside))] if component.get(beside) else None)
