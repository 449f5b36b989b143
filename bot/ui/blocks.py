"""What a card says, block by block, each text as long as all of them have room. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot import wording
from bot.checking import Answer
from bot.linked import Beside
from bot.matching.statement import LONGEST_STATEMENT
from bot.ui.text import escaped, fitting, safe_link, shown, width
from storage.models import Citation, Claim, Source

#: Begins the line that shows the statement answered.
CHECKED = "Checked: “"
#: How long one field may be: the first of these with which the whole card fits.
_CAPS = (1_500, 1_000, 700, 400, 200, 100, 40, 20)
#: More citations or differences than these are counted, not shown.
_CITATIONS = 3
_DIFFERENCES = 4
#: A link may be so much longer than a text, since a part of one leads nowhere.
_LINK = 5


def answer_blocks(answer: Answer, claim: Claim, room: int) -> tuple[str, ...]:
    """Say an answer with its claim, and the claims that are told with it."""
    return _fitted(
        lambda cap: (_answer_lines(answer, cap), *_proof(claim, cap), *_beside_blocks(answer.beside, cap)), room
    )


def claim_blocks(head: str, claim: Claim, beside: Sequence[Beside], room: int) -> tuple[str, ...]:
    """Show a claim under a heading, with the claims it is linked to."""
    return _fitted(lambda cap: ((head,), *_proof(claim, cap), *_beside_blocks(beside, cap)), room - width(head))


def checked_line(statement: str, cap: int = LONGEST_STATEMENT) -> str:
    """Show the statement that was checked: buttons read it from here, whole where it can be."""
    return f"-# {CHECKED}{shown(statement, min(cap, LONGEST_STATEMENT))}”"


def _fitted(blocks_of: Callable[[int], Iterable[Iterable[str]]], room: int) -> tuple[str, ...]:
    blocks: tuple[str, ...] = ()
    for cap in _CAPS:
        blocks = tuple("\n".join(lines) for lines in blocks_of(cap))
        if sum(map(width, blocks)) <= room:
            break
    return blocks


def _answer_lines(answer: Answer, cap: int) -> Iterator[str]:
    yield f"### {escaped(wording.heading(answer))}"
    yield checked_line(answer.statement, cap)
    if why := wording.explanation(answer):
        yield shown(why, cap)
    for difference in answer.differences[:_DIFFERENCES]:
        kind, said, recorded = (shown(part, cap) for part in wording.difference_sides(difference))
        yield f"{kind} – your message: **{said}** · on record: **{recorded}**"


def _proof(claim: Claim, cap: int) -> Iterator[Iterator[str]]:
    yield _claim_lines(claim, cap)
    for citation in claim.citations[:_CITATIONS]:
        yield from _citation_blocks(citation, cap)
    if counted := _counted(claim):
        yield iter((counted,))


def _claim_lines(claim: Claim, cap: int) -> Iterator[str]:
    yield f"**On record:** {shown(claim.text, cap)}"
    if claim.claimant:
        yield f"**Said by:** {shown(claim.claimant, cap)}"
    if rated := wording.rating_line(claim):
        yield shown(rated, cap)
    if claim.note:
        yield f"**Note:** {shown(claim.note, cap)}"
    if not claim.citations:
        yield "No quote and no source are on record for this claim."


def _counted(claim: Claim) -> str | None:
    """Count the sources, and the citations that are not shown."""
    more = len(claim.citations) - _CITATIONS
    told = [wording.sources_line(claim), f"And {more} more {'citation' if more == 1 else 'citations'}." * (more > 0)]
    return f"-# {' '.join(filter(None, told))}" if any(told) else None


def _citation_blocks(citation: Citation, cap: int) -> Iterator[Iterator[str]]:
    # On its own, or what follows would be read as part of it.
    trimmed = replace(citation, quote=citation.quote and fitting(citation.quote, cap))
    yield iter((f"> {escaped(wording.quote_line(trimmed))}",))
    yield _source_lines(citation.source, cap)


def _source_lines(source: Source, cap: int) -> Iterator[str]:
    yield _named(source, cap)
    link = safe_link(source.url)
    if link and len(link) <= _LINK * cap:
        yield link
    elif source.url and not link:
        yield shown(source.url, cap)
    if source.note:
        yield f"-# About the source: {shown(source.note, cap)}"


def _named(source: Source, cap: int) -> str:
    name, publisher = fitting(source.name, cap), source.publisher and fitting(source.publisher, cap)
    return escaped(wording.source_line(replace(source, name=name, publisher=publisher)))


def _beside_blocks(beside: Sequence[Beside], cap: int) -> Iterator[Iterator[str]]:
    for one in beside:
        claim = one.entry.claim
        yield iter((f"**{wording.beside_label(one)}:** {shown(claim.text, cap)}",))
        if not claim.citations:
            yield iter(("No quote and no source are on record for this claim.",))
        for citation in claim.citations[:1]:
            # The note on the source is left out: whoever wants it looks at that claim.
            yield from _citation_blocks(replace(citation, source=replace(citation.source, note=None)), cap)
