"""Words that deny without a negator are read, alone or with their particle."""

import pytest

from bot.matching.readings import Sentence
from bot.matching.refusals import read_refusals
from bot.matching.statement import Statement
from tests.matching.comparing import kinds


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("the council rejected the offer", "rejected"),
        ("Council rejects offer", "rejects"),
        ("the rejection of the offer", "rejection"),
        ("the bill was vetoed", "vetoed"),
        ("smoking is banned", "banned"),
        ("the match was cancelled", "cancelled"),
        ("the talks failed", "failed"),
        ("he is unwilling to pay", "unwilling"),
        ("they resist the plan", "resist"),
        ("she turned the offer down", "turned the offer down"),
        ("she turned down the offer", "turned down"),
        ("they ruled out a strike", "ruled out"),
        ("the strike was called off", "called off"),
        ("they walked away", "walked away"),
        ("he stayed away", "stayed away"),
        ("they said no to it", "said no"),
    ],
)
def test_a_refusal_is_read_with_its_particle(text: str, refusal: str) -> None:
    assert [reading.what.text for reading in read_refusals(Sentence(text))] == [refusal]


@pytest.mark.parametrize(
    "text",
    [
        "the council accepted the offer",
        "she turned up",
        "she turned the corner of the old street and went down",
        "they called",
        "he stayed",
        "",
    ],
)
def test_a_verb_without_its_particle_refuses_nothing(text: str) -> None:
    assert read_refusals(Sentence(text)) == ()


def test_a_refusal_that_is_read_as_a_negation_is_not_counted_twice() -> None:
    statement = Statement("they refused to sign and rejected the rest")

    assert [reading.what.text for reading in statement.negations] == ["refused to sign"]
    assert [reading.what.text for reading in statement.refusals] == ["rejected"]


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        ("the council rejected the mall", "The council approved the mall.", ["negation"]),
        ("the council turned down the mall plan", "The council approved the mall plan.", ["negation"]),
        ("the mayor banned fireworks in the old town", "The mayor allowed fireworks in the old town.", ["negation"]),
        # Two denials of one thing agree, whoever of them is put in words.
        ("the union turned down the offer", "The union rejected the offer.", []),
        ("the mayor forbade fireworks in the old town", "Fireworks are not allowed in the old town.", []),
    ],
)
def test_who_refuses_does_not_accept(said: str, recorded: str, expected: list[str]) -> None:
    assert kinds(said, recorded) == expected


@pytest.mark.xfail(reason="a negator in front of a refusal takes it back, whatever the claim has", strict=True)
@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        (
            "the mayor did not ban fireworks in the old town",
            "The mayor banned fireworks in the old town.",
            ["negation"],
        ),
        ("the union did not reject the offer", "The union accepted the offer.", []),
    ],
)
def test_who_does_not_refuse_may_accept(said: str, recorded: str, expected: list[str]) -> None:
    assert kinds(said, recorded) == expected
