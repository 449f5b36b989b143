"""Options of slash commands, filled in as a client lets people fill them in."""

from collections.abc import Mapping
from typing import TypeAlias

from .files import File
from .json_values import Json, JsonValue, number, records, text
from .people import Role, User
from .places import Channel
from .resolving import Named, Resolved

SUB_COMMAND, SUB_COMMAND_GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 6, 7, 8, 9, 10, 11

OptionValue: TypeAlias = "JsonValue | Named"
_FITTING: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    USER: (User,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (User, Role),
    NUMBER: (int, float),
    ATTACHMENT: (File,),
}


def filled(
    node: Json, values: Mapping[str, OptionValue], resolved: Resolved, *, focused: str | None = None
) -> list[Json]:
    """Return a command's options as a client sends them; fail on what it would not let anybody send."""
    known = {text(option["name"]): option for option in records(node.get("options"))}
    assert all(number(option["type"]) >= STRING for option in known.values()), f"{node['name']!r} has sub-commands"
    assert set(values) <= set(known), f"{node['name']!r} takes {sorted(known)}, not {sorted(values)}"
    missing = {name for name, option in known.items() if option.get("required")} - set(values)
    assert focused or not missing, f"{node['name']!r} needs {sorted(missing)}"
    return [_one(known[name], value, resolved, focused=name == focused) for name, value in values.items()]


def _one(option: Json, value: OptionValue, resolved: Resolved, *, focused: bool) -> Json:
    one: Json = {"name": option["name"], "type": option["type"]}
    if focused:
        assert option.get("autocomplete"), f"option {option['name']!r} has no autocomplete"
        assert not isinstance(value, User | Role | Channel | File)
        return one | {"value": value, "focused": True}
    _check(option, value)
    if isinstance(value, User | Role | Channel | File):
        return one | {"value": resolved.id_of(value)}
    return one | {"value": value}


def _check(option: Json, value: OptionValue) -> None:
    name, kind = option["name"], number(option["type"])
    fits = isinstance(value, _FITTING[kind]) and isinstance(value, bool) == (kind == BOOLEAN)
    assert fits, f"option {name!r} of type {kind} does not take {value!r}"
    if choices := [choice["value"] for choice in records(option.get("choices"))]:
        assert value in choices, f"option {name!r} offers {choices}, not {value!r}"
    size = len(value) if isinstance(value, str) else value
    if isinstance(size, int | float):
        low, high = _range_of(option)
        assert low <= size <= high, f"option {name!r} takes {low:g} to {high:g}, not {size}"


def _range_of(option: Json) -> tuple[float, float]:
    unlimited = {"min_length": 0, "max_length": 6000, "min_value": -(2**53), "max_value": 2**53}
    suffix = "length" if option["type"] == STRING else "value"
    low, high = (option.get(f"{end}_{suffix}", unlimited[f"{end}_{suffix}"]) for end in ("min", "max"))
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return low, high
