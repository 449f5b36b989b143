"""JSON Lines: the lossless archive, and plain lines with the names of the CSV's columns."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from bot.exchange.flat import COLUMNS, BadRow, Sources, checked_date, claim_of, joined
from bot.exchange.items import Item, Numbered, Rejected, Remark, UnreadableFile
from bot.exchange.recent import Recent
from storage.models import (
    Alias,
    Citation,
    Claim,
    ClaimReview,
    ClaimStatus,
    Date,
    Link,
    Modality,
    Name,
    Opposite,
    Particular,
    Polarity,
    Quantity,
    Source,
    Speaker,
)

#: The kinds of particular by the name they are archived under.
_KINDS: MappingProxyType[str, type[Particular]] = MappingProxyType(
    {
        "quantity": Quantity,
        "date": Date,
        "name": Name,
        "polarity": Polarity,
        "modality": Modality,
        "speaker": Speaker,
        "alias": Alias,
        "opposite": Opposite,
    }
)
#: So many sources are held with their texts while an archive is read.
RECENT = 100
_KIND_OF = {kind: name for name, kind in _KINDS.items()}


class _Source(msgspec.Struct, frozen=True, tag_field="type", tag="source", forbid_unknown_fields=True):
    id: int
    name: str
    url: str | None = None
    publisher: str | None = None
    date_published: str | None = None
    note: str | None = None
    text: str | None = None
    sha256: str | None = None


class _Citation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: int
    quote: str | None = None
    start: int | None = None
    end: int | None = None


class _Claim(msgspec.Struct, frozen=True, tag_field="type", tag="claim", forbid_unknown_fields=True):
    key: str
    text: str
    wordings: tuple[str, ...] = ()
    claimant: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    citations: tuple[_Citation, ...] = ()
    particulars: tuple[dict[str, object], ...] = ()
    status: ClaimStatus = ClaimStatus.PUBLISHED
    reviews: tuple[ClaimReview, ...] = ()
    links: tuple[Link, ...] = ()


class Archive:
    """Writes claims, each source once and before the first claim that cites it."""

    def __init__(self) -> None:
        self._ids: dict[Source, int] = {}

    def lines(self, claim: Claim) -> Iterator[str]:
        """Yield the lines of one claim, line ends included."""
        for source in (citation.source for citation in claim.citations):
            known = _known_by(source)
            if known not in self._ids:
                self._ids[known] = len(self._ids) + 1
                yield _line(_archived_source(source, self._ids[known]))
        yield _line(self._archived(claim))

    def _archived(self, claim: Claim) -> _Claim:
        return _Claim(
            key=claim.key,
            text=claim.text,
            wordings=claim.wordings,
            claimant=claim.claimant,
            note=claim.note,
            tags=claim.tags,
            citations=tuple(
                _Citation(self._ids[_known_by(one.source)], one.quote, one.start, one.end) for one in claim.citations
            ),
            particulars=tuple(_tagged(one) for one in claim.particulars),
            status=claim.status,
            reviews=claim.reviews,
            links=claim.links,
        )


def _known_by(source: Source) -> Source:
    """Return what to remember of a source: its hash stands for its text, so that not all texts are kept."""
    return source if source.sha256 is None else replace(source, text=None)


def _line(record: _Source | _Claim) -> str:
    return msgspec.json.encode(record).decode() + "\n"


def _archived_source(source: Source, number: int) -> _Source:
    return _Source(
        id=number,
        name=source.name,
        url=source.url,
        publisher=source.publisher,
        date_published=source.date_published,
        note=source.note,
        text=source.text,
        sha256=source.sha256,
    )


def _tagged(particular: Particular) -> dict[str, object]:
    return {"kind": _KIND_OF[type(particular)], **msgspec.to_builtins(particular)}


def read_archive(path: Path) -> Iterator[Item]:
    """Yield the claims of a JSON Lines file; raises ``UnreadableFile`` when it is none."""
    try:
        # Opened once more to read sources again that are cited far from where they stand.
        with path.open("rb") as lines, path.open("rb") as again:
            reading = _Reading(_Shelved(again))
            for line in lines:
                yield from reading.items(line)
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"it is not text in UTF-8 ({error.reason})") from None
    except OSError as error:
        raise UnreadableFile(path, error.strerror or type(error).__name__) from None
    if not reading.objects:
        raise UnreadableFile(path, "no line of it is a JSON object" if reading.lines else "it is empty")


class _Shelved:
    """The sources of an archive: where each stands in the file and, for their texts' sake, only those cited last."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[int, int] = {}
        self._recent = Recent[int, Source](RECENT)

    def __contains__(self, number: int) -> bool:
        return number in self._places

    def keep(self, source: _Source, place: int) -> None:
        """Remember where a source stands, and the source for a while."""
        self._places[source.id] = place
        self._recent.keep(source.id, _restored_source(source))

    def source(self, number: int) -> Source:
        """Return a source kept before, read again from its line where it is not remembered."""
        source = self._recent.get(number)
        if source is None:
            place = self._places[number]
            self._file.seek(place)
            source = _restored_source(msgspec.json.decode(_bare(self._file.readline(), place), type=_Source))
            self._recent.keep(number, source)
        return source


def _bare(line: bytes, place: int) -> bytes:
    return line if place else line.removeprefix(codecs.BOM_UTF8)


def _restored_source(source: _Source) -> Source:
    return Source(
        name=source.name,
        url=source.url,
        publisher=source.publisher,
        date_published=source.date_published or None,
        note=source.note,
        text=source.text,
        sha256=source.sha256,
    )


class _Reading:
    """What has been read of a file so far."""

    def __init__(self, archived: _Shelved) -> None:
        self.lines = 0
        self.objects = 0
        self._archived = archived
        self._number = 0
        #: Of the line being read, and of the one after it.
        self._place = self._next = 0
        self._shared = Sources()
        self._unknown: set[str] = set()

    def items(self, line: bytes) -> Iterator[Item]:
        """Yield what the next line gives: a claim, a rejection, a remark, or nothing for a source or a blank."""
        self._number += 1
        self._place, self._next = self._next, self._next + len(line)
        text = _bare(line, self._place).decode()
        if not text.strip():
            return
        self.lines += 1
        try:
            record = _object(text)
            self.objects += 1
            yield from self._item(record)
        except (BadRow, msgspec.ValidationError) as reason:
            yield Rejected(self._number, str(reason))

    def _item(self, record: dict[str, object]) -> Iterator[Item]:
        kind = record.get("type")
        if kind == "source":
            self._keep(msgspec.convert(record, _Source))
        elif kind == "claim" and not record.keys() <= {"type", *COLUMNS}:
            yield Numbered(self._number, self._restored(msgspec.convert(record, _Claim)), complete=True)
        elif kind is not None and kind != "claim":
            raise BadRow("its type is neither source nor claim")
        else:
            yield from self._strange(record)
            yield Numbered(self._number, claim_of(_flat(record), self._shared))

    def _strange(self, record: dict[str, object]) -> Iterator[Item]:
        strange = record.keys() - {"type", *COLUMNS} - self._unknown
        if strange and not self._unknown:
            yield Remark(f"Fields that are not known are left out: {', '.join(sorted(strange))}.")
        self._unknown |= strange

    def _keep(self, source: _Source) -> None:
        if source.text is not None and source.sha256 is not None:
            found = hashlib.sha256(source.text.encode()).hexdigest()
            if found != source.sha256:
                raise BadRow("the source's text is not the one its sha256 was taken of")
        checked_date(source.date_published or "")
        self._archived.keep(source, self._place)

    def _restored(self, record: _Claim) -> Claim:
        if unknown := [one.source for one in record.citations if one.source not in self._archived]:
            raise BadRow(f"it cites source {unknown[0]}, which no line before it gives")
        for review in record.reviews:
            checked_date(review.date_published or "")
        for link in record.links:
            checked_date(link.since or "")
        return Claim(
            key=record.key,
            text=record.text,
            wordings=record.wordings,
            claimant=record.claimant,
            note=record.note,
            tags=record.tags,
            citations=tuple(
                Citation(self._archived.source(one.source), one.quote, one.start, one.end) for one in record.citations
            ),
            particulars=tuple(_untagged(one) for one in record.particulars),
            status=record.status,
            reviews=record.reviews,
            links=record.links,
        )


def _object(text: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except msgspec.ValidationError:
        raise BadRow("it is no JSON object") from None
    except msgspec.DecodeError as error:
        raise BadRow(f"it is no JSON: {error}") from None
    except RecursionError:
        raise BadRow("it is nested too deeply") from None


def _untagged(tagged: dict[str, object]) -> Particular:
    kind = _KINDS.get(str(tagged.get("kind")))
    if kind is None:
        raise BadRow("it has a particular of no known kind")
    return msgspec.convert({name: value for name, value in tagged.items() if name != "kind"}, kind)


def _flat(record: dict[str, object]) -> dict[str, str]:
    return {name: _cell(name, record[name]) for name in COLUMNS if name in record}


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if name == "key" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if name in {"wordings", "tags"}:
        return joined(msgspec.convert(value, tuple[str, ...]))
    raise BadRow(f"{name} must be text")
