"""The process that reads one page: bytes on stdin, JSON on stdout. It limits itself before it reads anything."""

import codecs
import io
import re
import sys

import msgspec

from bot.ingestion.captured import Asked, Told
from bot.ingestion.page import Kind

#: Seconds of processor time, and bytes of memory.
_CPU = 10
_MEMORY = 512 * 1_024 * 1_024
#: Characters of a text, and pages of a PDF, that are read.
_LONGEST = 1_000_000
_MOST_PAGES = 200

#: Where a page says itself how it is encoded; it must do so in its first kilobyte.
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
#: XML in a text that is decoded already may not say how it was encoded.
_XML = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


class _Unreadable(Exception):
    """Why there is no text, in the words people read."""


def main() -> None:
    """Read what is asked, and answer; any failure is an exit code and no answer."""
    _limit()
    header, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = msgspec.json.decode(header, type=Asked)
    try:
        told = _checked(_READERS[Kind(asked.kind)](content, asked))
    except _Unreadable as reason:
        told = Told(refused=str(reason))
    sys.stdout.buffer.write(msgspec.json.encode(told))


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_CPU, _CPU),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # It has nothing to write but its answer.
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS has no such limit of memory; the clock's holds everywhere.
            continue


def _checked(told: Told) -> Told:
    text = _LINE_ENDS.sub("\n", told.text).strip("\n \ufeff")[:_LONGEST]
    if "\0" in text:
        raise _Unreadable("it is no text")
    if not text.strip():
        raise _Unreadable("it holds no text")
    # A PDF may hold halves of characters, which cannot be kept.
    whole = text.encode(errors="replace").decode()
    return msgspec.structs.replace(told, text=whole, date=_existing(told.date))


def _existing(written: str | None) -> str | None:
    return written if written and _DATE.fullmatch(written) else None


def _html(content: bytes, asked: Asked) -> Told:
    from trafilatura import bare_extraction  # noqa: PLC0415 - a third of a second that a text need not pay
    from trafilatura.settings import Document  # noqa: PLC0415 - as above

    page = _XML.sub("", _decoded(content, asked.charset or _named(content)))
    found = bare_extraction(
        page,
        url=asked.url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # A date that is guessed from a footer would be shown as the source's.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or not found.text:
        raise _Unreadable("no article was found in it")
    return Told(text=found.text, title=found.title, publisher=found.sitename, author=found.author, date=found.date)


def _named(content: bytes) -> str | None:
    named = _META_CHARSET.search(content[:4_096])
    return named[1].decode("ascii") if named else None


def _plain(content: bytes, asked: Asked) -> Told:
    return Told(text=_decoded(content, asked.charset))


def _decoded(content: bytes, charset: str | None) -> str:
    """Decode by a mark at the start, as UTF-8, as somebody says, or else as most of the old web was written."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    for name in ("utf-8-sig", charset):
        try:
            if name:
                return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


def _pdf(content: bytes, _asked: Asked) -> Told:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra
        from pypdf.errors import FileNotDecryptedError, PyPdfError  # noqa: PLC0415 - as above
    except ImportError:
        raise _Unreadable("PDF needs the extra [pdf]: pip install 'onrecord[pdf]'") from None
    try:
        reader = PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
        about = reader.metadata
        # What the library gives is a kind of its own, which JSON does not know.
        title, author = (str(about.title or ""), str(about.author or "")) if about else (None, None)
    except FileNotDecryptedError:
        raise _Unreadable("it is protected by a password") from None
    # Damaged files fail in many ways, and all of them mean the same.
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, RecursionError):
        raise _Unreadable("it is damaged, or no PDF") from None
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise _Unreadable("it holds pictures of text, not text")
    return Told(text=text, title=title, author=author)


_READERS = {Kind.HTML: _html, Kind.TEXT: _plain, Kind.PDF: _pdf}


if __name__ == "__main__":
    main()
