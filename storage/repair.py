"""Tells which terms of a record a misspelt or joined word stands for. Pure."""

import gzip
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from storage.frequencies import zipf
from storage.terms import STOP_WORDS, fold, plain, stem, term_of

#: Shorter words are too near to too many; longer ones are none.
SHORTEST, LONGEST = 4, 24
#: Terms with fewer letters are never what a word stands for.
_SHORTEST_TERM = 3
#: A word this common in English (Zipf scale) is no misspelling; the record just does not have it.
COMMON = 3.5
#: Words this common take part although no claim has them.
_DECOYS = 3.0
#: How common a stop word is, whichever it is.
_STOPS = 6.5

#: So many terms, those that share most of a word's letters, are compared letter by letter.
_COMPARED = 100
_MOST_COMPARED = 200
#: Terms with more letters than the word by this, or fewer, are not looked at: letters were lost, or an ending added.
_LOST, _ENDING = 3, 6
#: At most so many letters changed, added, dropped or exchanged with the next.
_MOST_EDITS = 4

#: The figures below were fitted (conditional logit) to 9,500 words of real messages, most of them misspelt by chance:
#: an edit weighs this, and in a word of one letter that much more; a letter lost is likelier than a letter changed.
_EDIT, _EDIT_SHORT = 1.2, 10.4
_ADDED, _DROPPED = 0.4, 1.4
#: An ending, each of its letters, and an edit in it.
_ENDED, _ENDING_LETTER, _ENDING_EDIT = 2.1, 0.6, 1.65
#: The word's own stem may be an accident of how it is misspelt.
_OWN_STEM = 1.6
#: A word ten times as common, in English and on record.
_IN_ENGLISH, _ON_RECORD = 1.2, 1.1
#: What a word costs that stands for nothing, and each of its letters: a long word is hardly like another by accident.
_NOTHING, _NOTHING_LETTER = -5.5, 0.5

_ENDINGS = tuple(
    """
    able al ally ance ant ate ated ates ating ation ations e ed en ence ened ent er ers es est ful ial ially ic ical
    ically ied ies ing ings ion ions ise ised ism ist ists ity ive ives ization ize ized izing less ly ment ments ness
    or ors ous ously s y
    """.split()
)

#: How many answers are remembered.
_REMEMBERED = 8_192
#: Terms whose letters are marked at once: bounds the memory it takes.
_AT_ONCE = 50_000


class _Beginning(NamedTuple):
    """A word without an ending: what a term is compared with, and what leaving the rest out costs."""

    text: str
    cost: float


class Vocabulary:
    """The terms of a record, each with how many claims hold it where that is known."""

    def __init__(self, terms: Iterable[str]) -> None:
        counts: Mapping[str, int] = terms if isinstance(terms, Mapping) else {}
        self._known = frozenset(terms)
        self._terms = sorted(filter(_takes_part, self._known.union(_decoys())), key=len)
        count = len(self._terms)
        lengths = np.fromiter(map(len, self._terms), np.int64, count)
        #: Where the terms of each length begin.
        self._at: list[int] = np.searchsorted(lengths, np.arange(LONGEST + _LOST + 2)).tolist()
        self._marks = _marks(self._terms)
        english = np.fromiter(map(_in_english, self._terms), np.float32, count)
        recorded = np.fromiter((t in self._known for t in self._terms), np.float32, count) if not counts else np.fromiter((counts.get(t,0) for t in self._terms), np.float32, count)
        rate = np.log10(1 + recorded)
        self._favour = (_IN_ENGLISH * english + _ON_RECORD * rate).astype(np.float32)
        self._offset = np.rint(100 + english + rate - np.bitwise_count(self._marks)).astype(np.uint8)
        self._remembered: dict[str, tuple[str, ...]] = {}

    def repaired(self, written: str, term: str) -> tuple[str, ...]:
        """Return the record's terms that a word stands for: itself, the likeliest, two of a joined word, or none."""
        if term in self._known:
            return (term,)
        word = plain(fold(written))
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or zipf(term) >= COMMON:
            return ()
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            found = self._remembered[word] = self._likeliest(word, term)
        return found

    def _likeliest(self, word: str, term: str) -> tuple[str, ...]:
        cost, nearest = self._nearest(word, term)
        nothing = _NOTHING + _NOTHING_LETTER * len(word) - MARGIN
        parts = self._split(word) if SPLIT and len(word) >= 7 else None
        if parts and parts[0] < min(cost, nothing): return tuple(p for p in parts[1] if p in self._known and p not in _stop_terms())
        if cost < nothing and nearest in self._known and nearest not in _stop_terms():
            return (nearest,)
        return ()

    def _nearest(self, word: str, term: str) -> tuple[float, str]:
        first = self._at[max(_SHORTEST_TERM, len(word) - _ENDING)]
        last = self._at[len(word) + _LOST + 1]
        alike = np.bitwise_count(self._marks[first:last] & _marks([word])[0])
        alike += alike
        alike += self._offset[first:last]
        picked = first + _highest(alike, _COMPARED)
        if not len(picked): return 99., ''
        terms = [self._terms[i] for i in picked.tolist()]
        rows = _beginnings(word, term)
        D = process.cdist([r.text for r in rows], terms, scorer=OSA.distance, dtype=np.uint8, score_cutoff=_MOST_EDITS)
        lens = np.array([len(t) for t in terms], np.float32)
        diff = np.array([[len(r.text)] for r in rows], np.float32) - lens
        cost = D * np.float32(_EDIT + _EDIT_SHORT / len(word)) + np.minimum(_ADDED * diff, _DROPPED * diff) + np.array([[r.cost] for r in rows], np.float32)
        total = cost.min(0) - self._favour[picked]
        b = int(total.argmin())
        return float(total[b]), terms[b]

    def _split(self, word):
        best = None
        for i in range(3, len(word) - 2):
            a = self._part(word[:i])
            if a is None: continue
            b = self._part(word[i:])
            if b is None: continue
            z = a[1] + b[1] - 9 + TOGETHER
            cost = _EDIT + _EDIT_SHORT / len(word) - _DROPPED - _IN_ENGLISH * z - _ON_RECORD*.3
            if best is None or cost < best[0]: best = (cost, (a[0], b[0]))
        if best and not any(p in self._known for p in best[1]): return None
        return best

    def _part(self, w):
        if w in STOP_WORDS: return (w, _STOPS)
        t = stem(w)
        if t in self._known: return (t, zipf(t))
        return None

MARGIN = 0.0
SPLIT = True
TOGETHER = 1.0

def _highest(alike, wanted):
    if not len(alike): return np.zeros(0, np.int64)
    level = int(alike.max())
    while level > 0 and np.count_nonzero(alike >= level) < wanted: level -= 1
    found = np.flatnonzero(alike >= level)
    if len(found) > _MOST_COMPARED:
        top = np.flatnonzero(alike > level)
        found = np.concatenate((top, np.flatnonzero(alike == level)[:_MOST_COMPARED-len(top)]))
    return found

@lru_cache(maxsize=4096)
def _ending_cost(e):
    edits = min(int(OSA.distance(e, x)) for x in _ENDINGS)
    return _ENDED + _ENDING_LETTER * len(e) + _ENDING_EDIT * edits

def _beginnings(word, term):
    out = [_Beginning(word, 0.0)]
    if term != word: out.append(_Beginning(term, _OWN_STEM))
    for n in range(1, min(_ENDING, len(word) - _SHORTEST_TERM) + 1):
        c = _ending_cost(word[-n:])
        if c < 7.5: out.append(_Beginning(word[:-n], c))
    return out

def _takes_part(t): return _SHORTEST_TERM <= len(t) <= LONGEST + _LOST and t.isalpha()

@cache
def _stop_terms(): return frozenset(term_of(w) for w in STOP_WORDS) | frozenset(plain(w) for w in STOP_WORDS)

def _in_english(t): return _STOPS if t in _stop_terms() else zipf(t)

@cache
def _decoys():
    packed = gzip.decompress(files("storage").joinpath("frequencies.txt.gz").read_bytes()).decode()
    rows = (line.split(" ") for line in packed.splitlines())
    return frozenset(t for t, z in rows if int(z) >= _DECOYS*10) | _stop_terms()

def _marks(terms):
    out = [np.zeros(0, np.uint64)]
    for n in range(0, len(terms), _AT_ONCE):
        text = "\0" + "\0".join(terms[n:n+_AT_ONCE])
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        pairs = np.zeros_like(codes)
        pairs[1:] = (codes[:-1] * 31 + codes[1:] * 7) * 2654435761 >> 16
        one = np.uint64(1)
        bits = (one << codes % 26) | (one << (26 + pairs % 38))
        starts = np.flatnonzero(codes == 0)
        bits[starts] = 0
        out.append(np.bitwise_or.reduceat(bits, starts))
    return np.concatenate(out)
