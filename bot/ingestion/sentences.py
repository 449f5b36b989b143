"""Cuts an article into its sentences, with their exact places in the text, in one pass. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from storage.terms import STOP_WORDS

#: A run of stops with the quotation marks, brackets and footnotes that close behind it, and then a blank or the end.
_STOP = re.compile(
    r"""
    (?<![.!?…]) (?P<stop> [.!?…]++ ) (?P<closing> ["'”’»)\]]*+ ) (?P<notes> (?: \[ [\w ]{1,12} \] )*+ ) (?= \s | \Z )
    """,
    re.VERBOSE,
)
#: A point behind these ends no sentence, whatever follows.
_NEVER_LAST = frozenset(
    """
    mr mrs ms mx dr prof gen sen rep reps sens gov pres sgt lt col capt cmdr maj adm hon rev fr st vs v
    eg e.g ie i.e cf ca viz approx
    """.split()
)
#: Behind these neither where a number follows: "No. 5", "Fig. 2".
_BEFORE_NUMBERS = frozenset("no nos fig figs vol ch sec art op p pp".split())
#: A point behind these ends a sentence only where the next word would begin one: a time, a firm, a place, a month.
_MAYBE_LAST = frozenset(
    """
    jr sr inc ltd co corp bros llc plc dept univ etc al jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thurs fri sat sun ave blvd rd ala ariz calif colo conn del fla ga ill ind kan ky la md mass mich minn miss
    mo neb nev okla ore pa tenn tex va vt wash wis wyo oz lb lbs hr hrs min mins sq
    """.split()
)
#: What a sentence may begin with, although a name would not; names follow "U.S." and "Inc." far more often.
_BEGINNING = (STOP_WORDS | frozenset("meanwhile however according although since despite last two three".split())) - {
    "us"
}
#: Those of them that are no words when written small; "mass" and "sun" are.
_SMALL = frozenset("etc al lb lbs oz sq hr hrs inc ltd".split())
_LAST_WORD = re.compile(r"([\w.]+)$")
_NEXT_WORD = re.compile(r"\s+[\"'“‘(\[«]*([\w’']*)")
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]")
_NUMBERED = re.compile(r"\d{1,3}|[ivx]{1,4}", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–‣▪·]\s+")
_BLANKS = re.compile(r"\n[^\S\n]*+\n\s*+")
#: Characters before a stop that are looked at.
_LOOK_BACK = 40
#: A text broken to a width: most lines go on in the next one, and none is longer than this.
_WIDEST = 130


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and where it stands."""

    start: int
    end: int
    #: Whether it is the first of its paragraph.
    opens: bool = False


def sentences(text: str) -> Iterator[Passage]:
    """Yield the sentences in order; ``text[start:end]`` is one, without blanks around it."""
    wrapped = _wrapped(text)
    for start, end in _paragraphs(text, wrapped=wrapped):
        opens = True
        for first, last in _cut(text, start, end):
            yield Passage(first, last, opens)
            opens = False


def _wrapped(text: str) -> bool:
    """Tell a text whose lines are broken to a width, as in a PDF, from one with a line for each paragraph."""
    lines = text.split("\n")
    full = [line for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(full) < 3 or max(map(len, full)) > _WIDEST:
        return False
    going_on = sum(line.rstrip()[-1] not in '.!?…:"”’)' and len(line) > 25 for line in full)
    return going_on > len(full) / 2


def _paragraphs(text: str, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    if not wrapped:
        yield from _lines(text, 0, len(text))
        return
    start = 0
    for gap in _BLANKS.finditer(text):
        yield from _joined(text, start, gap.start())
        start = gap.end()
    yield from _joined(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            yield start, stop
        start = stop + 1


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Join the lines of a block; one that is far shorter than the others is a heading, or the end of a paragraph."""
    lines = [*_lines(text, start, end)]
    width = max((last - first for first, last in lines), default=0)
    begun: int | None = None
    for first, last in lines:
        if begun is not None and _BULLET.match(text, first):
            yield begun, first
            begun = None
        begun = first if begun is None else begun
        if last - first < width * 0.6:
            yield begun, last
            begun = None
    if begun is not None:
        yield begun, end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    for stop in _STOP.finditer(text, start, end):
        if not _ends(text, stop, start, end):
            continue
        # A footnote's mark is no part of what was said.
        yield from _trimmed(text, start, stop.end("closing"))
        start = stop.end()
    yield from _trimmed(text, start, end)


def _ends(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is None:
        return True
    word = following[1]
    if word[:1].islower():  # "a 700-lb. snake", "Why?" he asked
        return False
    if stop["stop"] != "." or stop["closing"] or stop["notes"]:
        return True
    return not _abbreviates(text, max(start, stop.start() - _LOOK_BACK), stop.start(), word)


def _abbreviates(text: str, start: int, end: int, following: str) -> bool:
    last = _LAST_WORD.search(text[start:end])
    word = last[1].lower() if last else ""
    begins = following.lower() in _BEGINNING
    if word in _NEVER_LAST:
        return True
    if word in _BEFORE_NUMBERS:
        return following[:1].isdigit()
    if word in _MAYBE_LAST:
        return not begins and (word in _SMALL or text[end - len(word)].isupper())
    if word in {"a.m", "p.m"}:
        return not _after_time(following)
    if _INITIALS.fullmatch(word):
        return not begins
    # "3. The third point" is one sentence.
    return end - start == len(word) and _NUMBERED.fullmatch(word) is not None


def _after_time(following: str) -> bool:
    """Tell whether a sentence begins behind "5 p.m.": no day, and no time zone."""
    return not following.isupper() and following.lower() not in _DAYS and not following[:1].isdigit()


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday eastern central pacific local".split())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    if start < end:
        yield start, end
