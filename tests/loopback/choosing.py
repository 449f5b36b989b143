"""Choosing in menus, groups of boxes and file fields, as a client lets people choose."""

from collections.abc import Sequence
from typing import TypeAlias

from .files import File
from .json_values import Json, items, number, records, text
from .limits import CHECKBOX_GROUP, STRING_SELECT, bounds
from .modal_limits import FILE_UPLOAD, RADIO_GROUP
from .people import Role, User
from .places import Channel
from .resolving import Named, Resolved

#: One value or several: the values of listed options, or what is named by its id.
Chosen: TypeAlias = str | Named | Sequence[str | Named]
_LISTED = frozenset({STRING_SELECT, RADIO_GROUP, CHECKBOX_GROUP})
_FITTING: dict[int, tuple[type, ...]] = {5: (User,), 6: (Role,), 7: (User, Role), 8: (Channel,), FILE_UPLOAD: (File,)}


def chosen_values(control: Json, chosen: Chosen, resolved: Resolved) -> list[str]:
    """Return the values that a client sends for a choice; fail on what it would not offer."""
    values = [*chosen] if isinstance(chosen, Sequence) and not isinstance(chosen, str) else [chosen]
    low, high = bounds(control)
    assert not values or low <= len(values) <= high, f"{_name(control)} takes {low} to {high} values"
    return [_value(control, one, resolved) for one in values]


def preset(control: Json, resolved: Resolved) -> list[str | Named]:
    """Return what is chosen before anybody chooses."""
    world = resolved.world
    known: dict[int, Named] = {**world.users, **world.roles, **world.channels}
    named = [known[number(one["id"])] for one in records(control.get("default_values"))]
    return [*named, *(text(option["value"]) for option in records(control.get("options")) if option.get("default"))]


def _value(control: Json, one: str | Named, resolved: Resolved) -> str:
    kind = number(control["type"])
    if kind in _LISTED:
        options = records(control.get("options"))
        offered = {text(option[part]): text(option["value"]) for part in ("label", "value") for option in options}
        assert isinstance(one, str), f"{_name(control)} takes options, not {one!r}"
        assert one in offered, f"{_name(control)} offers {sorted(offered)}, not {one!r}"
        return offered[one]
    assert isinstance(one, _FITTING[kind]), f"{_name(control)} does not take {one!r}"
    assert not isinstance(one, str)
    if isinstance(one, Channel) and control.get("channel_types"):
        assert int(one.kind) in items(control["channel_types"]), f"{_name(control)} does not offer {one.name!r}"
    return resolved.id_of(one)


def _name(control: Json) -> str:
    return f"the menu {control.get('placeholder') or control.get('custom_id')!r}"
