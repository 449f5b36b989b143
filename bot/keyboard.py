"""Lines as they are typed, read so that Ctrl-C is not kept waiting for the next one."""

import asyncio
import io
import os
from collections.abc import AsyncGenerator
from typing import TextIO

#: A longer line is nobody's message.
_LONGEST = 65_536


async def typed(lines: TextIO) -> AsyncGenerator[str]:
    """Yield lines until the end of the file, whether a person, a pipe or a file gives them."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=_LONGEST)
    try:
        descriptor = lines.fileno()
        loop.add_reader(descriptor, _feed, reader, descriptor)
    except (io.UnsupportedOperation, PermissionError):
        # A plain file, which is always ready, or no file at all.
        for line in lines:
            yield line.rstrip("\r\n")
        return
    try:
        while line := await _line(reader):
            yield line.decode(errors="replace").rstrip("\r\n")
    finally:
        loop.remove_reader(descriptor)


def _feed(reader: asyncio.StreamReader, descriptor: int) -> None:
    if given := os.read(descriptor, _LONGEST):
        reader.feed_data(given)
    else:
        asyncio.get_running_loop().remove_reader(descriptor)
        reader.feed_eof()


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:
        # Longer than the limit: the reader has dropped what it had of it.
        return b"\n"
