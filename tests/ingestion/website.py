"""A website on 127.0.0.1 whose pages misbehave as told."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.config import Address

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Website:
    """Where the site is, and who came."""

    port: int = 0
    visits: list[str] = field(default_factory=list[str])
    #: The headers of each visit.
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def url(self, path: str = "/") -> str:
        """Return a page's address."""
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def allowed(self) -> tuple[Address, ...]:
        """What FETCH_ALLOW must name."""
        return (Address("127.0.0.1", self.port),)


@asynccontextmanager
async def website(page: Page) -> AsyncGenerator[Website]:
    """Serve one page under every path, from a free port."""
    site = Website()

    async def answer(request: web.Request) -> web.StreamResponse:
        site.visits.append(request.path)
        site.headers.append(dict(request.headers))
        return await page(request)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listening = web.TCPSite(runner, "127.0.0.1", 0)
    await listening.start()
    [address] = runner.addresses
    site.port = int(str(address[1]))
    try:
        yield site
    finally:
        await runner.cleanup()


def always(body: bytes | str, *, kind: str = "text/html", charset: str | None = "utf-8", **headers: str) -> Page:
    """Return a page that answers every visit alike."""
    sent = body.encode() if isinstance(body, str) else body

    async def page(_: web.Request) -> web.StreamResponse:
        content_type = f"{kind}; charset={charset}" if charset else kind
        return web.Response(body=sent, headers={"Content-Type": content_type, **headers})

    return page
