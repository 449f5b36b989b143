"""The registered commands, and the interactions a client makes of them."""

from dataclasses import dataclass, field

from .files import Files
from .json_values import Json, JsonValue, items, number, records, text
from .limits import commands_faults
from .options import OptionValue, filled
from .people import Permission
from .places import Channel, ChannelKind, Place
from .resolving import Resolved
from .snowflakes import snowflake
from .world import World

_CONTEXTS = {ChannelKind.GUILD_TEXT: 0, ChannelKind.DM: 1, ChannelKind.GROUP_DM: 2}


def context_of(channel: Channel) -> int:
    """Return Discord's number for the kind of place an interaction comes from."""
    return _CONTEXTS[channel.kind]


@dataclass(slots=True)
class Commands:
    """The application's global commands."""

    world: World
    files: Files
    registered: list[Json] = field(default_factory=list[Json])
    #: How many times the whole set was written.
    puts: int = 0
    #: Commands that a server's administrators offer to everybody, by the server's id and the name.
    opened: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])

    def put(self, commands: JsonValue) -> list[str]:
        """Replace the set, or return what is wrong with it."""
        self.puts += 1
        if faults := list(commands_faults(commands)):
            return faults
        self.registered = [self._stored(command) for command in records(commands)]
        return []

    def listed(self) -> list[JsonValue]:
        """Return the set as GET does, which promises no order."""
        return list(reversed(self.registered))

    def _stored(self, command: Json) -> Json:
        kept = _stored_option(command) | {
            "id": str(snowflake()),
            "application_id": str(self.world.bot.id),
            "version": str(snowflake()),
            "type": number(command.get("type")) or 1,
            "description": text(command.get("description")),
            "default_member_permissions": command.get("default_member_permissions"),
            "contexts": command.get("contexts"),
            "integration_types": sorted(number(kind) for kind in items(command.get("integration_types")) or [0]),
            "nsfw": bool(command.get("nsfw")),
            "dm_permission": command.get("dm_permission") is not False,
        }
        if isinstance(kept["default_member_permissions"], int):
            kept["default_member_permissions"] = str(kept["default_member_permissions"])
        return kept

    def named(self, name: str, kind: int, place: Place) -> Json:
        """Return the command a client offers at this place; fail when it offers none."""
        found = [one for one in self.registered if one["name"] == name and one["type"] == kind]
        assert found, f"no command {name!r} of type {kind} is registered"
        contexts = found[0]["contexts"]
        assert contexts is None or context_of(place.channel) in items(contexts), f"{name!r} is not offered here"
        installs = items(found[0]["integration_types"])
        assert int(place.by_user_install) in installs, f"{name!r} is not offered by this installation"
        assert self._may_use(found[0], place), f"{name!r} is not offered to {place.user.name}"
        return found[0]

    def _may_use(self, command: Json, place: Place) -> bool:
        wanted = command["default_member_permissions"]
        guild_id = place.channel.guild_id
        if wanted is None or guild_id is None or (guild_id, text(command["name"])) in self.opened:
            return True
        held = self.world.member(guild_id, place.user).permissions
        # Nought means: administrators only.
        needed = number(wanted) or int(Permission.ADMINISTRATOR)
        return held & needed == needed

    def call(self, path: str, place: Place, values: dict[str, OptionValue], focused: str | None = None) -> Json:
        """Return the fields of a slash command as a client sends them, checked against what is registered."""
        name, *below = path.split()
        command = self.named(name, 1, place)
        node, chain = command, list[Json]()
        for step in below:
            node = _child(node, step)
            chain.append(node)
        resolved = Resolved(self.world, self.files, place.channel.guild_id)
        options: list[JsonValue] = [*filled(node, values, resolved, focused=focused)]
        for level in reversed(chain):
            options = [{"name": level["name"], "type": level["type"], "options": options}]
        return {"id": command["id"], "name": name, "type": 1, "options": options} | resolved.field


def _child(node: Json, name: str) -> Json:
    found = [one for one in records(node.get("options")) if one["name"] == name]
    assert found, f"{node['name']!r} has no {name!r}"
    return found[0]


def _stored_option(option: Json) -> Json:
    # What is null, false or empty does not come back.
    kept: Json = {name: value for name, value in option.items() if value or (value == 0 and value is not False)}
    if "options" in kept:
        kept["options"] = [_stored_option(child) for child in records(kept["options"])]
    return kept
