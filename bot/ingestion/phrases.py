"""The words by which a sentence takes up what others said before it. Pure."""

import re

#: At the start: who or what is meant stands in another sentence.
TAKES_UP = re.compile(
    r"""
    (?:
      he|she|it|they|this|these|his|hers?|its|theirs?|him|them|such|here
    | those (?!\s(?:who|with|in|of|from|whose|without|aged|living|taking|working)\b) | (?:yes|no|well)(?=,)
    | (?:in|by|on|for|as|at|after|even|not|put|simply|until|since|from|before|with|between|among|despite|like|unlike)
      \s (?: that|this|these|them|it|him|her|which|doing\sso | my|our|your | both | each | either )
    | more\sthan\sthat | to\s(?:that|this|do\sthis|do\sso) | one\ssuch | the\s(?:more|less|better|fact|point|key|rest)
    | (?:one|two|three|four|five|six|some|most|many|all|both|none|neither|either|each|several|few|another|others?)
      (?: \sof\s(?:them|these|those|which|the\s(?:two|three|four|five)) | \sothers? | \smore | \sfurther | \sanother
        | \s(?:is|are|was|were|have|has|had|will|would|say|said|believe|think) )
    | that (?=\s(?:is|was|will|would|has|had|could|may|might|means|meant|makes|made|does|did|includes?|included)\b)
    | not\sall | another|others|neither|both
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: At the start: what follows is tied to another sentence, and can still be understood.
CONNECTS = re.compile(
    r"""
    (?:
      but|and|or|so|yet|nor|then|thus|hence|still|also|too|instead|however|moreover|furthermore|therefore|otherwise
    | meanwhile|nevertheless|nonetheless|besides|likewise|similarly|conversely|additionally|consequently|accordingly
    | afterwards?|eventually|finally|subsequently|later|soon|sadly|fortunately|unfortunately|luckily|historically
    | interestingly|surprisingly|remarkably|importantly|crucially|clearly|obviously|perhaps|maybe|indeed|overall|again
    | specifically|ultimately|alternatively|elsewhere|namely|notably|initially|previously|now|today|typically
    | (?:in|by|on|for|as|at|after|even|not|put|until|since|from|before|with|like|unlike)
      \s (?: short|fact|addition|contrast|turn|comparison|response|return|particular|general|practice|all|part
          | example|instance|now|such|well|first|last|present|least|so|then|only|put
          | course|there|here|other\swords|the\s(?:meantime|past|end|other|contrary|time|moment|same|latter)
          | a\s(?:result|statement|way|sense) )
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Anywhere: another sentence, the page, or the reader's own place and time is pointed at.
POINTS = re.compile(
    r"""
    \b (?: (?:this|these) (?= [.,;!?] | \s(?:is|are|was|were|had|has|have|may|might|can|could|would|will|did|does|do
          |made|makes|means|meant|of|in|on|at|to|and|or|by)\b | $ )
      | those (?!\s(?:who|with|in|of|from|that|whose|without|aged|at|on|for|between|under|over|living|taking)\b)
      | (?:from|of|in|on|at|to|for|by|with|under|within|outside|near)\sthat
        \s(?!(?:point|number|figure|amount|total|case|year|day|month|week|time|night|morning|season|period|decade)\b)\w+
      | the\s(?:former|latter)(?=[\s.,;](?!president|prime|minister|mayor|chief|king|head))
      | as\s(?:mentioned|noted|described|shown|follows|above|below|explained)
      | (?:see|shown|listed|described)\s(?:above|below) | (?:above|below|opposite|left|right)\)? $
      | aforementioned | herein | hereby | thereof | (?:when|where|what)\s(?:he|she|it|they)\s(?:said|did)
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Anywhere: something that was named before, but that a reader of the source finds at once.
NAMES_AGAIN = re.compile(
    r"""
    \b (?: this (?!\s(?:year|month|week|summer|spring|autumn|winter|season|quarter|century|decade)\b) | these
      | (?:that|the\ssame)\s(?:point|number|figure|amount|total|case) | (?:do|does|did|done|doing)\sso
      | of\sthem | nearby | respectively | there(?=[.,;]|\sin\b|\son\b|\sat\b) | such\san?
      | both\s(?:men|women|sides|countries|companies|parties) | the\sother\s(?:two|three|four|side)
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Anywhere: a time that another one must be known for, unless the sentence gives it first.
TIMES = re.compile(
    r"""
    \b (?: (?:that|the\ssame(?!\s\w+\s(?:of|last|in)\b)|the\sfollowing|the\snext|the\sprevious|the\spreceding)
        \s(?:year|years|day|month|week|time|night|morning|season|period|decade)
      | (?<!\sin\s)the\s(?:day|week|month|year)\s(?:before|after)(?=[.,;]|$)
      | (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|few|several|some|many)
        \s(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|century|centuries)
        \s(?:later|earlier|afterwards?|before(?=[.,;]|$)|after(?=[.,;]|$))
      | (?:since|by|until|before)\sthen | at\sthe\stime(?=[.,;]|\shad|\swas)
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Behind "the" these were introduced before, unless more is said of them: "the report by the audit office".
INTRODUCED = frozenset(
    """
    company firm group team organisation organization agency authority council committee commission department ministry
    government university institute institution charity foundation society association union party board court
    study paper report survey trial experiment experiments analysis review research researchers scientists authors
    investigators participants patients volunteers students residents workers experts engineers archaeologists
    astronomers biologists physicists doctors officers officials prosecutors lawyers campaigners critics lawsuit suit
    supporters opponents protesters man woman boy girl couple family victim victims suspect driver author artist
    scientist researcher spokesperson spokesman spokeswoman judge police manager director owner owners founder
    village town city region area site building bridge tunnel road station plant factory facility structure species
    animal animals female male adult adults nest transaction offer
    museum ship vessel aircraft spacecraft satellite telescope mission launch probe rover nurses
    project programme program scheme initiative plan plans proposal proposals measure measures bill law legislation
    agreement deal contract treaty move decision ruling verdict vote announcement statement letter document documents
    incident accident crash blaze fire attack event events storm flood earthquake outbreak disaster spill strike
    process approach method technique technology device system model product service software platform tool app
    result results finding findings idea answer reason goal aim problem difference figure figures number numbers total
    rise fall increase decrease decline drop change changes news work works effort efforts investment funding money
    new second third fourth fifth next resulting latest current original remaining former same other two three
    four five six pair trio rest latter additional updated revised proposed planned sale purchase merger takeover
    """.split()
)
#: What says more of a noun that was not introduced.
SAID_MORE = frozenset("of by from for at between behind in on".split())
#: "A spokesman said": whose?
SOMEBODY = frozenset("spokesperson spokesman spokeswoman further second third fourth statement source".split())
#: What somebody has, at the start of a sentence that names nobody.
OWNED = frozenset(
    """
    revenue revenues sales turnover profit profits earnings income shares margins orders shipments deliveries
    production output staff passengers customers users residents levels prices costs results findings
    exports imports investments losses gains debts adults males females juveniles chicks pairs
    """.split()
)
#: Behind these stands no subject, until a comma comes or the phrase ends.
SUBORDINATE = re.compile(
    r"""
    (?: in|on|at|between|among|through|throughout|within|after|before|when|while|by|during|since|until|as|if|with|for
      | from|under|although|though|despite|because|once|over|following|according|having|to|unlike|like|asked|speaking
    )\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Signs of a thing that happened once, and of one that is to come.
HAPPENED = re.compile(
    r"""
    \b(?:was|were|had|will|would|did|said|began|found|won|lost|rose|fell|led|became|took|made|came|went|held|ran|grew
      |gave|cost|paid|sold|sank)\b
  | (?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bbeen\s)(?<![-\w])[a-z]{3,}ed\b
    """,
    re.VERBOSE,
)
