"""Picks the sentences of an article that a fact-checker would keep as claims, best first. Pure.

An editor accepts, edits or skips each of them beside the title of its source. What cannot be understood there is
left out; what only leans on its source comes later than what stands alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.ingestion.boilerplate import article, boilerplate, credited, praise
from bot.ingestion.leaning import Context, leaning, leans
from bot.ingestion.sentences import Passage, sentences
from bot.ingestion.worth import EVENTS, SAID, worth
from bot.matching.stance import Stance, says_something
from bot.matching.statement import Statement
from storage.terms import fold

#: Drafts of one article; an editor looks at each.
MOST = 30
#: Characters of an article that are read: forty pages.
_READ = 120_000
_FEWEST_WORDS, _MOST_WORDS, _MOST_CHARACTERS = 6, 60, 450
#: What a sentence must be worth.
_ENOUGH = 1.0
#: What it costs to lean, each way.
_LEANING = 0.5
#: A word ends here, so that figures count as words and dashes do not.
_WORD = re.compile(r"\w[\w.,'’-]*")
_ENDED = re.compile(r"\.[\"'”’)\]]*$")
#: "Journal reference: ", "Image: "
_LABEL = re.compile(r"[A-Z][\w' ]{1,30}:\s")
_QUOTED = re.compile(r"\"[^\"]*\"")
_OWN_VOICE = re.compile(
    r"\b(?:I|I'm|I've|I'd|I'll|[Mm]y|[Mm]e|[Ww]e|[Ww]e're|[Ww]e've|[Oo]ur|us|[Yy]ou|[Yy]our|[Ll]et's)\b"
)
#: Characters, with a quotation mark, before the first word's second letter.
_LEADS = 4
_TELLS = re.compile(r"\b(?:said|says|noted|according|found|wrote)\b")
#: "LONDON (AP) — ", "(Reuters) - ", "Oslo, 5 November 2026 - ", "ZURICH, Nov. 5 /PRNewswire/ -- ",
#: "LEEDS--(BUSINESS WIRE)--"
_DATELINE = re.compile(
    r"(?P<place>(?:[A-Z]|\((?=[A-Z]\w+\)))[^!?\n\"“]{2,90}?)"
    r"(?:\s(?:—|–|--|-)|(?<=\))(?:—|–|--))\s*(?<=[\s-])(?=[\w“\"$€£])"
)
_DATELINE_SIGN = re.compile(r"\(\w[\w .]*\)|/[\w ]+/|\b\d{1,2}\b|^[A-Z]{3,}[A-Z .'-]*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Worthy:
    """A sentence worth keeping as a claim, and where it stands."""

    start: int
    end: int
    score: float


def checkworthy(text: str, most: int = MOST) -> tuple[Worthy, ...]:
    """Return the sentences worth keeping, best first, each once."""
    ranked = sorted(_scored(article(text[:_READ])), key=lambda one: (-one.score, one.start))
    return tuple(ranked[:most])


def _scored(text: str) -> Iterator[Worthy]:
    context = Context()
    said: set[tuple[str, ...]] = set()
    for start, end in _whole(text, sentences(text)):
        statement = Statement(plain(text[start:end]))
        words = tuple(statement.words[index].term for index in statement.content)
        if words not in said and _may_be_claim(statement.text) and _asserts(statement) and not leans(statement):
            score = worth(statement) - _LEANING * leaning(statement, context)
            if score >= _ENOUGH:
                yield Worthy(start, end, score)
        said.add(words)
        context.add(statement)


def plain(passage: str) -> str:
    """Return a passage on one line, words that were divided at a line's end made whole."""
    return " ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", passage).split())


def _whole(text: str, passages: Iterable[Passage]) -> Iterator[tuple[int, int]]:
    """Yield the sentences outside a quotation of several, each without its dateline."""
    quoting = caption = False
    for passage in passages:
        if passage.opens:
            quoting, caption = False, credited(text, passage.start)
        start = _behind_dateline(text, passage) if passage.opens else passage.start
        odd = fold(text[start : passage.end]).count('"') % 2 == 1
        if not (quoting or odd or caption):
            yield start, passage.end
        quoting ^= odd


def _behind_dateline(text: str, passage: Passage) -> int:
    found = _DATELINE.match(text, passage.start, passage.end)
    if found is None or not _DATELINE_SIGN.search(found["place"]):
        return passage.start
    if found["place"].count("(") != found["place"].count(")"):  # "Ann Lee (4 May 1871 – 8 June 1949)"
        return passage.start
    small = [word for word in found["place"].split() if word.isalpha() and word.islower()]
    return passage.start if len(small) > 1 else found.end()


def _may_be_claim(sentence: str) -> bool:
    """Tell by what costs nothing to see."""
    folded = fold(sentence)
    return (
        len(sentence) <= _MOST_CHARACTERS
        and _FEWEST_WORDS <= len(_WORD.findall(sentence)) <= _MOST_WORDS
        and _ENDED.search(sentence) is not None
        and not folded.lstrip("\"'(")[:1].islower()
        and folded.count("(") == folded.count(")")
        and not _LABEL.match(sentence)
        and not _in_own_voice(folded)
        and not boilerplate(folded)
        and not praise(folded)
    )


def _in_own_voice(folded: str) -> bool:
    """Tell what writers say of themselves and their readers; "what we all breathe, the authors say" is none of it."""
    found = _OWN_VOICE.search(folded)
    if found is None:
        return False
    outside = _QUOTED.sub('""', folded)
    return _OWN_VOICE.search(outside) is None or found.start() < _LEADS or not _TELLS.search(outside)


def _asserts(statement: Statement) -> bool:
    verbless = not says_something(statement) and EVENTS.isdisjoint(statement.lower)
    if verbless or statement.text.rstrip("\"'”’)").endswith("?"):
        return False
    folded = fold(statement.text)
    unquoted = Statement(_QUOTED.sub('""', folded))
    if len(unquoted.words) < len(statement.words) / 2:
        # Mostly somebody's words: a claim when it says whose, and something that can be counted or looked up.
        particular = statement.quantities or statement.dates or (folded[0] != '"' and len(statement.names) > 1)
        return statement.speaker is not None and bool(particular)
    return statement.stance is not Stance.OPINES or not SAID.isdisjoint(statement.lower)
