"""The two doors of the loopback Discord, and what is known of all that came in."""

from contextlib import AsyncExitStack
from typing import Self

from aiohttp import web

from .gateway import Gateway
from .interactions import MODAL
from .json_values import Json, JsonValue, record
from .people import User
from .rest import BASE, Rest
from .snowflakes import snowflake
from .waiting import DEADLINE, until
from .world import World

#: Made up, in the shape of a real one; in parts, so that no scanner takes it for one.
TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4", "GaBcDe", "loopback-" * 4))


class Doors:
    """REST and gateway, open for a bot."""

    def __init__(self, *, token: str = TOKEN) -> None:
        self.token = token
        self.world = World(User(snowflake(), "Onrecord", bot=True))
        self.gateway = Gateway(self.world, token)
        self.rest = Rest(self.world, self.gateway, token=token)
        self._running = AsyncExitStack()
        self._gateway_runner: web.AppRunner | None = None
        self._gateway_port = 0
        #: Seconds in which the bot answers.
        self.deadline = DEADLINE
        self.api_base = ""

    async def __aenter__(self) -> Self:
        """Open both doors."""
        runner, port = await _listen(self.rest.application(), 0)
        self._running.push_async_callback(runner.cleanup)
        self.rest.files.origin = f"http://127.0.0.1:{port}"
        self.api_base = f"{self.rest.files.origin}{BASE}"
        await self.open_gateway()
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Close both doors."""
        await self.close_gateway()
        await self._running.aclose()

    async def open_gateway(self) -> None:
        """Listen for gateway connections, on the same port as before."""
        app = web.Application()
        app.add_routes([web.get("/", self.gateway.serve)])
        self._gateway_runner, self._gateway_port = await _listen(app, self._gateway_port)
        self.gateway.url = f"ws://127.0.0.1:{self._gateway_port}"

    async def close_gateway(self) -> None:
        """Stop listening, so that the gateway refuses connections."""
        if self._gateway_runner:
            self.gateway.cut()
            await self._gateway_runner.cleanup()
            self._gateway_runner = None

    @property
    def violations(self) -> list[str]:
        """What the real Discord would have refused, and the bot could have known."""
        return self.rest.violations

    @property
    def pinging(self) -> list[str]:
        """The messages that could have pinged somebody."""
        return [
            f"{request.method} {request.path}: allowed_mentions {message.get('allowed_mentions')}"
            for request in self.rest.requests
            if (message := message_in(request.body))
            and (record(message.get("allowed_mentions")).get("parse") != [] or _names_anyone(message))
        ]

    async def connected(self, *, seconds: float = 15.0) -> None:
        """Wait until a bot is connected and identified."""
        await until(lambda: self.gateway.connected, "bot connected to the gateway", seconds=seconds)


def message_in(body: JsonValue) -> Json | None:
    """Return the message that a request's body posts or changes, wherever it stands in it; a form is none."""
    fields = record(body)
    if "data" in fields and fields.get("type") == MODAL:
        return None
    candidate = record(fields.get("data")) if "data" in fields else fields
    return candidate if any(candidate.get(name) for name in ("content", "components", "embeds")) else None


def _names_anyone(message: Json) -> bool:
    allowed = record(message.get("allowed_mentions"))
    return bool(allowed.get("users") or allowed.get("roles") or allowed.get("replied_user"))


async def _listen(app: web.Application, port: int) -> tuple[web.AppRunner, int]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return runner, int(runner.addresses[0][1])
