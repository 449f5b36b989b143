"""Has a page read by a process of its own, which may be killed: HTML can be made to take hours and gigabytes."""

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from bot.ingestion.page import Page
from storage.errors import UserError

#: Seconds that the child may take by the clock; its processor time is limited by itself.
LONGEST = 15.0
#: Characters of a title, a publisher, an author.
_LONGEST_NAME = 300
#: Characters of a first line that may be a title.
_LONGEST_TITLE = 120


class NotRead(UserError):
    """{0} cannot be read: {1}."""


@dataclass(frozen=True, slots=True)
class Article:
    """What was read from a page."""

    #: ``None`` for a file.
    url: str | None
    name: str
    publisher: str | None
    author: str | None
    #: ``YYYY[-MM[-DD]]``
    date_published: str | None
    #: What quotes are checked against.
    text: str


class Asked(msgspec.Struct, frozen=True):
    """What the child is told of the bytes that follow."""

    kind: str
    charset: str | None = None
    url: str | None = None


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the child answers: a text, or why there is none."""

    refused: str | None = None
    text: str = ""
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None


async def capture(page: Page, *, seconds: float = LONGEST) -> Article:
    """Read a page's text and what it says of itself; raises ``NotRead``."""
    kind = page.kind
    if kind is None:
        raise NotRead(page.name, "it is no web page, no plain text and no PDF")
    asked = msgspec.json.encode(Asked(kind.value, page.charset, page.url))
    try:
        async with asyncio.timeout(seconds):
            answer = await _child(asked + b"\n" + page.content)
    except TimeoutError:
        raise NotRead(page.name, "it takes too long") from None
    try:
        told = msgspec.json.decode(answer, type=Told)
    except msgspec.DecodeError:
        raise NotRead(page.name, "it takes too much time or memory") from None
    if told.refused is not None:
        raise NotRead(page.name, told.refused)
    return _article(page, told)


async def _child(said: bytes) -> bytes:
    """Run the child; whatever happens here, it does not outlive this."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        # -I: neither the environment nor the working directory decides what is run.
        *("-I", "-m", "bot.ingestion.child"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},  # It needs no setting, least of all the token.
    )
    try:
        answer, _ = await child.communicate(said)
    finally:
        if child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return answer


def _article(page: Page, told: Told) -> Article:
    return Article(
        url=page.url,
        name=_line(told.title) or _first_line(told.text) or _line(page.name) or "untitled",
        publisher=_line(told.publisher),
        author=_line(told.author),
        date_published=told.date,
        text=told.text,
    )


def _line(written: str | None) -> str | None:
    """Return the words on one line, not endless; ``None`` when there are none."""
    words = " ".join("".join(mark if mark.isprintable() else " " for mark in written or "").split())
    return words[:_LONGEST_NAME] or None


def _first_line(text: str) -> str | None:
    """Return the first line where it looks like a title: short, and no sentence."""
    line = _line(text.lstrip().partition("\n")[0][: _LONGEST_TITLE + 1])
    return line if line and len(line) <= _LONGEST_TITLE and not line.endswith((".", ",", ":", ";")) else None
