"""Whether the commands registered with Discord are the program's own. Pure: JSON in, yes or no out."""

from collections.abc import Iterable, Mapping
from typing import cast

#: What a command is, apart from what Discord adds (ids, versions) or derives from these (``dm_permission``).
_FIELDS = (
    "type",
    "name",
    "description",
    "name_localizations",
    "description_localizations",
    "default_member_permissions",
    "nsfw",
    "required",
    "autocomplete",
    "choices",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "value",
)
#: Discord gives these back in an order of its own.
_UNORDERED = ("contexts", "integration_types")

Command = Mapping[str, object]


def same_commands(registered: Iterable[Command], own: Iterable[Command]) -> bool:
    """Tell whether both are the same set of commands, in whatever order."""
    return _by_name(registered) == _by_name(own)


def _by_name(commands: Iterable[Command]) -> dict[tuple[object, object], object]:
    return {(command.get("type", 1), command["name"]): _normal({"type": 1, **command}) for command in commands}


def _normal(node: object) -> object:
    if isinstance(node, list | tuple):
        return [_normal(part) for part in cast("Iterable[object]", node)]
    if not isinstance(node, Mapping):
        return node
    command = cast("Command", node)
    kept = {name: _normal(command[name]) for name in _FIELDS if command.get(name) not in (None, False, "", [], {})}
    kept["options"] = _normal(command.get("options") or [])
    # Permissions are a number here and a string there.
    if permissions := kept.get("default_member_permissions"):
        kept["default_member_permissions"] = str(permissions)
    for name in _UNORDERED:
        kept[name] = sorted(cast("Iterable[int]", command.get(name) or ()))
    return kept
