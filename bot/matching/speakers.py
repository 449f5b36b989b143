"""Reads whose words a sentence reports. Pure."""

import re
from collections.abc import Iterator

from bot.matching.readings import Reading, Sentence
from storage.models import Speaker

SAYING = frozenset(
    """
    say said says saying tell told tells claim claimed claims state stated states announce announced announces
    argue argued argues warn warned warns add added adds adding insist insisted insists note noted notes
    declare declared declares tweet tweeted tweets call called calls calling call acknowledge acknowledged
    confirm confirmed confirms report reported reports predict predicted predicts describe described describes
    remarked stressed complain complained complains complaining reckon reckons reckoned swear swears swore vowed
    promised pledged think thinks thought believe believes believed admit admitted admits suggest suggested suggests
    explain explained explains mention mentioned mentions joked conceded explaining accuse accused accuses accusing
    blame blamed blames blaming hail hailed hails praise praised praises praising slam slammed slams criticize
    criticized criticise criticised condemn condemned condemns blast blasted labelled labeled dub dubbed
    branded jokes quipped boast boasted brag bragged moaned grumbled
    griped lament lamented foresee foresees estimate estimated reveal revealed reveals
    disclose disclosed assert asserted asserts maintain maintains maintained contend contends contended allege alleged
    alleges hinted imply implied commented observe observed replied
    respond responded shout shouted vow vowing assure assured assures predicting sees summed
    """.split()
)
_PRONOUNS = frozenset("i you he she it they we who that this these those someone somebody people everyone one".split())
_STEPPED_OVER = frozenset(
    "also just later then really actually once has had have literally did was is who one himself herself itself".split()
)
_TITLES = frozenset("mr mrs ms dr the a an even".split())
#: according to X · per X · X's words · in the words of X
_NAMED_AFTER = re.compile(
    r"\b(?:acc(?:ording|\.)? to|as per|per(?!\s+cent)|in the words of|as told by|quoting|said by"
    r"|(?:quote|line|words) from|(?:so|thus) says?)\s+(?=[a-z\"'])"
)
#: in X's words · it was X who · that was X having a go · thats from X · X is the one saying · X's jibe that
_POINTED_AT = re.compile(
    r"\bin\s+(?=(?:\S+\s+){1,4}words\b)|\b(?:it|that)(?:'s|s|\s+was|\s+is)\s+(?=(?:\S+\s+){1,3}(?:who|having|saying)\b)"
    r"|(?:[\"'],?|^)\s*(?:that(?:'s|s|\s+was)|this\s+was|it\s+was)\s+(?:how\s+|from\s+|by\s+)?(?=[a-z])"
    r"|^(?=(?:\S+\s+){0,3}\S+'s\s+(?:jibe|line|claim|words|quip|remark|comment|phrase|jab|accusation|verdict|view)\b)"
    r"|^(?:even\s+)?(?=(?:\S+\s+){1,3}is\s+(?:the\s+one|teh\s+one|who)\b)"
)
#: "…" - X at the end, behind a quotation
_SIGNED = re.compile(r"(?:\"\s*(?:-+|~|,)|(?<=\w')\s*-+)\s*(?:by\s+)?([^\"'-]{2,40})$")
_COLON = re.compile(r"^[^:\"]{2,40}:\s+\S")


def read_speaker(sentence: Sentence) -> Reading[Speaker] | None:
    """Read the speaker; ``None`` when nobody is named, or only by a pronoun."""
    for first, last in _places(sentence):
        named = next((index for index in range(first, last + 1) if sentence.lower[index] not in _TITLES), None)
        if named is not None and sentence.lower[named] not in _PRONOUNS:
            canonical = " ".join(word.term for word in sentence.words[named : last + 1])
            return Reading(Speaker(sentence.written(named, last), canonical), named, last)
    return None


def _places(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the word spans, best first, where a speaker stands."""
    if after := _NAMED_AFTER.search(sentence.folded):
        yield _run(sentence, sentence.index_at(after.end()), 4)
    if pointed := _POINTED_AT.search(sentence.folded):
        yield _run(sentence, sentence.index_at(pointed.end()), 4)
    if _COLON.match(sentence.folded):
        last = sentence.index_at(sentence.folded.index(":")) - 1
        while last > 0 and sentence.lower[last] in SAYING:
            last -= 1
        if 0 <= last < 4 and not any(word.value for word in sentence.words[: last + 1]):
            yield 0, last
    if signed := _SIGNED.search(sentence.folded):
        first = sentence.index_at(signed.start(1))
        if first < len(sentence.words) and len(sentence.words) - first <= 4:
            yield first, len(sentence.words) - 1
    yield from _before_saying(sentence)


def _run(sentence: Sentence, first: int, longest: int) -> tuple[int, int]:
    last = first - 1
    while last + 1 < min(len(sentence.words), first + longest):
        word = sentence.words[last + 1]
        gap = sentence.folded[sentence.words[last].end : word.start] if last >= first else " "
        titled = last < first and sentence.lower[last + 1] in _TITLES
        if gap.strip() or (word.stops and not titled):
            break
        last += 1
    return first, last


def _before_saying(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for index, word in enumerate(sentence.lower):
        if word not in SAYING:
            continue
        last = index - 1
        while last >= 0 and sentence.lower[last] in _STEPPED_OVER:
            last -= 1
        first = last + 1
        while first > 0 and last - first < 3 and _speaks(sentence, first - 1, first):
            first -= 1
        if first <= last:
            yield first, last
        elif (
            index + 1 < len(sentence.words) and sentence.words[index + 1].text[0].isupper() and word in {"said", "says"}
        ):
            yield _run(sentence, index + 1, 3)


def _speaks(sentence: Sentence, index: int, following: int) -> bool:
    """Tell whether a word still belongs to the name in front of "said"."""
    word = sentence.words[index]
    if word.value is not None or sentence.lower[index] in SAYING:
        return False
    stops = word.stops and sentence.lower[index] not in _PRONOUNS
    gap = sentence.folded[word.end : sentence.words[following].start] if following < len(sentence.words) else ""
    return not stops and not gap.strip()
