"""The program's standard streams: UTF-8 whatever the locale, whole lines at once, nothing that steers a terminal."""

import codecs
import io
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

#: A longer line of a batch is refused unread, so that memory stays bounded.
LONGEST_LINE = 1_048_576


def prepare() -> None:
    """Make the streams speak UTF-8 and flush each line, on a pipe too."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, line_buffering=True)


def argument(written: str) -> str:
    """Read a command-line argument as UTF-8 whatever the locale; bytes that are none become U+FFFD."""
    return os.fsencode(written).decode(errors="replace")


def plain(text: str) -> str:
    """Strike out what would steer a terminal: control characters other than line ends."""
    return "".join(mark if mark.isprintable() or mark == "\n" else " " for mark in text)


def say(line: str) -> None:
    """Write one line to stderr, whatever the text has in it."""
    sys.stderr.write(" ".join(plain(line).split()) + "\n")


def show(text: str) -> None:
    """Write to stdout, flushed."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a stream as they come, blank ones left out; ``None`` for one that is too long."""
    mark: bytes | None = codecs.BOM_UTF8
    while line := stream.readline(LONGEST_LINE):
        line, mark = line.removeprefix(mark or b""), None
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            _skip(stream)
            yield None
        elif line.strip():
            yield line


def _skip(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
