"""A page, text or PDF as it came, before anything was read from it. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

#: Bytes of a file; what it is made of is read by a process with limits of its own.
LARGEST_FILE = 10 * 1_024 * 1_024
#: What a file holds, by its ending.
FILE_TYPES = MappingProxyType(
    {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}
)


class Kind(StrEnum):
    """How the bytes are to be read."""

    HTML = "html"
    TEXT = "text"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched or read from a file."""

    content: bytes
    #: What to call it until its title is known: the file's name, or the page's host.
    name: str
    #: Where it was found in the end; ``None`` for a file.
    url: str | None = None
    #: Such as ``text/html``; empty when nobody says.
    content_type: str = ""
    charset: str | None = None

    @property
    def kind(self) -> Kind | None:
        """How to read it; ``None`` for what cannot be read, such as a picture."""
        if self.content_type in {"", "application/octet-stream"}:
            return _sniffed(self.content)
        return _KINDS.get(self.content_type)


_KINDS = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "application/pdf": Kind.PDF,
}


def _sniffed(content: bytes) -> Kind | None:
    start = content[:1_024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return Kind.PDF
    if start.startswith((b"<!doctype html", b"<html")):
        return Kind.HTML
    return None if b"\0" in start else Kind.TEXT
