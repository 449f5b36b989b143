"""Opposite words, particles and trends turn a sentence round."""

import pytest

from bot.matching.compare.opposites import opposites
from storage.models import Opposite
from tests.matching.comparing import kinds, laid_beside


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        ("the bank raised its rate", "The bank lowered its rate.", [("raised", "lowered")]),
        ("the mayor skipped the gala", "The mayor attended the gala.", [("skipped", "attended")]),
        ("the defendant is guilty", "The defendant is innocent.", [("guilty", "innocent")]),
        # A particle behind the same verb.
        ("they turned the lights on", "They turned the lights off.", []),
        ("the lights were turned on", "The lights were turned off.", [("turned on", "turned off")]),
        ("the ferry went out", "The ferry went in.", [("went out", "went in")]),
        ("they checked in", "They checked.", []),
        # One side goes up, the other down.
        ("shares are up 18%", "Shares fell by 18%.", [("are up", "fell")]),
        ("turnout went down a lot", "Turnout climbed.", [("went down", "climbed")]),
        ("turnout went up", "Turnout climbed.", []),
        ("more people came and turnout fell", "Turnout climbed.", [("fell", "climbed")]),
        # Both ways on one side is neither.
        ("prices rose, then fell", "Prices climbed.", []),
        # The same, to another degree.
        ("smokers are less likely to sleep", "Smokers are more likely to sleep.", [("less likely", "more likely")]),
        ("fewer people came", "More people came.", [("fewer people", "More people")]),
        ("smokers are more likely to sleep", "Smokers are more likely to sleep.", []),
        ("more people slept less", "More people slept.", []),
        ("few voters came", "Most voters came.", [("few voters", "Most voters")]),
        ("a few voters came", "Most voters came.", []),
        ("nurses were paid more than cooks", "Nurses were paid less than cooks.", [("paid more", "paid less")]),
        ("her mother built it", "Her father built it.", [("mother", "father")]),
        ("it was built in the evening", "It was built in the morning.", [("evening", "morning")]),
        ("the pier was closed", "The pier was reopened.", [("closed", "reopened")]),
        # Words of a comparator are the numbers' affair.
        ("more than 50 people came", "Fewer than 50 people came.", []),
        # A word that the claim has itself is not its opposite's.
        ("imports rose and exports fell", "Exports fell and imports rose.", []),
    ],
)
def test_what_is_opposite_is_found_with_both_words(said: str, recorded: str, expected: list[tuple[str, str]]) -> None:
    assert [*opposites(laid_beside(said, recorded))] == expected


def test_each_word_of_a_claim_has_one_opposite() -> None:
    pairs = opposites(laid_beside("it rose and climbed", "It fell."))

    assert pairs == (("rose", "fell"),)


def test_an_opposite_on_record_counts_like_one_of_the_lists() -> None:
    plain = laid_beside("the pier was razed in Hythe", "The pier was restored in Hythe.")
    settled = laid_beside(
        "the pier was razed in Hythe", "The pier was restored in Hythe.", (Opposite("restored", "razed"),)
    )

    assert opposites(plain) == ()
    assert opposites(settled) == (("razed", "restored"),)


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        ("norway raised its tax on cars", "Norway lowered its tax on cars.", ["negation"]),
        ("norway did not raise its tax on cars", "Norway lowered its tax on cars.", []),
        # A word that denies counts once, as its own opposite's opposite or as a denial.
        ("norway refused to cut its tax", "Norway agreed to cut its tax.", ["negation"]),
        ("norway agreed to cut its tax", "Norway refused to cut its tax.", ["negation"]),
        ("norway denied cutting its tax", "Norway admitted cutting its tax.", ["negation"]),
        ("it was published with names", "It was published without names.", ["negation"]),
        ("norway never cut its tax", "Norway always cut its tax.", ["negation"]),
        ("norway did not agree to cut its tax", "Norway refused to cut its tax.", []),
        # What one sells the other buys: that is a matter of who, not of whether.
        ("Peru bought copper from Chile", "Chile sold copper to Peru.", []),
    ],
)
def test_opposites_and_denials_come_out_even(said: str, recorded: str, expected: list[str]) -> None:
    assert kinds(said, recorded) == expected
