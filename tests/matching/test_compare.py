"""Each comparer, at its edges."""

import pytest

from bot.matching.alignment import align
from bot.matching.compare import findings
from bot.matching.compare.attribution import speakers_agree
from bot.matching.differences import Difference, Doubt, Finding
from bot.matching.lexicon import contradict, opposed, stand_for_each_other
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from storage.models import Comparator, Date, Happening, Modality, Name, Polarity, Quantity, Speaker
from storage.terms import term_of


def found(said: str, recorded: str) -> list[Finding]:
    return [finding for _, finding in findings(align(Statement(said), Statement(recorded)))]


def kinds(said: str, recorded: str) -> list[str]:
    return [finding.kind.value for finding in found(said, recorded) if isinstance(finding, Difference)]


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        # Numbers of one kind of unit are compared in it; of another kind they are not.
        ("the first visit in 180 months", "the first visit in 15 years", []),
        ("the first visit in 15 months", "the first visit in 15 years", ["number"]),
        ("the road is 10 miles long", "the road is 10 km long", ["number"]),
        ("they signed five memorandums", "they signed a memorandum", ["number"]),
        ("they signed one memorandum", "they signed a memorandum", []),
        ("the first ship left", "the second talks failed", []),
        ("they left the first talks", "they left the third talks", ["number"]),
        # Dates.
        ("it opens in autumn 2027", "it opens in spring 2027", ["date"]),
        ("it opens in autumn", "it opens in the fall of 2027", []),
        ("it opens in July", "it opens in spring", ["date"]),
        ("traffic tripled", "traffic doubled", ["number"]),
        ("traffic is twice what it was", "traffic doubled", []),
        ("40-50k troops left", "between 40,000 and 50,000 troops left", []),
        ("they met after the summit", "they met ahead of the summit", ["date"]),
        ("they met before the summit", "they met ahead of the summit", []),
        ("they met on 5 May", "they met on 6 May", ["date"]),
        # Who to whom.
        ("Chile sold copper to Peru", "Peru sold copper to Chile", ["direction"]),
        ("Chile and Peru sold copper", "Peru and Chile sold copper", []),
        # Done or planned.
        ("the ministers discussed fishing", "the ministers will discuss fishing", ["modality"]),
        ("the ministers discuss fishing", "the ministers will discuss fishing", []),
        ("the ministers are expected to discuss fishing", "the ministers plan to discuss fishing", []),
        ("the ministers might have met", "the ministers met", ["modality"]),
        # Denials come out even.
        ("they did not refuse to sign", "they signed", []),
        ("the deal is not illegal", "the deal is legal", []),
        ("the deal is illegal", "the deal is legal", ["negation"]),
        ("the deal excludes fishing", "the deal includes fishing", ["negation"]),
    ],
)
def test_a_comparer_finds_what_differs_and_nothing_else(said: str, recorded: str, expected: list[str]) -> None:
    assert kinds(said, recorded) == expected


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        ("the ferry carries 300 people", "the ferry sails from Split"),
        ("the ferry sails in May", "the ferry sails from Split"),
        ("the mayor says that the ferry sails", "the ferry sails from Split"),
        ("the ferry may sail from Split", "the ferry is expected to sail from Split"),
        ("the ferry sails from Split", "the ferry may sail from Split"),
        ("the ferry costs 30 euros", "the ferry costs more than 20 euros"),
    ],
)
def test_what_the_claim_does_not_settle_is_a_doubt(said: str, recorded: str) -> None:
    assert [type(finding) for finding in found(said, recorded)] == [Doubt]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("austin", "Lloyd Austin", True),
        ("officials", "Japanese government officials", True),
        ("american officials", "Japanese government officials", False),
        ("Blinken", "Lloyd Austin", False),
        ("the", "Lloyd Austin", False),
    ],
)
def test_speakers_agree_when_the_shorter_name_stands_in_the_longer(one: str, other: str, agree: bool) -> None:
    assert speakers_agree(one, other) is agree


@pytest.mark.parametrize(
    ("one", "other"),
    [("increase", "decrease"), ("relaxed", "tightened"), ("attended", "skipped"), ("legal", "illegal")],
)
def test_opposites_contradict_and_do_not_stand_for_each_other(one: str, other: str) -> None:
    assert opposed(term_of(one), term_of(other))
    assert not stand_for_each_other(term_of(one), term_of(other))


def test_words_of_one_side_do_not_contradict() -> None:
    assert not contradict(term_of("increase"), term_of("grow"))
    assert stand_for_each_other(term_of("increase"), term_of("grow"))


def test_particulars_are_proposed_by_the_readers() -> None:
    proposed = propose("Governor Lopez said more than 300 people will not sail to Peru in May.")

    assert proposed == (
        Quantity("more than 300", 300.0, Comparator.MORE_THAN, None, None, "peopl"),
        Date("May", month=5),
        *(particular for particular in proposed if isinstance(particular, Name)),
        Polarity("not sail", negative=True),
        Modality("will", Happening.PLANNED),
        Speaker("Governor Lopez", "governor lopez"),
    )
    assert [name.text for name in proposed if isinstance(name, Name)] == ["Governor Lopez", "Peru"]


def test_the_claimant_is_the_speaker() -> None:
    assert propose("Taxes fell.", "Maria Lopez") == (Speaker("Maria Lopez", "maria lopez"),)


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        # The same verb between the same two, the other way round; the passive turns it back.
        ("Acme Bank lent Borealis money", "Borealis lent Acme Bank money", ["direction"]),
        ("Acme Bank was lent money by Borealis", "Borealis lent Acme Bank money", []),
        ("Peru has Chilean copper", "Chile has copper in Peru", []),
        # Another destination that the claim knows in another part.
        ("Chile sells copper to Peru", "Chile sells copper to Bolivia and buys tin from Peru", ["direction"]),
        ("copper goes from Chile", "copper goes from Peru and Chile", []),
        # A capital stands for its government, where the claim is not about cities.
        ("Washington signed the treaty", "The United States signed the treaty", []),
        ("Moscow signed the treaty", "The United States signed the treaty", ["entity"]),
        ("the treaty was signed in Washington", "The treaty was signed in Tokyo", ["entity"]),
        # Bounds that stand behind what is counted.
        ("30,000 troops are there at the very least", "More than 50,000 troops are there", []),
        ("60,000 troops are there at most", "More than 50,000 troops are there", []),
        # Money written in any way.
        ("it cost 410 mil", "it cost 410 million euros", []),
        ("it cost thirteen billion in euros", "it cost 1.3 billion euros", ["number"]),
        # What is only possible.
        ("the museum has been opened", "the museum might be opened", ["modality"]),
        # What completes a verb is denied with it.
        ("they did not drop out of the race", "they withdrew from the race", ["negation"]),
        ("not a single worker left", "a worker left", ["negation"]),
    ],
)
def test_roles_governments_and_bounds_are_compared(said: str, recorded: str, expected: list[str]) -> None:
    assert kinds(said, recorded) == expected


def test_a_misspelt_country_is_known_by_any_of_its_names() -> None:
    assert kinds("the amercian minister came", "The U.S. minister came") == []
    assert align(Statement("amercian"), Statement("U.S.")).partner(0) == 0
