"""Saves a batch of claims in one transaction: what is new, what has changed, and what stays as it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from storage import quotes
from storage.errors import QuoteNotFound
from storage.limits import scope_number
from storage.models import Act, Citation, Claim, ClaimReview, Entry, Rating, Scope, Source
from storage.sqlite import particulars, postings
from storage.sqlite.auditing import audit
from storage.sqlite.connection import Connection, Value
from storage.sqlite.loading import State, Stored, json, links_written, load
from storage.sqlite.shelf import Shelf, identity, next_id


@dataclass(frozen=True, slots=True)
class _Change:
    """What saving one claim comes to."""

    #: How the entry stands afterwards.
    entry: Entry
    #: The source version each citation is bound to.
    bound: tuple[int, ...]
    before: Stored | None
    #: Those not yet on record, newest first.
    reviews: tuple[ClaimReview, ...]

    @property
    def added(self) -> bool:
        return self.before is None

    @property
    def new_version(self) -> bool:
        return self.before is None or self.before.entry.version != self.entry.version

    @property
    def changed(self) -> bool:
        return not self.added and self.new_version


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the claims of a batch."""

    entries: tuple[Entry, ...]
    added: int
    changed: int


async def save(connection: Connection, claims: Sequence[Claim], scope: Scope, act: Act) -> Outcome:
    """Save claims whose keys differ from each other; all were checked before."""
    standing = await _standing(connection, [claim.key for claim in claims], scope)
    cited = (citation.source for claim in claims for citation in claim.citations)
    shelf = await Shelf.of(connection, cited, scope)
    first = await next_id(connection, "claim")
    fresh = iter(range(first, first + len(claims)))
    changes = [_change(claim, standing.get(claim.key), shelf, new=(fresh, scope)) for claim in claims]
    await shelf.write(connection, act)
    await _write(connection, changes, act)
    new = [change.entry.claim.key for change in changes if change.new_version]
    await audit(connection, scope_number(scope), new, act)
    return Outcome(
        entries=tuple(change.entry for change in changes),
        added=sum(change.added for change in changes),
        changed=sum(change.changed for change in changes),
    )


def rounds(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Split claims where a key comes again: the later one is a new version of the earlier."""
    batch: dict[str, Claim] = {}
    for claim in claims:
        if claim.key in batch:
            yield list(batch.values())
            batch = {}
        batch[claim.key] = claim
    yield list(batch.values())


async def _standing(connection: Connection, keys: Sequence[str], scope: Scope) -> dict[str, Stored]:
    states = await connection.rows(State, STANDING, scope=scope_number(scope), keys=json(keys))
    # With the texts: whether a source says anything new shows against the one it is kept as.
    return {stored.entry.claim.key: stored for stored in (await load(connection, states, captured=True)).values()}


def _change(claim: Claim, before: Stored | None, shelf: Shelf, *, new: tuple[Iterator[int], Scope]) -> _Change:
    cited = [_cited(citation, before, shelf) for citation in claim.citations]
    bound = tuple(number for number, _ in cited)
    content = replace(claim, citations=tuple(citation for _, citation in cited), reviews=())
    if before is None:
        ids, scope = new
        reviews = _new_reviews(claim.reviews, ())
        return _Change(Entry(next(ids), scope, 1, replace(content, reviews=reviews)), bound, None, reviews)
    old = before.entry
    given = claim.reviews
    if not given and claim.text != old.claim.text:
        given = (_UNRATED,)  # Nobody has rated the sentence as it is now.
    reviews = _new_reviews(given, old.claim.reviews)
    # A rating is part of what a version says: a version shows the reviews made until the next one.
    same = content == replace(old.claim, reviews=()) and bound == before.bound and not reviews
    after = replace(
        old,
        version=old.version if same else old.version + 1,
        claim=replace(content, reviews=(*reviews, *old.claim.reviews)),
    )
    return _Change(after, bound, before, reviews)


_UNRATED = ClaimReview(Rating.REPORTED)


def _new_reviews(given: tuple[ClaimReview, ...], kept: tuple[ClaimReview, ...]) -> tuple[ClaimReview, ...]:
    """Return the reviews to add, so that all given are on record and the first of them is the newest.

    A claim given without reviews says nothing of them: what reviewers said stays. A rating of ``reported``
    withdraws the rating before it, and is nothing new where there is none.
    """
    if given == (_UNRATED,) and (not kept or kept[0].rating is Rating.REPORTED):
        return ()
    unknown = tuple(review for review in given if review not in kept)
    if given and (*unknown, *kept)[0] != given[0]:
        return (given[0], *unknown)
    return unknown


def _cited(citation: Citation, before: Stored | None, shelf: Shelf) -> tuple[int, Citation]:
    """Return the citation as it is kept, and the source version it is bound to."""
    text = shelf.captured(citation.source)
    if before:
        for bound, kept in zip(before.bound, before.entry.claim.citations, strict=True):
            provable = text is not None and not kept.verified and kept.quote is not None
            if not provable and _says_nothing_new(citation, kept):
                return bound, kept
    placed = shelf.place(citation.source)
    if citation.quote is None or text is None:
        return placed.version_id, Citation(placed.source, citation.quote)
    start, end = _located(citation, citation.quote, text)
    return placed.version_id, Citation(placed.source, text[start:end], start, end)


def _located(citation: Citation, quote: str, text: str) -> tuple[int, int]:
    expected = None if citation.start is None or citation.end is None else (citation.start, citation.end)
    found = quotes.locate(quote, text, expected)
    if found is None:
        raise QuoteNotFound(quotes.nearest(quote, text))
    return found


def _says_nothing_new(given: Citation, kept: Citation) -> bool:
    """Tell whether a citation is the kept one, which then stays bound to the text it was found in."""
    return (
        identity(given.source) == identity(kept.source)
        and _within(given.source, kept.source)
        and (given.quote is None) == (kept.quote is None)
        and quotes.plain(given.quote or "") == quotes.plain(kept.quote or "")
        and given.start in {None, kept.start}
    )


def _within(given: Source, kept: Source) -> bool:
    return (
        given.name == kept.name
        and given.publisher in {None, kept.publisher}
        and given.date_published in {None, kept.date_published}
        and given.note in {None, kept.note}
        and given.text in {None, kept.text}
    )


async def _write(connection: Connection, changes: Sequence[_Change], act: Act) -> None:
    made = (act.by, act.at.isoformat(), act.reason)
    new = [change for change in changes if change.new_version]
    await connection.many(_CLAIM, [_claim_row(change.entry) for change in new if change.added])
    await connection.many(_POINT, [_pointer(change.entry) for change in new if not change.added])
    await connection.many(_VERSION, [(*_version_row(change.entry), *made) for change in new])
    await connection.many(_CITATION, [row for change in new for row in _citation_rows(change)])
    await connection.many(_REVIEW, [(*row, *made) for change in changes for row in _review_rows(change)])
    gone = [change.before.entry for change in new if change.before]
    await postings.replace(connection, gone, [change.entry for change in new])


def _claim_row(entry: Entry) -> tuple[Value, ...]:
    return entry.id, scope_number(entry.scope), entry.claim.key, entry.version, entry.claim.status.value


def _pointer(entry: Entry) -> tuple[Value, ...]:
    return entry.version, entry.claim.status.value, entry.id


def _version_row(entry: Entry) -> tuple[Value, ...]:
    claim = entry.claim
    lists = (json(claim.wordings), json(claim.tags), particulars.encode(claim.particulars))
    fields = (claim.text, claim.claimant, claim.note, claim.status.value)
    return (entry.id, entry.version, *fields, *lists, links_written(claim.links))


def _citation_rows(change: _Change) -> Iterator[tuple[Value, ...]]:
    cited = zip(change.bound, change.entry.claim.citations, strict=True)
    for position, (bound, citation) in enumerate(cited):
        at = (change.entry.id, change.entry.version, position)
        yield (*at, bound, citation.quote, citation.start, citation.end)


def _review_rows(change: _Change) -> Iterator[tuple[Value, ...]]:
    for review in reversed(change.reviews):
        judged = (review.rating.value, review.body, review.author, review.date_published, review.url)
        yield (change.entry.id, change.entry.version, *judged)


#: The entries of exactly one scope with these keys.
STANDING = """
    SELECT id, version
      FROM claim
     WHERE scope = :scope AND key IN (SELECT value FROM json_each(:keys))
    """

_CLAIM = "INSERT INTO claim (id, scope, key, version, status) VALUES (?, ?, ?, ?, ?)"

_POINT = "UPDATE claim SET version = ?, status = ? WHERE id = ?"

_VERSION = """
    INSERT INTO claim_version (
           claim_id, number, text, claimant, note, status, wordings, tags, particulars, links, made_by, made_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

_CITATION = """
    INSERT INTO citation (claim_id, version, position, source_version_id, quote, start_at, end_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    """

_REVIEW = """
    INSERT INTO claim_review (
           claim_id, version, rating, body, author, date_published, url, made_by, made_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
