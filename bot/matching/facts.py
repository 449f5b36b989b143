"""Tells a claim that holds two facts, and how to split it. Pure.

Precision first: an editor who is told of two facts where there is one stops listening. So nothing is told of lists,
quotations, relative clauses and reported speech, and nothing where no finite verb is certain.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from bot.matching.sentences import sentence_spans
from bot.matching.speakers import SAYING
from storage.terms import fold, term_of

_AUXILIARIES = frozenset(
    """
    is are was were has had have will would can could may might must shall should does do did cannot isn't aren't wasn't
    weren't hasn't haven't hadn't won't wouldn't can't couldn't doesn't don't didn't shouldn't
    """.split()
)
#: Past forms that are no participle.
_PAST = frozenset(
    """
    ate became began broke chose did drew drove fell flew forbade froze gave grew knew rose sang sank saw shook shrank
    spoke stole swore took threw tore went withdrew woke wore wrote
    """.split()
)
#: Past forms that are participles too, as those in -ed are: only what follows tells.
_PAST_OR_PARTICIPLE = frozenset(
    """
    built bought brought came caught cost cut fed felt fled fought found got held hit kept laid led left lent lost made
    met paid put ran said sent set shot sold sought spent stood struck taught thought told understood upheld won
    """.split()
)
#: What a finite verb's object or complement begins with, and a participle's or a noun's seldom does.
_OBJECT = re.compile(
    r"""
    (?:\s+(?:up|out|off|back|down|over|in|on))?\s+(?:an?|the|its|his|her|their|our|this|these|that|those|no|all|every|both|each
    |some|any|several|many|more|less|fewer|about|around|nearly|almost|over|only|at\s+(?:least|most)|one|two|three|four
    |five|six|seven|eight|nine|ten|it|them|him|to)\b | \s+[$€£]?\d
    """,
    re.VERBOSE,
)
#: Between a joint and its verb: "and also owes".
_ADVERBS = r"(?:(?:also|now|then|still|already|later|never|soon|even|not|\w+ly)\s+)*"
_JOINT = re.compile(
    rf"(?P<mark>;|,?\s(?:and|but)\b|,\s(?:while|whereas)\b)\s*(?P<adverbs>{_ADVERBS})(?=(?P<word>[\w'-]+))"
)
#: A noun phrase that can stand between a joint and its verb.
_SUBJECT = re.compile(
    r"(?:(?:the|an?|its|his|her|their|our|this|these|those|it|he|she|they|we|some|most|many|no|another)\b|[A-Z\d])"
)
_PRONOUNS = frozenset({"it", "he", "she", "they"})
#: Behind these the clause is not the claim's own: relative, reported, conditional.
_DEPENDENT = frozenset(
    "that which who whom whose where when because since if although though unless whether why how what as".split()
)
#: With a verb behind them these begin a clause: "after it failed".
_TIMES = re.compile(r"\b(?:after|before|until|till|while|once)\b")
#: Verbs of saying that are nouns as well: "the state", "its reports".
_NOUNS_TOO = frozenset("state states report reports claim claims call calls note notes".split())
_OPENING = re.compile(
    r"(?:in|on|at|after|before|during|ahead|by|since|under|from|for|according|last|this|next|despite|with)\b[^,]*,\s+",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r'"[^"]*"?|(?<!\w)\'[^\']*\'(?!\w)')
_ENDED = re.compile(r"[.!?][\"'”’)]*$")
_WORD = re.compile(r"[\w'-]+")
_LONGEST_SUBJECT = 7


def facts(text: str) -> tuple[str, ...]:
    """Return the facts a claim holds, each as a sentence that stands alone; empty when it holds one."""
    plain = _QUOTATION.sub(lambda quoted: '"' + "x" * (len(quoted[0]) - 1), fold(text))
    found: list[str] = []
    subject = ""
    for start, end in sentence_spans(plain):
        if plain[start].islower():
            return ()  # The stop was an abbreviation's: a 700-lb. snake.
        clauses = [*_clauses(plain, start, end)]
        if not _verbs(plain, *clauses[0], certain=False):
            return ()
        for clause in clauses:
            found.append(_alone(text, plain, clause, subject))
            subject = subject or _subject(text, plain, clause)
    return tuple(found) if len(found) > 1 else ()


def _clauses(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the independent clauses of a sentence; only the first has its subject for certain."""
    for joint in _JOINT.finditer(plain, start, end):
        before = (start, joint.start())
        if _dependent(plain, *before):
            break
        if _joins_clauses(plain, before, joint, end):
            yield before
            start = joint.end("mark")
    yield start, end


def _dependent(plain: str, start: int, end: int) -> bool:
    """Tell whether what follows may hang on somebody's saying, or on a word such as "which" or "because"."""
    lower = _lower(plain, start, end)
    reported = (
        word in SAYING and not (word in _NOUNS_TOO and before in {*_NO_VERB_BEHIND, "united"})
        for before, word in pairwise(["the", *lower])
    )
    timed = any(_verbs(plain, time.end(), end, certain=False) for time in _TIMES.finditer(plain, start, end))
    return any(reported) or timed or not _DEPENDENT.isdisjoint(lower) or _open_pair(lower)


def _open_pair(lower: list[str]) -> bool:
    """Tell whether an "and" is still due: between Japan … and, both … and."""
    opened = max((index for index, word in enumerate(lower) if word in {"between", "both", "either"}), default=None)
    return opened is not None and "and" not in lower[opened:] and "or" not in lower[opened:]


def _joins_clauses(plain: str, before: tuple[int, int], joint: re.Match[str], end: int) -> bool:
    if plain.count("(", *before) > plain.count(")", *before):
        return False
    first = joint.start("word")
    if _finite(plain, first, joint.end("word")):
        return not _beside(plain, joint) and bool(_verbs(plain, *before, certain=False))
    # A bare "and" may stand inside a list; with a comma, or as "but", it hardly does.
    bare = joint["mark"].strip() == "and"
    return (
        _SUBJECT.match(plain, first) is not None
        and _acts(plain, first, end)
        and bool(_verbs(plain, *before, certain=bare))
    )


def _acts(plain: str, start: int, end: int) -> bool:
    """Tell whether a noun phrase begins here, with its verb a few words on."""
    verb = next(iter(_verbs(plain, start, end)), start)
    return (
        start < verb and len(_WORD.findall(plain, start, verb)) <= _LONGEST_SUBJECT and not _breaks(plain[start:verb])
    )


def _breaks(words: str) -> bool:
    """Tell whether a comma, or a word such as "because", stands between a noun and what looks like its verb."""
    return "," in words or not _DEPENDENT.isdisjoint(_lower(words, 0, len(words)))


def _beside(plain: str, joint: re.Match[str]) -> bool:
    """Tell two words of a kind side by side, "troops and ships", "shot and killed", from two predicates."""
    before = re.search(r"([\w-]+)$", plain[max(0, joint.start() - 40) : joint.start()])
    word = joint["word"]
    if before is None or word in _AUXILIARIES:
        return False
    return (word.endswith("s") and before[1].endswith("s")) or _may_be_past(before[1]) or before[1] in _PAST


def _verbs(plain: str, start: int, end: int, *, certain: bool = True) -> list[int]:
    """Return where finite verbs begin; unless they must be certain, also what may be a participle."""
    words = [*_WORD.finditer(plain, start, end)]
    return [
        word.start()
        for before, word in pairwise([None, *words])
        if (
            word
            and not (before and before[0].lower() in _NO_VERB_BEHIND)
            and (_finite(plain, word.start(), word.end()) or (before and not certain and _may_be_past(word[0])))
        )
        or (word and before is None and not certain and _headlines(plain, word))
    ]


def _headlines(plain: str, word: re.Match[str]) -> bool:
    """Tell "Lost £7m in 2023", which leaves its subject out."""
    return _may_be_past(word[0].lower()) and _OBJECT.match(plain, word.end()) is not None


def _may_be_past(word: str) -> bool:
    return word in _PAST_OR_PARTICIPLE or (word.islower() and len(word) > 3 and word.endswith("ed"))


#: "to have", "the planned line", "its reduced staff": no finite verb.
_NO_VERB_BEHIND = frozenset("to the a an its his her their our of in on at by for with from and or".split())


def _finite(plain: str, start: int, end: int) -> bool:
    word = plain[start:end]
    if word in _AUXILIARIES or word in _PAST:
        return True
    if not word.islower():
        return False
    acts = _may_be_past(word) or (word.endswith("s") and term_of(word) in _verb_terms())
    return acts and _OBJECT.match(plain, end) is not None


@cache
def _verb_terms() -> frozenset[str]:
    return frozenset(term_of(verb) for verb in _VERBS.split())


_VERBS = """
    accept add allow apply approve ask attack attend ban become begin believe belong borrow break bring build buy
    carry cause change choose close collect come commit compare complete confirm consider consist contain continue
    contribute cost cover create cut decide decline defend deliver demand deny depend describe destroy develop die
    do draw drop earn eat employ enter exceed expand expect export face fail fall fear fight find fly force form
    fund gain generate get give go grow happen have head help hide hire hit hold host hope hurt import improve
    include increase invest join keep kill know lack land last launch lead learn leave lend let lie limit live lose
    lower make manage mean meet miss move need offer open operate oppose order owe own pass pay plan play prefer
    prevent produce promise protect prove provide publish put raise reach receive recommend reduce refuse reject
    release rely remain remove replace represent require rise rule run save seek seem sell send serve settle show
    sign spend stand start stay stop suffer supply support take teach train treat try turn use visit vote want win
    work
    """


def _subject(text: str, plain: str, clause: tuple[int, int]) -> str:
    """Return the words in front of the first verb, without an opening such as "In April,"."""
    verb = next(iter(_verbs(plain, *clause, certain=False)), clause[0])
    opening = _OPENING.match(plain, clause[0], verb)
    words = text[opening.end() if opening else clause[0] : verb].strip()
    return re.sub(r"\s+(?:also|now|still|already|never|\w+ly)$", "", words)


def _alone(text: str, plain: str, clause: tuple[int, int], subject: str) -> str:
    """Return a clause as a sentence, the subject put in where it has none or a pronoun."""
    words = text[slice(*clause)].strip(" ,;")
    first = _WORD.match(words)
    pronoun = first is not None and first[0].lower() in _PRONOUNS
    lacking = _lacks_subject(plain, clause)
    if subject and pronoun and first:
        words = subject + words[first.end() :]
    elif subject and lacking:
        words = f"{subject} {words}"
    return words[:1].upper() + words[1:] + ("" if _ENDED.search(words) else ".")


def _lacks_subject(plain: str, clause: tuple[int, int]) -> bool:
    begin = re.compile(rf"[\s,;]*{_ADVERBS}").match(plain, *clause)
    word = _WORD.match(plain, begin.end() if begin else clause[0])
    return word is not None and _finite(plain, word.start(), word.end())


def _lower(plain: str, start: int, end: int) -> list[str]:
    return [word.lower() for word in _WORD.findall(plain, start, end)]
