"""Pages are fetched from the public internet, and from where FETCH_ALLOW says; nothing else is."""

import asyncio
import gzip
import resource
import time

import pytest
from aiohttp import web

from bot.config import Address
from bot.ingestion.fetching import NotFetched, fetch
from bot.ingestion.page import Kind

from .website import Page, Website, always, website


async def refusal(url: str, *allow: Address) -> str:
    with pytest.raises(NotFetched) as refused:
        await fetch(url, allow)
    return str(refused.value)


async def refused_page(page: Page) -> str:
    async with website(page) as site:
        return await refusal(site.url("/a"), *site.allowed)


async def test_a_page_that_fetch_allow_names_is_fetched() -> None:
    async with website(always("<p>Hello</p>", charset="iso-8859-1")) as site:
        page = await fetch(site.url("/a?b=c#d"), site.allowed)

    assert (page.content, page.kind, page.charset) == (b"<p>Hello</p>", Kind.HTML, "iso-8859-1")
    assert (page.url, page.name) == (site.url("/a?b=c"), "127.0.0.1")


async def test_a_page_that_fetch_allow_does_not_name_is_not() -> None:
    async with website(always("secret")) as site:
        said = [await refusal(site.url()), await refusal(site.url(), Address("127.0.0.1", site.port + 1))]

    assert {line.partition(": ")[2] for line in said} == {
        "only ports 80 and 443 are asked, and those that FETCH_ALLOW names."
    }
    assert site.visits == []


async def test_a_visit_carries_no_cookie_and_says_who_comes() -> None:
    async with website(always("a", **{"Set-Cookie": "seen=1"})) as site:
        await fetch(site.url(), site.allowed)
        await fetch(site.url(), site.allowed)

    assert all("Cookie" not in headers for headers in site.headers)
    assert site.headers[0]["User-Agent"].startswith("Onrecord/")


SPELLINGS = """
    http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/
    http://0177.0.0.1/ http://017700000001/ http://127.000.000.001/ http://127.0.0.1./ http://localhost/
    http://LOCALHOST/ http://localhost./ http://0/ http://0.0.0.0/ http://[::1]/ http://[::]/ http://[0:0:0:0:0:0:0:1]/
    http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[64:ff9b::127.0.0.1]/
    http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/ http://[2001:0:7f00:1::]/ http://[fe80::1]/ http://[fc00::1]/
    http://[fd12:3456::1]/ http://[ff02::1]/ http://[100::1]/ http://[2001:db8::1]/ http://10.0.0.1/ http://10.1/
    http://172.16.0.1/ http://172.31.255.255/ http://192.168.0.1/ http://192.168.1/ http://169.254.169.254/
    http://0xa9fea9fe/ http://100.64.0.1/ http://192.0.0.8/ http://198.18.0.1/ http://224.0.0.1/ http://255.255.255.255/
    https://127.0.0.1/ http://①②⑦.⓪.⓪.①/ http://127。0。0。1/ http://[::1%25lo]/ https://[::1]/ http://127.0.0.1:443/
    """.split()


@pytest.mark.parametrize("url", SPELLINGS)
async def test_a_private_address_is_refused_however_it_is_spelt(url: str) -> None:
    said = await refusal(url)

    assert said.startswith(f"{url} cannot be fetched: ")
    assert said.partition(": ")[2] in {
        "it leads to an address that is not public, and FETCH_ALLOW does not name it.",
        "that is no address.",
        "its host is not known.",
    }


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/passwd", "only http and https addresses can be"),
        ("ftp://example.org/", "only http and https addresses can be"),
        ("http:///nowhere", "it names no host"),
        ("http://[::1", "that is no address"),
        ("http://example.org:99999/", "that is no address"),
        ("http://example.org:22/", "only ports 80 and 443 are asked"),
        ("http://me:hunter2@example.org/", "its address holds a user name or password"),
        ("http://example.org/" + "a" * 3_000, "its address is longer than 2,000 characters"),
    ],
)
async def test_what_is_no_address_of_a_page_is_refused(url: str, says: str) -> None:
    said = await refusal(url)

    assert says in said
    assert "hunter2" not in said
    assert len(said) < 400


def redirecting(*to: str) -> Page:
    """Return a page that leads from /0 to the first address, from /1 to the second, and then answers."""

    async def page(request: web.Request) -> web.StreamResponse:
        step = int(request.path.strip("/") or "0")
        if step < len(to):
            return web.Response(status=302, headers={"Location": to[step]})
        return web.Response(text="arrived")

    return page


async def test_redirects_are_followed_three_times() -> None:
    async with website(redirecting("/1", "2", "/3")) as site:
        page = await fetch(site.url("/0"), site.allowed)

    assert (page.content, page.url) == (b"arrived", site.url("/3"))


async def test_a_fourth_redirect_is_refused() -> None:
    said = await refused_redirect("/1", "/2", "/3", "/4")

    assert "it redirects more than 3 times" in said


async def refused_redirect(*to: str) -> str:
    async with website(redirecting(*to)) as site:
        return await refusal(site.url("/0"), *site.allowed)


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "//localhost/",
        "http://0x7f.1/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
async def test_a_redirect_to_a_private_address_is_refused(to: str) -> None:
    said = await refused_redirect(to)

    assert "it leads to an address that is not public" in said


async def test_a_redirect_to_another_private_port_is_refused_and_nobody_comes_there() -> None:
    async with website(always("secret")) as canary:
        said = await refused_redirect(canary.url())

    assert "only ports 80 and 443" in said
    assert canary.visits == []


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "http://me:hunter2@example.org/", "http://[::1", "javascript:alert(1)"]
)
async def test_a_redirect_to_what_is_no_page_is_refused(to: str) -> None:
    said = await refused_redirect(to)

    assert "cannot be fetched" in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("status", "says"), [(404, "404 (Not Found)"), (500, "500 (Internal Server Error)"), (299, "299.")]
)
async def test_a_page_that_is_not_there_is_refused(status: int, says: str) -> None:
    async def page(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, reason="secret", text="secret")

    said = await refused_page(page)

    assert f"its server answered {says}" in said
    assert "secret" not in said


async def test_a_host_that_does_not_answer_is_refused() -> None:
    async with website(always("a")) as site:
        pass

    assert "its server does not answer" in await refusal(site.url(), *site.allowed)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("image/png", "it is image/png, and only web pages, plain text and PDF are read"),
        ("application/zip", "it is application/zip"),
        ("text/css", "it is text/css"),
    ],
)
async def test_what_is_no_text_is_refused_unread(kind: str, says: str) -> None:
    assert says in await refused_page(always(b"\0" * 100, kind=kind, charset=None))


@pytest.mark.parametrize(
    ("body", "kind"), [(b"%PDF-1.7", Kind.PDF), (b"\n<!DOCTYPE html><p>a", Kind.HTML), (b"Plain words.", Kind.TEXT)]
)
async def test_a_page_of_no_known_kind_is_told_by_its_first_bytes(body: bytes, kind: Kind) -> None:
    async with website(always(body, kind="application/octet-stream", charset=None)) as site:
        page = await fetch(site.url(), site.allowed)

    assert page.kind is kind


async def test_a_compressed_page_is_unpacked() -> None:
    async with website(always(gzip.compress(b"Hello"), **{"Content-Encoding": "gzip"})) as site:
        page = await fetch(site.url(), site.allowed)

    assert page.content == b"Hello"


async def test_a_bomb_is_refused_before_it_goes_off() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    said = await refused_page(always(gzip.compress(bytes(64 * 1_048_576)), **{"Content-Encoding": "gzip"}))

    assert "it is larger than 2 MB" in said
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        (b"no gzip at all", "gzip", "it is not compressed as it says"),
        (gzip.compress(b"Hello" * 100)[:-12], "gzip", "its server broke off"),
        (b"Hello", "br", "it is compressed in a way that was not asked for"),
        (b"Hello", "gzip, gzip", "it is compressed in a way that was not asked for"),
    ],
)
async def test_a_body_that_is_packed_badly_is_refused(body: bytes, encoding: str, says: str) -> None:
    assert says in await refused_page(always(body, **{"Content-Encoding": encoding}))


async def test_an_endless_page_is_refused() -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await answer.prepare(request)
        while True:
            await answer.write(b"a" * 65_536)

    assert "it is larger than 2 MB" in await refused_page(page)


async def test_a_page_that_drips_is_given_up_in_time() -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await answer.prepare(request)
        while True:
            await answer.write(b"a")
            await asyncio.sleep(0.05)

    begun = time.monotonic()
    async with website(page) as site:
        with pytest.raises(NotFetched, match=r"it took longer than 0\.5 seconds"):
            await fetch(site.url(), site.allowed, seconds=0.5)

    assert time.monotonic() - begun < 3


async def test_a_page_that_breaks_off_is_refused() -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/plain", "Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"a")
        assert request.transport is not None
        request.transport.close()
        return answer

    assert "its server broke off" in await refused_page(page)


async def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with website(always("proxy")) as proxy, website(always("site")) as site:
        monkeypatch.setenv("http_proxy", proxy.url())
        page = await fetch(site.url(), site.allowed)

    assert page.content == b"site"
    assert proxy.visits == []


async def test_an_answer_that_is_no_http_is_refused() -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-secret\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        site = Website(int(str(server.sockets[0].getsockname()[1])))
        said = await refusal(site.url(), *site.allowed)

    assert "its server's answer is not understood" in said
    assert "secret" not in said
