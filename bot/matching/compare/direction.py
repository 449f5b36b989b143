"""Compares who did it to whom: the same two parties with their roles exchanged. Pure."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from bot.matching.alignment import Alignment
from bot.matching.differences import Difference, DifferenceKind, Finding
from bot.matching.lexicon import converse, converses
from bot.matching.readings import Reading
from bot.matching.speakers import SAYING
from bot.matching.statement import Statement
from bot.matching.telling import weight
from storage.models import Name

_WAYS = frozenset({"to", "from", "for", "against", "by", "in", "at", "on", "off", "with", "of", "over", "into", "than"})
_JOINED = frozenset({"and", "or", "&", "with", "between", "n", "plus"})
#: Words at which a sentence about two amounts falls into its parts.
_PARTING = frozenset({"and", "compared", "versus", "vs", "while", "against", "but", "whereas"})
_SKIPPED = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "former", "new"})
#: How many telling words on each side of a verb may be its parties.
_REACH = 7
#: Words that stand for each other no better than this are no firm ground for saying who did what.
_FIRM = 0.88

#: Somebody or something on both sides: its word in the message, its word in the claim.
Pair = tuple[int, int]
#: The telling words in front of a verb, and those behind it.
Sides = tuple[tuple[int, ...], tuple[int, ...]]


def direction_finding(alignment: Alignment) -> Finding | None:
    """Find two parties whose parts are exchanged."""
    pairs = [*_pairs(alignment)]
    swapped = _swapped(alignment, pairs)
    if swapped:
        return None if _conversely(alignment) else swapped
    return (
        _same_way_round(alignment, pairs)
        or _compared(alignment, pairs)
        or _misdirected(alignment)
        or _misassigned(alignment, pairs)
        or _turned_round(alignment, pairs)
    )


def _pairs(alignment: Alignment) -> Iterator[Pair]:
    """Yield what both sides speak of in so many words, and that is no number or date."""
    taken: set[int] = set()  # Where a word is repeated, its first place counts: what is compared stays bounded.
    for index in alignment.said.telling:
        partner = alignment.partners[index]
        if partner is None or partner[1] < _FIRM or partner[0] in taken or index in alignment.said.measured:
            continue
        if _telling_name(alignment.said, index) and _telling_name(alignment.recorded, partner[0]):
            taken.add(partner[0])
            yield index, partner[0]


def _telling_name(statement: Statement, index: int) -> bool:
    """Tell a word by itself, or the one that tells a name: "China" is no party in "South China Sea"."""
    name = next((name for name in statement.names if index in name), None)
    if name is None or name.first == name.last:
        return True
    heaviest = max(weight(statement.words[other].term) for other in range(name.first, name.last + 1))
    return weight(statement.words[index].term) >= heaviest


def _swapped(alignment: Alignment, pairs: list[Pair]) -> Difference | None:
    """Find "A sued B" for "B sued A": the same word in between, and the same preposition before the later party."""
    said, recorded = alignment.said, alignment.recorded
    verbs = ((index, partner[0]) for index, partner in enumerate(alignment.partners) if partner)
    for verb in verbs:
        if _named(said, verb[0]) or _named(recorded, verb[1]):
            continue
        before, after = _sides(said, verb[0]), _sides(recorded, verb[1])
        for one, other in combinations([pair for pair in pairs if pair != verb], 2):
            first, second = sorted((one, other))
            around = first[0] in before[0] and second[0] in before[1] and second[1] in after[0] and first[1] in after[1]
            alike = (
                around
                and _are_parties(alignment, first, second, beside=_beside((before, after), first, second))
                and _alike(alignment, first, second)
                and _voice(alignment, verb, first, second)
            )
            if alike and not _listed(alignment, first, second):
                return _difference(alignment, first, second)
    return _swapped_names(alignment, pairs)


def _beside(sides: tuple[Sides, Sides], first: Pair, second: Pair) -> bool:
    """Tell whether two stand right beside the verb on both sides: its subject and its object."""
    said, recorded = sides
    mine = said[0][-1:] == (first[0],) and said[1][:1] == (second[0],)
    return mine and recorded[0][-1:] == (second[1],) and recorded[1][:1] == (first[1],)


def _are_parties(alignment: Alignment, first: Pair, second: Pair, *, beside: bool) -> bool:
    """Tell whether one of two is a name, or both are beside the verb, and neither is a verb or whoever says it."""
    if any(_only_speaks(alignment, pair) or _verbal(alignment.said.lower[pair[0]]) for pair in (first, second)):
        return False
    named = any(_named(alignment.said, mine) or _named(alignment.recorded, theirs) for mine, theirs in (first, second))
    return named or beside


def _only_speaks(alignment: Alignment, pair: Pair) -> bool:
    """Tell who says it on both sides."""
    said, recorded = alignment.said.speaker, alignment.recorded.speaker
    return said is not None and recorded is not None and pair[0] in said and pair[1] in recorded


def _verbal(word: str) -> bool:
    return word in SAYING or word.endswith(("ed", "ing", "ly"))


def _swapped_names(alignment: Alignment, pairs: list[Pair]) -> Difference | None:
    """Find two names that open and close what is said the other way round, whatever the verb between them."""
    said, recorded = alignment.said, alignment.recorded
    named = [
        pair for pair in pairs if (_named(said, pair[0]) or _named(recorded, pair[1])) and not _speaks(alignment, pair)
    ]
    for first, second in combinations(sorted(named), 2):
        direct = not any(
            (_preposition(said, pair[0]), _preposition(recorded, pair[1])) != ("", "") for pair in (first, second)
        )
        opens = first[0] <= 2 and second[1] <= 2
        apart = _apart(said, first[0], second[0]) and _apart(recorded, second[1], first[1])
        voice = _voice(alignment, first[:1] + second[1:], first, second)
        if direct and opens and apart and voice and not _listed(alignment, first, second):
            return _difference(alignment, first, second, firm=False)
    return None


def _speaks(alignment: Alignment, pair: Pair) -> bool:
    said, recorded = alignment.said.speaker, alignment.recorded.speaker
    return (said is not None and pair[0] in said) or (recorded is not None and pair[1] in recorded)


def _apart(statement: Statement, one: int, other: int) -> bool:
    """Tell whether more than a name or a title stands between two words: somebody does something."""
    return any(one < index < other and not _named(statement, index) for index in statement.telling)


def _same_way_round(alignment: Alignment, pairs: list[Pair]) -> Difference | None:
    """Find "Acme bought the mill from Borealis" for "Acme sold the mill to Borealis"."""
    verbs = next(_converses(alignment), None)
    if verbs is None:
        return None
    mine, theirs = verbs
    named = [pair for pair in pairs if _named(alignment.said, pair[0]) or _named(alignment.recorded, pair[1])]
    for first, second in combinations(sorted(named), 2):
        if first[0] < mine < second[0] and first[1] < theirs < second[1]:
            return _difference(alignment, first, second)
    return None


def _conversely(alignment: Alignment) -> bool:
    return next(_converses(alignment), None) is not None


def _converses(alignment: Alignment) -> Iterator[Pair]:
    """Yield words for the two views of one event: bought and sold."""
    views = converses()
    mine = [index for index in alignment.said.telling if alignment.said.words[index].term in views]
    for index in mine:
        for other in alignment.recorded.telling:
            if converse(alignment.said.words[index].term, alignment.recorded.words[other].term):
                yield index, other


def _compared(alignment: Alignment, pairs: list[Pair]) -> Difference | None:
    """Find "better in men than in women" for "better in women than in men"."""
    said, recorded = alignment.said, alignment.recorded
    if "than" not in said.lower or "than" not in recorded.lower:
        return None
    mine, theirs = said.lower.index("than"), recorded.lower.index("than")
    for first, second in combinations(sorted(pairs), 2):
        across = first[0] < mine < second[0] and second[1] < theirs < first[1]
        near = mine - first[0] <= _REACH and second[0] - mine <= _REACH
        if across and near and theirs - second[1] <= _REACH and first[1] - theirs <= _REACH:
            return _difference(alignment, first, second)
    return None


def _misassigned(alignment: Alignment, pairs: list[Pair]) -> Difference | None:
    """Find "11 percent on placebo, 6 percent on the drug" for the other way round."""
    mine, theirs = _measured(alignment.said), _measured(alignment.recorded)
    for one, other in combinations(sorted(mine.keys() & theirs.keys()), 2):
        here = {pair for pair in pairs if pair[0] in mine[one] and pair[1] in theirs[other]}
        there = {pair for pair in pairs if pair[0] in mine[other] and pair[1] in theirs[one]}
        kept = {pair for pair in pairs if any(pair[0] in mine[v] and pair[1] in theirs[v] for v in (one, other))}
        if here - kept and there - kept:
            first, second = min(here - kept), min(there - kept)
            return _difference(alignment, first, second)
    return None


def _turned_round(alignment: Alignment, pairs: list[Pair]) -> Difference | None:
    """Find what goes to somebody in the message and comes from the same one in the claim, by the same hand."""
    if _conversely(alignment):
        return None
    named = [pair for pair in pairs if _named(alignment.said, pair[0]) or _named(alignment.recorded, pair[1])]
    for first, second in combinations(sorted(named), 2):
        ways = {_preposition(alignment.said, second[0]), _preposition(alignment.recorded, second[1])}
        if first[1] < second[1] and ways == {"to", "from"} and _opens(alignment, first):
            return _difference(alignment, first, second, firm=False)
    return None


def _opens(alignment: Alignment, pair: Pair) -> bool:
    """Tell whether a party stands first on both sides: it acts."""
    said, recorded = alignment.said.telling, alignment.recorded.telling
    return pair[0] in said[:2] and pair[1] in recorded[:3]


def _measured(statement: Statement) -> dict[float, range]:
    """Return, by the value of each quantity that stands alone in its part of a statement, the words of that part."""
    joints = [index for index, word in enumerate(statement.lower) if word in _PARTING or _comma(statement, index)]
    bounds = [0, *joints, len(statement.words)]
    parts = [range(first, last) for first, last in pairwise(bounds)]
    found: dict[float, range] = {}
    for part in parts:
        inside = [reading for reading in statement.quantities if reading.first in part or reading.last in part]
        if len(inside) == 1:
            found[inside[0].what.value] = part
    return found


def _comma(statement: Statement, index: int) -> bool:
    return index > 0 and "," in statement.folded[statement.words[index - 1].end : statement.words[index].start]


def _misdirected(alignment: Alignment) -> Finding | None:
    """Find the same thing going to, or coming from, another of the claim's own parties."""
    known = {name.what.canonical for name in alignment.recorded.names}
    for said in alignment.said.names:
        if said.what.canonical not in known or (way := _way(alignment.said, said.first)) is None:
            continue
        for recorded in alignment.recorded.names:
            theirs = _way(alignment.recorded, recorded.first)
            same = theirs is not None and way[1] == theirs[1] and alignment.partner(way[0]) == theirs[0]
            if same and theirs and said.what.canonical not in _party(alignment.recorded, recorded):
                return Difference(
                    DifferenceKind.DIRECTION,
                    alignment.said.written(way[0], said.last),
                    alignment.recorded.written(theirs[0], recorded.last),
                )
    return None


def _party(statement: Statement, name: Reading[Name]) -> set[str]:
    """Return a name with those listed behind the same preposition: "in the East, the South and around …"."""
    party = {name.what.canonical}
    for index in range(name.last + 1, len(statement.words)):
        if statement.lower[index] in _WAYS:
            break
        party.update(other.what.canonical for other in statement.names if index in other)
    return party


def _way(statement: Statement, index: int) -> tuple[int, str] | None:
    """Return the word in front of "to", "from" … in front of a name, and that preposition."""
    preposition = _preposition(statement, index)
    if not preposition:
        return None
    found = next((at for at in range(index - 1, -1, -1) if statement.lower[at] in {preposition, "off"}), 0)
    return (found - 1, preposition) if found > 0 else None


def _sides(statement: Statement, verb: int) -> Sides:
    """Return the telling words near a verb that are no numbers or dates, in front of it and behind it."""
    tell = [*statement.telling]
    modal = statement.modality
    tell = [index for index in tell if index not in statement.measured and not (modal and index in modal)]
    before = [index for index in tell if index < verb][-_REACH:]
    return tuple(before), tuple([index for index in tell if index > verb][:_REACH])


def _alike(alignment: Alignment, first: Pair, second: Pair) -> bool:
    """Tell whether the later parties stand behind the same preposition; "by" on one side only is a passive."""
    said, recorded = alignment.said, alignment.recorded
    later = _preposition(said, second[0]), _preposition(recorded, first[1])
    earlier = _preposition(said, first[0]), _preposition(recorded, second[1])
    return later[0] == later[1] and earlier == ("", "")


def _voice(alignment: Alignment, verb: Pair, first: Pair, second: Pair) -> bool:
    """Tell whether both sides are active, or both passive: whether "by" stands in front of the later party."""
    said = "by" in alignment.said.lower[verb[0] : second[0]]
    return said == ("by" in alignment.recorded.lower[verb[1] : first[1]])


def _preposition(statement: Statement, index: int) -> str:
    """Return the preposition in front of a word, or of the name it is in; empty when there is none."""
    name = next((name for name in statement.names if index in name), None)
    first = name.first if name else index
    for before in range(first - 1, max(-1, first - 4), -1):
        word = statement.lower[before]
        if word in _WAYS and (word != "to" or all(other in _SKIPPED for other in statement.lower[before + 1 : first])):
            return "from" if word == "off" else word
        # "from its rival Clinivo": one word of description may stand between, but no other name.
        if word not in _SKIPPED and (statement.words[before].stops or before in statement.named):
            return ""
    return ""


def _named(statement: Statement, index: int) -> bool:
    return index in statement.named


def _listed(alignment: Alignment, first: Pair, second: Pair) -> bool:
    """Tell whether the two stand in one list on either side."""
    return _joined(alignment.said, first[0], second[0]) or _joined(alignment.recorded, first[1], second[1])


def _joined(statement: Statement, one: int, other: int) -> bool:
    """Tell whether nothing but "and", commas and other names stands between two words."""
    low, high = sorted((one, other))
    named = {index for name in statement.names for index in range(name.first, name.last + 1)}
    between = range(low + 1, high)
    listed = all(index in named or statement.lower[index] in _JOINED for index in between)
    return listed and any(statement.lower[index] in _JOINED for index in between)


def _difference(alignment: Alignment, first: Pair, second: Pair, *, firm: bool = True) -> Difference:
    return Difference(
        DifferenceKind.DIRECTION,
        _between(alignment.said, first[0], second[0]),
        _between(alignment.recorded, first[1], second[1]),
        firm,
    )


def _between(statement: Statement, one: int, other: int) -> str:
    return statement.written(min(one, other), max(one, other))
