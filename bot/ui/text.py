"""Stored and typed text made safe to show on Discord: no markup, no mention, no hidden character. Pure."""

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

#: Discord refuses a link button with a longer address.
LONGEST_LINK = 512

_LINK = re.compile(r"https?://[^\s<>]+")
#: ``<`` opens mentions, emoji, timestamps and command links; ``[`` opens a link that hides its address.
_MARKUP = re.compile(r"[\\*_~|`<\[\]]")
_MASS_MENTION = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
#: Joins emoji and separates letters of some scripts; all other format characters only hide or reorder text.
_JOINERS = "\u200c\u200d"
_SAFE_IN_LINK = "/%:@!$&'(),;=+-._?#"


def tidy(text: str) -> str:
    """Drop what cannot be seen or reorders text, and make one line of it."""
    return " ".join("".join(mark if mark.isprintable() else _tidy_mark(mark) for mark in text).split())


def _tidy_mark(mark: str) -> str:
    category = unicodedata.category(mark)
    if category == "Cs":
        return "\ufffd"
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category == "Cf" and mark not in _JOINERS else mark


def width(text: str) -> int:
    """Count as the strictest reading of Discord's limits does: an emoji is two characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Return the text, or as much of its beginning as fits with an ellipsis."""
    if width(text) <= limit:
        return text
    # What is ignored is half a character at the end.
    room = text[:limit].encode("utf-16-le", "surrogatepass")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return room.rstrip() + "…"


def fitting(text: str, limit: int) -> str:
    """Make one tidy line of a text, cut to the limit."""
    # The longest texts are four thousand characters, and most of them is not going to be shown.
    start = text[: 3 * limit]
    return cut(tidy(start) + ("…" if len(start) < len(text) else ""), limit)


def escaped(text: str) -> str:
    """Escape a tidy line, so that Discord shows exactly its characters; bare links stay links."""
    parts: list[str] = []
    end = 0
    for link in _LINK.finditer(text):
        parts += (_escaped(text[end : link.start()]), quote(link.group(), safe=_SAFE_IN_LINK))
        end = link.end()
    return "".join((*parts, _escaped(text[end:])))


def _escaped(text: str) -> str:
    return _MASS_MENTION.sub("@\u200b", _MARKUP.sub(lambda mark: f"\\{mark.group()}", text))


def shown(text: str, limit: int) -> str:
    """Make a text safe to show, cut to the limit before it is escaped."""
    return escaped(fitting(text, limit))


def safe_link(url: str | None) -> str | None:
    """Return a web address as it may be shown and linked, its host in ASCII; ``None`` for anything else."""
    if not url or tidy(url) != url:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9.-]+", host) or "@" in parts.netloc:
        return None
    path, query, fragment = (quote(part, safe=_SAFE_IN_LINK) for part in (parts.path, parts.query, parts.fragment))
    link = urlunsplit((parts.scheme, host + port, path, query, fragment))
    return link if len(link) <= LONGEST_LINK else None
