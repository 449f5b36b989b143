"""A statement is matched with a claim: what differs is named, both sides as written; the rest is same or unclear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.alignment import align
from bot.matching.compare import findings
from bot.matching.differences import Difference, DifferenceKind
from bot.matching.judging import judge, liken
from bot.matching.match import DEFAULT, Match, Relation, best_match, match_claim, match_judged
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from bot.matching.weighing import Chances
from storage.models import (
    Alias,
    Citation,
    Claim,
    Comparator,
    Date,
    Happening,
    Modality,
    Name,
    Opposite,
    Particular,
    Polarity,
    Quantity,
    Source,
    Speaker,
)

TROOPS = "More than 50,000 U.S. troops are stationed in Japan."
TALKS = "The foreign ministers of Chile and Peru met in Lima on Tuesday to discuss a fishing agreement."
FACTORY = "Volvo plans to open a battery factory in Gothenburg in March."
QUOTE = 'Governor Maria Lopez said: "The bridge will be rebuilt within two years."'
TAX = "Norway lowered its tax on electric cars."
LOAN = "Germany lent 300 million euros to Greece."
NOT_PAID = "The nurses were not paid for overtime work at the Riverside hospital."


def match(text: str, claim: str) -> Match | None:
    return match_claim(Statement(text), Claim(key="claim", text=claim))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("more than 50k american soldiers are stationed in japan", TROOPS),
        ("over fifty thousand US troops in Japan", TROOPS),
        ("are there 50,000 or more US troops in japan?", TROOPS),
        ("chile and peru's foreign ministers met in lima", TALKS),
        ("didn't the foreign ministers of Peru and Chile meet on Tuesday?", TALKS),
        ("volvo will open a battery factory in gothenburg", FACTORY),
        ("lopez said the bridge will be rebuilt within two years", QUOTE),
        ("norway cut its tax on electric cars", TAX),
        ("greece was lent 300m euros by germany", LOAN),
        ("nurses at the riverside hospital weren't paid for overtime", NOT_PAID),
    ],
)
def test_saying_what_the_claim_says_is_the_same(text: str, claim: str) -> None:
    found = match(text, claim)

    assert found is not None
    assert (found.relation, found.differences) == (Relation.SAME, ())


@pytest.mark.parametrize(
    ("text", "claim", "difference"),
    [
        ("only 5,000 US troops are in Japan", TROOPS, Difference(DifferenceKind.NUMBER, "5,000", "More than 50,000")),
        (
            "under 50k US troops are in Japan",
            TROOPS,
            Difference(DifferenceKind.NUMBER, "under 50k", "More than 50,000"),
        ),
        (
            "more than 50,000 US troops are stationed in China",
            TROOPS,
            Difference(DifferenceKind.ENTITY, "China", "Japan"),
        ),
        (
            "more than 50k Russian troops are stationed in Japan",
            TROOPS,
            Difference(DifferenceKind.ENTITY, "Russian", "U.S."),
        ),
        (
            "the foreign ministers of Chile and Peru met in Lima on Friday",
            TALKS,
            Difference(DifferenceKind.DATE, "Friday", "Tuesday"),
        ),
        (
            "chile and bolivia's foreign ministers met in lima about fishing",
            TALKS,
            Difference(DifferenceKind.ENTITY, "bolivia's", "Peru"),
        ),
        (
            "volvo plans a battery factory in gothenburg in june",
            FACTORY,
            Difference(DifferenceKind.DATE, "june", "March"),
        ),
        (
            "mayor Jones said the bridge will be rebuilt within two years",
            QUOTE,
            Difference(DifferenceKind.ATTRIBUTION, "mayor Jones", "Governor Maria Lopez"),
        ),
        ("norway raised its tax on electric cars", TAX, Difference(DifferenceKind.NEGATION, "raised", "lowered")),
        (
            "norway is considering lowering its tax on electric cars",
            TAX,
            Difference(DifferenceKind.MODALITY, "considering lowering", "lowered"),
        ),
        ("five nurses weren't paid for overtime at the Hillside hospital", NOT_PAID, None),
    ],
)
def test_one_altered_particular_is_named_with_both_values(text: str, claim: str, difference: Difference | None) -> None:
    found = match(text, claim)

    if difference is None:
        assert found is None or found.relation is not Relation.SAME
        return
    assert found is not None
    assert (found.relation, found.differences) == (Relation.ALTERED, (difference,))


@pytest.mark.parametrize(
    ("text", "claim", "kind"),
    [
        ("there are not 50,000 US troops stationed in Japan", TROOPS, DifferenceKind.NEGATION),
        ("no US troops are stationed in Japan", TROOPS, DifferenceKind.NEGATION),
        ("Volvo has already opened a battery factory in Gothenburg", FACTORY, DifferenceKind.MODALITY),
        ("the nurses at the Riverside hospital were paid for overtime work", NOT_PAID, DifferenceKind.NEGATION),
    ],
)
def test_the_kind_of_difference_is_right(text: str, claim: str, kind: DifferenceKind) -> None:
    found = match(text, claim)

    assert found is not None
    assert [difference.kind for difference in found.differences] == [kind]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("how many US troops are there in Japan?", TROOPS),
        ("54,000 US troops are stationed in Japan", TROOPS),
        ("the US should station more troops in Japan", TROOPS),
        ("more than 50,000 U.S. troops are stationed in Japan and Boris paid for them", TROOPS),
    ],
)
def test_what_the_claim_cannot_settle_is_unclear(text: str, claim: str) -> None:
    found = match(text, claim)

    assert found is not None
    assert found.relation is Relation.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "28,500 US troops are stationed in South Korea",
        "who won the cup final?",
        "lol",
        "Japan beat Spain",
        "50,000 emails",
    ],
)
def test_something_else_is_no_match(text: str) -> None:
    assert match(text, TROOPS) is None


def test_the_claim_that_says_the_same_is_the_most_alike() -> None:
    found = {claim: match("more than 50,000 US troops are in Japan", claim) for claim in (TALKS, TROOPS, TAX)}

    assert [claim for claim, one in found.items() if one] == [TROOPS]


def test_a_particular_corrected_by_an_editor_decides() -> None:
    settled = (Quantity("More than 50,000", 60_000, Comparator.EXACTLY, of="troop"),)

    found = match_claim(Statement("60,000 US troops are in Japan"), Claim("claim", TROOPS, particulars=settled))

    assert found is not None
    assert found.relation is Relation.SAME


@pytest.mark.parametrize("text", [TROOPS, TALKS, FACTORY, QUOTE, TAX, LOAN, NOT_PAID])
def test_a_claim_says_what_it_says(text: str) -> None:
    found = match(text, text)

    assert found is not None
    assert found.relation is Relation.SAME


@given(st.text(max_size=300))
def test_no_text_differs_from_itself(text: str) -> None:
    statement = Statement(text)

    found = [finding for _, finding in findings(align(statement, statement))]

    assert [finding for finding in found if isinstance(finding, Difference)] == []


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_any_two_texts_can_be_matched(said: str, recorded: str) -> None:
    found = match_claim(Statement(said), Claim("claim", recorded))

    assert found is None or 0 <= found.similarity <= 1 + 1e-9


@pytest.mark.parametrize(
    "text",
    [
        "Staff at the flour works number 40",
        "staff at the flour works number 40.",
        "The mill has forty employees",
        "There are 40 staff at the flour works",
    ],
)
def test_saying_a_wording_or_the_quote_is_saying_the_claim(text: str) -> None:
    source = Source("The Harbour Post")
    mill = Claim(
        "mill",
        "The mill employs 40 people.",
        ("Staff at the flour works number 40",),
        citations=(Citation(source, "The mill has forty employees,"),),
    )

    found = match_claim(Statement(text), mill)

    assert found is not None
    assert found.relation is Relation.SAME


def test_a_wording_with_another_number_is_not_the_claim() -> None:
    mill = Claim("mill", "The mill employs 40 people.", ("Staff at the flour works number 40",))

    found = match_claim(Statement("Staff at the flour works number 400"), mill)

    assert found is None or found.relation is not Relation.SAME


@pytest.mark.parametrize("text", ["troops in Japan", "U.S. troops", "the American troops in Japan"])
def test_a_bare_topic_says_nothing(text: str) -> None:
    found = match(text, TROOPS)

    assert found is None or found.relation is Relation.UNCLEAR


def test_a_quote_that_contradicts_its_claim_does_not_confirm_it() -> None:
    bridge = Claim(
        "bridge",
        "The bridge opened to traffic in 1936.",
        citations=(Citation(Source("A leaflet"), "the bridge opened to traffic in 1937"),),
    )

    found = match_claim(Statement("the bridge opened to traffic in 1937"), bridge)

    assert found is not None
    assert found.relation is Relation.ALTERED


@pytest.mark.parametrize(("text", "claim"), [("???", "!!!"), ("", "..."), ("☕", "☕")])
def test_two_texts_without_words_say_nothing_alike(text: str, claim: str) -> None:
    assert match(text, claim) is None


def test_a_message_that_has_too_little_in_common_is_left_open_without_a_word_to_blame() -> None:
    ferry = Claim("ferry", "The ferry carries 300 passengers.")
    judged = judge(liken(Statement("the ferry carries passengers"), ferry))

    found = match_judged(judged, Chances(about=1.0, supports=0.0, differs=0.0), ferry, DEFAULT)

    assert found is not None
    assert (found.relation, found.reason) == (Relation.UNCLEAR, "your message says more than the record does")


def test_the_word_that_tells_the_most_is_the_one_to_blame() -> None:
    found = match("the ferry carries yodelling people to Hvar", "The ferry carries 300 passengers to Hvar daily.")

    assert found is not None
    assert (found.relation, found.reason) == (Relation.UNCLEAR, "your message also speaks of “yodelling”")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], None),
        ([("one", 0.9, Relation.SAME), ("two", 0.5, Relation.ALTERED)], "one"),
        # As likely as the one that agrees, the one that differs goes first; the likeliest of several.
        ([("one", 0.9, Relation.SAME), ("two", 0.87, Relation.ALTERED)], "two"),
        (
            [("one", 0.9, Relation.SAME), ("two", 0.87, Relation.ALTERED), ("three", 0.88, Relation.ALTERED)],
            "three",
        ),
        ([("one", 0.9, Relation.UNCLEAR), ("two", 0.87, Relation.ALTERED)], "one"),
        ([("one", 0.8, Relation.SAME), ("two", 0.87, Relation.UNCLEAR)], "two"),
    ],
)
def test_the_likeliest_match_is_best_and_one_that_differs_goes_before_one_that_agrees(
    found: list[tuple[str, float, Relation]], expected: str | None
) -> None:
    weighed = judge(liken(Statement("some claim"), Claim("claim", "A claim.")))

    best = best_match(
        [Match(Claim(key, "A claim."), alike, relation, judgement=weighed) for key, alike, relation in found]
    )

    assert (best.claim.key if best else None) == expected


def test_a_claim_repeated_word_for_word_is_best_whatever_differs_beside_it() -> None:
    repeated = Match(Claim("said", "A claim."), 1.0, Relation.SAME)

    best = best_match([Match(Claim("other", "A claim."), 0.99, Relation.ALTERED), repeated])

    assert best is repeated


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("more than 50,000 U.S. troops are stationed in Japan with Boris", True),
        ("how many US troops are there in Japan?", True),
        ("soldiers live on the islands by the tens of thousands, it seems", False),
    ],
)
def test_who_keeps_to_the_claims_words_and_leaves_it_open_casts_doubt(text: str, doubts: bool) -> None:
    found = match(text, TROOPS)

    assert bool(found and found.casts_doubt) is doubts


def test_what_is_settled_casts_no_doubt() -> None:
    same, altered = match(TROOPS, TROOPS), match("only 5,000 US troops are stationed in Japan", TROOPS)

    assert same is not None
    assert altered is not None
    assert not same.casts_doubt
    assert not altered.casts_doubt


@pytest.mark.parametrize(
    "particular",
    [
        Quantity("5", 5.0),
        Date("May", month=5),
        Name("Peru", "peru"),
        Polarity("never open", negative=True),
        Modality("will", Happening.PLANNED),
        Speaker("Okafor", "okafor"),
        Alias("a", "b"),
        Opposite("c", "d"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "the pier in Hythe is open",
        "Jones says 6 piers in Hythe are not closed",
        "Okafor will close a pier in Chile in June",
        "it never did",
    ],
)
def test_a_particular_that_is_not_in_the_claims_text_breaks_nothing(particular: Particular, text: str) -> None:
    pier = "The pier in Hythe is closed."
    claim = Claim("pier", pier, particulars=(*propose(pier), particular))

    found = match_claim(Statement(text), claim)

    assert found is None or found.claim is claim
