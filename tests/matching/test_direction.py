"""Who did what to whom: the parties' parts exchanged, in every voice and wording."""

import pytest

from bot.matching.compare.direction import direction_finding
from bot.matching.differences import Difference, Doubt
from tests.matching.comparing import laid_beside


def finding(said: str, recorded: str) -> Difference | None:
    found = direction_finding(laid_beside(said, recorded))
    assert not isinstance(found, Doubt)
    return found


VERBS = [
    # The same verb between the same two.
    ("Peru sued Chile", "Chile sued Peru.", True),
    ("Peru was sued by Chile", "Chile sued Peru.", False),
    ("peru defeated chile", "Chile defeated Peru.", True),
    ("Acme Bank lent Borealis money", "Borealis lent Acme Bank money.", True),
    # Each does to the other what the other does to it.
    ("Peru and Chile met", "Chile and Peru met.", False),
    ("Peru and Chile met again", "Chile and Peru met again.", False),
    # No names, but both right beside the verb.
    ("the landlord sued the tenant", "The tenant sued the landlord.", True),
    # Whoever only says it is no party.
    ("Okafor said Chile sued Peru", "Chile sued Peru, Okafor said.", False),
]
CONVERSES = [
    ("Peru bought copper from Chile", "Chile sold copper to Peru.", False),
    ("Chile bought copper from Peru", "Chile sold copper to Peru.", True),
    ("Borealis borrowed 5m euros from Nordmark", "Nordmark lent Borealis 5m euros.", False),
    ("Nordmark borrowed 5m euros from Borealis", "Nordmark lent Borealis 5m euros.", True),
    ("Kenya lost to Brazil", "Brazil beat Kenya.", False),
]
COMPARED = [
    ("it works better in men than in women", "It works better in women than in men.", True),
    ("it works better in women than in men", "It works better in women than in men.", False),
    ("it works better than hoped", "It works better in women than in men.", False),
    ("oslo is colder than nairobi", "Nairobi is colder than Oslo.", True),
]
WAYS = [
    # The same thing to another of the claim's own parties.
    ("Chile sells copper to Peru", "Chile sells copper to Bolivia and buys tin from Peru.", True),
    ("copper goes from Chile", "Copper goes from Peru and Chile.", False),
    ("copper goes to Peru", "Copper goes to Peru.", False),
    # What goes to somebody and what comes from the same one.
    ("the U.S. ships missiles to Japan", "The U.S. ships missiles from Japan.", True),
]
AMOUNTS = [
    (
        "11 percent on placebo got ill, compared with 6 percent on the drug",
        "6 percent on placebo got ill, compared with 11 percent on the drug.",
        True,
    ),
    (
        "6 percent on placebo got ill, compared with 11 percent on the drug",
        "6 percent on placebo got ill, compared with 11 percent on the drug.",
        False,
    ),
    ("the city pays 40 million and the state 60 million", "The city pays 60 million and the state 40 million.", True),
    ("the city pays 40 million", "The city pays 60 million and the state 40 million.", False),
]


@pytest.mark.parametrize(("said", "recorded", "differs"), [*VERBS, *CONVERSES, *COMPARED, *WAYS, *AMOUNTS])
def test_parties_in_each_others_place_are_found(said: str, recorded: str, differs: bool) -> None:
    assert (finding(said, recorded) is not None) is differs


@pytest.mark.xfail(reason="known gaps: a passive in the same order, and verbs that say the same both ways", strict=True)
@pytest.mark.parametrize(
    ("said", "recorded", "differs"),
    [
        ("Chile was sued by Peru", "Chile sued Peru.", True),
        ("the tenant was sued by the landlord", "The tenant sued the landlord.", True),
        ("Peru met with Chile", "Chile met with Peru.", False),
    ],
)
def test_parties_are_told_apart_by_voice_and_not_where_both_do_the_same(
    said: str, recorded: str, differs: bool
) -> None:
    assert (finding(said, recorded) is not None) is differs


@pytest.mark.parametrize(
    ("said", "recorded", "words"),
    [
        ("so Peru sued Chile", "Chile sued Peru in May.", ("Peru sued Chile", "Chile sued Peru")),
        (
            "Chile bought tin from Peru",
            "Chile sold tin to Peru.",
            ("Chile bought tin from Peru", "Chile sold tin to Peru"),
        ),
    ],
)
def test_a_direction_is_shown_from_party_to_party_on_both_sides(
    said: str, recorded: str, words: tuple[str, str]
) -> None:
    difference = finding(said, recorded)

    assert difference is not None
    assert (difference.said, difference.recorded) == words


@pytest.mark.parametrize(
    "text",
    [
        "Chile sued Peru.",
        "11 percent on placebo, 6 percent on the drug",
        "It works better in women than in men.",
        "!!!",
    ],
)
def test_a_text_is_the_same_way_round_as_itself(text: str) -> None:
    assert finding(text, text) is None
