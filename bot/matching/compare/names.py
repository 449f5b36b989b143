"""Compares names: somebody or some place in the message where the claim has another. Pure."""

from collections.abc import Iterator, Sequence

from bot.matching.alignment import Alignment
from bot.matching.differences import Difference, DifferenceKind, Doubt, Finding
from bot.matching.names import same_kind
from bot.matching.negation import is_contrast
from bot.matching.readings import Reading
from bot.matching.statement import Statement
from bot.matching.telling import FILLERS, weight
from storage.frequencies import zipf
from storage.models import Name
from storage.terms import fold

#: Words more common than this are hardly ever names.
_COMMON = 5.6
#: Behind these words "'s" is "is" or "has".
_BEHIND_IS = frozenset(
    {"the", "a", "an", "not", "only", "now", "been", "going", "getting", "still", "just", "also", ""}
)
_PREPOSITIONS = frozenset("in at on near from to for with by of against between into over around".split())
_ONE_SLOT = {
    **dict.fromkeys(("in", "at", "on", "near", "from", "around"), "where"),
    **dict.fromkeys(("to", "for", "with", "against"), "to whom"),
    "by": "who",
}
#: How much of the rest the claim must know before one unknown name stands for the one that is missing.
_COVERED = 0.7


def name_finding(alignment: Alignment) -> Finding | None:
    """Compare each name of the message that the claim does not know with the one missing in its place."""
    strangers = [*_strangers(alignment)]
    missing = [*_missing(alignment)]
    for stranger in strangers:
        place, name = _likeliest(alignment, stranger, missing)
        if name and (place or (len(strangers) == len(missing) == 1 and _rest_known(alignment, stranger))):
            return Difference(DifferenceKind.ENTITY, stranger.what.text, name.what.text, firm=place > 1)
        if displaced := _displaced(alignment, stranger):
            return Difference(DifferenceKind.DIRECTION, *displaced)
    if strangers and not missing and (speaker := _unmentioned_speaker(alignment)) and _opens(alignment, strangers[0]):
        return Difference(DifferenceKind.ATTRIBUTION, strangers[0].what.text, speaker)
    if strangers:
        written = any(stranger in alignment.said.names for stranger in strangers)
        return Doubt(f"your message also speaks of “{strangers[0].what.text}”", lasting=written)
    return None


def _likeliest(
    alignment: Alignment, stranger: Reading[Name], missing: Sequence[Reading[Name]]
) -> tuple[int, Reading[Name] | None]:
    """Return the missing name that a stranger likeliest stands for, and what speaks for it."""
    owns = _owns(alignment.said, stranger)
    likely = [(_likeness(alignment, stranger, one), one) for one in missing if not owns or _is_owner(alignment, one)]
    return max(likely, key=lambda one: one[0], default=(0, None))


def _rest_known(alignment: Alignment, stranger: Reading[Name]) -> bool:
    return alignment.said_covered(frozenset(_span(stranger))) >= _COVERED


def _owns(said: Statement, stranger: Reading[Name]) -> bool:
    """Tell "Rooke's party" from "Rooke's the one": whose something is, not who does it."""
    behind = said.lower[stranger.last + 1] if stranger.last + 1 < len(said.words) else ""
    return _possessive(stranger.what.text) and behind not in _BEHIND_IS


def _is_owner(alignment: Alignment, name: Reading[Name]) -> bool:
    """Tell whether something is said to be a name's: "Peru's ministers", "the ministers of Chile and Peru"."""
    return _possessive(name.what.text) or "of" in alignment.recorded.lower[max(0, name.first - 4) : name.first]


def _possessive(name: str) -> bool:
    return fold(name).endswith(("'s", "s'"))


def _unmentioned_speaker(alignment: Alignment) -> str | None:
    """Return who the claim says said it, when the message names neither that one nor any speaker."""
    speaker = alignment.recorded.speaker
    if speaker is None or alignment.said.speaker is not None:
        return None
    named = {word.term for word in Statement(speaker.what.text).words}
    return None if any(word.term in named for word in alignment.said.words if not word.stops) else speaker.what.text


def _opens(alignment: Alignment, name: Reading[Name]) -> bool:
    """Tell a name that stands where whoever says or does it stands."""
    return _slot(alignment.said, name.first) == "who" or "'" in name.what.text


def _span(name: Reading[Name]) -> range:
    return range(name.first, name.last + 1)


def _strangers(alignment: Alignment) -> Iterator[Reading[Name]]:
    """Yield what is, or in lower case may be, a name in the message and is unknown to the claim."""
    said = alignment.said
    named: set[int] = set()
    for name in said.names:
        span = range(name.first, name.last + 1)
        named.update(span)
        if _set_aside(said, name.first) or _designates(said, name.first):
            continue
        if not _speaks(said, name.first) and not any(alignment.explained(index) for index in telltale(said, span)):
            yield name
    for index in said.content:
        if index not in said.measured | named and not alignment.explained(index) and _may_be_name(alignment, index):
            yield Reading(Name(said.words[index].text, said.words[index].term), index, index)


def _set_aside(said: Statement, index: int) -> bool:
    """Tell a name that is said not to be meant: "INDOPACOM commands them, not USFJ"."""
    return index > 0 and said.lower[index - 1] == "not" and is_contrast(said, index - 1)


def _designates(said: Statement, index: int) -> bool:
    """Tell a designator ("C2"), which may be the claim's words in short."""
    return any(letter.isdigit() for letter in said.words[index].text) and len(said.words[index].text) < 4


def _speaks(statement: Statement, index: int) -> bool:
    """Tell the speaker's name, which is compared as such."""
    return statement.speaker is not None and index in statement.speaker


def _may_be_name(alignment: Alignment, index: int) -> bool:
    """Tell whether a word in lower case may be a name: rare, and where names stand."""
    said, word = alignment.said, alignment.said.words[index]
    if said.lower[index] in FILLERS or word.value is not None or not word.text[0].isalpha():
        return False
    if zipf(word.term) < _COMMON and _in_a_names_place(alignment, index):
        return True
    if (
        index == 0
        and word.text[0].isupper()
        and any(_slot(alignment.recorded, name.first) == "who" for name in _missing(alignment))
    ):
        return True  # Whatever it is, it stands where the claim has a name.
    if zipf(word.term) >= 4.2:
        return False
    before = said.lower[index - 1] if index else ""
    if before in {"and", "or", "&"} and index > 1:
        return any(index - 2 in name for name in said.names) or _names_a_name(alignment, index - 2)
    return before in _PREPOSITIONS


def _in_a_names_place(alignment: Alignment, index: int) -> bool:
    """Tell whether the next word of the message stands where the claim has one of a name behind that name's."""
    behind = alignment.partner(index + 1) if index + 1 < len(alignment.said.words) else None
    if behind is None or behind == 0:
        return False
    return any(behind - 1 in name and behind - 1 not in alignment.met for name in _missing(alignment))


def _names_a_name(alignment: Alignment, index: int) -> bool:
    partner = alignment.partner(index)
    return partner is not None and any(partner in name for name in alignment.recorded.names)


def _missing(alignment: Alignment) -> Iterator[Reading[Name]]:
    """Yield the claim's names that the message does not have."""
    for name in alignment.recorded.names:
        if not _speaks(alignment.recorded, name.first) and not any(
            index in alignment.met for index in telltale(alignment.recorded, range(name.first, name.last + 1))
        ):
            yield name


def telltale(statement: Statement, span: range) -> Iterator[int]:
    """Yield the words of a name that tell whose it is: of "Yokota Air Base", Yokota."""
    heaviest = max((weight(statement.words[index].term) for index in span), default=0.0)
    return (index for index in span if weight(statement.words[index].term) >= 0.6 * heaviest)


def _likeness(alignment: Alignment, stranger: Reading[Name], name: Reading[Name]) -> int:
    """Count what speaks for one name standing where the other does: its slot, its neighbours, its kind."""
    slot = _slot(alignment.said, stranger.first) == _slot(alignment.recorded, name.first)
    return 2 * slot + any(_neighbours(alignment, stranger, name)) + same_kind(stranger.what, name.what)


def _slot(statement: Statement, index: int) -> str:
    for before in range(index - 1, max(-1, index - 4), -1):
        word = statement.lower[before]
        if word in _PREPOSITIONS:
            return _ONE_SLOT.get(word, word)
        if word in {"and", "or"}:
            return "and"
    return "who" if index <= 2 else "object"


def _neighbours(alignment: Alignment, stranger: Reading[Name], name: Reading[Name]) -> Iterator[bool]:
    """Tell for the word before and the word behind both names whether it is the same."""
    inside = alignment.partner(stranger.last + 1) if stranger.last + 1 < len(alignment.said.words) else None
    yield inside is not None and inside in name  # "misawa air base" for "Yokota Air Base"
    for mine, theirs in ((stranger.first - 1, name.first - 1), (stranger.last + 1, name.last + 1)):
        inside = 0 <= mine < len(alignment.said.words) and 0 <= theirs < len(alignment.recorded.words)
        yield inside and alignment.partner(mine) == theirs


def _displaced(alignment: Alignment, stranger: Reading[Name]) -> tuple[str, str] | None:
    """Find a name that the message has elsewhere, but the claim in the stranger's place."""
    behind = stranger.last + 1
    partner = alignment.partner(behind) if behind < len(alignment.said.words) else None
    if partner is None:
        return None
    for name in alignment.recorded.names:
        if name.last == partner - 1:
            return alignment.said.written(stranger.first, behind), alignment.recorded.written(name.first, partner)
    return None
