"""Somebody or some place where the claim has another."""

import pytest

from bot.matching.compare.names import name_finding, telltale
from bot.matching.differences import Difference, Doubt
from bot.matching.statement import Statement
from tests.matching.comparing import laid_beside

TROOPS = "More than 50,000 U.S. troops are stationed in Japan."
BASE = "The jets are kept at Yokota Air Base."
TALKS = "The foreign ministers of Chile and Peru met in Lima."
PRIZE = "Anna Lindqvist won the prize."


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        ("US troops are stationed in China", TROOPS, ("China", "Japan")),
        ("us troops are stationed in osaka", TROOPS, ("osaka", "Japan")),
        ("russian troops are stationed in japan", TROOPS, ("russian", "U.S.")),
        ("the jets are kept at misawa air base", BASE, ("misawa", "Yokota Air Base")),
        ("the jets are kept at Misawa Air Base", BASE, ("Misawa Air Base", "Yokota Air Base")),
        ("the foreign ministers of chile and bolivia met in lima", TALKS, ("bolivia", "Peru")),
        ("Bolivia's and Chile's foreign ministers met in Lima", TALKS, ("Bolivia's", "Peru")),
        ("Marchetti won the prize", PRIZE, ("Marchetti", "Anna Lindqvist")),
    ],
)
def test_a_name_in_anothers_place_differs(said: str, recorded: str, expected: tuple[str, str]) -> None:
    finding = name_finding(laid_beside(said, recorded))

    assert isinstance(finding, Difference)
    assert (finding.said, finding.recorded) == expected


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("american troops are stationed in japan", TROOPS),
        ("troops are stationed in japan", TROOPS),
        ("the jets are kept at yokota", BASE),
        ("lindqvist won the prize", PRIZE),
        ("lindquist won the prize", PRIZE),
        # Somebody set aside is not meant, and a short designator may be the claim's words in short.
        ("Chile and Peru met, not Bolivia", TALKS),
        ("the C2 ministers of Chile and Peru met", TALKS),
        # The speaker is compared as such.
        ("Okafor said Lindqvist won the prize", PRIZE),
    ],
)
def test_a_name_the_claim_knows_is_no_stranger(said: str, recorded: str) -> None:
    assert name_finding(laid_beside(said, recorded)) is None


@pytest.mark.parametrize(
    ("said", "recorded", "reason"),
    [
        ("Norway's Lindqvist won the prize", PRIZE, "Norway's"),
        ("Lindqvist won the prize in gdansk", PRIZE, "gdansk"),
        ("Lindqvist won the prize with okonjo", PRIZE, "okonjo"),
    ],
)
def test_a_name_too_many_is_a_doubt(said: str, recorded: str, reason: str) -> None:
    finding = name_finding(laid_beside(said, recorded))

    assert isinstance(finding, Doubt)
    assert finding.reason == f"your message also speaks of “{reason}”"


@pytest.mark.xfail(reason="what stands right in front of the verb is taken for whoever acts", strict=True)
@pytest.mark.parametrize("said", ["Lindqvist of Norway won the prize", "Lindqvist and okonjo won the prize"])
def test_a_name_beside_the_right_one_displaces_nobody(said: str) -> None:
    assert isinstance(name_finding(laid_beside(said, PRIZE)), Doubt)


@pytest.mark.parametrize(
    ("name", "words"),
    [("Yokota Air Base", ["Yokota"]), ("Anna Lindqvist", ["Lindqvist"]), ("Lindqvist Okafor", ["Lindqvist", "Okafor"])],
)
def test_the_rarest_words_of_a_name_tell_whose_it_is(name: str, words: list[str]) -> None:
    statement = Statement(name)

    assert [statement.words[index].text for index in telltale(statement, range(len(statement.words)))] == words
