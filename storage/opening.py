"""Opens the backend that a database URL names."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from types import MappingProxyType
from urllib.parse import unquote

from storage.errors import BadDatabaseUrl
from storage.protocol import Storage

_EXAMPLE = "write it like sqlite:///onrecord.db"
_USER_INFO = re.compile(r"//[^/@]*@")


@asynccontextmanager
async def open_storage(url: str) -> AsyncGenerator[Storage]:
    """Open the record at ``sqlite:///path``, creating it when missing; ``storage.created`` tells."""
    storage = await _whole(_backend(url)(url))
    try:
        yield storage
    finally:
        await storage.close()


async def _whole(opening: Awaitable[Storage]) -> Storage:
    """Wait for the opening to end even when cancelled, so that no connection's thread is left behind."""
    task = asyncio.ensure_future(opening)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await (await task).close()
        raise


def _backend(url: str) -> Callable[[str], Awaitable[Storage]]:
    scheme, separator, _ = url.partition(":")
    if backend := _BACKENDS.get(scheme) if separator else None:
        return backend
    known = " or ".join(f"{name}://" for name in _BACKENDS)
    raise BadDatabaseUrl(_shown(url), f"it must begin with {known}; {_EXAMPLE}")


async def _sqlite(url: str) -> Storage:
    path = _sqlite_path(url)
    # A backend's driver is loaded only when it is used.
    from storage.sqlite import open_sqlite  # noqa: PLC0415

    return await open_sqlite(path)


_BACKENDS = MappingProxyType({"sqlite": _sqlite})


def _sqlite_path(url: str) -> str:
    written = url.removeprefix("sqlite:///")
    if written == url:
        raise BadDatabaseUrl(_shown(url), f"the path follows three slashes; {_EXAMPLE}")
    if "?" in written or "#" in written:
        raise BadDatabaseUrl(_shown(url), "options behind ? or # are not known; write %3F or %23 for one in a name")
    # What is no escape, such as the sign in 100%.db, stays as it is.
    path = unquote(written, errors="surrogateescape")
    if not path.strip():
        raise BadDatabaseUrl(_shown(url), f"the path is empty; {_EXAMPLE}")
    if "\0" in path:
        raise BadDatabaseUrl(_shown(url), "no file name holds a NUL character")
    if path.endswith(("/", "\\")):
        raise BadDatabaseUrl(_shown(url), "it names a directory")
    return path


def _shown(url: str) -> str:
    """Leave out a user and password, should somebody have written the URL of another database."""
    return _USER_INFO.sub("//…@", url)
