"""What an interaction names by its id, sent along whole: people, roles, channels, files."""

from dataclasses import dataclass, field
from typing import TypeAlias

from .files import File, Files
from .json_values import Json, number
from .people import Role, User
from .places import Channel
from .world import World

#: What is named by its id.
Named: TypeAlias = User | Role | Channel | File


@dataclass(slots=True)
class Resolved:
    """The ``resolved`` of one interaction, as it grows."""

    world: World
    files: Files
    guild_id: int | None
    blocks: dict[str, Json] = field(default_factory=dict[str, Json])

    @property
    def field(self) -> Json:
        """The field as the interaction carries it; none when nothing was named."""
        return {"resolved": dict(self.blocks)} if self.blocks else {}

    def id_of(self, named: Named) -> str:
        """Send something along, and return its id."""
        match named:
            case File():
                payload = self.files.keep(named)
                return self._put("attachments", number(payload["id"]), payload)
            case Role():
                assert named.guild_id == self.guild_id, f"{named.name!r} is a role of another server"
                return self._put("roles", named.id, named.payload())
            case Channel():
                assert named.guild_id == self.guild_id, f"{named.name!r} is a channel of another server"
                return self._put("channels", named.id, named.payload())
            case User():
                return self._person(named)

    def _person(self, user: User) -> str:
        if self.guild_id is not None and (self.guild_id, user.id) in self.world.members:
            member = self.world.members[self.guild_id, user.id].payload(resolved=True)
            del member["user"]
            self._put("members", user.id, member)
        return self._put("users", user.id, user.payload())

    def _put(self, block: str, key: int, payload: Json) -> str:
        self.blocks.setdefault(block, {})[str(key)] = payload
        return str(key)
