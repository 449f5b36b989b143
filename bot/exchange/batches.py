"""Reads the lines of a batch: JSON objects with an id of any JSON type, and texts. Pure."""

import json
from dataclasses import dataclass

import msgspec
from msgspec import Raw

from bot.exchange.answers import ErrorLine
from storage.terms import LONGEST

_NULL = Raw(b"null")


class _Line(msgspec.Struct, frozen=True):
    id: Raw = _NULL
    text: Raw | msgspec.UnsetType = msgspec.UNSET
    claim: Raw | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a batch: its id as written, and the texts it gives, cut to what is read of a message."""

    id: Raw
    texts: tuple[str, ...]


def asked(line: bytes | None, fields: tuple[str, ...]) -> Asked | ErrorLine:
    """Read one line with these fields; ``None`` stands for a line that was too long to read."""
    if line is None:
        return ErrorLine(_NULL, "the line is too long")
    try:
        return _texts(_read(line.decode()), fields)
    except UnicodeDecodeError:
        return ErrorLine(_NULL, "the line is not UTF-8")
    except RecursionError:
        return ErrorLine(_NULL, "the line is nested too deeply")
    except ValueError as error:
        return ErrorLine(_NULL, f"the line is no JSON object: {error}")


def _read(line: str) -> _Line:
    try:
        return msgspec.json.decode(line, type=_Line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        # Half of an emoji, as programs that cut texts write it: the standard library reads it.
        mended = json.dumps(json.loads(line), ensure_ascii=False).encode(errors="replace")
        return msgspec.json.decode(mended, type=_Line)


def _texts(read: _Line, fields: tuple[str, ...]) -> Asked | ErrorLine:
    texts: list[str] = []
    for field in fields:
        written = read.text if field == "text" else read.claim
        if isinstance(written, msgspec.UnsetType):
            return ErrorLine(read.id, f"{field} is missing")
        try:
            texts.append(msgspec.json.decode(written, type=str)[:LONGEST])
        except msgspec.DecodeError:
            return ErrorLine(read.id, f"{field} is not text")
    return Asked(read.id, tuple(texts))
