"""The source that a link in a form leads to, with its text, so that the quote can be proven."""

import logging
from urllib.parse import urlsplit

from bot.ingestion.drafting import source_of
from bot.keeping.desk import Desk
from storage.errors import UserError
from storage.models import Source

_log = logging.getLogger(__name__)


class BadLink(UserError):
    """The link {0!r} is no web address: it begins with http:// or https://."""


class NoSource(UserError):
    """A quote needs a source: fill in Source link, or add the text it stands in with /source add."""


async def cited(desk: Desk, link: str) -> tuple[Source, str | None]:
    """Return the source behind a link, and why its text could not be captured, if it could not.

    A source that is on record with its text is not fetched again.
    """
    checked_link(link)
    known = await desk.storage.sources.by_url(link, desk.scope)
    if known and known.text is not None:
        return known, None
    try:
        article = await desk.articles.at(link)
    except UserError as refusal:
        return known or Source(name=urlsplit(link).hostname or link, url=link), str(refusal)
    # The link as written tells the source from others; where it led to in the end is the same page.
    found = source_of(article)
    return Source(found.name, link, found.publisher, found.date_published, found.note, found.text, found.sha256), None


def checked_link(link: str) -> str:
    """Return a link as it is; raises ``BadLink`` for what is no web address."""
    if _scheme(link) not in {"http", "https"}:
        raise BadLink(link[:200])
    return link


def _scheme(link: str) -> str:
    """Return a link's scheme; empty for what is no link at all."""
    try:
        parts = urlsplit(link)
        return parts.scheme.lower() if parts.hostname and link.isprintable() and " " not in link else ""
    except ValueError:
        return ""
