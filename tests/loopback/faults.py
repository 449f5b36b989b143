"""What goes wrong on demand, and what the server remembers of every request."""

import json
import re
from dataclasses import dataclass, field
from enum import Enum, auto

from aiohttp import web

from .json_values import Json, JsonValue


class Fault(Enum):
    """A way in which the network or Discord fails one request."""

    RATE_LIMITED = auto()
    BAD_GATEWAY = auto()
    UNAVAILABLE = auto()
    #: The connection is cut before an answer.
    RESET = auto()


@dataclass(frozen=True, slots=True)
class Request:
    """A REST request as it came in."""

    method: str
    #: Below the API's base, without the query.
    path: str
    body: JsonValue
    fault: Fault | None = None


class Refusal(Exception):
    """Discord's refusal of a request; blameless when the bot could not know better."""

    def __init__(
        self, status: int, code: int, message: str, *, errors: tuple[str, ...] = (), blameless: bool = False
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.blameless = blameless

    def response(self) -> web.Response:
        """Return the refusal as Discord words it."""
        body: Json = {"code": self.code, "message": self.message}
        if self.errors:
            found: list[JsonValue] = [{"code": "INVALID", "message": error} for error in self.errors]
            body["errors"] = {"body": {"_errors": found}}
        return answer(body, status=self.status)


def answer(body: JsonValue, *, status: int = 200) -> web.Response:
    """Return JSON with exactly the content type that discord.py looks for."""
    headers = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1.0"}
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json", headers=headers)


@dataclass(frozen=True, slots=True)
class _Planned:
    method: str
    path: re.Pattern[str]
    fault: Fault


@dataclass(slots=True)
class Faults:
    """Faults that wait for the request they are meant for."""

    #: What a rate-limited caller is told to wait, in seconds.
    retry_after: float = 0.3
    _planned: list[_Planned] = field(default_factory=list[_Planned])

    def plan(self, fault: Fault, method: str, path: str, *, times: int = 1) -> None:
        """Let the next requests of this method whose path holds the pattern fail."""
        self._planned += [_Planned(method, re.compile(path), fault)] * times

    def next_for(self, method: str, path: str) -> Fault | None:
        """Take the fault that waits for such a request."""
        for planned in self._planned:
            if planned.method == method and planned.path.search(path):
                self._planned.remove(planned)
                return planned.fault
        return None

    def response(self, fault: Fault, request: web.Request) -> web.Response:
        """Return the failing answer, or cut the connection."""
        match fault:
            case Fault.RATE_LIMITED:
                return self._rate_limited()
            case Fault.BAD_GATEWAY:
                return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
            case Fault.UNAVAILABLE:
                return web.Response(status=503, text="upstream connect error", content_type="text/plain")
            case Fault.RESET:
                if request.transport:
                    request.transport.abort()
                return web.Response()

    def _rate_limited(self) -> web.Response:
        response = answer(
            {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": False}, status=429
        )
        response.headers["Retry-After"] = "1"
        # discord.py takes a 429 without Via for a ban by the proxy in front of Discord.
        response.headers["Via"] = "1.1 loopback"
        response.headers["X-RateLimit-Remaining"] = "0"
        response.headers["X-RateLimit-Reset-After"] = str(self.retry_after)
        response.headers["X-RateLimit-Scope"] = "user"
        return response
