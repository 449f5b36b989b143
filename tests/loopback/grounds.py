"""The grounds of the loopback Discord: servers, their channels and roles, and who stands where."""

from collections.abc import Sequence

from .doors import Doors
from .json_values import Json
from .people import Member, Role, User
from .places import Channel, ChannelKind, Guild, Place


class Grounds(Doors):
    """What is founded, opened and closed."""

    async def guild(self, name: str, *, joined: bool = True) -> Guild:
        """Found a server, with the bot in it or not."""
        guild = self.world.add_guild(name, joined=joined)
        if joined:
            await self.gateway.announce(guild)
        return guild

    async def channel(self, guild: Guild, name: str) -> Channel:
        """Open another text channel in a server."""
        channel = self.world.add_channel(guild.id, name)
        if self.world.joined(guild.id):
            await self.gateway.tell_guild("CHANNEL_CREATE", guild.id, channel.payload())
        return channel

    async def role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        """Make a role in a server."""
        role = self.world.add_role(guild.id, name, permissions)
        if self.world.joined(guild.id):
            created: Json = {"guild_id": str(guild.id), "role": role.payload()}
            await self.gateway.tell_guild("GUILD_ROLE_CREATE", guild.id, created)
        return role

    async def remove_bot(self, guild: Guild) -> None:
        """Put the bot out of a server."""
        await self.gateway.tell_guild("GUILD_DELETE", guild.id, {"id": str(guild.id)})
        self.world.set_joined(guild.id, joined=False)

    async def return_bot(self, guild: Guild) -> None:
        """Let the bot into a server again."""
        self.world.set_joined(guild.id, joined=True)
        await self.gateway.announce(guild)

    def open_command(self, guild: Guild, name: str) -> None:
        """Offer a command to everybody in a server, as its administrators can whatever the command's default."""
        self.rest.commands.opened.add((guild.id, name))

    def refuse_direct(self, user: User) -> None:
        """Let somebody take no direct messages from the bot."""
        self.world.closed.add(user.id)

    def member(
        self, guild: Guild, who: str | User = "alice", *, permissions: int = 0, roles: Sequence[Role] = ()
    ) -> Place:
        """Let somebody stand in a server's channel; where the bot is no member they bring it as their own app.

        A name is somebody new. Permissions are for the channel, beside what everybody and the roles may.
        """
        user = self._user(who)
        member = Member(user, tuple(roles), permissions)
        self.world.members[guild.id, user.id] = member
        return Place(user, guild.channel, by_user_install=not self.world.joined(guild.id), member=member)

    def direct(self, who: str | User = "alice") -> Place:
        """Let somebody stand in their DM with the bot."""
        user = self._user(who)
        return Place(user, self.world.direct(user))

    def private_group(self, who: str | User = "alice") -> Place:
        """Let somebody who installed the app for themselves stand in a DM with others."""
        user = self._user(who)
        return Place(user, self.world.direct(user, ChannelKind.GROUP_DM), by_user_install=True)

    def _user(self, who: str | User) -> User:
        return who if isinstance(who, User) else self.world.add_user(who)
