"""How alike two words are, letter by letter and by the lexicon. Pure."""

from functools import lru_cache

from rapidfuzz import fuzz

from bot.matching.lexicon import stand_for_each_other
from storage.frequencies import zipf
from storage.places import places

#: A word of a message this common is no typing error.
MISSPELT = 3.0
#: Below this likeness two words do not stand for each other.
STANDS = 0.7
#: Beginnings that turn a word's meaning, and pairs of them that do; "not" may have run into the word behind it.
_TURNS = ("un", "in", "im", "il", "ir", "non", "dis", "mis", "de", "a", "an", "anti", "not", "never", "no")
_OPPOSED = (("under", "over"), ("hypo", "hyper"), ("pre", "post"), ("pro", "anti"), ("in", "ex"), ("en", "dis"))
#: How alike the rest is then; one letter of it may be misspelt as well.
_SAME_REST = 85


@lru_cache(maxsize=262_144)
def word_likeness(said: str, said_term: str, recorded: str, recorded_term: str) -> float:
    """Return how well a word of a message stands for one of a claim, 0 to 1; words in lower case."""
    if said_term == recorded_term:
        return 1.0
    if stand_for_each_other(said_term, recorded_term):
        return 0.85
    if len(said) < 3 or not (said[0].isalpha() and recorded[0].isalpha()):
        return 0.0
    if _place_forms(said) and _place_forms(recorded):
        return 0.0  # One place is no misspelling of another.
    return max(_misspelt(said, said_term, recorded), _shortened(said, recorded), _derived(said, recorded))


def _misspelt(said: str, said_term: str, recorded: str) -> float:
    if len(said) < 4 or zipf(said_term) >= MISSPELT:
        return 0.0
    forms = (recorded, *_place_forms(recorded))
    return 0.9 if any(fuzz.ratio(said, form) >= 80 and not turned(said, form) for form in forms) else 0.0


def turned(one: str, other: str) -> bool:
    """Tell whether two words differ by a beginning that turns what the word means: wavering and unwavering."""
    pairs = ((one, other), (other, one))
    return any(
        longer.startswith(beginning)
        and not shorter.startswith(beginning)
        and fuzz.ratio(longer.removeprefix(beginning), shorter) >= _SAME_REST
        for longer, shorter in pairs
        for beginning in _TURNS
    ) or any(mine.startswith(low) and yours.startswith(high) for mine, yours in pairs for low, high in _OPPOSED)


def _place_forms(word: str) -> tuple[str, ...]:
    """Return all that a place is called; nothing for a word that is no place."""
    place = places().get(word.replace(".", "").removesuffix("'s"))
    return tuple(form for form, name in places().items() if name == place) if place else ()


def _shortened(said: str, recorded: str) -> float:
    """Meet coop with cooperation, cmdr with commander."""
    if len(recorded) - len(said) < 3 or said[0] != recorded[0]:
        return 0.0
    if recorded.startswith(said):
        return 0.8
    skeleton = not set(said[1:]) & set("aeiou") and said[-1] == recorded[-1]
    return 0.75 if skeleton and _subsequence(said, recorded) else 0.0


def _subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _derived(said: str, recorded: str) -> float:
    """Meet production with produce, strengthening with strength."""
    shared = 0
    for one, other in zip(said, recorded, strict=False):
        if one != other:
            break
        shared += 1
    return 0.75 if shared >= 5 and shared >= 0.6 * max(len(said), len(recorded)) else 0.0
