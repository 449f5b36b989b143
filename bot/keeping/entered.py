"""What an editor writes into the form of a claim, and the claim that it makes. Pure."""

from dataclasses import dataclass, replace

from bot.exchange.flat import joined, split
from bot.matching.particulars import propose
from storage.limits import blank
from storage.models import Citation, Claim, Source


@dataclass(frozen=True, slots=True)
class Entered:
    """The fields of the form, as written."""

    text: str = ""
    quote: str = ""
    link: str = ""
    claimant: str = ""
    #: One a line, or separated by bars.
    wordings: str = ""

    @classmethod
    def of(cls, claim: Claim) -> "Entered":
        """Return a claim as it is written into the form."""
        first = claim.citations[0] if claim.citations else None
        return cls(
            text=claim.text,
            quote=(first and first.quote) or "",
            link=(first and first.source.url) or "",
            claimant=claim.claimant or "",
            wordings="\n".join(joined([" ".join(wording.split())]) for wording in claim.wordings),
        )

    def tidy(self) -> "Entered":
        """Leave out the white space around each field, and what nobody sees, which nobody meant to write."""
        written = (self.text, self.quote, self.link, self.claimant, self.wordings)
        return Entered(*("" if blank(one) else one.strip() for one in written))


def changed(claim: Claim, entered: Entered, source: Source | None) -> Claim:
    """Return a claim as the form has it now; what the form does not show stays.

    ``source`` is what the link leads to, ``None`` where the form names none.
    """
    again = (entered.text, entered.claimant or None) == (claim.text, claim.claimant)
    return replace(
        claim,
        text=entered.text,
        claimant=entered.claimant or None,
        wordings=tuple(part for line in entered.wordings.splitlines() for part in split(line)),
        particulars=claim.particulars
        if again and claim.particulars
        else propose(entered.text, entered.claimant or None),
        citations=_cited(claim, entered, source),
    )


def _cited(claim: Claim, entered: Entered, source: Source | None) -> tuple[Citation, ...]:
    first, *others = claim.citations or (None,)
    if first and (entered.quote, entered.link) == ((first.quote or ""), (first.source.url or "")):
        return claim.citations
    if source is None and first and not entered.link and not first.source.url:
        # A source without a link, such as a pasted text, stays what the quote is from.
        source = first.source
    rest = tuple(one for one in others if one)
    return (Citation(source, entered.quote or None), *rest) if source else rest


def complete(claim: Claim) -> bool:
    """Tell whether a claim has what it takes to be published: a quote and the source it is from."""
    return any(citation.quote for citation in claim.citations)
