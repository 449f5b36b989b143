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

import simplemma
import Stemmer
from text_to_num import text2num

from storage.places import places

VERSION = 2

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
    (?P<designator> \d+\+\d+ | [^\W\d_]+-?\d[\w-]* )          # 2+2  PAC-3  F35  G7: names, not numbers
  | (?P<spelt> \b{_SPELT}\b )
  | (?<!\w)(?P<digits> {_DIGITS} )(?![\d])(?P<scale> {_SCALE}\b )?(?![^\W_])
  | [^\W\d_](?:\.[^\W\d_])+\b\.?                              # U.S.  p.m.
  | [^\W_]+(?:'[^\W\d_]+)?                                    # word  isn't  Japan's  3rd
    """,
    re.VERBOSE | re.IGNORECASE,
)
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
    """Yield the words of a text in order, stop words and numbers among them; a place of two words is one."""
    folded = fold(text[:LONGEST])
    for start, end, value in _spans(folded):
        term = term_of(folded[start:end]) if value is None else number_term(value)
        yield Word(text[start:end], start, end, term, value)


def terms(text: str) -> list[str]:
    """Return the terms a text is found by: no stop words, in order, repeats kept."""
    return [word.term for word in words(text) if not word.stops]


def number_term(value: float) -> str:
    """Return the term of a number: plain digits, so that 50k, 50,000 and fifty thousand meet."""
    return str(int(value)) if value.is_integer() else f"{value:g}"


@lru_cache(maxsize=65_536)
def term_of(word: str) -> str:
    """Return the term of one word that is no number."""
    decomposed = unicodedata.normalize("NFKD", word.replace(".", ""))
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()
    plain = plain.removesuffix("'s").replace("'", "").replace("-", "")
    if place := places().get(plain):
        return place.replace(" ", "")
    return _STEMMER.stemWord(simplemma.lemmatize(plain, lang="en").lower()) if plain else word


def _spans(folded: str) -> Iterator[tuple[int, int, float | None]]:
    waiting: tuple[int, int, float | None] | None = None
    for found in _WORD.finditer(folded):
        span = (*found.span(), _value(found))
        if waiting and folded[waiting[0] : span[1]].lower().removesuffix("'s") in places():
            waiting = (waiting[0], span[1], None)
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting


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
