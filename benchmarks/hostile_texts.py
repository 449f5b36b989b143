"""Makes strings of any kind, each from its number: what people could post, and what they would only to do harm."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from benchmarks.labelled import read_labelled
from benchmarks.verdicts import MESSAGES

#: As long as Discord takes a message, of those who pay for it.
LONGEST = 4_000

#: What the texts are matched with, and partly made of.
CLAIMS = (
    "More than 50,000 U.S. troops are stationed in Japan.",
    "The foreign ministers of Chile and Peru met in Lima on Tuesday to discuss a fishing agreement.",
    "Volvo has no plans to open a battery factory in Gothenburg in March, its chief said.",
    "No.",
)

Recipe = Callable[[random.Random, int], str]


def _units(*units: str) -> Recipe:
    """Repeat a few of the units, so many characters long."""

    def repeated(chance: random.Random, length: int) -> str:
        chosen = chance.sample(units, chance.randint(1, min(3, len(units))))
        return "".join(chosen) * (length // len("".join(chosen)) + 1)

    return repeated


def _words(text: str, joints: str = " ") -> Recipe:
    """Put words in any order, with any of the joints between them."""
    words = text.split()

    def shuffled(chance: random.Random, length: int) -> str:
        return "".join(chance.choice(words) + chance.choice(joints) for _ in range(length // 5 + 1))

    return shuffled


def _any_characters(chance: random.Random, length: int) -> str:
    top = chance.choice((0x80, 0x250, 0x3000, 0x11_0000))
    return "".join(map(chr, (chance.randrange(top) for _ in range(length))))


def _numbers(chance: random.Random, length: int) -> str:
    forms = ("{:,}", "{}", "{}k", "${}bn", "{}%", "{}-{}", "1.{}.000", "{}/3", "٣{}", "over {} troops", "-{}", "{}e9")
    parts = (chance.choice(forms).format(chance.randrange(10**9), chance.randrange(99)) for _ in range(length // 6 + 1))
    return chance.choice((" ", ", ", " and ", "")).join(parts)


def _long_words(chance: random.Random, length: int) -> str:
    return " ".join(chance.choice("aejZñ9'-_.ß") * chance.randint(1, 900) for _ in range(length // 400 + 1))


def _altered(chance: random.Random, length: int) -> str:
    """Alter a labelled message: lose, double, exchange, glue and foul its words; then say it again and again."""
    words = chance.choice(_labelled_texts()).split()
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(words)), chance.randrange(len(words))
        change = chance.randrange(5)
        if change == 0 and len(words) > 1:
            del words[at]
        elif change == 1:
            words[at], words[other] = words[other], words[at]
        elif change == 2:
            words.insert(at, chance.choice(_labelled_texts()))
        elif change == 3:
            words[at] = "".join(chance.sample(words[at], len(words[at])))
        else:
            words[at] += chance.choice(_JOINTS) + words[other]
    text = " ".join(words)
    return text * (length // len(text) + 1) if chance.random() < 0.3 else text


@cache
def _labelled_texts() -> tuple[str, ...]:
    return tuple(message.text for message in read_labelled(MESSAGES))


def _mixed(chance: random.Random, length: int) -> str:
    parts = [RECIPES[chance.choice(_PLAIN)](chance, chance.randint(1, length // 3 + 1)) for _ in range(6)]
    return chance.choice(("", " ", "\n", ". ")).join(parts)


_JOINTS = ("", "\u200b", "\u00ad", "\u0301", "'", "’", "-", "\n", "\t", "…", "?!", ", and ", "\0", "\ud83c", "\u202e")
RECIPES: dict[str, Recipe] = {
    "any characters": _any_characters,
    "punctuation": _units(*"!?.,;:-–—…'\"’“”&*/\\|~^%$#@+=_"),
    "quotes and brackets": _units(*"\"'“”‘’«»()[]{}<>", '"(', ')"', "[(", "> ", ">>> "),
    "numbers": _numbers,
    "negators": _words("no not never n't isn't without nobody none failed to deny denied false no longer neither nor"),
    "names": _words("Japan Tokyo U.S. USFJ Lloyd Austin Chile Peru's Volvo ROK Mr. Kim Washington Okafor of the in"),
    "commas and ands": _units(",", ", ", " and ", ", and ", ", but they ", "; ", ", the US and Japan", " or "),
    "long words": _long_words,
    "right to left": _words("القوات الأمريكية في اليابان 50000 חיילים ביפן ۵۰٬۰۰۰ \u200f \u202e troops"),
    "emoji": _units(
        "🇯🇵", "😂", "👨\u200d👩\u200d👧", "☕\ufe0f", ":joy:", "<:kek:123456789012345678>", "1\u20e3", "troops "
    ),
    "markdown": _units("**", "__", "~~", "||", "# ", "- ", "* ", "[a](http://b)", "-# ", "1. ", "`", "US troops"),
    "code fences": _units("```", "``", "`", "\n", "```py\n", "50,000 troops"),
    "mentions and links": _units("<@1>", "<@&12>", "<#3>", "</a:4>", "<t:1:R>", "@here ", "https://", "www.a ", "<"),
    "dates": _words("May 1 March Tuesday 2024 last next in by since Nov. 5th before after may sun week 24/7 '99 ago"),
    "the claims' words": _words(" ".join(CLAIMS), joints="  \n,.;?'"),
    "modals and speech": _words('will plans to could said that "we" told according to expected by Biden was is to be'),
    "altered messages": _altered,
    "a mixture": _mixed,
}
_PLAIN = tuple(RECIPES)[:-1]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A generated text and how to make it again."""

    number: int
    recipe: str
    text: str


def hostile(number: int) -> Hostile:
    """Make the text of a number; half of them short, a quarter as long as Discord takes them."""
    chance = random.Random(number)
    recipe = chance.choice((*RECIPES, "altered messages"))
    length = chance.choice((60, 300, 1_200, LONGEST))
    return Hostile(number, recipe, RECIPES[recipe](chance, chance.randint(1, length))[:LONGEST])
