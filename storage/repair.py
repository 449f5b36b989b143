"""Tells which terms of a record a misspelt or joined word stands for. Pure.

A word is laid beside the terms that share most of its letters. What counts is how many letters must change, whether
what is left over is an ending as stems lose it, and how common the term is, in English at large and on record.
Common words that no claim has take part: a misspelt "with" is not whatever term happens to look most like it.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.frequencies import zipf
from storage.places import places
from storage.terms import STOP_WORDS, fold, plain, stem, term_of

#: Shorter words are like too many others; longer ones are none.
SHORTEST = 4
LONGEST = 24
#: A word this common in English, on the Zipf scale, is not misspelt: the record just does not have it.
COMMON = 3.5
#: Words this common take part although no claim has them, and stop words as if they were this common.
_DECOY = 3.0
_STOP = 6.5

#: So many terms, or up to twice as many that share as much, are compared letter by letter.
_COMPARED = 100
#: A term may have so many letters more than the word, or so many fewer, but never fewer than three.
_LOST = 3
_ENDING = 6
_SHORTEST_TERM = 3
#: Further apart than this, in edits, all are equally far.
_FARTHEST = 5

#: What stands against a term, in natural logarithms of its odds: fitted to 2,000 words of real messages, most of them
#: misspelt by chance, then set by how high the right claim ranks. An edit counts this, and that shared by the letters.
_EDIT = 1.2
_EDIT_SHARED = 10.4
#: Each letter the word has more; each it has fewer speaks for the term, since a lost letter can be no other one.
_LONGER = 0.4
_SHORTER = 1.4
#: An ending, each letter of it, and each edit in it; dearer endings are none.
_ENDED = 2.1
_ENDING_LETTER = 0.3
_ENDING_EDIT = 2.0
_DEAREST_ENDING = 7.5
#: The word's own stem: what was taken off may be an accident of how it is misspelt.
_OWN_STEM = 1.6
#: What speaks for a term that is ten times as common, in English and on record.
_IN_ENGLISH = 0.7
_ON_RECORD = 0.6
#: A word stands for nothing if all is worse than this plus so much for each of its letters.
_NOTHING = 0.5
_NOTHING_LETTER = 0.5
#: How much commoner two words are together than by chance, on the Zipf scale, and how short each may be.
_TOGETHER = 1.0
_SHORTEST_PART = 3

#: How much longer a common term may be than the one on record it is derived from, and how short that.
_DERIVED = 4
_SHORTEST_ROOT = 5
#: So many spellings are weighed as one another's rivals in the end.
_WEIGHED = 12
#: So many of the likeliest terms are told, none of a chance below this; what one counts is its chance to this power,
#: since the other words of a message tell which was meant.
_TOLD = 3
_LEAST_LIKELY = 0.1
_EASED = 0.3
#: How many answers a vocabulary remembers.
_REMEMBERED = 8_192
#: Terms whose letters are marked at once, which bounds the memory it takes.
_MARKED_AT_ONCE = 50_000

_ENDINGS = tuple(
    """
    able al ally ance ant ate ated ates ating ation ations e ed en ence ened ent ential er ers es est ful ial ially ic
    ical ically ied ies ing ings ion ions ise ised ism ist ists ity ive ives ization ize ized izing less ly ment ments
    ness or ors ous ously s y
    """.split()
)
#: What a stem may keep of an ending, as "presidenti" does.
ENDING_STARTS = frozenset(ending[:end] for ending in _ENDINGS for end in range(1, len(ending) + 1))

#: Words that look little like the term they have.
_IRREGULAR = tuple(
    """
    bought brought built caught children chose chosen died dying feet fought found gave given held kept knew known led
    lives lost made meant men paid said sang sent shot sold spent spoke spoken stole stolen stood taken taught thieves
    thought told took went wives woken women wore worse worst wrote written
    """.split()
)

_Marks = NDArray[np.uint64]
_Positions = NDArray[np.int64]
_Costs = NDArray[np.float32]


class Likely(NamedTuple):
    """A term that a word may stand for."""

    term: str
    #: What the term counts in finding claims, 0 to 1.
    weight: float


class _Beginning(NamedTuple):
    """A word without an ending, and what leaving that out costs."""

    text: str
    cost: float


class _Part(NamedTuple):
    term: str
    zipf: float


class _Joined(NamedTuple):
    terms: tuple[str, ...]
    cost: float


#: For each word that a written one holds, what it may stand for, the likeliest first.
_Found = tuple[tuple[Likely, ...], ...]


class Vocabulary:
    """The terms of a record, with how many claims hold each where that is known."""

    def __init__(self, terms: Iterable[str], counts: Mapping[str, int] | None = None) -> None:
        self._known = dict.fromkeys(terms, 1) | dict(counts or {})
        taking_part = _taking_part(self._known)
        taking_part += [term for term in _common_spellings() if term not in self._known]
        #: In an order of their own, so that what comes out does not depend on the order in which they came.
        self._spellings = sorted(sorted(taking_part), key=len)
        count = len(self._spellings)
        #: Where the spellings of each length begin.
        lengths = np.fromiter(map(len, self._spellings), np.int64, count)
        self._at: list[int] = np.searchsorted(lengths, np.arange(LONGEST + _LOST + 2)).tolist()
        self._marks = _marks(self._spellings)
        self._stops = np.fromiter(map(_stop_terms().__contains__, self._spellings), np.bool_, count)
        meant = [term if term in self._known else self._meant(term) for term in self._spellings]
        english = np.where(self._stops, np.float32(_STOP), np.fromiter(map(zipf, meant), np.float32, count))
        recorded = np.log10(1 + np.fromiter(map(self._known.get, meant, repeat(0)), np.float32, count))
        self._favour = _costs(_IN_ENGLISH * english + _ON_RECORD * recorded)
        # 100 keeps it above zero: no term has that many marks.
        self._head_start = np.rint(100 + english + recorded - np.bitwise_count(self._marks)).astype(np.uint8)
        self._remembered: dict[tuple[str, str], _Found] = {}

    def repaired(self, written: str, term: str) -> tuple[str, ...]:
        """Return the term that a written word stands for: itself, the likeliest, both of a joined word, or none."""
        return tuple(likely[0].term for likely in self._recalled(written, term))

    def likely(self, written: str, term: str) -> tuple[Likely, ...]:
        """Return all that a written word may stand for or be joined of, and what each counts in finding claims."""
        return tuple(one for likely in self._recalled(written, term) for one in likely)

    def _recalled(self, written: str, term: str) -> _Found:
        if term in self._known:
            return ((Likely(term, 1.0),),)
        word = plain(fold(written))
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or zipf(term) >= COMMON:
            return ()
        found = self._remembered.get((word, term))
        if found is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            found = self._remembered[word, term] = self._found(word, term)
        return found

    def _found(self, word: str, term: str) -> _Found:
        picked = self._picked(word)
        at: list[int] = picked.tolist()
        spellings = [self._spellings[one] for one in at]
        costs = _costs(_apart(word, term, spellings, self._stops[picked]) - self._favour[picked])
        nothing = _NOTHING + _NOTHING_LETTER * len(word)
        nearest = float(costs.min(initial=nothing))
        joined = self._joined(word)
        if joined and joined.cost < nearest:
            return tuple((Likely(term, 1.0),) for term in joined.terms)
        likely = self._likeliest(spellings, costs) if nearest < nothing else ()
        return (likely,) if likely else ()

    def _likeliest(self, spellings: Sequence[str], costs: _Costs) -> tuple[Likely, ...]:
        """Return the likeliest terms; none where a word that finds no claim is likelier than all of them."""
        odds = np.exp(costs.min() - costs)
        chances: defaultdict[str, float] = defaultdict(float)
        best: list[int] = np.argsort(costs, kind="stable")[:_WEIGHED].tolist()
        for at in best:
            chances[self._meant(spellings[at])] += float(odds[at] / odds.sum())
        told = sorted(chances.items(), key=lambda one: -one[1])[:_TOLD]
        if not self._finds(told[0][0]):
            return ()
        likely = (one for one in told if one == told[0] or one[1] >= _LEAST_LIKELY)
        return tuple(Likely(term, min(chance, 1.0) ** _EASED) for term, chance in likely if self._finds(term))

    def _meant(self, spelling: str) -> str:
        """Return the term that a spelling leads to; "presidenti" to "presid" where only that is on record."""
        if spelling in self._known:
            return spelling
        for at in range(max(_SHORTEST_ROOT, len(spelling) - _DERIVED), len(spelling)):
            if spelling[:at] in self._known and spelling[at:] in ENDING_STARTS:
                return spelling[:at]
        return _other_spellings().get(spelling, spelling)

    def _finds(self, term: str) -> bool:
        return term in self._known and term not in _stop_terms()

    def _picked(self, word: str) -> _Positions:
        """Return where the terms stand that share most of a word's letters and are common enough for it."""
        first, last = self._at[max(_SHORTEST_TERM, len(word) - _ENDING)], self._at[len(word) + _LOST + 1]
        alike = np.bitwise_count(self._marks[first:last] & _marks([word]))
        alike += alike  # What a term has of the word counts as much as what it has not, which the start leaves out.
        alike += self._head_start[first:last]
        return first + _highest(alike)

    def _joined(self, word: str) -> _Joined | None:
        """Return the two words a joined one most likely is; ``None`` unless both are known and one finds claims."""
        best: _Joined | None = None
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            parts = self._parts(word[:at], word[at:])
            if not parts:
                continue
            # On the Zipf scale 9 is every word there is.
            common = sum(part.zipf for part in parts) - 9 + _TOGETHER
            cost = _EDIT + _EDIT_SHARED / len(word) - _SHORTER - _IN_ENGLISH * common
            if best is None or cost < best.cost:
                best = _Joined(tuple(part.term for part in parts if self._finds(part.term)), cost)
        return best

    def _parts(self, *written: str) -> tuple[_Part, ...]:
        parts: list[_Part] = []
        for one in written:
            term = one if one in STOP_WORDS else self._meant(_other_spellings().get(one) or stem(one))
            if one not in STOP_WORDS and term not in self._known:
                return ()
            parts.append(_Part(term, _STOP if one in STOP_WORDS else zipf(term)))
        return tuple(parts) if any(self._finds(part.term) for part in parts) else ()


def _apart(word: str, term: str, spellings: Sequence[str], stops: NDArray[np.bool_]) -> _Costs:
    """Return what stands against a word meaning each spelling, however it ends; stop words have no endings."""
    beginnings = _beginnings(word, term)
    edits = process.cdist(
        [one.text for one in beginnings], spellings, scorer=OSA.distance, dtype=np.uint8, score_cutoff=_FARTHEST
    )
    longer = np.array([[len(one.text)] for one in beginnings]) - np.array([*map(len, spellings)])
    ended = np.array([[one.cost] for one in beginnings])
    each = _EDIT + _EDIT_SHARED / len(word)
    costs = _costs(each * edits + np.minimum(_LONGER * longer, _SHORTER * longer) + ended)
    costs[edits > min(_FARTHEST, len(word) // 2)] = np.inf
    least: _Costs = costs.min(axis=0)
    return np.where(stops, costs[0], least)


def _beginnings(word: str, term: str) -> list[_Beginning]:
    found = [_Beginning(word, 0.0), _Beginning(term, _OWN_STEM)]
    for at in range(max(_SHORTEST_TERM, len(word) - _ENDING), len(word)):
        cost = _ending_cost(word[at:])
        if cost < _DEAREST_ENDING:
            found.append(_Beginning(word[:at], cost))
    return found


@lru_cache(maxsize=4_096)
def _ending_cost(ending: str) -> float:
    edits = min(OSA.distance(ending, one) for one in _ENDINGS)
    return _ENDED + _ENDING_LETTER * len(ending) + _ENDING_EDIT * edits


def _highest(figures: NDArray[np.uint8]) -> _Positions:
    """Return where the highest figures stand: as many as are compared, and those that equal the last of them."""
    level = int(figures.max(initial=0))
    while level and np.count_nonzero(figures >= level) < _COMPARED:
        level -= 1
    above, equal = np.flatnonzero(figures > level), np.flatnonzero(figures == level)
    return np.concatenate((above, equal[: 2 * _COMPARED - len(above)]))


def _marks(terms: Sequence[str]) -> _Marks:
    """Return for each term 64 bits: 26 for its letters, the others for its pairs of letters, the first one's too."""
    marked = [np.zeros(0, np.uint64)]
    for start in range(0, len(terms), _MARKED_AT_ONCE):
        joined = "\0" + "\0".join(terms[start : start + _MARKED_AT_ONCE])
        letters = np.frombuffer(joined.encode("utf-32-le"), np.uint32).astype(np.uint64)
        pairs = (np.roll(letters, 1) * 31 + letters * 7) * 2_654_435_761 >> 16
        one = np.uint64(1)
        bits = (one << letters % 26) | (one << 26 + pairs % 38)
        begins = np.flatnonzero(letters == 0)
        bits[begins] = 0
        marked.append(np.bitwise_or.reduceat(bits, begins))
    return np.concatenate(marked)


def _costs(figures: NDArray[np.floating]) -> _Costs:
    return figures.astype(np.float32, copy=False)


def _taking_part(terms: Iterable[str]) -> list[str]:
    return [term for term in filter(str.isalpha, terms) if _SHORTEST_TERM <= len(term) <= LONGEST + _LOST]


@cache
def _stop_terms() -> frozenset[str]:
    return frozenset(form for word in STOP_WORDS for form in (plain(word), term_of(word)))


@cache
def _other_spellings() -> Mapping[str, str]:
    """Return words that look little like their terms, with these: names of places, and irregular forms."""
    names = {form: places()[form].replace(" ", "") for form in _taking_part(places())}
    return names | {form: term_of(form) for form in _IRREGULAR}


@cache
def _common_spellings() -> frozenset[str]:
    """Return the terms that are common in English at large, stop words among them, and other spellings."""
    packed = files("storage").joinpath("frequencies.txt.gz").read_bytes()
    rows = (line.split(" ") for line in gzip.decompress(packed).decode().splitlines())
    common = {term for term, tenths in rows if int(tenths) >= 10 * _DECOY}
    return frozenset(_taking_part(common | _stop_terms() | _other_spellings().keys()))
