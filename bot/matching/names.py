"""Reads names: places by any of their forms, and what is written as a name. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from bot.matching.readings import Reading, Sentence
from storage.frequencies import zipf
from storage.models import Name, Role
from storage.places import places

#: Titles and kinds of body stand beside names and are none.
TITLES = frozenset(
    """
    mr mrs ms dr president minister prime secretary general senator representative governor mayor king queen
    prince princess pope ceo chairman chairwoman chair director officer professor judge justice captain
    colonel admiral defense defence foreign state former chancellor deputy vice chief boss exec executive head leader
    spokesman spokeswoman spokesperson official officials analyst researcher expert founder owner coach manager
    """.split()
)
_ROLES = {
    **dict.fromkeys(
        ("in", "at", "on", "near", "around", "across", "inside", "within", "from", "off", "outside"), Role.WHERE
    ),
    **dict.fromkeys(("to", "for", "with", "against", "toward", "towards", "into"), Role.TO_WHOM),
    **dict.fromkeys(("by",), Role.WHO),
}
#: A word in lower case that is the pronoun, not the country.
_PRONOUN_BEFORE = frozenset(
    """
    let lets let's tell give gave of for with to from both all made make help show told among between joins
    """.split()
)


#: Names by the terms they are made of; chat writes them in lower case.
KnownNames = frozenset[tuple[str, ...]]
#: A known name's one word must be rarer than this to be read as the name wherever it stands.
_RARE = 3.6


def read_names(
    sentence: Sentence, taken: frozenset[int] = frozenset(), known: KnownNames = frozenset()
) -> tuple[Reading[Name], ...]:
    """Read the names of a sentence in order, leaving out words (by index) taken as dates or numbers."""
    return tuple(_found(sentence, taken, known))


def known_names(names: Iterable[Name]) -> KnownNames:
    """Return the names, and the rare single words of each ("vermaas" of "Lotte Vermaas"), to look for in chat."""
    whole = {tuple(name.canonical.split(" ")) for name in names}
    parts = {(term,) for terms in whole if len(terms) > 1 for term in terms}
    return frozenset(whole | parts)


def _found(sentence: Sentence, taken: frozenset[int], known: KnownNames) -> Iterator[Reading[Name]]:
    index, shouting = 0, _shouts(sentence)
    while index < len(sentence.words):
        last = _known_end(sentence, index, known) if known and index not in taken else None
        if last is None:
            last = index if _place(sentence, index) else _run_end(sentence, index, taken, shouting=shouting)
        if last is not None:
            yield Reading(_name(sentence, index, last), index, last)
            index = last
        index += 1


def _known_end(sentence: Sentence, index: int, known: KnownNames) -> int | None:
    """Return the last word of the longest known name that begins here; ``None`` when none does."""
    for last in range(min(index + 4, len(sentence.words)) - 1, index - 1, -1):
        terms = tuple(word.term for word in sentence.words[index : last + 1])
        if terms in known and (last > index or zipf(terms[0]) < _RARE) and sentence.lower[index] not in TITLES:
            return last
    return None


def _name(sentence: Sentence, first: int, last: int) -> Name:
    place = _place(sentence, first) if first == last else None
    canonical = place or " ".join(sentence.words[index].term for index in range(first, last + 1))
    return Name(sentence.written(first, last), canonical, role_at(sentence, first))


def role_at(sentence: Sentence, index: int) -> Role:
    """Read the role of the phrase a word stands in from the preposition in front of it."""
    for before in range(index - 1, max(-1, index - 5), -1):
        word = sentence.lower[before]
        if word in _ROLES:
            return _ROLES[word]
        if sentence.words[before].stops and word not in {
            "the",
            "a",
            "an",
            "its",
            "their",
            "his",
            "her",
            "of",
            "and",
            "or",
        }:
            break
    return Role.OTHER


def _place(sentence: Sentence, index: int) -> str | None:
    word = sentence.lower[index].replace(".", "").removesuffix("'s")
    if word == "us" and sentence.words[index].text == "us" and _pronoun(sentence, index):
        return None
    return places().get(word) or (word if word in cities() else None)


@cache
def cities() -> frozenset[str]:
    """Return well-known cities and regions, in lower case."""
    text = files("bot.matching").joinpath("cities.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(name for line in lines for name in line.split(", "))


@cache
def capitals() -> Mapping[str, str]:
    """Return the capitals that stand for their governments, in lower case, with the country's term."""
    text = files("bot.matching").joinpath("capitals.txt").read_text(encoding="utf-8")
    pairs = (line.split(" = ") for line in text.splitlines() if not line.startswith("#"))
    return {capital: country.replace(" ", "") for capital, country in pairs}


def same_kind(one: Name, other: Name) -> bool:
    """Tell whether two names are known to be of one kind: both countries, or both cities."""
    countries = frozenset(places().values())
    return any(one.canonical in kind and other.canonical in kind for kind in (countries, cities()))


def _pronoun(sentence: Sentence, index: int) -> bool:
    last = index == len(sentence.words) - 1
    before = sentence.lower[index - 1] if index else ""
    return before in _PRONOUN_BEFORE and (last or sentence.words[index + 1].stops)


def _run_end(sentence: Sentence, index: int, taken: frozenset[int], *, shouting: bool) -> int | None:
    """Return the last word of the capitalised run that begins here; ``None`` when none does."""
    if not _capital(sentence, index, taken, shouting=shouting):
        return None
    last = index
    while last + 1 < len(sentence.words) and _capital(sentence, last + 1, taken, shouting=shouting):
        gap = sentence.folded[sentence.words[last].end : sentence.words[last + 1].start]
        if gap.strip(" -.") or _place(sentence, last + 1):
            break
        last += 1
    if all(sentence.lower[position] in TITLES for position in range(index, last + 1)):
        return None
    return last


def _capital(sentence: Sentence, index: int, taken: frozenset[int], *, shouting: bool) -> bool:
    word = sentence.words[index]
    if index in taken or word.value is not None or word.stops or not word.text[0].isupper():
        return False
    if shouting:
        return zipf(word.term) < 3.0
    # The first word of a sentence is capitalised whatever it is: only a rare word counts there.
    starts = index == 0 or sentence.folded[: word.start].rstrip()[-1:] in {".", ":", '"', "!", "?"}
    return not starts or zipf(word.term) < 4.0 or _next_capital(sentence, index)


def _next_capital(sentence: Sentence, index: int) -> bool:
    following = index + 1
    return (
        following < len(sentence.words)
        and sentence.words[following].text[0].isupper()
        and not sentence.words[following].stops
        and zipf(sentence.words[following].term) < 5.0
    )


def _shouts(sentence: Sentence) -> bool:
    """Tell a sentence in capitals, where they say nothing."""
    letters = [word.text for word in sentence.words if word.text[0].isalpha()]
    return len(letters) > 2 and sum(text[0].isupper() for text in letters) > 0.8 * len(letters)
