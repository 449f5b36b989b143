"""How a line is put together: words of the claim, a bar, fields; what is quoted and what is read as meant. Pure."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from bot.matching.names import cities
from bot.matching.statement import Statement
from storage.places import places
from storage.terms import fold, words

_QUOTED = r'"(?:[^"\\]|\\.)*"'
#: A comma inside 50,000 parts nothing.
_FIELD = re.compile(rf'\s*([^",]*{_QUOTED}\s*(?=,|$)|(?:[^,]|(?<=\d),(?=\d{{3}}(?!\d)))*)(?:,|$)')
_PREFIXED = re.compile(rf'([^"]*)({_QUOTED})\s*')
#: The words in front of the bar, and all that follows it.
_PARTED = re.compile(rf"\s*({_QUOTED}\s*(?=\||$)|[^|]*)(\|.*)?", re.DOTALL)
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?|[-+]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


class BadField(ValueError):
    """A line that cannot be read; its argument says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a word or value as it is meant, in lower case, or with a value in quotation marks."""

    word: str
    #: To be taken to the letter; ``None`` when nothing stands in quotation marks.
    literal: str | None = None

    def value(self, keyword: str, read: Callable[[str], str]) -> str | None:
        """Return the value behind a keyword, read as it is meant unless it is quoted; ``None`` for another field."""
        if self.literal is not None:
            return self.literal if self.word == keyword else None
        start = f"{keyword} " if keyword else ""
        return read(self.word.removeprefix(start)) if self.word.startswith(start) else None


def parted(written: str) -> tuple[str, str | None]:
    """Split a line's content into its words and what stands behind the bar, ``None`` without a bar."""
    found = _PARTED.fullmatch(written)
    front, behind = (found[1], found[2]) if found else (written, None)
    text = _unquoted(front.strip())
    if text is None and not (text := front.strip()):
        raise BadField("the words of the claim are missing")
    return text, None if behind is None else behind[1:].strip()


def split(behind: str) -> tuple[Field, ...]:
    """Split what stands behind the bar at its commas."""
    return tuple(_field(part) for found in _FIELD.finditer(behind) if (part := found[1].strip()))


def _field(part: str) -> Field:
    found = _PREFIXED.fullmatch(part)
    literal = _unquoted(found[2]) if found else None
    if found and literal is not None:
        return Field(_plain(found[1]), literal)
    return Field(_plain(_barless(part)))


def whole(behind: str) -> str:
    """Read what stands behind the bar as one value."""
    literal = _unquoted(behind)
    return _barless(behind) if literal is None else literal


def quoted(value: str, read: Callable[[str], str] = str.strip) -> str:
    """Write a value so that it is read back: plain where that is enough, else in quotation marks."""
    plain = value.isprintable() and not re.search(r'[",|]', value) and read(value) == value
    return value if plain and value else json.dumps(value, ensure_ascii=False)


def field(value: str, read: Callable[[str], str]) -> str:
    """Write the value of a field, which is read without regard to capitals and spaces."""
    return quoted(value, lambda written: read(_plain(written)))


def front(text: str) -> str:
    """Write a particular's words, in quotation marks where a bar, a line end or an outer space would be lost."""
    bare = text and text == text.strip() and "|" not in text and not text.startswith('"')
    return text if bare and all(mark.isprintable() or mark == "\u00a0" for mark in text) else quoted(text, lambda _: "")


def _barless(written: str) -> str:
    if "|" in written:
        raise BadField("it has a second “|”; words that hold one go in quotation marks")
    return written.strip()


def _plain(written: str) -> str:
    return " ".join(written.lower().split())


def _unquoted(written: str) -> str | None:
    """Read a value in quotation marks; ``None`` when it is not in any."""
    try:
        return msgspec.json.decode(written, type=str) if written.startswith('"') else None
    except msgspec.DecodeError:
        return None


def called(name: str) -> str:
    """Return a name's canonical form: a place's one name, else the terms of its words."""
    plain = fold(name).lower().replace(".", "").removesuffix("'s")
    place = places().get(plain) or (plain if plain in cities() else None)
    return place or " ".join(word.term for word in words(name))


def counted(written: str) -> str:
    """Return the term of what is counted: of several words the last, "troops" of "U.S. troops"."""
    found = [word.term for word in words(written)]
    return found[-1] if found else written


def unit(written: str) -> str:
    """Return the canonical unit of "years" or "%"; what is no known unit stays as it is written."""
    found = (*Statement(f"2 {written}").quantities, *Statement(f"2{written}").quantities)
    return next((reading.what.unit for reading in found if reading.what.unit), written)


def number(written: str) -> float | None:
    """Read a number in digits or words; ``None`` when it is none."""
    if _PLAIN_NUMBER.fullmatch(written):
        return float(written.replace(",", ""))
    found = [*words(written)]
    return found[0].value if len(found) == 1 and found[0].end - found[0].start == len(written) else None


def digits(value: float) -> str:
    """Write a number without losing any of it."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
