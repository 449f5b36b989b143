"""Weighs what a sentence holds that somebody could look up against what makes it vague. Pure."""

import re

from bot.ingestion.boilerplate import flourish
from bot.ingestion.phrases import HAPPENED
from bot.matching.statement import Statement
from storage.models import Happening

#: Verbs of telling.
SAID = frozenset("said says told tells claimed claims warned argued added insisted announced according".split())
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|largest|biggest|highest|lowest|longest|oldest|youngest|smallest|deepest|fastest|tallest|most|least"
    r"|greatest|strongest|weakest|busiest|best|worst|record|more(?:\s\w+)?\s\w+\sthan|less\s\w+\sthan|fewer|higher|lower|larger|older"
    r"|faster|smaller|longer|stronger|half|third|twice|majority|outnumbers?|dozens|hundreds|thousands|millions|unanimous(?:ly)?)\b"
)
#: What a study did to be cited for.
_FINDING = re.compile(
    r"\b(?:found|finds|shows?|showed|shown|concluded?|concludes|suggests?|suggested|revealed|reveals|demonstrated"
    r"|estimates?|estimated|confirmed|highlights?|mapped|analy[sz]ed|examined|surveyed|relied|relies)\b"
)
#: What happened, or is so, and left a trace that can be looked up.
EVENTS = frozenset(
    """
    rose fell grew increased increases decreased declined dropped doubled tripled halved cut raised reduced killed
    died won lost signed approved banned passed rejected elected appointed founded established opened closed built
    completed launched bought acquired sold merged discovered detected measured published recorded released introduced
    announced agreed agree voted arrested charged sentenced convicted fined sued born invented designed destroyed
    collapsed employs employed cost costs produces produced contain contains ordered hired carries carried funded paid
    flies cover covers consists located lies stands belongs belonged became moved begins began requires causes caused
    linked resigned retired reported exported imported invested awarded received generates generated visited counted
    owns runs holds hold held lives live occurs weighs promised pledged measures expects expected conceded called
    listed shifted upgraded scored beat defeated finished attended reaffirmed met accelerating uses used joined served
    graduated married named
    """.split()
)
#: Not the subject, but something that was introduced before all the same.
_TAKEN_UP = re.compile(
    r"\bthe\s(?:species|company|firm|agency|study|project|team|group|agreement|deal|building|site|device|system|results"
    r"|council|government|village|survey|proposal|scheme|incident|accident)(?!\s(?:of|by|from|for|at|in|on)\b)\b"
)
_VAGUE = re.compile(
    r"\b(?:many|several|various|more\s(?=\w+\s(?:is|are)\b)|some|often|sometimes|generally|probably|likely|might|could|seems?|appears?|arguably|perhaps"
    r"|hopes?|hoped|believes?|feels?|wants?|thinks?|tends?|relatively|quite|rather|fairly|somewhat|potentially|yesterday|tomorrow"
    r"|tonight|recently|ago|key|important|significant|vital|crucial|essential|challenges?|opportunit(?:y|ies))\b"
)

#: Words of a sentence that has little room for something particular, and of one that holds too much.
_SHORT, _LONG = 9, 32


def worth(statement: Statement) -> float:
    """Return what a sentence is worth to somebody who looks it up; nought when it holds nothing particular."""
    particulars = _particulars(statement)
    return particulars + _telling(statement) - _doubtful(statement) if particulars else 0.0


def _particulars(statement: Statement) -> float:
    figures = sum(any(map(str.isdigit, statement.written(one.first, one.last))) for one in statement.quantities)
    dates, names = len(statement.dates), len(statement.names)
    compared = len(_SUPERLATIVE.findall(statement.folded))
    return (
        _first_and_more(figures, 1.75, 0.5)
        + min(len(statement.quantities) - figures, 2) * 0.75
        + _first_and_more(dates, 1.0, 0.25)
        + 0.25 * any(date.what.year for date in statement.dates)
        + _first_and_more(names, 1.0, 0.25)
        + min(compared, 2) * 0.75
    )


def _first_and_more(count: int, first: float, each: float) -> float:
    return min(count, 1) * first + min(count, 3) * each


def _telling(statement: Statement) -> float:
    return (
        1.0 * (not EVENTS.isdisjoint(statement.lower))
        + 0.75 * (_FINDING.search(statement.folded) is not None)
        + 0.5 * bool(statement.negations)
    )


def _doubtful(statement: Statement) -> float:
    text = statement.folded
    modality = statement.modality
    return (
        _unparticular(statement)
        + 0.25 * (_TAKEN_UP.search(text) is not None)
        + 0.5 * min(len(_VAGUE.findall(text)), 3)
        + 0.5 * (modality is not None and modality.what.happening is Happening.POSSIBLE)
        + 0.5 * (len(statement.words) > _LONG)
        # Somebody's own words, or several people's: who said what of whom is hard to keep apart.
        + 1.0 * text.startswith('"')
        + 0.5 * (sum(word in SAID for word in statement.lower) > 1)
        + 1.0 * flourish(text)
    )


def _unparticular(statement: Statement) -> float:
    """Weigh that something happened, and nobody says to whom or where; or that there is little room to say it."""
    unnamed, uncounted = not statement.names, not statement.quantities
    short = uncounted and len(statement.words) < _SHORT
    return (
        0.5 * (unnamed and HAPPENED.search(statement.folded) is not None)
        + 0.5 * (unnamed and uncounted and statement.speaker is not None)
        + 1.0 * (unnamed and short)
        + 0.5 * (short and not statement.dates and EVENTS.isdisjoint(statement.lower))
    )
