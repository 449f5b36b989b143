"""The one normaliser: text to terms, for index, query and matching alike. Pure.

A term is the Snowball stem of a word's lemma, a place's one name, or a number in plain digits.
Whatever changes what comes out is a change of ``VERSION``, which makes the index rebuild itself.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import simplemma
import Stemmer
from text_to_num import text2num

from storage.places import places

VERSION = 3

#: Longer texts are cut here: Discord's own limit is 4,000.
LONGEST = 4_000

_STEMMER = Stemmer.Stemmer("english")

_UNIT = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_BIG = "(?:hundred|thousand|million|billion|trillion)"
#: twenty-five · two hundred and five ("and" only behind hundred, thousand, million) · half a million · two dozen
_SPELT = rf"""
    (?:{_UNIT}|(?:half\s)?an?(?=\s(?:{_BIG}|dozen)\b))(?:(?:[\s-]|(?<=[dn])\sand\s)(?:{_UNIT}|{_BIG}))*(?:\sdozen|\sgrand\b(?!\s[^\W\d_]*(?:piano|opening|final|slam|prix|jury|tour)))?"""
#: 50,000 · 5.000 · 50 000 · 1,234.56 · 1.234,56 · 54 · 3.5 · 3,5
_DIGITS = r"""
    [1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:[ ]\d{3})+|\d+\.\d+
    |\d+,\d{1,2}|\d+"""
_SCALE = rf"(?:k|mn?|bn?|tn|[ ]?(?:mil|bil|grand)|[ -]?{_BIG})"
_WORD = re.compile(
    rf"""
    (?P<entity> &(?:amp|lt|gt|quot|apos|nbsp|\#\d{{1,7}}|\#x[\da-f]{{1,6}}); )   # &amp;  &#39;: no words
  | (?P<designator> \d+\+\d+ | [^\W\d_]+-?\d[\w-]* )          # 2+2  PAC-3  F35  G7: names, not numbers
  | (?P<spelt> \b{_SPELT}\b )
  | (?<!\w)(?P<digits> {_DIGITS} )(?![\d])(?P<scale> {_SCALE}\b )?(?![^\W_])
  | [^\W\d_](?:\.[^\W\d_])+\b\.?                              # U.S.  p.m.
  | [^\W_]+(?:'[^\W\d_]+)?                                    # word  isn't  Japan's  3rd
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: The words of a #CamelCase tag or @Handle. A year stands apart (#Election2020), other digits do not (#Covid19Vaccine).
_PIECE = re.compile(
    r"""
    (?: Mc[A-Z][a-z]+ | [A-Z]+(?![a-z]) | [A-Z]?[a-z]+(?:'[a-z]+)? ) (?: (?!(?:19|20)\d\d(?!\d)) \d+ )?
  | \d+[a-z]*
    """,
    re.VERBOSE,
)
_TAGS = frozenset("#@")
_SCALES = {
    **dict.fromkeys(("k", "grand", "thousand"), 1e3),
    **dict.fromkeys(("m", "mn", "mil", "million"), 1e6),
    **dict.fromkeys(("b", "bn", "bil", "billion"), 1e9),
    **dict.fromkeys(("tn", "trillion"), 1e12),
    "hundred": 1e2,
    "": 1.0,
}

#: Words too common to find a claim by; negators and comparators among them are read elsewhere.
STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are aren't as at be because been before being between both but by
    can can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from further
    get got had hadn't has hasn't have haven't having he her here hers herself him himself his how i i'm i've if in
    into is isn't it it's its itself just let like me more most my myself no nor not of off on once only or other our
    ours ourselves out over own she should shouldn't so some such than that that's the their theirs them themselves
    then there there's these they they're they've this those through to too under until up very was wasn't we
    we're were weren't what what's when where which while who who's whom why will with won't would wouldn't yes you
    you're your yours yourself yourselves
    """.split()
)

_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′´`＇", "'")
    | dict.fromkeys("“”„‟″«»＂", '"')
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\t\r\n\v\f", " ")
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands and the term it stands for."""

    text: str
    start: int
    end: int
    term: str
    #: What it counts to, for a number.
    value: float | None = None

    @property
    def stops(self) -> bool:
        """Whether the word is too common to find a claim by."""
        return fold(self.text).lower() in STOP_WORDS


def fold(text: str) -> str:
    """Fold what looks alike, character by character: quotation marks, dashes, spaces."""
    return text.translate(_ALIKE)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order, stop words and numbers among them.

    A place of two words is one, and a tag or handle in CamelCase is several.
    """
    for span in _spans(fold(text[:LONGEST])):
        term = term_of(span.form) if span.value is None else number_term(span.value)
        yield Word(text[span.start : span.end], span.start, span.end, term, span.value)


def terms(text: str) -> list[str]:
    """Return the terms a text is found by: no stop words, in order, repeats kept."""
    return [word.term for word in words(text) if not word.stops]


def number_term(value: float) -> str:
    """Return the term of a number: plain digits, so that 50k, 50,000 and fifty thousand meet."""
    return str(int(value)) if value.is_integer() else f"{value:g}"


@lru_cache(maxsize=65_536)
def term_of(word: str) -> str:
    """Return the term of one word that is no number."""
    bare = plain(word)
    if place := places().get(bare):
        return place.replace(" ", "")
    return stem(simplemma.lemmatize(bare, lang="en").lower()) if bare else word


def plain(word: str) -> str:
    """Return a word in lower case without accents, points, hyphens, and the ending of possession."""
    decomposed = unicodedata.normalize("NFKD", word.replace(".", ""))
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()
    return bare.removesuffix("'s").replace("'", "").replace("-", "")


def stem(word: str) -> str:
    """Return a plain word without its ending."""
    return _STEMMER.stemWord(word)


class _Span(NamedTuple):
    start: int
    end: int
    #: How the word is written; for a place of two words, with one space between.
    form: str
    value: float | None


def _spans(folded: str) -> Iterator[_Span]:
    waiting: _Span | None = None
    for span in _parts(folded):
        if waiting and (place := _place_of_two(folded, waiting, span)):
            waiting = place
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting


def _place_of_two(folded: str, one: _Span, other: _Span) -> _Span | None:
    between = folded[one.end : other.start] or " "  # Nothing stands between the words of a tag.
    form = f"{one.form}{between}{other.form}"
    return _Span(one.start, other.end, form, None) if form.lower().removesuffix("'s") in places() else None


def _parts(folded: str) -> Iterator[_Span]:
    for found in _WORD.finditer(folded):
        if found["entity"]:
            continue
        if pieces := _pieces(folded, found):
            yield from pieces
        else:
            yield _Span(*found.span(), found.group(), _value(found))


def _pieces(folded: str, found: re.Match[str]) -> list[_Span]:
    """Return the words of a tag or handle in CamelCase; nothing for any other word."""
    start, end = found.span()
    if start == 0 or folded[start - 1] not in _TAGS or (start > 1 and folded[start - 2].isalnum()):
        return []
    pieces = [
        _Span(*piece.span(), piece.group(), _year(piece.group())) for piece in _PIECE.finditer(folded, start, end)
    ]
    whole = sum(len(piece.form) for piece in pieces) == end - start
    several = sum(len(piece.form) > 1 for piece in pieces) > 1  # #2A and @5k are not.
    return pieces if whole and several and not _is_name(pieces[0].form) else []


def _is_name(first: str) -> bool:
    """Tell iPhone15Pro from tags of several words by the first."""
    return len(first) == 1 and first.islower()


def _year(piece: str) -> float | None:
    return float(piece) if piece.isdecimal() and len(piece) == 4 else None


def _value(found: re.Match[str]) -> float | None:
    if digits := found["digits"]:
        value = _digits_value(digits) * _SCALES[(found["scale"] or "").strip(" -").lower()]
        return value if math.isfinite(value) else None
    if (spelt := found["spelt"]) and spelt.lower() != "one":
        return _spelt_value(spelt.lower())
    return None


def _digits_value(digits: str) -> float:
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    return float(digits.replace(",", "").replace(" ", ""))


def _spelt_value(spelt: str) -> float | None:
    half = 0.5 if spelt.startswith("half ") else 1.0
    plain = re.sub(r"^(?:half )?an? ", "one ", spelt.replace("-", " "))
    dozens = 12 if plain.endswith("dozen") else 1
    plain = plain.removesuffix("dozen").removesuffix(" ").replace(" grand", " thousand")
    try:
        return text2num(plain, "en") * half * dozens
    except ValueError:
        return None
