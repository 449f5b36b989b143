"""Two claims are told to say the same, to part ways, or to speak of different things."""

from collections.abc import Sequence

import pytest

from bot.keeping.facing import face
from bot.matching.match import Relation
from bot.matching.particulars import propose
from storage.models import Name, Speaker
from tests.factories import a_claim
from tests.keeping.pairs import CONTRADICTORY, REPEATED, UNRELATED, ClaimPair

#: How many pairs are held, for those that the lines were chosen on and those kept back: these may only improve. At
#: first sight 29 of the 30 contradictory pairs kept back were held, and 59 of the 60 near ones passed.
HELD = [
    ("contradictory", CONTRADICTORY, False, 97, 100),
    ("contradictory", CONTRADICTORY, True, 30, 30),
    ("repeated", REPEATED, False, 57, 60),
    ("repeated", REPEATED, True, 10, 10),
]
PASSED = [
    ("about one subject", True, False, 137, 140),
    ("about one subject", True, True, 59, 60),
    ("about two", False, False, 100, 100),
    ("about two", False, True, 40, 40),
]


def relation(recorded: str, entered: str) -> Relation | None:
    facing = face(a_claim(key="entered", text=entered), a_claim(key="recorded", text=recorded))
    return facing.relation if facing else None


def held(pairs: Sequence[ClaimPair]) -> list[str]:
    return [pair.entered for pair in pairs if relation(pair.recorded, pair.entered)]


@pytest.mark.parametrize(("kind", "pairs", "kept_back", "at_least", "of"), HELD)
def test_pairs_that_cannot_stand_side_by_side_are_held(
    kind: str, pairs: Sequence[ClaimPair], kept_back: bool, at_least: int, of: int
) -> None:
    chosen = [pair for pair in pairs if pair.kept_back is kept_back]

    count = len(held(chosen))

    assert len(chosen) == of
    assert count >= at_least, f"{count} of {of} {kind} pairs are held"


@pytest.mark.parametrize(("kind", "near", "kept_back", "at_least", "of"), PASSED)
def test_unrelated_pairs_pass(kind: str, near: bool, kept_back: bool, at_least: int, of: int) -> None:
    chosen = [pair for pair in UNRELATED if (pair.near, pair.kept_back) == (near, kept_back)]

    stopped = held(chosen)

    assert len(chosen) == of
    assert of - len(stopped) >= at_least, f"of the pairs {kind}, held are {stopped}"


def test_a_contradictory_pair_is_seldom_taken_for_a_repeated_one() -> None:
    relations = [relation(pair.recorded, pair.entered) for pair in CONTRADICTORY]

    assert relations.count(Relation.ALTERED) >= 119
    assert relations.count(Relation.SAME) <= 4


TROOPS = "More than 50,000 American troops are stationed in Japan."
DEAD = "At least 3 people died in the crash at Halmstad."
PROFIT = "Nordea's profit rose by 8 percent in 2021."


@pytest.mark.parametrize(
    ("recorded", "entered", "expected"),
    [
        (TROOPS, "40,000 American troops are stationed in Japan.", Relation.ALTERED),
        (TROOPS, "Fewer than 20,000 American troops are stationed in Japan.", Relation.ALTERED),
        (TROOPS, "About 55,000 American troops are stationed in Japan.", None),
        (TROOPS, "More than 30,000 American troops are stationed in Japan.", None),
        (TROOPS, TROOPS, Relation.SAME),
        (TROOPS, "American troops in Japan answer to a command in Hawaii.", None),
        (DEAD, "Five people died in the crash at Halmstad.", None),
        (DEAD, "Two people died in the crash at Halmstad.", Relation.ALTERED),
        (PROFIT, "Nordea's profit fell by 3 percent in 2021.", Relation.ALTERED),
        (PROFIT, "Nordea's profit rose by 4 percent in 2022.", None),
        ("Iga Novotna won 71 matches last year.", "Iga Novotna lost 9 matches last year.", None),
        ("King Matthias died in Vienna in April 1490.", "King Matthias died in Vienna in May 1488.", Relation.ALTERED),
        ("The debt is 4 million euros.", "The debt is 4 billion euros.", Relation.ALTERED),
        ("Norway banned plastic bags in 2020.", "Norway did not ban plastic bags in 2020.", Relation.UNCLEAR),
        ("Gold cost 2,900 dollars an ounce on Friday.", "Silver cost 32 dollars an ounce on Friday.", None),
    ],
)
def test_what_can_both_be_so_is_told_from_what_cannot(recorded: str, entered: str, expected: Relation | None) -> None:
    found = relation(recorded, entered)

    assert found is expected


@pytest.mark.parametrize(("recorded", "entered"), [(TROOPS, "40,000 American troops are stationed in Japan.")])
def test_differences_show_the_entered_claims_words_as_said(recorded: str, entered: str) -> None:
    facing = face(a_claim(text=entered), a_claim(text=recorded))

    assert facing
    assert [(one.said, one.recorded) for one in facing.differences] == [("40,000", "More than 50,000")]


def test_a_difference_that_only_the_recorded_side_shows_is_turned_round() -> None:
    recorded, entered = "The crater is over 2 kilometres wide.", "The crater is 2 kilometres wide."

    facing = face(a_claim(text=entered), a_claim(text=recorded))

    assert facing
    assert [(one.said, one.recorded) for one in facing.differences] == [("2", "over 2")]


def test_a_wording_of_either_side_is_compared_too() -> None:
    recorded = a_claim(text="Japan hosts many U.S. troops.", wordings=(TROOPS,))
    entered = a_claim(text="The alliance is strong.", wordings=("40,000 American troops are stationed in Japan.",))

    facing = face(entered, recorded)

    assert facing
    assert facing.relation is Relation.ALTERED


def test_particulars_of_the_text_before_an_edit_do_no_harm() -> None:
    before = (*propose(TROOPS), Speaker("Lloyd Austin", "lloyd austin"), Name("USFJ", "usfj"))
    recorded = a_claim(text=TROOPS, particulars=before, claimant="Lloyd Austin")
    entered = a_claim(text="40,000 American troops are stationed in Japan.", particulars=before)

    facing = face(entered, recorded)

    assert facing
    assert facing.relation is Relation.ALTERED
