"""The gateway: sessions over WebSockets, with the ways in which Discord interrupts them."""

import json
import secrets
from collections.abc import Sequence

from aiohttp import WSCloseCode, WSMsgType, web

from .json_values import Json, items, number, record, text
from .places import ChannelKind, Guild
from .sessions import Session, Socket
from .world import World, is_by, mentions_user

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1, 1 << 9, 1 << 12, 1 << 15
#: Members, presences and message content need Discord's approval.
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 1, 2, 6, 7, 9, 10, 11


class Gateway:
    """The gateway's door and its sessions."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self._sockets: set[Socket] = set()
        self.url = ""
        self.sessions: dict[str, Session] = {}
        #: What came with each IDENTIFY and RESUME.
        self.identified: list[Json] = []
        self.resumed: list[Json] = []
        #: Every handshake, also a refused one.
        self.knocks = 0
        #: How many of the next handshakes are cut off.
        self.refusing = 0
        #: Whether the portal's switches for privileged intents are on.
        self.approves_intents = True
        self.heartbeat_interval_ms = 41_250

    @property
    def connected(self) -> bool:
        """Whether a bot is connected and identified."""
        return any(session.socket for session in self.sessions.values())

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        self.knocks += 1
        socket = Socket(request)
        if self.refusing > 0:
            self.refusing -= 1
            socket.cut()
            return web.Response()
        await socket.open()
        self._sockets.add(socket)
        await socket.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval_ms}})
        session: Session | None = None
        while (message := await socket.receive()).type is WSMsgType.TEXT:
            session = await self._received(socket, record(json.loads(str(message.data)))) or session
        self._sockets.discard(socket)
        self._ended(session, socket)
        return socket.response

    async def _received(self, socket: Socket, payload: Json) -> Session | None:
        match payload.get("op"):
            case 1:
                await socket.send({"op": HEARTBEAT_ACK})
            case 2:
                return await self._identify(socket, record(payload.get("d")))
            case 6:
                return await self._resume(socket, record(payload.get("d")))
            case _:
                pass
        return None

    async def _identify(self, socket: Socket, wanted: Json) -> Session | None:
        self.identified.append(wanted)
        intents = number(wanted.get("intents"))
        if wanted.get("token") != self._token:
            await socket.close(4004)
            return None
        if intents & PRIVILEGED and not self.approves_intents:
            await socket.close(4014)
            return None
        shard, shards = [number(part) for part in items(wanted.get("shard"))] or (0, 1)
        session = Session(secrets.token_hex(16), intents, shard, shards, socket)
        self.sessions = {known.id: known for known in self.sessions.values() if known.shard != shard}
        self.sessions[session.id] = session
        await self._welcome(session)
        return session

    async def _welcome(self, session: Session) -> None:
        guilds = [guild for guild in self._world.guilds.values() if guild.joined and session.serves(guild.id)]
        await session.dispatch(
            "READY",
            {
                "v": 10,
                "user": self._world.bot.payload(),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": [session.shard, session.shards],
                "application": {"id": str(self._world.bot.id), "flags": 0},
            },
        )
        for guild in guilds:
            # Only of a server that was there before the bot connected does Discord say that it is available.
            known: Json = {"unavailable": False}
            await session.dispatch("GUILD_CREATE", self._world.guild_payload(guild) | known)

    async def _resume(self, socket: Socket, wanted: Json) -> Session | None:
        self.resumed.append(wanted)
        session = self.sessions.get(text(wanted.get("session_id")))
        if session is None or wanted.get("token") != self._token:
            await socket.send({"op": INVALID_SESSION, "d": False})
            return None
        session.socket = socket
        for event in session.events[number(wanted.get("seq")) :]:
            await socket.send(event)
        await session.dispatch("RESUMED", {})
        return session

    def _ended(self, session: Session | None, socket: Socket) -> None:
        if session is None or session.socket is not socket:
            return
        session.socket = None
        if socket.close_code in {WSCloseCode.OK, WSCloseCode.GOING_AWAY}:
            self.sessions.pop(session.id, None)

    async def announce(self, guild: Guild) -> None:
        """Let the bot join a server."""
        await self.tell_guild("GUILD_CREATE", guild.id, self._world.guild_payload(guild))

    async def tell_guild(self, event: str, guild_id: int, payload: Json) -> None:
        """Deliver what happened to a server itself."""
        for session in self._reached(GUILDS, guild_id):
            await session.dispatch(event, payload)

    async def message(self, event: str, message: Json) -> None:
        """Deliver a message that somebody wrote or changed, where the bot may see it."""
        guild_id = self._world.channels[number(message["channel_id"])].guild_id
        for session in self._listening(number(message["channel_id"])):
            if guild_id is None:
                await session.dispatch(event, message)
                continue
            member = self._author(guild_id, message)
            of_guild: Json = {"guild_id": str(guild_id), "member": member}
            await session.dispatch(event, self.readable(message, session.intents) | of_guild)

    async def deletion(self, channel_id: int, message_ids: Sequence[int], *, bulk: bool = False) -> None:
        """Deliver that messages are gone, each by itself or all in one event."""
        guild_id = self._world.channels[channel_id].guild_id
        where: Json = {"channel_id": str(channel_id)}
        if guild_id is not None:
            where["guild_id"] = str(guild_id)
        ids = [str(message_id) for message_id in message_ids]
        for session in self._listening(channel_id):
            if bulk:
                await session.dispatch("MESSAGE_DELETE_BULK", {"ids": ids, **where})
                continue
            for message_id in ids:
                await session.dispatch("MESSAGE_DELETE", {"id": message_id, **where})

    def _listening(self, channel_id: int) -> list[Session]:
        channel = self._world.channels[channel_id]
        if channel.guild_id is not None:
            joined = self._world.joined(channel.guild_id)
            return self._reached(GUILD_MESSAGES, channel.guild_id) if joined else []
        return self._reached(DIRECT_MESSAGES, None) if channel.kind is ChannelKind.DM else []

    def _author(self, guild_id: int, message: Json) -> Json:
        author = number(record(message["author"])["id"])
        user = self._world.bot if author == self._world.bot.id else self._world.users[author]
        member = self._world.member(guild_id, user).payload()
        del member["user"]
        return member

    async def interaction(self, payload: Json) -> None:
        """Deliver an interaction; those come whatever the intents."""
        guild_id = number(payload.get("guild_id")) or None
        session = next((one for one in self.sessions.values() if one.serves(guild_id)), None)
        assert session, "no bot is connected"
        await session.dispatch("INTERACTION_CREATE", payload)

    def readable(self, message: Json, intents: int) -> Json:
        """Return a server's message as a bot with these intents gets it: without its content, when not meant for it."""
        result = dict(message)
        if referenced := record(message.get("referenced_message")):
            result["referenced_message"] = self.readable(referenced, intents)
        if intents & MESSAGE_CONTENT or is_by(message, self._world.bot) or mentions_user(message, self._world.bot):
            return result
        blank: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
        return result | blank

    def _reached(self, intent: int, guild_id: int | None) -> list[Session]:
        return [one for one in self.sessions.values() if one.intents & intent and one.serves(guild_id)]

    def cut(self) -> None:
        """Cut every connection without a word; the sessions can be resumed."""
        for session in self.sessions.values():
            session.socket = None
        for socket in tuple(self._sockets):
            socket.cut()

    async def ask_to_reconnect(self) -> None:
        """Send op 7."""
        for socket in tuple(self._sockets):
            await socket.send({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Send op 9."""
        if not resumable:
            self.sessions.clear()
        for socket in tuple(self._sockets):
            await socket.send({"op": INVALID_SESSION, "d": resumable})
