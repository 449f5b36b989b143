"""Recognises what stands on a page beside the article, and praise that nobody can check. Pure."""

import re

#: What pages say of themselves, and to their readers.
_PAGE = re.compile(
    r"""
    \b (?: subscribe | (?:a|your|our|free|digital)\ssubscription | subscriptions?\s(?:to|from|starts?)
      | sign\sup | newsletters? | cookies? | privacy\spolicy | terms\sof\s(?:use|service)
      | all\srights\sreserved | copyright | follow\sus | read\s(?:more|also|next|the\sfull) | click\s(?:here|on|to)
      | advertisement | sponsored | share\sthis | comments?\s(?:section|below) | log\s?in | our\s(?:website|app)
      | photo(?:graph)?s?\s(?:by|credit|courtesy) | image\s(?:by|credit|courtesy) | credit: | getty | shutterstock
      | file\s(?:photo|picture|image) | pictured | from\sleft | left\sto\sright
      | in\sthis\s(?:photo|picture|image|article|story|video) | (?:photo|image|picture)\sshows
      | (?:additional\s)?reporting\sby | editing\sby | written\sby | last\supdated
      | first\spublished | originally\spublished
      | this\s(?:article|story|page|post)\s(?:was|is|has|first|originally) | correction: | editor's\snote
      | for\smore\sinformation | press\s(?:contact|enquir|inquir)\w* | media\s(?:contact|enquir|inquir|relations)\w*
      | contact(?:ed)?\s(?:us|the\snewsdesk) | get\sin\stouch
      | (?:please|to)\svisit\s(?:the|our|us|www|https?) | learn\smore
      | forward-looking | safe\sharbou?r | undertakes?\sno\sobligation | risks\sand\suncertainties | actual\sresults
      | no\sobligation\sto\supdate | trademarks?
      | is\sa\s(?:leading|global|world-leading)\s(?:provider|supplier)
      | did\snot\s(?:immediately\s)?(?:respond|reply|comment) | (?:declined|refused)\sto\scomment
      | could\snot\sbe\sreached
      | for\s(?:more|further|full|details|updates)\b [^.]* \b(?:see|visit|watch|read|check|contact|call|follow|go\sto)
      | (?:has|have|was|were)\s(?:been\s)?(?:contacted|approached)\sfor\s(?:a\s)?comment
      | (?:report(?:s|ed)|announce[sd])\s(?:\w+\s){0,3}results\s(?:for|of)\s(?:the|its)
      | conference\scall | webcast | investor\srelations
      | citation\sneeded | doi: | isbn
    )
    | \((?:left|right|l|r|centre|center)\) | https?:// | \bwww\. | [\w.+-]+@[\w-]+\.\w | © | \|
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: "By Jane Doe", "Jane Doe is a reporter at", a place and a date by themselves.
_BYLINE = re.compile(r"(?i:by|story\sby|words\sby)\s+[A-Z][\w'-]+\s+[A-Z][\w'-]+\s*(?:[,|]|$)")
_PRAISE = re.compile(
    r"""
    \b (?: thrilled | excit(?:ed|ing|ement) | delighted | proud(?:ly)? | pleased | honou?red\sto | passionate
      | privileged | looking\sforward | committed\sto | dedicated\sto | world-class | best-in-class | cutting-edge
      | state-of-the-art | game-?chang\w* | revolutioni[sz]e\w* | seamless(?:ly)? | next-generation | empower\w*
      | amazing | fantastic | fascinating | incredible | incredibly | stunning | wonderful
      | testament\sto | mission\sis | ideally | hopefully | sadly | needless\sto\ssay
      | the\sworld\sneeds | it's\s(?:time|clear) | grateful | thank | congratulat\w* | tireless(?:ly)?
      | an?\s(?:good|bad|great|tough|difficult|alarming|exciting)\s(?:one|year|day|time|thing|idea|sign|start)
      | stakeholders | synerg\w* | solutions\sthat | positioned\sto | poised\sto
      | paves?\sthe\sway | shed(?:s|ding)?\s(?:new\s)?light
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Words of praise that also stand where something can be looked up: "a rise unprecedented since 1929".
_FLOURISH = re.compile(
    r"\b(?:commitment|revolutionary|unparalleled|unprecedented|innovative|transformative|ground-?breaking|beautiful"
    r"|terrible|milestone|vision|journey|deeply|honou?red|pivotal)\b",
    re.IGNORECASE,
)


def boilerplate(sentence: str) -> bool:
    """Tell what belongs to the page, not to the article."""
    return _PAGE.search(sentence) is not None or _BYLINE.match(sentence) is not None


def praise(sentence: str) -> bool:
    """Tell words of praise, hope and feeling, which no record can settle."""
    return _PRAISE.search(sentence) is not None


def flourish(sentence: str) -> bool:
    """Tell a word of praise in a sentence that may say something else as well."""
    return _FLOURISH.search(sentence) is not None


#: Headings behind which nothing of an encyclopaedia's article follows.
_APPENDIX = re.compile(
    r"^[^\w\n]{0,9}\d{0,2}[^\w\n]{0,5}(?:references|notes|footnotes|bibliography|external\slinks|further\sreading|see\salso|sources|citations"
    r"|related\s(?:articles|stories|content)|journal\sreferences?|notes\s(?:to|for)\seditors)[^\w\n]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
_CREDIT = re.compile(
    r"[(\[](?:AP\s|file\s)?(?:photo|picture|image|credit)\b|\b(?:photo|image|picture|credit)s?\s?:|/\s?(?:getty|reuters|ap|afp)\b"
    r"|\b(?:file\s)?(?:photo|picture|image)s?\s(?:by|via|courtesy)\b|\bcourtesy\s(?:of\s)?[^.\n]{2,60}\s(?:via|handout)\b|\bhandout\svia\b",
    re.IGNORECASE,
)


def article(text: str) -> str:
    """Return the text up to its notes and references, unless most of it would be gone."""
    for found in _APPENDIX.finditer(text):
        if found.start() > len(text) / 3:
            return text[: found.start()]
    return text


def credited(text: str, start: int) -> bool:
    """Tell whether the paragraph that begins here names a photographer: then it is a picture's caption."""
    stop = text.find("\n", start)
    return _CREDIT.search(text, start, len(text) if stop < 0 else stop) is not None
