"""No alteration of one particular of a claim is ever confirmed."""

from pathlib import Path

import pytest

from bot.exchange.items import Numbered
from bot.exchange.table import read_table
from bot.matching.differences import DifferenceKind
from bot.matching.mutations import blind_spots, mutations
from bot.matching.particulars import propose
from bot.starter import starter_claims
from storage.models import Claim

STRANGERS = Path(__file__).parents[1] / "cases" / "strangers"


def imported(name: str) -> list[Claim]:
    """Return a file's claims as importing enters them."""
    return [item.claim for item in read_table(STRANGERS / name) if isinstance(item, Numbered)]


CLAIMS = [
    *starter_claims(),
    *(claim for path in sorted(STRANGERS.glob("*_claims.csv")) for claim in imported(path.name)),
]


def altered(text: str, kind: DifferenceKind, claimant: str | None = None) -> list[str]:
    claim = Claim("claim", text, claimant=claimant, particulars=propose(text, claimant))
    return [mutation.text for mutation in mutations(claim) if mutation.kind is kind]


def cases() -> list[object]:
    return [
        pytest.param(claim, kind, id=f"{claim.key}-{kind}")
        for claim in CLAIMS
        for kind in dict.fromkeys(mutation.kind for mutation in mutations(claim))
    ]


@pytest.mark.parametrize(("claim", "kind"), cases())
def test_no_alteration_of_a_claim_is_confirmed(claim: Claim, kind: DifferenceKind) -> None:
    assert [spot for spot in blind_spots(claim) if spot.kind is kind] == []


def test_every_kind_of_particular_is_altered_somewhere() -> None:
    kinds = {mutation.kind for claim in CLAIMS for mutation in mutations(claim)}

    assert kinds == {*DifferenceKind} - {DifferenceKind.RATING}


def test_an_alteration_alters_and_comes_once() -> None:
    for claim in CLAIMS:
        texts = [mutation.text for mutation in mutations(claim)]

        assert claim.text not in texts
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        (
            "More than 50,000 troops stay.",
            ["More than 500,000 troops stay.", "5,000 troops stay.", "Less than 50,000 troops stay."],
        ),
        (
            "The cut is less than 5 percent.",
            ["The cut is 50 percent.", "The cut is less than 0.5 percent.", "The cut is more than 5 percent."],
        ),
        ("It employs 214 people.", ["It employs 2,140 people.", "It employs 21.4 people."]),
        ("It costs 1.3 billion euros.", ["It costs 13,000,000,000 euros.", "It costs 130,000,000 euros."]),
        # A weaker bound is entailed: what has 50,000 or more has 5,000 or more, within three weeks is within thirty.
        ("It has 50,000+ members.", ["It has 500,000+ members."]),
        ("It worked within three weeks.", ["It worked within 0.3 weeks."]),
        ("It was the first visit in 15 years.", ["It was the first visit in 150 years."]),
    ],
)
def test_a_number_is_altered_both_ways_and_its_bound_turned_but_never_weakened(text: str, texts: list[str]) -> None:
    assert altered(text, DifferenceKind.NUMBER) == texts


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("It opened in March.", ["It opened in August."]),
        ("They met on Sunday.", ["They met on Wednesday."]),
        ("It was built in 1974.", ["It was built in 1977."]),
        ("It opens in spring.", ["It opens in autumn."]),
        ("It opens in the winter.", ["It opens in the summer."]),
        ("It opens on 30 September.", ["It opens on 28 December."]),
        # Who is done by May is done by December, so the date goes the other way.
        ("It will be done by May 2026.", ["It will be done by January.", "It will be done by 2023."]),
        ("No one leaves before May.", ["No one leaves before October."]),
    ],
)
def test_a_date_is_altered_to_one_that_does_not_follow(text: str, texts: list[str]) -> None:
    assert altered(text, DifferenceKind.DATE) == texts


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("The line is open.", ["The line is not open."]),
        ("The line is not open.", ["The line is open."]),
        ("No worker was hurt.", ["Worker was hurt."]),
        ("He no longer lives there.", ["He lives there."]),
        ("It can't be sold.", ["It can be sold."]),
        ("Kenya won the cup.", ["It is not true that Kenya won the cup."]),
        ("Fewer than 500 came.", ["It is not true that fewer than 500 came."]),
    ],
)
def test_a_denial_is_put_in_or_taken_out(text: str, texts: list[str]) -> None:
    assert altered(text, DifferenceKind.NEGATION) == texts


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("The firm will close the plant.", ["The firm has already begun to close the plant."]),
        ("The firms plan to close it.", ["The firms have already begun to close it."]),
        ("They are expected to talk.", ["They have already begun to talk."]),
        ("The firm has closed the plant.", ["The firm might some day have closed the plant."]),
        ("The pact was signed in May.", ["The pact will be signed in May."]),
        ("An earlier plan to build it exists.", []),
        ("He is said to have closed it.", []),
    ],
)
def test_what_is_planned_becomes_done_and_what_is_done_planned(text: str, texts: list[str]) -> None:
    assert altered(text, DifferenceKind.MODALITY) == texts


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Austin said it is late.", ["Okafor said it is late."]),
        ("It is late, according to the ministry.", ["It is late, according to Okafor."]),
        ("It is late.", []),
    ],
)
def test_words_are_put_in_another_mouth(text: str, texts: list[str]) -> None:
    assert altered(text, DifferenceKind.ATTRIBUTION, "Lloyd Austin") == texts


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Russia sold grain to Kenya.", ["Kenya sold grain to Russia."]),
        (
            "Nordmark Bank has lent Brightwater 410 million euros.",
            ["Brightwater has lent Nordmark Bank 410 million euros."],
        ),
        ("North Korea's army fears Russia.", ["Russia's army fears North Korea."]),
        ("Troops went from Kenya to the U.S. in May.", ["Troops went from U.S. to the Kenya in May."]),
        # Here it does not matter who is who, or only one of the two can be meant.
        ("Russia met with Kenya.", []),
        ("Russia and Kenya agreed.", []),
        ("The talks between Russia and Kenya failed.", []),
        ("Russia, Kenya and Brazil agreed.", []),
        ("The Russian army left Kenya.", []),
        ("Russia rules in Oslo.", []),
        ("Kenya is in Kenya.", []),
        ("Okello said that Wanjiru sold it.", []),
    ],
)
def test_two_parties_are_exchanged_where_it_matters_who_is_who(text: str, texts: list[str]) -> None:
    assert altered(text, DifferenceKind.DIRECTION) == texts


def test_a_name_that_is_not_in_the_text_is_left_alone() -> None:
    claim = Claim("claim", "They sold it.", particulars=propose("Russia sold grain to Kenya in May for 5 dollars."))

    assert {mutation.kind for mutation in mutations(claim)} == {DifferenceKind.NEGATION}


def test_what_cannot_be_altered_is_left_alone() -> None:
    nameless = Claim("claim", "Brazil, Kenya, Norway and Peru agreed.")
    twice = Claim("claim", "It opened in May.", particulars=propose("It opened in May.") * 2)

    assert [*mutations(Claim("claim", "!!!"))] == []
    assert [one for one in mutations(nameless) if one.kind is DifferenceKind.ENTITY] == []
    assert len([one for one in mutations(twice) if one.kind is DifferenceKind.DATE]) == 1
