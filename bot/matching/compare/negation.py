"""Compares polarity: what each side denies, and opposite words that turn it round. Pure."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.matching.alignment import Alignment
from bot.matching.compare.opposites import opposites
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.lexicon import opposed
from bot.matching.negation import DENIERS, is_contrast
from bot.matching.statement import Statement
from bot.matching.telling import weight

#: Behind these a verb is only half of what is denied: "did not drop out of the race" denies the race as well.
_PARTICLES = frozenset({"out", "up", "off", "down", "away", "back", "over", "round", "around"})
#: "not a single worker": the worker is denied.
_QUANTIFIERS = frozenset(
    {"single", "one", "much", "many", "ever", "even", "yet", "really", "actually", "longer", "near", "close"}
)
#: How many telling words behind a negator it may be about: "never got round to setting up".
_LIGHT = 3
#: How many words a refusal reaches to either side.
_SCOPE = 7
#: A negator this many words in front of another denial takes it back: "did not refuse".
_TAKES_BACK = 3
#: Words this alike are the same.
_SAME = 0.9
#: A word that tells more than this may be the claim's refusal in other words.
_HEAVY = 2.6


@dataclass(frozen=True, slots=True)
class _Denial:
    """A word that denies, as written, and the words it may be said of."""

    first: int
    last: int
    text: str
    about: tuple[int, ...]
    #: Whether it denies without a negator: "rejected", "refused to".
    refuses: bool
    #: Whether what it denies may stand anywhere around it.
    reaches: bool = False


def negation_finding(alignment: Alignment) -> Finding | None:
    """Find what one side denies and the other does not."""
    turned = opposites(alignment)
    # "never before" and "the first ever" agree: there both words count.
    words = {word for pair in turned if "ever" not in pair for text in pair for word in text.split()}
    said, recorded = _unpaired(alignment)
    rest = [one for one in said if not _turns(alignment.said, one, words)]
    others = [one for one in recorded if not _turns(alignment.recorded, one, words)]
    if len(rest) < len(said) and len(others) < len(recorded):
        turned = ()  # Both deny by the words that look like opposites: "was knocked back" and "was refused".
    else:
        said, recorded = rest, others
    if affirmed := next(_affirmed(alignment, said, recorded), None):
        return affirmed
    said = [one for one in said if _said_near(alignment, one)]
    near = [one for one in recorded if _recorded_near(alignment, one)]
    if said and near:  # Each denies something: the same thing, in other words, unless it is plainly another.
        alike = len(said) == len(near) and all(
            one.reaches == other.reaches for one, other in zip(said, near, strict=True)
        )
        return None if alike else Doubt("both deny something, and it may not be the same")
    if len(turned) % 2 == bool(said or near):
        return None if turned or said or near else _one_sided(alignment)
    if turned:
        return Difference(DifferenceKind.NEGATION, *turned[0])
    return _one_denies(alignment, said, near)


def _turns(statement: Statement, one: _Denial, opposite: AbstractSet[str]) -> bool:
    """Tell a denial by a word that stands for its opposite already: "refused to sell" against "agreed to sell"."""
    return any(statement.words[index].text in opposite for index in range(one.first, one.last + 1))


def _affirmed(alignment: Alignment, said: list[_Denial], recorded: list[_Denial]) -> Iterator[Difference]:
    """Yield what the message denies in a word the claim has and does not deny: "refuses to promise"."""
    told = alignment.recorded.telling
    denied = {index for one in recorded for index in (*one.about, *[at for at in told if at > one.first][:_LIGHT])}
    for one in said:
        for index in one.about[:1]:
            partner = alignment.partners[index]
            plain = partner is not None and partner[1] >= _SAME and partner[0] not in denied
            if not one.reaches and recorded and plain and partner:
                yield Difference(DifferenceKind.NEGATION, one.text, alignment.recorded.words[partner[0]].text)


def _one_denies(alignment: Alignment, said: list[_Denial], recorded: list[_Denial]) -> Finding:
    if said and _denials(alignment.recorded):
        return Doubt("both deny something, and it may be the same")
    if recorded and _denials(alignment.said):
        return Doubt("both deny something, and it may be the same")
    # "refused to pay" names what was refused; whether "caved" means that an offer was rejected is anybody's guess.
    if recorded and recorded[0].reaches and _unread(alignment):
        return Doubt(f"the record says “{recorded[0].text}”, and your message may say so in other words")
    firm = not (said or recorded)[0].reaches
    return Difference(DifferenceKind.NEGATION, *_sides(alignment, said, recorded), firm=firm)


def _one_sided(alignment: Alignment) -> Finding | None:
    """Doubt where one side alone has a denial, of something the other does not speak of."""
    if bool(_denials(alignment.said)) != bool(_denials(alignment.recorded)):
        return Doubt("one side denies something, and it may be another thing")
    return None


def _denials(statement: Statement) -> list[_Denial]:
    """Return what denies; two that take each other back are none."""
    denials: list[_Denial] = []
    for one in sorted([*_negations(statement), *_refusals(statement)], key=lambda one: one.first):
        if denials and one.first - denials[-1].last <= _TAKES_BACK and not denials[-1].refuses and one.refuses:
            denials.pop()
        else:
            denials.append(one)
    return denials


def _negations(statement: Statement) -> Iterator[_Denial]:
    for reading in statement.negations:
        # "couldn't even crack 4%" is a bound, ", not USFJ" sets somebody aside; one on record may not be in the text.
        missing = reading.first >= len(statement.words)
        if missing or reading.first in statement.measured or is_contrast(statement, reading.first):
            continue
        about = tuple(_denied(statement, reading.first))
        refuses = statement.words[reading.first].term in DENIERS
        yield _Denial(reading.first, reading.first, reading.what.text, about, refuses)


def _refusals(statement: Statement) -> Iterator[_Denial]:
    named = {index for name in statement.names for index in range(name.first, name.last + 1)}
    for refusal in statement.refusals:
        low, high = refusal.first - _SCOPE, refusal.last + _SCOPE
        about = (index for index in statement.telling if index not in named and low <= index <= high)
        about = tuple(index for index in about if index not in refusal)
        yield _Denial(refusal.first, refusal.last, refusal.what.text, about, refuses=True, reaches=True)


def _denied(statement: Statement, negator: int) -> Iterator[int]:
    """Yield the words that are denied: the first telling one behind the negator, and what completes it."""
    denying = {reading.first for reading in statement.negations}
    for index in statement.telling:
        if index <= negator or index in denying or statement.lower[index] in _QUANTIFIERS:
            continue
        yield index
        if index + 1 == len(statement.words) or statement.lower[index + 1] not in _PARTICLES:
            return


def _unpaired(alignment: Alignment) -> tuple[list[_Denial], list[_Denial]]:
    """Return the denials of both sides without those that deny the same word, or are the same refusal."""
    said, recorded = _denials(alignment.said), _denials(alignment.recorded)
    lone: list[_Denial] = []
    for mine in said:
        same = next((theirs for theirs in recorded if _same(alignment, mine, theirs)), None)
        if same:
            recorded.remove(same)
        else:
            lone.append(mine)
    return lone, recorded


def _same(alignment: Alignment, mine: _Denial, theirs: _Denial) -> bool:
    if mine.refuses and theirs.refuses and alignment.partner(mine.first) in range(theirs.first, theirs.last + 1):
        return True
    denied = mine.about[:1], theirs.about[:1]
    return bool(all(denied)) and not mine.refuses and alignment.partner(denied[0][0]) == denied[1][0]


def _said_near(alignment: Alignment, one: _Denial) -> bool:
    """Tell whether what the message denies is something the claim speaks of."""
    if one.refuses and alignment.partner(one.first) is not None:
        return False  # The claim has a word for it, whether or not that is read as a refusal.
    behind = () if one.refuses else [index for index in alignment.said.telling if index > one.first][:_LIGHT]
    behind = [index for index in behind if index not in alignment.said.measured]
    if any(_concerns(alignment, index) for index in (*one.about, *behind)):
        return True
    # At the very end ("they have not") it looks back.
    ends = not one.about and one.first >= len(alignment.said.words) - 2
    return ends and any(alignment.partner(before) is not None for before in range(max(0, one.first - 4), one.first))


def _recorded_near(alignment: Alignment, one: _Denial) -> bool:
    if one.refuses and one.first in alignment.met:
        return False
    return any(index in alignment.met or _opposed_in(alignment, index) for index in one.about)


def _concerns(alignment: Alignment, denied: int) -> bool:
    term = alignment.said.words[denied].term
    return alignment.partner(denied) is not None or any(
        opposed(term, alignment.recorded.words[index].term) for index in alignment.recorded.telling
    )


def _opposed_in(alignment: Alignment, denied: int) -> bool:
    term = alignment.recorded.words[denied].term
    return any(opposed(alignment.said.words[index].term, term) for index in alignment.said.telling)


def _unread(alignment: Alignment) -> bool:
    """Tell whether the message has a telling word, no name or number, that the claim does not explain."""
    said = alignment.said
    named = {index for name in said.names for index in range(name.first, name.last + 1)}
    return any(
        not alignment.explained(index) and weight(said.words[index].term) > _HEAVY
        for index in said.telling
        if index not in named and index not in said.measured
    )


def _sides(alignment: Alignment, said: list[_Denial], recorded: list[_Denial]) -> tuple[str, str]:
    """Return what one side denies and what the other has in its place."""
    mine, theirs = _predicate(alignment)
    if said:
        about = (index for index in said[0].about if index not in alignment.said.measured | alignment.said.named)
        partner = next((found for index in about if (found := alignment.partner(index)) is not None), None)
        there = theirs if partner is None else alignment.recorded.words[partner].text
        # What refuses stands in a verb's stead, "not" in front of its own.
        lone = _left(alignment) if said[0].reaches or partner is None else None
        return said[0].text, lone or there
    denied = set(recorded[0].about)
    found = next((index for index in alignment.said.telling if alignment.partner(index) in denied), None)
    return mine if found is None else alignment.said.words[found].text, recorded[0].text


def _left(alignment: Alignment) -> str | None:
    """Return what the claim says that no word of the message stands for: a verb, or the first such word."""
    recorded = alignment.recorded
    apart = recorded.measured | recorded.named | alignment.met.keys()
    left = [recorded.words[index].text for index in recorded.telling if index not in apart]
    return next((word for word in left if word.endswith(("ed", "ing"))), left[0] if left else None)


def _predicate(alignment: Alignment) -> tuple[str, str]:
    """Return the words that stand for each other and are likeliest the verb: no name, no number, not first."""
    named = {index for name in alignment.said.names for index in range(name.first, name.last + 1)}
    pairs = [
        (index, partner)
        for index in alignment.said.telling
        if (partner := alignment.partner(index)) is not None
        and index not in named
        and alignment.said.words[index].value is None
    ]
    if not pairs:
        return alignment.said.text, alignment.recorded.text
    verbs = [pair for pair in pairs if alignment.said.lower[pair[0]].endswith(("ed", "ing", "s"))]
    index, partner = (verbs or pairs)[0]
    return alignment.said.words[index].text, alignment.recorded.words[partner].text
