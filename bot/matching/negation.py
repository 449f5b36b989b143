"""Reads negation: which words deny, leaving out those that only look as if they did. Pure."""

import re
from collections.abc import Iterator

from bot.matching.readings import Reading, Sentence
from storage.models import Polarity

_AUXILIARIES = "is are was were do does did has have had wo would ca could should must need ai".split()
_CONTRACTED = frozenset(f"{verb}nt" for verb in _AUXILIARIES) | frozenset(f"{verb}n't" for verb in _AUXILIARIES)
NEGATORS = (
    frozenset(
        """
    not never no none nobody nothing neither nor without cannot hardly barely scarcely least nowhere non zero n't nt
    """.split()
    )
    | _CONTRACTED
)
#: "isn" in front of a "t" of its own, as some programs cut texts.
_CUT = frozenset(f"{verb}n" for verb in _AUXILIARIES)
#: Verbs that deny what follows them with "to", "that" or a gerund.
DENIERS = frozenset({"fail", "refus", "declin", "unabl", "neglect", "deni"})
#: What looks like a negation and is none; matched against the text from the negator on.
_HARMLESS = re.compile(
    r"""
    no\s+(?:\w+\s+){1,3}(?:other\s+than|but|except)\b | no\s+other\b | none\s+other\b | nothing\s+(?:but|less)\b
  | (?:no|not)\s+(?:fewer|less|more|later|earlier|higher|lower)\s+th[ae]n | not\s+(?:only|just|to\s+mention)\b
  | (?:no|never|nobody|none|nothing)\b[^.,;]{0,60}\s(?:worse|better|more|[a-z]+er)\b[^.,;]{0,40}\sthan\b(?!\s+[\d£$€])
  | (?:no|never|nobody|none|nothing)\b[^.,;]{0,60}\s(?:worse|better|bigger|higher|larger|lower|that\s+much)\b
  | no\s+(?:doubt|wonder|problem|idea|one\s+(?:but|else|other))\b | not\s+even\s+\d | no\.\s*\d
    """,
    re.VERBOSE,
)
#: A "no" in front of these answers somebody; in front of a noun it denies.
_ANSWERED = re.compile(
    r"""
    (?:no+|nah|nope)(?:\s*[,.!:;-] | \s+(?:dude|man|bro|mate|its?|it's|the|they|he|she|you|we|i|that|thats|this|there
    |theres|actually|wait|lol)\b)
    """,
    re.VERBOSE,
)
#: until X did · had never … before X did
_TILL = re.compile(
    r"""
    \b(?:until|till?)\b | ^(?:\S+\s+){0,6}?had(?:n'?t)?\b.*\bbefore\b | ^(?:never|not)\b(?=.*\bbefore\s+\w+\s+\w+ed\b)
    """,
    re.VERBOSE,
)
#: Characters behind a negator in which something can take its sting out.
_REACH = 120
_EXCEPTING = re.compile(r"\b(?:apart|aside)\s+from\b|\b(?:except|besides|other\s+than)\b")
#: "… at Ellesby, isnt he" asks for agreement.
_TAGGED = frozenset({"he", "she", "it", "they", "we", "you"})
_QUESTION_TAG = re.compile(r"[,\s](?:\w+n'?t|no|not)\s*(?:it|he|she|they|we|you|i|that|so|there)?\s*[?!.]*$")


def read_negations(sentence: Sentence) -> tuple[Reading[Polarity], ...]:
    """Read the words that deny, in order."""
    return tuple(_found(sentence))


def _found(sentence: Sentence) -> Iterator[Reading[Polarity]]:
    for index, word in enumerate(sentence.lower):
        if word == "too" and "to" in sentence.lower[index + 2 : index + 5]:
            yield _negation(sentence, index)  # "too short to judge" is "cannot be judged"
        if word == "used" and sentence.lower[index + 1 : index + 2] == ("to",) and not _been(sentence, index):
            yield _negation(sentence, index)  # "used to be" is "is no longer"
        cut = word == "t" and index > 0 and sentence.lower[index - 1] in _CUT
        denies = cut or (word in NEGATORS and not _harmless(sentence, index))
        if denies or (sentence.words[index].term in DENIERS and _governs(sentence, index)):
            yield _negation(sentence, index)


def _been(sentence: Sentence, index: int) -> bool:
    """Tell "is used to", which says what is usual or what for."""
    return index > 0 and sentence.lower[index - 1] in {"is", "are", "was", "were", "be", "been", "get", "got", "being"}


def _negation(sentence: Sentence, index: int) -> Reading[Polarity]:
    # The word behind shows what is denied: "not stationed", "refused to sign".
    last = min(index + 1, len(sentence.words) - 1)
    if last > index and sentence.lower[last] == "to" and last + 1 < len(sentence.words):
        last += 1
    return Reading(Polarity(sentence.written(index, last), negative=True), index, index)


def _harmless(sentence: Sentence, index: int) -> bool:
    start = sentence.words[index].start
    word, rest = sentence.lower[index], sentence.folded[start : start + _REACH]
    before = sentence.lower[index - 1] if index else ""
    return (
        _HARMLESS.match(rest) is not None
        or (word in _CONTRACTED and _asks_at(sentence, index))
        # "not until X did" and "nobody apart from X" say that X did.
        or (word != "without" and _TILL.search(rest) is not None)
        or _EXCEPTING.search(sentence.folded) is not None
        or (word == "least" and before in {"at", "very"})
        or (_opening(sentence, index) and _ANSWERED.match(rest) is not None)
        or (index >= len(sentence.words) - 2 and index > 2 and _tags(sentence, index))
        or (index == len(sentence.words) - 2 > 2 and word in _CONTRACTED and sentence.lower[-1] in _TAGGED)
    )


def _tags(sentence: Sentence, index: int) -> bool:
    before = sentence.folded[: sentence.words[index].start].rstrip()
    return (
        sentence.folded.rstrip().endswith("?")
        and before.endswith(",")
        and bool(_QUESTION_TAG.search(sentence.folded[sentence.words[index].start - 1 :]))
    )


def _asks_at(sentence: Sentence, index: int) -> bool:
    """Tell "isn't it …", "didn't Japan …" from "it isn't …": nothing but openers stands before."""
    return _opening(sentence, index) and len(sentence.words) > index + 1


def _opening(sentence: Sentence, index: int) -> bool:
    return index <= 3 and all(word in _OPENERS for word in sentence.lower[:index])


_OPENERS = frozenset(
    """
    wait but and so um uh hm hmm hey ok okay well lol bro dude man guys like also yo oh ah eh then hold on
    actually
    """.split()
)


def _governs(sentence: Sentence, index: int) -> bool:
    following = sentence.lower[index + 1 : index + 3]
    return bool(following) and (following[0] in {"to", "that", "having", "being"} or following[0].endswith("ing"))


def is_contrast(sentence: Sentence, index: int) -> bool:
    """Tell ", not USFJ" at the end, which sets somebody aside, from a denial of the sentence."""
    if sentence.lower[index] != "not" or index < 2:
        return False
    before = sentence.folded[: sentence.words[index].start].rstrip()
    return before.endswith((",", "-", "(")) and len(sentence.words) - index <= 5
