"""Finds a quote in a captured text, and the passage nearest to one that is not there. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from storage.terms import fold

#: A passage shown to a person: about three lines.
LONGEST_PASSAGE = 300
#: How many windows of the text are compared letter by letter; the cheap count of shared words picks them.
_COMPARED = 5

_LONG_WORD = 40

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text folded for comparison, and the way back to the characters it came from."""

    text: str
    #: Where a run of white space became one space: the position behind it here, and how far the original is ahead.
    positions: tuple[int, ...]
    ahead: tuple[int, ...]

    def origin(self, position: int) -> int:
        """Return where the character at this position stands in the original."""
        before = bisect_right(self.positions, position)
        return position + (self.ahead[before - 1] if before else 0)


# An import verifies many quotes against few texts, one after the other.
@lru_cache(maxsize=4)
def _folded(text: str) -> _Folded:
    alike = fold(text)
    positions: list[int] = []
    ahead: list[int] = []
    dropped = 0
    for run in _SPACES.finditer(alike):
        if (length := run.end() - run.start()) > 1:
            dropped += length - 1
            positions.append(run.end() - dropped)
            ahead.append(dropped)
    return _Folded(_SPACES.sub(" ", alike), tuple(positions), tuple(ahead))


def plain(quote: str) -> str:
    """Fold white space runs, quotation marks and dashes; letters, case and all else stay."""
    return _SPACES.sub(" ", fold(quote)).strip()


def locate(quote: str, text: str, expected: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Return the quote's offsets in the text: the expected ones when it stands there, else the first, else ``None``."""
    wanted = plain(quote)
    if not wanted:
        return None
    if expected and _stands(wanted, text, expected):
        return expected
    folded = _folded(text)
    found = folded.text.find(wanted)
    # The quote neither begins nor ends with a space, so both ends are single characters of the original.
    return None if found < 0 else (folded.origin(found), folded.origin(found + len(wanted) - 1) + 1)


def _stands(wanted: str, text: str, expected: tuple[int, int]) -> bool:
    start, end = expected
    passage = text[start:end] if 0 <= start < end <= len(text) else ""
    return plain(passage) == wanted and passage == passage.strip()


def nearest(quote: str, text: str) -> str:
    """Return the passage of the text that is most like the quote, in whole words; empty for a text without words."""
    wanted = plain(quote)[: LONGEST_PASSAGE * 2]
    folded = _folded(text).text
    best = max(
        (_aligned(wanted, window) for window in _likely_windows(wanted, folded)),
        key=lambda found: found[0],
        default=(0.0, ""),
    )
    return best[1]


def _likely_windows(wanted: str, folded: str) -> Iterator[str]:
    """Yield the windows that share most words with the quote; letters are compared in these only.

    Comparing letters over a whole megabyte takes seconds, counting words milliseconds.
    """
    width = max(2 * len(wanted), 80)
    words = set(_WORD.findall(wanted.lower()))
    starts = range(0, max(len(folded) - width // 2, 1), width // 2)
    shared = [(-len(words.intersection(_WORD.findall(folded[at : at + width].lower()))), at) for at in starts]
    for _, at in sorted(shared)[:_COMPARED]:
        yield _whole_words(folded, at, at + width)


def _aligned(wanted: str, window: str) -> tuple[float, str]:
    """Return how alike the window's best passage is, and the passage, cut to what a person reads."""
    found = fuzz.partial_ratio_alignment(wanted, window)
    if found is None or not found.score:
        return 0.0, _short(window)
    return found.score, _short(_whole_words(window, found.dest_start, found.dest_end))


def _whole_words(text: str, start: int, end: int) -> str:
    """Widen to the white space around, but not over more than a long word."""
    first = next((at for at in range(start, max(start - _LONG_WORD, 0), -1) if text[at - 1].isspace()), None)
    last = next((at for at in range(end, min(end + _LONG_WORD, len(text))) if text[at].isspace()), None)
    near_start, near_end = start < _LONG_WORD, len(text) - end < _LONG_WORD
    start = first if first is not None else 0 if near_start else start
    end = last if last is not None else len(text) if near_end else end
    return text[start:end].strip()


def _short(passage: str) -> str:
    if len(passage) <= LONGEST_PASSAGE:
        return passage
    return passage[:LONGEST_PASSAGE].rsplit(" ", 1)[0] + " …"
