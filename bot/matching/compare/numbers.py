"""Compares quantities. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.matching.alignment import Alignment
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.readings import Reading
from bot.matching.similarity import STANDS, word_likeness
from bot.matching.tolerance import Agreement, agreement
from storage.frequencies import UNLISTED, zipf
from storage.models import Quantity
from storage.terms import term_of
from storage.vectors import relatedness

#: Units of one kind are compared in the smallest of them.
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_METRES = {"km": 1_000.0, "metre": 1.0, "cm": 0.01, "mile": 1_609.344, "foot": 0.3048}
#: Words for whoever is counted.
_ANYBODY = frozenset(
    term_of(word) for word in "people person ppl guys folks men women adults participants ones".split()
)
#: Units that go without saying.
_LEFT_OUT = frozenset({"usd", "eur", "gbp", "jpy", "percent"})
#: Terms this related may count the same things.
_AKIN = 0.25
#: Smaller numbers are said of anything.
_EVERYDAY = 12
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth 1st 2nd 3rd 4th 5th".split())


def number_finding(alignment: Alignment) -> Finding | None:
    """Compare each quantity of the message with the one the claim gives of the same thing."""
    doubt: Finding | None = _ordinal_finding(alignment)
    if doubt:
        return doubt
    settled = _same(alignment)
    for said in alignment.said.quantities:
        others = [theirs for theirs in alignment.recorded.quantities if theirs not in settled.values()]
        found = _finding(alignment, said, [settled[said]] if said in settled else others)
        if isinstance(found, Difference):
            return found
        doubt = doubt or found
    return doubt


def _ordinal_finding(alignment: Alignment) -> Finding | None:
    """Compare "the first talks" with "the second talks": one ordinal on each side, of the same thing."""
    said = [index for index, word in enumerate(alignment.said.lower) if word in _ORDINALS]
    recorded = [index for index, word in enumerate(alignment.recorded.lower) if word.split("-")[0] in _ORDINALS]
    if len(said) != 1 or len(recorded) != 1 or alignment.said.lower[said[0]] == alignment.recorded.lower[recorded[0]]:
        return None
    behind = range(said[0] + 1, min(said[0] + 4, len(alignment.said.words)))
    theirs = range(recorded[0] + 1, min(recorded[0] + 5, len(alignment.recorded.words)))
    if not any(alignment.partner(index) in theirs for index in behind):
        return None
    words = alignment.said.words[said[0]].text, alignment.recorded.words[recorded[0]].text
    return Difference(DifferenceKind.NUMBER, *words)


def _same(alignment: Alignment) -> dict[Reading[Quantity], Reading[Quantity]]:
    """Pair off the quantities that are the very same on both sides: no other is compared with them."""
    recorded = [*alignment.recorded.quantities]
    pairs: dict[Reading[Quantity], Reading[Quantity]] = {}
    for said in alignment.said.quantities:
        for theirs in recorded:
            pair = _comparable(said.what, theirs.what)
            if pair and pair[0].value == pair[1].value and agreement(*pair) is Agreement.AGREES:
                pairs[said] = theirs
                recorded.remove(theirs)
                break
    return pairs


def _finding(
    alignment: Alignment,
    said: Reading[Quantity],
    recorded: Sequence[Reading[Quantity]],
) -> Finding | None:
    judged = [(agreement(*pair), theirs) for theirs in recorded if (pair := _comparable(said.what, theirs.what))]
    if not judged:
        return _uncounted(alignment, said)
    if agreeing := [theirs.what for result, theirs in judged if result is Agreement.AGREES]:
        return _miscounted(said.what, agreeing)
    if any(result is Agreement.OPEN for result, _ in judged):
        return Doubt(f"the record leaves “{said.what.text}” open", lasting=True)
    return Difference(DifferenceKind.NUMBER, said.what.text, judged[0][1].what.text)


def _miscounted(said: Quantity, agreeing: Sequence[Quantity]) -> Doubt | None:
    """Doubt that the same number is meant when it counts another thing: 400 pensioners for 400 teenagers."""
    if any(_may_count_alike(said.of, recorded.of) for recorded in agreeing):
        return None
    return Doubt(f"“{said.text}” may be said of something else")


def _may_count_alike(said: str | None, recorded: str | None) -> bool:
    if not said or not recorded or zipf(said) <= UNLISTED or {said, recorded} & _ANYBODY:
        return True
    return word_likeness(said, said, recorded, recorded) >= STANDS or relatedness(said, recorded) >= _AKIN


def _comparable(said: Quantity, recorded: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return both in one unit, or ``None`` when they count different things."""
    for units in (_DAYS, _METRES):
        if said.unit in units and recorded.unit in units:
            return _scaled(said, units[said.unit]), _scaled(recorded, units[recorded.unit])
    if said.unit != recorded.unit and said.unit and recorded.unit:
        return None
    if said.unit is None and said.of is None and recorded.unit in _LEFT_OUT and said.value > _EVERYDAY:
        return replace(said, unit=recorded.unit), recorded  # "it went for 1.2 mil": chat leaves the unit out.
    # The very same number is hardly one of something else.
    same = said.value == recorded.value and said.value > _EVERYDAY
    return (said, recorded) if same or _count_alike(said, recorded) else None


def _count_alike(said: Quantity, recorded: Quantity) -> bool:
    """Tell whether what is counted may be the same: money only with money, a misspelt word with anything."""
    if said.unit != recorded.unit:
        return False
    return _may_count_alike(said.of, recorded.of)


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    upper = None if quantity.upper is None else quantity.upper * factor
    return replace(quantity, value=quantity.value * factor, upper=upper)


def _uncounted(alignment: Alignment, said: Reading[Quantity]) -> Finding | None:
    """Compare with "a" or "an": five memorandums against a memorandum; else the claim gives no such number."""
    if said.what.unit is None and said.what.value != 1:
        for index in range(said.last + 1, min(said.last + 5, len(alignment.said.words))):
            partner = alignment.partner(index)
            if partner is not None and (article := _article(alignment, partner)) is not None:
                recorded = alignment.recorded.written(article, partner)
                return Difference(DifferenceKind.NUMBER, alignment.said.written(said.first, index), recorded)
    if any(alignment.said.words[index].term in alignment.known for index in range(said.first, said.last + 1)):
        return None
    return Doubt(f"your message gives a number that this claim does not: “{said.what.text}”")


def _article(alignment: Alignment, noun: int) -> int | None:
    lower = alignment.recorded.lower
    for index in range(noun - 1, max(-1, noun - 3), -1):
        if lower[index] in {"a", "an"}:
            return index
        if alignment.recorded.words[index].stops:
            return None
    return None
