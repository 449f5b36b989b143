"""An answer in plain sentences, for Discord and terminal alike. Pure."""

from collections.abc import Iterator

from bot.checking import Answer
from bot.linked import Beside
from bot.matching.differences import Difference, DifferenceKind
from bot.verdict import GARBLED, Verdict
from storage.models import Citation, Claim, LinkKind, Rating, Source

NOTHING = "Nothing on record about that."
PERHAPS = "Did you mean one of these?"

_HEADINGS = {
    Verdict.SUPPORTS: "Agrees with the record",
    Verdict.DIFFERS: "Differs from the record",
    Verdict.RELATED: "On record, without a verdict",
    Verdict.NONE: NOTHING,
}

_KINDS = {
    DifferenceKind.NUMBER: "Number",
    DifferenceKind.NEGATION: "Yes or no",
    DifferenceKind.ENTITY: "Who or where",
    DifferenceKind.DIRECTION: "Who to whom",
    DifferenceKind.DATE: "When",
    DifferenceKind.ATTRIBUTION: "Who said it",
    DifferenceKind.MODALITY: "Done or planned",
    DifferenceKind.RATING: "Rating",
}

_MONTHS = "January February March April May June July August September October November December".split()


def heading(answer: Answer) -> str:
    """Say the verdict in words."""
    return _HEADINGS[answer.verdict]


def verdict_told(heading: str) -> Verdict | None:
    """Return the verdict that a heading says in words; ``None`` when it says none."""
    return next((verdict for verdict, words in _HEADINGS.items() if words == heading), None)


def explanation(answer: Answer) -> str | None:
    """Say why a related claim gives no verdict; ``None`` when there is nothing to explain."""
    if answer.entry and GARBLED in answer.entry.claim.tags:
        return "The source's text is garbled here, so it neither supports nor contradicts anybody."
    if answer.reason:
        return f"I can't tell: {answer.reason}."
    return None


def difference_sides(difference: Difference) -> tuple[str, str, str]:
    """Return the kind of a difference in words, what was said and what is recorded."""
    recorded = difference.recorded
    if difference.kind is DifferenceKind.RATING:
        recorded = f"reviewers rated that {recorded.replace('-', ' ')}"
    return _KINDS[difference.kind], difference.said, recorded


def rating_line(claim: Claim) -> str | None:
    """Say how reviewers rated a claim; ``None`` when nobody has."""
    if claim.rating is Rating.REPORTED:
        return None
    review = claim.reviews[0]
    author = f" by {review.author}" if review.author else ""
    body = f": {review.body}" if review.body else ""
    return f"Rated {claim.rating.value.replace('-', ' ')}{author}{body}"


def quote_line(citation: Citation) -> str:
    """Show the quote, or say that there is none, or that nobody could check it."""
    if citation.quote is None:
        return "No quote is on record for this claim."
    unverified = "" if citation.verified else " (unverified: the source's text was not captured)"
    return f"“{citation.quote}”{unverified}"


def source_line(source: Source) -> str:
    """Name the source, its publisher and its date, as far as they are known."""
    known = [source.name, source.publisher, date_words(source.date_published)]
    return "Source: " + " · ".join(part for part in known if part)


def sources_line(claim: Claim) -> str | None:
    """Count the sources of a claim and how many texts they really are; ``None`` for one alone."""
    sources = {citation.source for citation in claim.citations}
    if len(sources) < 2:
        return None
    # A text that was not captured may be a copy: nobody could tell.
    most = "" if all(source.family for source in sources) else "at most "
    independent = {source.family or source for source in sources}
    return f"{len(sources)} sources, {most}{len(independent)} independent."


def beside_label(one: Beside) -> str:
    """Say what a claim is that is told beside the one on record."""
    since = date_words(one.since)
    if one.kind is LinkKind.SUPERSEDES:
        return f"Until {since}" if since else "Before that"
    if one.kind is LinkKind.SUPERSEDED_BY:
        return f"Since {since}" if since else "Now"
    return "Also on record, against it"


def date_words(written: str | None) -> str | None:
    """Write ``YYYY[-MM[-DD]]`` as people do; ``None`` stays ``None``."""
    if not written:
        return None
    year, month, day = ([int(part) for part in written.split("-")] + [0, 0])[:3]
    if not month:
        return str(year)
    return f"{day} {_MONTHS[month - 1]} {year}" if day else f"{_MONTHS[month - 1]} {year}"


def claim_lines(claim: Claim) -> Iterator[str]:
    """Yield a claim with its proof: text, rating, note, then quote, source and link of each citation."""
    yield f"On record: {claim.text}"
    if rated := rating_line(claim):
        yield rated
    if claim.note:
        yield f"Note: {claim.note}"
    yield from _proof_lines(claim)


def _proof_lines(claim: Claim) -> Iterator[str]:
    for citation in claim.citations:
        yield quote_line(citation)
        yield source_line(citation.source)
        if citation.source.url:
            yield citation.source.url
        if citation.source.note:
            yield f"About the source: {citation.source.note}"
    if not claim.citations:
        yield "No quote and no source are on record for this claim."
    if counted := sources_line(claim):
        yield counted


def answer_lines(answer: Answer) -> Iterator[str]:
    """Yield an answer as plain lines: verdict, what differs, the claim, those told with it, and their proof."""
    yield heading(answer)
    if why := explanation(answer):
        yield why
    for kind, said, recorded in map(difference_sides, answer.differences):
        yield f"{kind} – your message: {said} · on record: {recorded}"
    if answer.entry:
        yield from claim_lines(answer.entry.claim)
    for one in answer.beside:
        yield f"{beside_label(one)}: {one.entry.claim.text}"
        yield from _proof_lines(one.entry.claim)
