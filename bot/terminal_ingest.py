"""``onrecord ingest``: an article becomes a source with draft claims."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.config import Settings
from bot.exchange.items import UnreadableFile
from bot.ingestion.captured import Article, capture
from bot.ingestion.drafting import Ingested, keep
from bot.ingestion.page import FILE_TYPES, LARGEST_FILE, Page
from bot.session import opened, prepared_settings
from bot.streams import plain, show
from storage.errors import UserError
from storage.models import Act, Scope, Source


class NoArticle(UserError):
    """{0} is neither a .txt, .html or .pdf file nor an http or https address."""

    exit_code = 2


Given = Annotated[str, typer.Argument(metavar="FILE|URL", help="A .txt, .html or .pdf file, or a page's address.")]
#: Discord's ids are positive and fit 63 bits.
Server = Annotated[
    int | None, typer.Option(min=1, max=2**63 - 1, metavar="ID", help="Drafts of this server only, not of everybody.")
]


def ingest(given: Given, *, server: Server = None) -> None:
    """Make an article a source, with draft claims.

    The sentences worth checking become drafts, best first, each with its quote. Nothing that is on record is changed.
    """
    path = _checked_file(given)
    settings = prepared_settings()
    asyncio.run(_ingest(settings, given, path, Scope(server)))


def _checked_file(given: str) -> Path | None:
    """Return the file that is meant, or ``None`` for an address; raises for what is neither."""
    if urlsplit(given[:10]).scheme in {"http", "https"}:
        return None
    path = Path(given)
    if "://" in given or path.suffix.lower() not in FILE_TYPES:
        raise NoArticle(plain(given))
    if not path.is_file():
        raise UnreadableFile(path, "it is not a file" if path.exists() else "it does not exist")
    return path


async def _ingest(settings: Settings, given: str, path: Path | None, scope: Scope) -> None:
    page = await _fetched(settings, given) if path is None else _page(path)
    # The article first: one that cannot be read is refused before a database is created.
    article = await capture(page)
    async with opened(settings) as services:
        act = Act("onrecord ingest", datetime.now(UTC), f"ingested from {_origin(article, page)}")
        _tell(await keep(article, services.storage, scope, act), scope)


async def _fetched(settings: Settings, url: str) -> Page:
    from bot.ingestion.fetching import fetch  # noqa: PLC0415 - aiohttp is slow to load, and check needs none of it

    return await fetch(url, settings.fetch_allow)


def _page(path: Path) -> Page:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(path, error.strerror or type(error).__name__) from None
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(path, f"it is larger than {LARGEST_FILE // 1_048_576} MB")
    return Page(content, path.name, content_type=FILE_TYPES[path.suffix.lower()])


def _origin(article: Article, page: Page) -> str:
    return article.url or plain(page.name)


def _tell(ingested: Ingested, scope: Scope) -> None:
    count, known = len(ingested.entries), ingested.known
    parts = [f"{count} draft{'' if count == 1 else 's'}"]
    if known:
        parts.append(f"{known} on record already")
    show(plain(f"Source: {described(ingested.source)} ({', '.join(parts)})."))
    for entry in ingested.entries:
        show(plain(f"  {entry.claim.key}  {entry.claim.text}"))
    if count:
        option = "" if scope.server_id is None else f" --server {scope.server_id}"
        show(f"Drafts answer nobody until they are published: onrecord claim publish KEY{option}")
        show("In Discord, /source show goes through them one by one.")
        show(f"To look at them in a file: onrecord export drafts.jsonl{option}")
    elif not known:
        show("No sentence in it looks like a claim that can be checked.")


def described(source: Source) -> str:
    """Return a source's name, who published it and when, and where it is."""
    parts = (source.name, source.publisher, source.date_published, source.url)
    return ", ".join(part for part in parts if part)
