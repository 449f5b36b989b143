"""The gateway: sessions over WebSockets, with the ways in which Discord interrupts them."""

import json
import secrets
import zlib
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from .json_values import Json, JsonValue, items, number, record, text
from .world import ALL_PERMISSIONS, Guild, World, is_by, mentions_user

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1, 1 << 9, 1 << 12, 1 << 15
#: Members, presences and message content need Discord's approval.
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11


class Socket:
    """One connection of a bot, compressed as it asked."""

    def __init__(self, request: web.Request) -> None:
        self._web = web.WebSocketResponse()
        self._request = request
        zipped = request.query.get("compress") == "zlib-stream"
        self._compressor = zlib.compressobj() if zipped else None

    async def open(self) -> None:
        """Shake hands."""
        await self._web.prepare(self._request)

    async def receive(self) -> WSMessage:
        """Return what the bot sends next."""
        return await self._web.receive()

    async def send(self, payload: Json) -> None:
        """Send a payload; nothing when the connection is gone."""
        if self._web.closed:
            return
        raw = json.dumps(payload).encode()
        try:
            if self._compressor is None:
                await self._web.send_str(raw.decode())
            else:
                await self._web.send_bytes(self._compressor.compress(raw) + self._compressor.flush(zlib.Z_SYNC_FLUSH))
        except ConnectionError:
            return

    async def close(self, code: int) -> None:
        """Close the connection with a code."""
        await self._web.close(code=code)

    def cut(self) -> None:
        """Cut the connection without a word."""
        if self._request.transport:
            self._request.transport.abort()

    @property
    def response(self) -> web.StreamResponse:
        """What the connection was as an HTTP response."""
        return self._web

    @property
    def close_code(self) -> int | None:
        """The code the connection was closed with."""
        return self._web.close_code


@dataclass(slots=True)
class Session:
    """What a bot identified for, and every event it was given, to be replayed on RESUME."""

    id: str
    intents: int
    shard: int
    shards: int
    socket: Socket | None
    events: list[Json] = field(default_factory=list[Json])

    async def dispatch(self, event: str, payload: JsonValue) -> None:
        """Send an event now, or keep it for the RESUME."""
        message: Json = {"op": DISPATCH, "t": event, "s": len(self.events) + 1, "d": payload}
        self.events.append(message)
        if self.socket:
            await self.socket.send(message)

    def serves(self, guild_id: int | None) -> bool:
        """Say whether this shard serves the server; DMs go to the first."""
        return ((guild_id or 0) >> 22) % self.shards == self.shard


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
            await session.dispatch("GUILD_CREATE", guild.payload(self._world.bot))

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
        for session in self._reached(GUILDS, guild.id):
            await session.dispatch("GUILD_CREATE", guild.payload(self._world.bot))

    async def message(self, event: str, message: Json) -> None:
        """Deliver a message that somebody wrote or changed, where the bot may see it."""
        channel = self._world.channels[number(message["channel_id"])]
        if channel.guild_id is None:
            for session in self._reached(DIRECT_MESSAGES, None):
                await session.dispatch(event, message)
            return
        if not self._world.guilds[channel.guild_id].joined:
            return
        author = {"guild_id": str(channel.guild_id), "member": _bare_member()}
        for session in self._reached(GUILD_MESSAGES, channel.guild_id):
            await session.dispatch(event, self.readable(message, session.intents) | author)

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


def _bare_member() -> Json:
    return {
        "nick": None,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": ALL_PERMISSIONS,
    }
