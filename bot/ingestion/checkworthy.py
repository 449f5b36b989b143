"""Picks the sentences of an article that a fact-checker would keep as claims, best first. Pure.

Precision first: an editor looks at every draft, and one who has to skip most of them stops looking.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.ingestion.boilerplate import article, boilerplate, credited, praise
from bot.ingestion.leaning import Context, leans
from bot.ingestion.sentences import Passage, sentences
from bot.matching.readings import Reading
from bot.matching.stance import Stance, says_something
from bot.matching.statement import Statement
from storage.models import Happening, Name
from storage.terms import fold

#: Drafts of one article; an editor looks at each.
MOST = 30
#: Characters of an article that are read: forty pages.
_READ = 120_000
_FEWEST_WORDS, _MOST_WORDS, _MOST_CHARACTERS = 6, 45, 420
#: What a sentence must be worth.
_ENOUGH = 2.5
#: A word ends here, so that figures count as words and dashes do not.
_WORD = re.compile(r"\w[\w.,'’-]*")
_ENDED = re.compile(r"\.[\"'”’)\]]*$")
#: "Journal reference: ", "Image: "
_LABEL = re.compile(r"[A-Z][\w' ]{1,30}:\s")
_QUOTED = re.compile(r"\"[^\"]*\"")
_OWN_VOICE = re.compile(
    r"\b(?:I|I'm|I've|I'd|I'll|[Mm]y|[Mm]e|[Ww]e|[Ww]e're|[Ww]e've|[Oo]ur|us|[Yy]ou|[Yy]our|[Ll]et's)\b"
)
#: "LONDON (AP) — ", "Oslo, 5 November 2026 - ", "ZURICH, Nov. 5 /PRNewswire/ -- "
_DATELINE = re.compile(r"(?P<place>[A-Z][^!?\n\"“]{2,90}?)\s(?:—|–|--|-)\s+(?=[\w“\"$€£])")
_DATELINE_SIGN = re.compile(r"\(\w[\w .]*\)|/[\w ]+/|\b\d{1,2}\b|^[A-Z]{3,}[A-Z .'-]*(?:,|$)")
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|largest|biggest|highest|lowest|longest|oldest|youngest|smallest|deepest|fastest|tallest|most|least"
    r"|record|more\s\w+\sthan|less\s\w+\sthan|fewer|higher|lower|larger|older|faster)\b"
)
#: What happened, or is so, and left a trace that can be looked up.
_EVENTS = frozenset(
    """
    rose fell grew increased decreased declined dropped doubled tripled halved cut raised reduced killed died won lost
    signed approved banned passed rejected elected appointed founded established opened closed built completed launched
    bought acquired sold merged discovered found detected measured published recorded released introduced announced
    agreed voted arrested charged sentenced convicted fined sued born invented designed destroyed collapsed employs
    employed cost costs produces produced contain contains ordered hired carries carried funded paid flies cover covers
    consists located lies stands belongs became moved begins began requires causes caused linked resigned retired
    reported exported imported invested awarded received generates generated visited counted owns runs holds hold held
    lives live occurs weighs promised pledged measures
    """.split()
)
#: Not the subject, but something that was introduced before all the same.
_TAKEN_UP = re.compile(
    r"\bthe\s(?:species|company|firm|agency|study|project|team|group|agreement|deal|building|site|device|system|results"
    r"|council|government|village|survey|proposal|scheme|incident|accident)(?!\s(?:of|by|from|for|at|in|on)\b)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|fell|rose|grew|[a-z]{3,}ed)\b")
_SAID = frozenset("said says told tells claimed claims warned argued added insisted announced according".split())
_VAGUE = re.compile(
    r"\b(?:many|several|various|some|often|sometimes|generally|probably|likely|might|could|seems?|appears?|arguably|perhaps"
    r"|hopes?|hoped|believes?|feels?|wants?|thinks?|tends?|relatively|quite|rather|fairly|somewhat|potentially|yesterday|tomorrow"
    r"|tonight|recently|ago|key|important|significant|vital|crucial|essential|challenges?|opportunit(?:y|ies))\b"
)


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
        if (
            words not in said
            and _may_be_claim(statement.text)
            and _asserts(statement)
            and not leans(statement, context)
        ):
            score = _worth(statement)
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
        and not _OWN_VOICE.search(folded)
        and not boilerplate(folded)
        and not praise(folded)
    )


def _asserts(statement: Statement) -> bool:
    if not says_something(statement) or statement.text.rstrip("\"'”’)").endswith("?"):
        return False
    unquoted = Statement(_QUOTED.sub('""', fold(statement.text)))
    if len(unquoted.words) < len(statement.words) / 2:
        # Mostly somebody's words: a claim when it says whose, and something that can be counted.
        return statement.speaker is not None and bool(statement.quantities or statement.dates)
    return statement.stance is not Stance.OPINES or not _SAID.isdisjoint(statement.lower)


def _worth(statement: Statement) -> float:
    speaker = statement.speaker
    spoken = range(speaker.first, speaker.last + 1) if speaker else range(0)
    names = [name for name in statement.names if name.first not in spoken and name.last not in spoken]
    figures, dates = len(statement.quantities), len(statement.dates)
    if not (names or figures or dates):
        return 0.0
    text = statement.folded
    worth = min(figures, 1) * 1.5 + min(figures, 3) * 0.5 + min(dates, 1) * 1.0 + min(dates, 2) * 0.25 + _named(names)
    worth += (
        0.75 * bool(_SUPERLATIVE.search(text))
        + 1.0 * (not _EVENTS.isdisjoint(statement.lower))
        + 0.5 * (speaker is not None)
    )
    worth += 0.5 * bool(statement.negations)
    if not names:  # Something happened, and nobody says to whom or where; or it is said of what, who knows?
        worth -= 1.5 * bool(_PAST.search(text)) + 1.0 * (speaker is not None)
    worth -= 1.0 * bool(_TAKEN_UP.search(text))
    worth -= 0.75 * min(len(_VAGUE.findall(text)), 3)
    return worth - _unsure(statement) - 0.5 * (len(statement.words) > 32) - 0.5 * _tells_of_telling(statement)


def _named(names: list[Reading[Name]]) -> float:
    return min(len(names), 1) * 1.0 + min(len(names), 3) * 0.25


def _unsure(statement: Statement) -> float:
    modality = statement.modality
    return 1.0 if modality and modality.what.happening is Happening.POSSIBLE else 0.0


def _tells_of_telling(statement: Statement) -> bool:
    """Tell whether several people speak in it: who said what of whom is hard to keep apart."""
    return sum(word in _SAID for word in statement.lower) > 1
