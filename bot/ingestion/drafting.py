"""Makes draft claims of an article, each with its quote, and puts them on record without touching what is there."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.exchange.flat import derived_key
from bot.ingestion.captured import Article
from bot.ingestion.checkworthy import Worthy, checkworthy, plain
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from storage.models import Act, Citation, Claim, ClaimStatus, Entry, Scope, Source
from storage.protocol import Storage


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of an article."""

    source: Source
    #: The new drafts, best first.
    entries: tuple[Entry, ...]
    #: How many sentences were on record already, whatever their status; they were left alone.
    known: int


def source_of(article: Article) -> Source:
    """Return the article as a source with its text as captured."""
    return Source(
        name=article.name,
        url=article.url,
        publisher=article.publisher,
        date_published=article.date_published,
        note=f"By {article.author}." if article.author else None,
        text=article.text,
        sha256=hashlib.sha256(article.text.encode()).hexdigest(),
    )


def drafts(article: Article) -> tuple[Claim, ...]:
    """Return the sentences worth checking as draft claims, best first."""
    source = source_of(article)
    found = (_draft(source, article.text, worthy) for worthy in checkworthy(article.text))
    return tuple({claim.key: claim for claim in found}.values())


def _draft(source: Source, captured: str, worthy: Worthy) -> Claim:
    quote = captured[worthy.start : worthy.end]
    text = plain(quote)
    claimant = _claimant(text)
    return Claim(
        key=derived_key(text),
        text=text,
        claimant=claimant,
        citations=(Citation(source, quote, worthy.start, worthy.end),),
        particulars=propose(text, claimant),
        status=ClaimStatus.DRAFT,
    )


def _claimant(text: str) -> str | None:
    """Return the speaker that the sentence names; "officials" or "the study" is nobody's name."""
    statement = Statement(text)
    speaker = statement.speaker
    named = speaker and any(name.first in speaker or name.last in speaker for name in statement.names)
    return speaker.what.text if speaker and named else None


async def keep(article: Article, storage: Storage, scope: Scope, act: Act) -> Ingested:
    """Put an article and its drafts on record at once; whatever is there already stays as it is."""
    found = await asyncio.to_thread(drafts, article)
    source = await _known_source(article, storage, scope)
    standing = await storage.claims.own_by_keys([claim.key for claim in found], scope)
    taken = {entry.claim.key for entry in standing}
    new = [_citing(claim, source) for claim in found if claim.key not in taken]
    if not new:
        kept = await storage.sources.save(source, scope, act)
        return Ingested(kept, (), len(taken))
    saved = await storage.claims.save(new, scope, act)
    return Ingested(saved.entries[0].claim.citations[0].source, saved.entries, len(taken))


async def _known_source(article: Article, storage: Storage, scope: Scope) -> Source:
    """Return the source as it is on record, where its text is the same: an editor may have corrected its name."""
    given = source_of(article)
    known = await storage.sources.by_url(given.url, scope) if given.url else None
    return known if known and known.sha256 == given.sha256 else given


def _citing(claim: Claim, source: Source) -> Claim:
    cited: Sequence[Citation] = claim.citations
    return replace(claim, citations=tuple(replace(citation, source=source) for citation in cited))
