"""A claim as one flat row: the shape of a line of CSV, and of a plain line of JSON. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from bot.exchange.recent import Recent
from storage.models import Citation, Claim, ClaimReview, Rating, Source

COLUMNS = (
    "key",
    "text",
    "wordings",
    "claimant",
    "rating",
    "note",
    "tags",
    "quote",
    "source_name",
    "source_url",
    "source_publisher",
    "source_date",
)

#: Of so many links of a file it is remembered what they are called: a million of them would be half a gigabyte. A row
#: with a link that is forgotten by then is as one of another file: its words stay, and the record fills its gaps.
MOST_SOURCES = 50_000

#: What a source is called that a row quotes without naming it.
UNNAMED = "unnamed source"

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
#: A bar and the backslashes before it; the look-behind keeps it linear on a run of backslashes.
_SEPARATOR = re.compile(r"(?<!\\)(\\*)\|")
_SLUG_LENGTH = 60


class BadRow(ValueError):
    """A row that gives no claim; its argument says why."""


class Sources:
    """The sources of a file so far, by link: rows with the same one share a source."""

    def __init__(self, most: int = MOST_SOURCES) -> None:
        self._by_url = Recent[str, Source](most)

    def shared(self, source: Source) -> Source:
        """Return the file's source with this link, its gaps filled from this row; the first row's words stay."""
        if source.url is None:
            return source
        known = self._by_url.get(source.url) or source
        if known.name == _host(source.url):
            known = replace(known, name=source.name)
        shared = replace(
            known,
            publisher=known.publisher or source.publisher,
            date_published=known.date_published or source.date_published,
        )
        self._by_url.keep(source.url, shared)
        return shared


def claim_of(row: Mapping[str, str], sources: Sources) -> Claim:
    """Read one row, blanks as absent; raises ``BadRow``."""
    cells = {name: value.strip() for name, value in row.items()}
    text = cells.get("text", "")
    if not text:
        raise BadRow("the text is empty")
    return Claim(
        key=cells.get("key") or derived_key(text),
        text=text,
        wordings=split(cells.get("wordings", "")),
        claimant=cells.get("claimant") or None,
        note=cells.get("note") or None,
        tags=split(cells.get("tags", "")),
        citations=_citations(cells, sources),
        reviews=_reviews(cells.get("rating", "")),
    )


def row_of(claim: Claim) -> dict[str, str]:
    """Write a claim as a row: its rating and its first citation, the rest left out."""
    citation = claim.citations[0] if claim.citations else Citation(Source(""))
    source = citation.source
    cells = {
        "key": claim.key,
        "text": claim.text,
        "wordings": joined(claim.wordings),
        "claimant": claim.claimant,
        "rating": claim.rating.value,
        "note": claim.note,
        "tags": joined(claim.tags),
        "quote": citation.quote,
        "source_name": source.name,
        "source_url": source.url,
        "source_publisher": source.publisher,
        "source_date": source.date_published,
    }
    return {name: (value or "").strip() for name, value in cells.items()}


def split(cell: str) -> tuple[str, ...]:
    r"""Split at each ``|``; ``\|`` is a literal bar, and a backslash before a bar is doubled."""
    parts = [""]
    end = 0
    for found in _SEPARATOR.finditer(cell):
        slashes = len(found[1])
        parts[-1] += cell[end : found.start()] + "\\" * (slashes // 2) + ("|" if slashes % 2 else "")
        end = found.end()
        if not slashes % 2:
            parts.append("")
    parts[-1] += cell[end:]
    return tuple(part.strip() for part in parts if part.strip())


def joined(parts: Sequence[str]) -> str:
    """Join with ``|`` so that ``split`` gives the same parts back."""
    kept = [part.strip() for part in parts if part.strip()]
    escaped = [_SEPARATOR.sub(r"\1\1\\|", part) for part in kept]
    ends = [part + "\\" * (len(part) - len(part.rstrip("\\"))) for part in escaped[:-1]]
    return "|".join([*ends, *escaped[-1:]])


def derived_key(text: str) -> str:
    """Make a key from a claim's text: its first words to read, a hash of all of it to tell it apart."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = re.findall(r"[^\W_]+", "".join(mark for mark in plain if not unicodedata.combining(mark)))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{slug or 'claim'}-{digest}"


def checked_date(written: str) -> str | None:
    """Return a ``YYYY[-MM[-DD]]`` date that exists, or ``None`` for a blank; raises ``BadRow``."""
    if not written:
        return None
    parts = _DATE.fullmatch(written)
    try:
        date(*(int(part or 1) for part in parts.groups())) if parts else date(0, 1, 1)
    except ValueError:
        raise BadRow(f"the date {written[:40]!r} is no YYYY[-MM[-DD]] date") from None
    return written


def _reviews(written: str) -> tuple[ClaimReview, ...]:
    # Spreadsheets write TRUE and FALSE in capitals.
    if not written:
        return ()
    try:
        rating = Rating(written.lower())
    except ValueError:
        raise BadRow(f"the rating {written[:40]!r} is none of {', '.join(Rating)}") from None
    return (ClaimReview(rating),)


def _citations(cells: Mapping[str, str], sources: Sources) -> tuple[Citation, ...]:
    name, url, publisher, dated = (cells.get(column) or None for column in COLUMNS[-4:])
    quote = cells.get("quote") or None
    published = checked_date(dated or "")
    if not (quote or name or url or publisher or published):
        return ()
    source = Source(
        name=name or _host(url) or publisher or UNNAMED, url=url, publisher=publisher, date_published=published
    )
    return (Citation(sources.shared(source), quote),)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None
