# /// script
# requires-python = ">=3.11"
# dependencies = ["simplemma>=2,<3", "pystemmer>=3", "text2num>=3.1,<4", "pydantic"]
# ///
"""Write bot/matching/antonyms.txt: words that deny each other, from WordNet 3.0 (NOTICE has its licence).

Takes the directory of WordNet's database files; Debian's package wordnet-base puts them in /usr/share/wordnet. Verbs,
adjectives and adverbs only: nouns such as day and night, north and south are other things rather than the denial of
each other. A line has a term, and behind it every later term that opposes it. Run again when the normaliser's VERSION
changes: `uv run --script benchmarks/build_antonyms.py /usr/share/wordnet`.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from storage.frequencies import zipf  # noqa: E402  # the checkout's own tables and normaliser
from storage.terms import STOP_WORDS, term_of  # noqa: E402

#: The kinds of words, by the letter that pointers name them with; "s" is an adjective that hangs on another.
KINDS = {"verb": "v", "adj": "a", "adv": "r"}
ANTONYM = "!"
#: A term rarer than this on the Zipf scale is no word of news or chat, and its stem as likely another word's.
COMMON = 2.5
#: As in bot.matching.lexicon, which tells these by a rule: legal and illegal. Where what is left is too short for that
#: rule, it is too short for this list: the law is not what is unlawful.
DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "de")
#: Men and women are not each other's denial.
GENDERED = frozenset(
    map(
        term_of,
        """
        man woman male female masculine feminine manly womanly boy girl boyish girlish son daughter king queen
        husband wife father mother brother sister fatherly motherly brotherly sisterly
        """.split(),
    )
)
#: Ranks are compared as such, and have no opposite but the last.
RANKS = frozenset(map(term_of, ("first", "second")))


class Sense(NamedTuple):
    """A set of synonyms: its words, and for each antonym which of them (from 1) opposes which word of another sense."""

    words: tuple[str, ...]
    antonyms: tuple[tuple[int, int, str], ...]


def senses(directory: Path, kind: str) -> dict[str, Sense]:
    """Read a database file; its lines are described in WordNet's manual page wndb(5)."""
    lines = (directory / f"data.{kind}").read_text(encoding="utf-8").splitlines()
    return dict(_sense(line.partition("|")[0].split(), KINDS[kind]) for line in lines if not line.startswith(" "))


def _sense(fields: list[str], kind: str) -> tuple[str, Sense]:
    words = int(fields[3], 16)
    pointers = 5 + 2 * words
    found = (fields[at : at + 4] for at in range(pointers, pointers + 4 * int(fields[pointers - 1]), 4))
    antonyms = tuple(
        (*bytes.fromhex(ends), other)  # "0201": the second word opposes the first of the other sense
        for pointer, other, of, ends in found
        if pointer == ANTONYM and of.replace("s", "a") == kind
    )
    # An adjective may carry where it stands: "galore(ip)".
    return fields[0], Sense(tuple(word.partition("(")[0] for word in fields[4 : 4 + 2 * words : 2]), antonyms)


def antonyms(directory: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that oppose each other."""
    found = senses(directory, kind)
    for sense in found.values():
        for mine, theirs, other in sense.antonyms:
            yield sense.words[mine - 1], found[other].words[theirs - 1]


def is_listed(one: str, other: str) -> bool:
    """Tell whether a pair of terms is worth listing."""
    pair = {one, other}
    return (
        len(pair) == 2
        and all(len(term) > 2 and term not in STOP_WORDS and zipf(term) >= COMMON for term in pair)
        and not is_prefixed(one, other)
        and not pair & GENDERED
        and pair != RANKS
    )


def is_prefixed(one: str, other: str) -> bool:
    """Tell a pair of which one is the other with a denying prefix."""
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in DENYING)


def main(directory: Path) -> None:
    """Write the list."""
    words = [pair for kind in KINDS for pair in antonyms(directory, kind) if all(map(str.isalpha, pair))]
    pairs = {tuple(sorted(map(term_of, pair))) for pair in words}
    listed = [(one, other) for one, other in sorted(pairs) if is_listed(one, other)]
    opposites: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in listed:
        opposites[one].append(other)
    target = ROOT / "bot" / "matching" / "antonyms.txt"
    lines = (f"{' '.join([term, *others])}\n" for term, others in opposites.items())
    target.write_text("".join(lines), encoding="utf-8")
    print(f"{len(listed)} pairs, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
