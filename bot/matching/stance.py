"""Reads the stance of a sentence: does it assert, ask, or only give an opinion? Pure."""

import re
from enum import StrEnum

from bot.matching.readings import Sentence


class Stance(StrEnum):
    """What the writer does with what the sentence says."""

    ASSERTS = "asserts"
    #: A yes/no question: the record can agree or disagree.
    ASKS_WHETHER = "asks whether"
    #: A wh-question or a request: the record can only tell.
    ASKS_WHAT = "asks what"
    OPINES = "opines"


#: What people say before they come to the point.
_OPENERS = r"""
    ^\W*(?:(?:wait|so|and|but|ok|okay|hey|um|uh|well|lol|bro|dude|guys|yo|btw|also|then|hm+|pls|please|remind\s+me
    |(?:does\s+)?any(?:one|body)\s+know|do\s+we\s+know)\b\W*)*
"""
_WH = rf"""
    {_OPENERS}(?:(?:who|what(?!\s+an?\b)|where|when|why|which|whose|how)\b | (?:what|who|where|when|how)'?s\b)
"""
_REQUEST = rf"""
    {_OPENERS}(?:
        any(?:thing|body|one)?\s+(?:news|info|information|updates?|details|sources?|word|idea|new|know)\b
      | (?:sources?|info|link)\s+(?:on|for|about|to)\b | (?:got|need|have)\s+(?:a\s+)?(?:source|link)
      | (?:can|could|would)\s+(?:some|any)(?:one|body)\b | tell\s+me\b | explain\b | looking\s+for\b
      | i\s+wonder\s+(?:who|what|where|when|how|why)\b
    )
"""
#: A second finite verb behind "what …" makes it a subject, not a question: "what's in the memo was agreed in May".
_SUBJECT = r"^\W*what(?:'?s|\s+\w+)?\b.{6,}\b(?:was|were|is|are|has|had|will)\b(?!\s*\?)"
_AUXILIARY = rf"""
    {_OPENERS}(?:(?:is|are|was|were|do|does|did|has|have|had|will|wo|would|can|ca|could|should)(?:n'?t)?\b
      | (?:so\s+)?(?:is\s+it\s+)?true\s+that\b)
"""
_OPINION = r"""
    \bis\s+(?:such\s+)?an?\s+(?:stretch|exaggeration|joke|overstatement|understatement|shame|disgrace|lie|(?:bad|good)\s+idea)\b
  | \b(?:imo|imho|hopefully|overrated|underrated|overblown|ridiculous|pathetic)\b
  | \bi\s+(?:hope|wish|doubt|feel\s+like|bet|predict)\b
  | \b(?:should(?:n'?t)?|ought\s+to|must)\s+(?:(?:just|really|never|not|all)\s+)?[a-z]+
  | ^\W*(?:if|imagine|suppose|what\s+if|let'?s)\b
"""
_is_wh, _is_request, _is_auxiliary = (re.compile(pattern, re.VERBOSE).match for pattern in (_WH, _REQUEST, _AUXILIARY))
_is_subject = re.compile(_SUBJECT).match
_has_opinion = re.compile(_OPINION, re.VERBOSE).search


def read_stance(sentence: Sentence) -> Stance:
    """Read the stance from the sentence's form."""
    text = sentence.folded.strip()
    if _is_request(text) or (_is_wh(text) and (text.endswith("?") or not _is_subject(text))):
        return Stance.ASKS_WHAT
    if _is_auxiliary(text) or text.endswith("?"):
        return Stance.ASKS_WHETHER
    return Stance.OPINES if _has_opinion(text) else Stance.ASSERTS


#: Signs of a finite verb that need no dictionary: auxiliaries, subject pronouns, and the endings of verbs.
_FINITE = re.compile(
    r"""
    \b(?:is|are|was|were|am|be|been|do|does|did|has|have|had|will|would|can|could|should|might|may|must|wo|ai)(?:n'?t)?\b
  | '(?:s|re|ll|ve|d|m)\b | \b(?:i|you|he|she|it|we|they|who|that's|thats|theres|its|theyre)\b
  | \b[a-z]{2,}(?:ed|ing)\b | ["=:] | (?<![\w+-])\d(?!\+)
    """,
    re.VERBOSE,
)
#: Past forms that have no ending of their own, and the commonest plain forms.
_PLAIN_VERBS = frozenset(
    """
    ate bade beat became began bent bet bit bled blew bought bred broke brought built burnt burst came cast caught chose
    clung cost crept cut dealt did drank drew drove dug fed fell felt fled flew forbade forgot fought found froze gave
    got grew held hid hit hung hurt kept knelt knew laid lay led left lent let lost made meant met paid put quit ran
    rang rode rose said sang sank sat saw sent set shook shot shut slept sold sought spent spoke spread stole stood
    struck stuck swam swept swore taught threw thought told took tore understood upheld went withdrew woke won wore
    wrote come go get make take give keep say want need know think hold run stay work see find help
    """.split()
)


def says_something(sentence: Sentence) -> bool:
    """Tell a statement from a bare topic ("PAC-3 missiles"): some word of it looks like a verb."""
    if _FINITE.search(sentence.folded):
        return True
    if not _PLAIN_VERBS.isdisjoint(sentence.lower):
        return True
    return any(_looks_like_verb(sentence, index) for index in range(1, len(sentence.words)))


def _looks_like_verb(sentence: Sentence, index: int) -> bool:
    """Tell "hosts" from "troops" and from "Forces": more than a preposition follows, and it is no name."""
    word = sentence.words[index]
    if word.stops or word.value is not None or word.text[0].isupper() or not word.text.endswith("s"):
        return False
    following = sentence.lower[index + 1] if index + 1 < len(sentence.words) else "in"
    return following not in {"in", "on", "at", "of", "for", "to", "from", "with", "by", "and", "or"}
