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
