"""Reads how a number is meant: more than, at least, about, up to. Pure."""

import re

from storage.models import Comparator
from storage.terms import Word

#: What stands in front of a number, words and signs; "no more than" is looked for before "more than".
_COMPARING = (
    (Comparator.AT_LEAST, "at least|no(?:t)? (?:fewer|less) than|a minimum of|minimum", ">=|≥"),
    (
        Comparator.AT_MOST,
        (
            "at most|no(?:t)? more than|up to|a maximum of|maximum|not over|capped at"
            "|(?<!twice )(?<!times )as (?:many|much) as"
        ),
        "<=|≤",
    ),
    (
        Comparator.MORE_THAN,
        "(?:more|greater|higher) th[ae]n|over|above|upwards? of|north of|in excess of|beyond|(?:exceed|surpass)\\w*",
        ">",
    ),
    (
        Comparator.LESS_THAN,
        (
            r"(?:less|fewer|lower|smaller) th[ae]n|under|below|(?:south|short|shy) of|not (?:even|quite)|nowhere near"
            r"|barely|couldn'?t(?: \w+){1,4}"
        ),
        "<",
    ),
    (
        Comparator.ABOUT,
        (
            r"about|around|roughly|approximately|approx\.?|some|nearly|almost|circa|like|close to|near"
            r"|(?:an )?estimated|in the (?:region|order|neighbou?rhood|vicinity) of"
        ),
        "~|≈|c\\.",
    ),
    (Comparator.EXACTLY, "exactly|precisely|only|just|a total of", "="),
)
_BEFORE = tuple(
    (comparator, re.compile(rf"(?:(?<!\w)(?:{words})\s+|(?:{signs})\s*)(?:(?:the|only|just|a|an)\s)?[$€£¥]?$"))
    for comparator, words, signs in _COMPARING
)
_AFTER: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (Comparator.AT_LEAST, re.compile(r"\s*(?:\+|plus\b|or more\b|or higher\b|and up\b)")),
    (Comparator.AT_MOST, re.compile(r"\s*(?:or less\b|or fewer\b|or under\b|max\b|tops\b)")),
    (Comparator.ABOUT, re.compile(r"\s*(?:or so\b|-?ish\b|-?odd\b|give or take\b)")),
    # These may follow what is counted: "30,000 troops in Japan at the very least".
    (Comparator.AT_LEAST, re.compile(r"(?:\s+[^\s\d]+){0,5}\s+at (?:the )?(?:very )?least\b")),
    (Comparator.AT_MOST, re.compile(r"(?:\s+[^\s\d]+){0,5}\s+at (?:the )?(?:very )?most\b")),
)
#: Words behind a number further than this are not shown with it.
_BESIDE = 12
#: In front of "over three years" these make it a bound.
_BOUNDING = frozenset("for well just of took takes lasted lasting after been is was in by aged".split())
_HANDED = frozenset("hand handed handing turn turned turning fork forked forking pay paid sign signed".split())
_SPELL = re.compile(r"[ -](?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|decades?)\b")


def comparator_at(text: str, word: Word) -> tuple[Comparator, int, int]:
    """Return the comparator, and where the words begin and end that a number is written with."""
    for comparator, pattern in _AFTER:
        if found := pattern.match(text, word.end):
            return comparator, word.start, found.end() if found.end() - word.end <= _BESIDE else word.end
    before = text[max(0, word.start - 40) : word.start]
    for comparator, pattern in () if _lasts(text, word) else _BEFORE:
        if found := pattern.search(before):
            shown = word.start - len(before) + found.start()
            return comparator, word.start if comparator is Comparator.EXACTLY else shown, word.end
    return Comparator.EXACTLY, word.start, word.end


def _lasts(text: str, word: Word) -> bool:
    """Tell "surveyed over three years" and "handed over £5" from "for over three years", which is a bound."""
    before = re.search(r"(\w+)\s+over\s+$", text[max(0, word.start - 40) : word.start])
    if before is None:
        return False
    return before[1] in _HANDED or (before[1] not in _BOUNDING and _SPELL.match(text, word.end) is not None)
