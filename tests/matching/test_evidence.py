"""What a comparison shows is given as figures, each by its name."""

import json
from importlib.resources import files

import pytest

from bot.matching.compare import findings
from bot.matching.coverage import coverage
from bot.matching.differences import Difference, DifferenceKind
from bot.matching.evidence import ALIKE, COMPARED, evidence, predicated, rest_covered
from bot.matching.judging import judge, liken
from bot.matching.statement import Statement
from storage.models import Claim
from tests.matching.comparing import laid_beside

FERRY = "The Split ferry carries 300 passengers to Hvar."


def figures(said: str, recorded: str = FERRY) -> dict[str, float]:
    alignment = laid_beside(said, recorded)
    return dict(evidence(alignment, coverage(alignment), [*findings(alignment)]))


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ("the Split ferry carries 300 passengers", "measures", 1),
        ("the Split ferry carries passengers", "measures", 0),
        ("the Split ferry carries passengers", "names", 1),
        ("it carries passengers", "names", 0),
        ("does the ferry carry 300 passengers?", "asks whether", 1),
        ("how many does the ferry carry?", "asks what", 1),
        ("i hope the ferry carries 300", "opines", 1),
        ("the Split ferry", "says something", 0),
        ("the ferry will carry 300", "said modal", 1),
        ("Okafor said the ferry carries 300", "said speaker", 1),
        ("the ferry carries 300", "recorded speaker", 0),
        ("the ferry carries 300", "recorded modal", 0),
        ("the ferry carries 30 passengers", "differences", 1),
        ("the ferry carries 30 passengers", "firm differences", 1),
        ("the ferry carries 30 passengers", "differs in number", 1),
        ("the ferry carries 30 passengers", "differs in date", 0),
        ("the ferry carries 300 passengers in May", "doubts", 1),
        ("the ferry carries 300 passengers in May", "doubts date", 1),
        ("the ferry carries passengers", "own words", 1),
        ("vessels bring tourists", "own words", 0),
    ],
)
def test_a_figure_says_what_its_name_says(said: str, name: str, expected: float) -> None:
    assert figures(said)[name] == pytest.approx(expected)


def test_every_comparers_doubt_and_every_kind_of_difference_has_its_figure() -> None:
    names = figures("x").keys()

    assert {f"doubts {comparer}" for comparer in COMPARED} <= names
    assert {f"differs in {kind}" for kind in DifferenceKind if kind is not DifferenceKind.RATING} <= names


@pytest.mark.parametrize("name", ["weights.json", "weights_semantic.json"])
def test_the_shipped_weights_weigh_every_figure_and_no_other(name: str) -> None:
    shipped = files("bot.matching").joinpath(name)
    if not shipped.is_file():
        pytest.skip("no such weights are shipped")
    semantic = {ALIKE} if "semantic" in name else set[str]()

    for weights in json.loads(shipped.read_text(encoding="utf-8")).values():
        assert weights.keys() == figures("x").keys() | {"constant"} | semantic


def test_a_sentence_models_likeness_is_a_figure_when_it_was_asked() -> None:
    likened = liken(Statement("the ferry sails"), Claim("ferry", FERRY))

    assert ALIKE not in judge(likened).evidence
    assert judge(likened, {FERRY: 0.5}).evidence[ALIKE] == 0.5
    assert judge(likened, {"another text": 0.5}).evidence.get(ALIKE) is None


@pytest.mark.parametrize(
    ("said", "recorded", "lone"),
    [
        # One word exchanged among the claim's own is a lone stranger; in free wording there is none.
        ("the Split ferry carries zucchini to Hvar", "The Split ferry carries pilgrims to Hvar.", True),
        ("the Split ferry carries pilgrims to Hvar", "The Split ferry carries pilgrims to Hvar.", False),
        ("zucchini get to hvar by ship", "The Split ferry carries pilgrims to Hvar.", False),
        ("zucchini", "The Split ferry carries pilgrims to Hvar.", False),
        # A word as near to the claim's as a synonym is none.
        ("the Split ferry carries travellers to Hvar", "The Split ferry carries tourists to Hvar.", False),
        # It may take no word's place.
        ("the Split ferry carries pilgrims to Hvar zucchini", "The Split ferry carries pilgrims to Hvar.", True),
    ],
)
def test_a_lone_stranger_tells_who_exchanged_one_word(said: str, recorded: str, lone: bool) -> None:
    assert (figures(said, recorded)["lone stranger"] > 2) is lone


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the Split ferry to Hvar", True),
        ("Split and Hvar", False),
        ("split hvar peru", False),
        ("300 in Split", True),
        ("Hvar passengers", True),
    ],
)
def test_names_alone_say_nothing_of_what_is_said_about_them(said: str, expected: bool) -> None:
    assert predicated(laid_beside(said, FERRY)) is expected


def test_what_differs_is_left_out_of_the_rest() -> None:
    alignment = laid_beside("the Split ferry carries zucchini", FERRY)
    differing = Difference(DifferenceKind.ENTITY, "zucchini", "passengers")
    exchanged = Difference(DifferenceKind.DIRECTION, "zucchini", "passengers")
    elsewhere = Difference(DifferenceKind.ENTITY, "not in it", "passengers")

    assert rest_covered(alignment, [differing]) == pytest.approx(1.0)
    assert rest_covered(alignment, [exchanged]) == rest_covered(alignment, [elsewhere]) < 1
