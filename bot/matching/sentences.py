"""Splits a message into its sentences and independent clauses, in one pass over the lines. Pure."""

import re
from collections.abc import Iterable, Iterator

#: A point behind these ends no sentence.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof gen sen rep gov pres sgt lt col capt st jr sr vs etc eg ie no nos dept est approx inc
    ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
    """.split()
)
_STOP = re.compile(r"(?:[.!?…]+[\"'”’)\]]*)(?=\s|$)|\n+")
#: Where a clause with a subject of its own begins; each side is judged by itself.
_CLAUSE = re.compile(
    r"""
    (?: ; | \.\.\. | ,\s(?:but|and|while|whereas|although|though|so)\b
      | \sbut\s(?=\S+\s\S+\s\S+)
      | ,?\sand\s(?=(?:they|it|he|she|we|there|that)(?:'?(?:s|re|ll|d|ve))?\s)
      | ,\s(?=(?:they|it|he|she|that|this)(?:'?(?:s|re|ll))?\s(?!(?:how|what|why|who|when|the|from|an?)\b))
    )\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_TOPIC = 8
#: Words that make a question one by themselves.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|has|have|had|will|would|can|could|should|might|may|must|right|true|who|what"
    r"|where|when|why|which|how)(?:n'?t|'?s)?\b|'(?:s|re|ll|ve)\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"([\w.]+)\W*$")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of a masked text."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop.group()[0] == "." and _abbreviates(text[start : stop.start()]):
            continue
        yield from _trimmed(text, start, stop.start() if stop.group()[0] == "\n" else stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


#: What points back at the sentence before it: "Twelve hectares! That's how much …".
_POINTING_BACK = re.compile(r"that'?s\s+(?:how|what|why|who|when|from)\b", re.IGNORECASE)


def joined_topics(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join a topic put as a question with what is said of it, and a sentence with one that points back at it."""
    topic: tuple[int, int] | None = None
    for start, end in spans:
        if topic and not (_is_topic(text[slice(*topic)]) or _POINTING_BACK.match(text, start)):
            yield topic
            topic = None
        topic = (topic[0] if topic else start, end)
    if topic:
        yield topic


def _is_topic(sentence: str) -> bool:
    words = sentence.split()
    return sentence.endswith("?") and len(words) <= _LONGEST_TOPIC and not _FINITE.search(sentence)


def clause_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each clause of a sentence; one span when it is all one clause."""
    for joint in _CLAUSE.finditer(text, start, end):
        yield from _trimmed(text, start, joint.start())
        start = joint.end()
    yield from _trimmed(text, start, end)


def _abbreviates(before: str) -> bool:
    # The last forty characters are enough to see the last word, and keep the scan linear.
    last = _LAST_WORD.search(before[-40:])
    if last is None:
        return False
    word = last[1].lower()
    return word in _ABBREVIATIONS or re.fullmatch(r"[a-z]|(?:[a-z]\.)+[a-z]", word) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    if start < end:
        yield start, end
