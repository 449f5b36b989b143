"""A bot's connection to the gateway, and the session that outlives it."""

import json
import zlib
from dataclasses import dataclass, field

from aiohttp import WSMessage, web

from .json_values import Json, JsonValue

DISPATCH = 0


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
