"""Fetches a page that somebody names, from the public internet only.

The guard stands where the socket is made, on the address that is connected to in the end: whatever a name resolves
to, however an address is spelt, and wherever a redirect leads, it is asked about each.
"""

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.metadata import version

import aiohttp
from aiohttp.abc import AbstractCookieJar
from yarl import URL

from bot.config import Address
from bot.ingestion.addresses import public
from bot.ingestion.page import Page
from storage.errors import UserError

#: Bytes of a page, decompressed.
LARGEST = 2 * 1_024 * 1_024
#: Seconds for all of it, redirects included.
LONGEST = 10.0
_MOST_REDIRECTS = 3
_LONGEST_URL = 2_000
_PORTS = frozenset({80, 443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
#: Bytes that are decompressed at once, so that a bomb is noticed early.
_PIECE = 65_536
_PLAIN_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,60}")
_PLAIN_CHARSET = re.compile(r"[A-Za-z0-9._:-]{1,40}")


class NotFetched(UserError):
    """{0} cannot be fetched: {1}."""


class NotThere(NotFetched):
    """{0} cannot be fetched: {1}."""  # The page is gone for good, as its server says.


async def fetch(url: str, allow: Sequence[Address], *, seconds: float = LONGEST) -> Page:
    """Fetch a page, or raise ``NotFetched``; hosts and ports in ``allow`` may be private."""
    shown = _shown(url)
    try:
        async with asyncio.timeout(seconds):
            return await _followed(url, allow)
    except _Missing as refusal:
        raise NotThere(shown, refusal) from None
    except _Refused as refusal:
        raise NotFetched(shown, refusal) from None
    except TimeoutError:
        raise NotFetched(shown, f"it took longer than {seconds:g} seconds") from None


class _Refused(Exception):
    """Why a page is not fetched, in the words people read."""


class _Missing(_Refused):
    """The same, where its server says that there is no such page (any more)."""


async def _followed(url: str, allow: Sequence[Address]) -> Page:
    at = _checked(url, allow)
    for _ in range(_MOST_REDIRECTS + 1):
        async with _answer(at, trusted=_allowed(at, allow)) as answer:
            if answer.status not in _REDIRECTS:
                return await _page(answer, at)
            leads_to = answer.headers.get("Location", "")
        at = _checked(_joined(at, leads_to), allow)
    raise _Refused(f"it redirects more than {_MOST_REDIRECTS} times")


def _checked(url: str | URL, allow: Sequence[Address]) -> URL:
    """Return the address to ask, the very one that was checked; raises ``_Refused``."""
    at = _parsed(url)
    if at.scheme not in {"http", "https"}:
        raise _Refused("only http and https addresses can be")
    if not at.host:
        raise _Refused("it names no host")
    if at.user is not None or at.password is not None:
        raise _Refused("its address holds a user name or password")
    if at.port not in _PORTS and not _allowed(at, allow):
        raise _Refused("only ports 80 and 443 are asked, and those that FETCH_ALLOW names")
    return at.with_fragment(None)


def _parsed(url: str | URL) -> URL:
    try:
        at = URL(url.strip()) if isinstance(url, str) else url
        # Asking for the port raises where it is none.
        written = str(at) if at.port is not None or at.host else ""
    except ValueError:
        raise _Refused("that is no address") from None
    if len(written) > _LONGEST_URL:
        raise _Refused(f"its address is longer than {_LONGEST_URL:,} characters")
    return at


def _joined(at: URL, leads_to: str) -> URL:
    try:
        return at.join(URL(leads_to))
    except ValueError:
        raise _Refused("it redirects to what is no address") from None


def _allowed(at: URL, allow: Sequence[Address]) -> bool:
    return any(at.host == one.host.lower() and at.port == one.port for one in allow)


class _Guard:
    """Makes sockets to public addresses only, unless the way is trusted; remembers whether it had to refuse."""

    def __init__(self, *, trusted: bool) -> None:
        self._trusted = trusted
        self.refused = False

    def __call__(self, found: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        family, kind, protocol, _, address = found
        if not self._trusted and not public(str(address[0])):
            self.refused = True
            raise OSError("the address is not public")
        return socket.socket(family, kind, protocol)


@asynccontextmanager
async def _answer(at: URL, *, trusted: bool) -> AsyncGenerator[aiohttp.ClientResponse]:
    guard = _Guard(trusted=trusted)
    session = aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=guard, use_dns_cache=False, force_close=True),
        cookie_jar=_no_cookies(),
        headers=_HEADERS,
        auto_decompress=False,  # What it decompresses at once is not bounded.
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None),  # The caller's clock runs over all redirects.
    )
    async with session:
        try:
            answer = await session.get(at, allow_redirects=False)
        except TimeoutError:
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _Refused(_reason(error, guard)) from None
        async with answer:
            yield answer


def _no_cookies() -> AbstractCookieJar:
    return aiohttp.DummyCookieJar()


_HEADERS = {
    "User-Agent": f"Onrecord/{version('onrecord')} (a bot that reads a page when an editor asks for it)",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf",
    "Accept-Encoding": "gzip",
    "Accept-Language": "en",
}


def _reason(error: Exception, guard: _Guard) -> str:
    """Say why there was no answer, and nothing that a private network could be mapped by."""
    if guard.refused:
        return "it leads to an address that is not public, and FETCH_ALLOW does not name it"
    if isinstance(error, aiohttp.InvalidURL | ValueError):  # 127.1 and 2130706433 are none.
        return "that is no address"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its host is not known"
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return "its certificate or encryption is not in order"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "its server does not answer"
    return "its server's answer is not understood"


async def _page(answer: aiohttp.ClientResponse, at: URL) -> Page:
    if answer.status != HTTPStatus.OK:
        refused = _Missing if answer.status in _GONE else _Refused
        raise refused(f"its server answered {_status(answer.status)}")
    told = "Content-Type" in answer.headers
    page = Page(
        content=await _read(answer) if _may_be_text(answer, told=told) else b"",
        name=at.host or "",
        url=str(at),
        content_type=answer.content_type.lower() if told else "",
        charset=_charset(answer),
    )
    if page.kind is None:
        found = page.content_type if _PLAIN_TYPE.fullmatch(page.content_type) else "something else"
        raise _Refused(f"it is {found}, and only web pages, plain text and PDF are read")
    return page


def _may_be_text(answer: aiohttp.ClientResponse, *, told: bool) -> bool:
    """Tell whether the body is worth reading: a film that says so is not."""
    kind = answer.content_type.lower()
    return not told or kind == "application/octet-stream" or Page(b"", "", content_type=kind).kind is not None


def _status(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _charset(answer: aiohttp.ClientResponse) -> str | None:
    named = answer.charset or ""
    return named if _PLAIN_CHARSET.fullmatch(named) else None


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    """Return the body, decompressed; raises ``_Refused`` as soon as it is too large."""
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise _Refused("it is compressed in a way that was not asked for")
    # 47: gzip or zlib, as the first bytes say.
    unpacker = zlib.decompressobj(47) if encoding not in {"identity", ""} else None
    body = bytearray()
    try:
        async for piece in answer.content.iter_chunked(_PIECE):
            body += piece if unpacker is None else unpacker.decompress(piece, LARGEST + 1 - len(body))
            if len(body) > LARGEST:
                raise _Refused(f"it is larger than {LARGEST // 1_048_576} MB")
    except zlib.error:
        raise _Refused("it is not compressed as it says") from None
    except TimeoutError:
        raise
    except (aiohttp.ClientError, OSError):
        raise _Refused("its server broke off") from None
    if unpacker is not None and body and not unpacker.eof:
        raise _Refused("its server broke off")
    return bytes(body)


def _shown(url: str) -> str:
    """Return the address as a refusal names it: on one line, not endless, without what stands before an @."""
    plain = re.sub(r"(?<=//)[^/?#]*@", "", "".join(mark for mark in url.strip() if mark.isprintable()))
    return plain if len(plain) <= 200 else plain[:199] + "…"
