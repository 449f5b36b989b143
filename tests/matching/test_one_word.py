"""A message that turns a claim round by one word is hardly ever confirmed."""

from pathlib import Path

import msgspec

from bot.matching.match import Relation, match_claim
from bot.matching.statement import Statement
from storage.models import Claim

PAIRS = Path(__file__).parents[1] / "cases" / "one_word_apart.jsonl"


class Pair(msgspec.Struct, frozen=True):
    """A claim, and a message that says something else by one word: read for errors while rules were written."""

    recorded: str
    said: str


def relation(pair: Pair) -> Relation | None:
    match = match_claim(Statement(pair.said), Claim(key="claim", text=pair.recorded))
    return match.relation if match else None


def test_hardly_any_is_confirmed_and_most_differ() -> None:
    pairs = [msgspec.json.decode(line, type=Pair) for line in PAIRS.read_text(encoding="utf-8").splitlines()]

    found = [relation(pair) for pair in pairs]

    assert len(pairs) == 79
    assert found.count(Relation.SAME) <= 4
    assert found.count(Relation.ALTERED) >= 64
