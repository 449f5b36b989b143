"""An explanation shows what every step of a comparison saw, and agrees with the answer it explains."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checking import Checker
from bot.explaining import Explanation, explain, explanation_of
from bot.explaining.explain import NO_CANDIDATE, NOTHING_TO_CHECK
from bot.explaining.explanation import Compared, Origin, Score, Trait
from bot.explaining.sections import Section, sections, terminal_lines
from bot.explaining.traits import trait
from bot.matching.compare import COMPARERS
from bot.matching.match import Relation
from bot.matching.particulars import propose
from bot.matching.stance import Stance
from bot.matching.statement import Statement
from bot.services import Services, open_services
from bot.verdict import GARBLED, Verdict
from storage.models import (
    EVERYWHERE,
    Alias,
    Citation,
    Claim,
    ClaimReview,
    Comparator,
    Date,
    Entry,
    Happening,
    Modality,
    Name,
    Opposite,
    Particular,
    Polarity,
    Quantity,
    Rating,
    Role,
    Season,
    Source,
    Speaker,
)
from tests.factories import a_claim

FEWER = "there are only 5,000 US troops in Japan"
TEXT = "Japan hosts more than 50,000 U.S. troops."


@pytest.fixture
async def services() -> AsyncGenerator[Services]:
    async with open_services("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
def checker(services: Services) -> Checker:
    return services.checker


async def explained(checker: Checker, text: str, *, limit: int = 3) -> Explanation:
    checked = await checker.check(text, EVERYWHERE, limit=limit)
    return await explain(checker, text, checked.answer, EVERYWHERE, limit=limit)


def against(text: str, claim: Claim, *others: Claim) -> Explanation:
    entries = [Entry(number, EVERYWHERE, 1, one) for number, one in enumerate((claim, *others), 1)]
    return explanation_of(Statement(text), entries[0], entries)


def compared(explanation: Explanation) -> Compared:
    assert explanation.claim is not None
    return explanation.claim


async def test_a_difference_is_explained_from_what_was_read_to_the_verdict(checker: Checker) -> None:
    explanation = await explained(checker, FEWER)

    claim = compared(explanation)
    assert explanation.stance is Stance.ASSERTS
    assert Trait("number", "5,000", "5,000, of “troop”") in explanation.read
    assert Trait("number", "More than 50,000", "more than 50,000, of “troop”") in claim.read
    assert ("troops", "troops") in [(pair.said, pair.recorded) for pair in claim.alignment]
    assert ("5,000", None) in [(pair.said, pair.recorded) for pair in claim.alignment]
    assert "stationed" in claim.unmet
    (found,) = [outcome for outcome in claim.comparers if outcome.difference]
    assert found.comparer == "number"
    assert (claim.key, claim.relation, claim.verdict) == ("us-troops-japan", Relation.ALTERED, Verdict.DIFFERS)
    assert "Not as recorded: number" in explanation.decided


def test_a_refusal_is_among_what_is_read() -> None:
    explanation = against("Japan banned all US troops", a_claim(text=TEXT))

    assert Trait("refusal", "banned") in explanation.read


async def test_every_comparer_of_the_table_is_named(checker: Checker) -> None:
    claim = compared(await explained(checker, FEWER))

    assert [f"{outcome.comparer}_finding" for outcome in claim.comparers] == [one.__name__ for one in COMPARERS]


@pytest.mark.parametrize(
    "text",
    [
        FEWER,
        "are there more than 50k american soldiers in japan?",
        "Russia shipped PAC-3 missiles to the US",
        "where is the USFJ commander based?",
        "who won the cup final?",
    ],
)
async def test_the_explanation_is_of_the_answer_that_was_given(checker: Checker, text: str) -> None:
    answer = (await checker.check(text, EVERYWHERE)).answer

    claim = compared(await explain(checker, text, answer, EVERYWHERE))

    assert claim.verdict is answer.verdict
    assert answer.entry is None or claim.key == answer.entry.claim.key


async def test_the_next_candidates_are_each_told_why_not(checker: Checker) -> None:
    three, one = await explained(checker, FEWER), await explained(checker, FEWER, limit=1)

    assert len(three.others) == 2
    assert "us-troops-japan" not in [other.key for other in three.others]
    assert all(other.why.startswith(("less alike", "about something else")) for other in three.others)
    assert one.others == ()


async def test_nothing_on_record_names_the_nearest_claim_and_how_far_it_is(checker: Checker) -> None:
    explanation = await explained(checker, "my cat sleeps on the missile of its dreams")

    claim = compared(explanation)
    assert (claim.relation, claim.verdict) == (None, Verdict.NONE)
    assert claim.similarity < 1
    assert "nearest" in explanation.decided
    assert any(score.short for score in claim.scores)


@pytest.mark.parametrize(
    ("text", "why"), [("lol", NOTHING_TO_CHECK), ("", NOTHING_TO_CHECK), ("qqq zzz", NO_CANDIDATE)]
)
async def test_a_message_without_any_candidate_says_so(checker: Checker, text: str, why: str) -> None:
    explanation = await explained(checker, text)

    assert (explanation.decided, explanation.claim) == (why, None)


async def test_further_statements_are_listed_with_their_own_answers(checker: Checker) -> None:
    explanation = await explained(checker, f"My cat likes cold milk. {FEWER}.")

    assert explanation.statement == f"{FEWER}."
    assert [(aside.statement, aside.verdict, aside.key) for aside in explanation.asides] == [
        ("My cat likes cold milk.", Verdict.NONE, None)
    ]


def test_a_doubt_is_shown_with_its_reason_and_no_line_is_held_against_the_coverages() -> None:
    explanation = against("Japan hosts 54,000 US troops", a_claim(text=TEXT))

    claim = compared(explanation)
    assert [outcome.doubt for outcome in claim.comparers if outcome.doubt]
    assert claim.relation is Relation.UNCLEAR
    assert "It cannot be told" in explanation.decided
    assert [score.name for score in claim.scores if score.at_least] == ["chance of being about the claim"]


def test_a_message_that_says_more_is_told_which_line_it_missed() -> None:
    explanation = against("Japan hosts more than 50,000 U.S. troops singing zarzuelas", a_claim(text=TEXT))

    assert compared(explanation).relation is Relation.UNCLEAR
    assert "It cannot be told: your message also speaks of “zarzuelas”" in explanation.decided


def test_a_repeated_quote_is_said_to_be_one() -> None:
    quote = "Some fifty thousand of our soldiers live in Okinawa and Tokyo"
    claim = a_claim(citations=(Citation(Source("Talks"), quote),))

    explanation = against(quote, claim)

    assert "word for word" in explanation.decided
    assert compared(explanation).met_by == quote


def test_a_wording_that_met_the_message_is_shown_in_place_of_the_text() -> None:
    wording = "Kadena and Yokota are full of airmen."
    claim = a_claim(text=TEXT, wordings=("Otters float.", wording))

    explanation = against("kadena and yokota are so full of airmen", claim)

    assert compared(explanation).verdict is Verdict.SUPPORTS
    assert compared(explanation).met_by == wording
    assert compared(explanation).origin is Origin.READ
    assert any(row[0] == "by wording" for part in sections(explanation) for row in part.rows)


def test_where_the_claims_particulars_come_from_is_said() -> None:
    read = a_claim(text=TEXT)
    number = Quantity("50,000", 50_000, of="troop")
    set_by_hand = replace(read, particulars=(number,))

    origins = [compared(against(FEWER, claim)).origin for claim in (read, set_by_hand)]

    assert origins == [Origin.READ, Origin.SET]
    assert compared(against(FEWER, set_by_hand)).read == (Trait("number", "50,000", "50,000, of “troop”"),)


async def test_proposed_particulars_on_record_are_said_to_be_as_read() -> None:
    claim = a_claim(text=TEXT, particulars=propose(TEXT))

    assert compared(against(FEWER, claim)).origin is Origin.RECORDED


def test_a_rating_and_a_garbled_source_are_named_as_what_decided() -> None:
    hoax = a_claim(text=TEXT, reviews=(ClaimReview(Rating.FALSE),))
    garbled = a_claim(text=TEXT, tags=(GARBLED,))

    repeated = against("Japan hosts over 50,000 US troops", hoax)
    unclear = against(FEWER, garbled)

    assert compared(repeated).verdict is Verdict.DIFFERS
    assert "rated the claim false" in repeated.decided
    assert compared(unclear).verdict is Verdict.RELATED
    assert "garbled" in unclear.decided


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("how many US troops does Japan host?", "question"),
        ("it is ridiculous that Japan hosts 50,000 US troops", "opinion"),
    ],
)
def test_a_stance_that_settles_nothing_is_named(text: str, said: str) -> None:
    explanation = against(text, a_claim(text=TEXT))

    assert said in explanation.decided


def test_of_two_equal_claims_the_index_decides() -> None:
    explanation = against(FEWER, a_claim(text=TEXT), a_claim(key="again", text=TEXT))

    assert [(other.key, "as alike" in other.why) for other in explanation.others] == [("again", True)]


def test_a_claim_that_is_nearer_now_is_said_to_be() -> None:
    explanation = against(FEWER, a_claim(text="Japan hosts many U.S. troops and several otters."), a_claim(text=TEXT))

    assert [other.why[:10] for other in explanation.others] == ["more alike"]


def test_words_known_from_the_claims_other_words_are_marked() -> None:
    claim = a_claim(text=TEXT, wordings=("The zorblax is large.",))

    explanation = against("the zorblax of US troops that Japan hosts", claim)

    assert [pair.said for pair in compared(explanation).alignment if pair.elsewhere] == ["zorblax"]


@pytest.mark.parametrize(
    ("particular", "described"),
    [
        (Quantity("5%", 5, unit="percent"), Trait("number", "5%", "5 percent")),
        (Quantity("4 to 5", 4, Comparator.BETWEEN, 5), Trait("number", "4 to 5", "between 4 and 5")),
        (Quantity("2.5m", 2_500_000), Trait("number", "2.5m", "2,500,000")),
        (Date("Sunday", weekday=6), Trait("date", "Sunday", "Sunday")),
        (Date("28 July 2024", 2024, 7, 28), Trait("date", "28 July 2024", "day 28, July, 2024")),
        (Date("fall 2027", 2027, season=Season.AUTUMN), Trait("date", "fall 2027", "autumn, 2027")),
        (Name("Hawaii", "hawaii", Role.WHERE), Trait("name", "Hawaii", "hawaii, where")),
        (Polarity("not stay", negative=True), Trait("denial", "not stay")),
        (Polarity("stay", negative=False), Trait("denial", "stay", "affirms")),
        (Modality("will", Happening.PLANNED), Trait("modality", "will", "planned")),
        (Speaker("Austin", "austin"), Trait("speaker", "Austin")),
        (Alias("USFJ", "us forces japan"), Trait("alias", "USFJ", "us forces japan")),
        (Opposite("relaxed", "tightened"), Trait("opposite", "relaxed", "tightened")),
    ],
)
def test_each_kind_of_particular_is_described(particular: Particular, described: Trait) -> None:
    assert trait(particular) == described


async def test_the_terminal_shows_every_part_within_eighty_columns(checker: Checker) -> None:
    lines = [*terminal_lines(sections(await explained(checker, f"Otters float. {FEWER}.")))]

    told = (
        "Why",
        f"Your message: “{FEWER}.”",
        "  number  “5,000”: 5,000, of “troop”",
        "On record: “More than 50,000 U.S. troops are stationed in Japan.”",
        "Which word stands for which",
        "  5,000    –",
        "  Nothing in the message stands for: 50,000, stationed.",
        "What each comparer said",
        "  number       differs – your message: 5,000 · on record: More than 50,000",
        "Scores",
        "  Relation: altered · rating: reported · verdict: differs",
        "Why not another claim",
        "What else the message says",
    )
    places = [lines.index(line) for line in told]
    assert places == sorted(places)
    assert max(map(len, lines)) <= 80


def test_wide_letters_take_two_columns_and_long_cells_are_cut() -> None:
    section = Section("Title", (("日本", "a"), ("x" * 100, "b"), ("short", "long " * 30)))

    _, title, wide, long, *rest = terminal_lines(iter([section]))

    assert title == "Title"
    assert wide.index("a") == 2 + 42 + 2 - 2
    assert long == f"  {'x' * 41}…  b"
    assert len(rest) > 1
    assert all(len(line) <= 80 for line in rest)


@pytest.mark.parametrize(
    ("score", "short"),
    [
        (Score("x", 0.449, at_least=0.45), True),
        (Score("x", 0.45, at_least=0.45), False),
        (Score("x", 3.21, at_most=3.2), True),
        (Score("x", 3.2, at_most=3.2), False),
        (Score("x", 0.1), False),
    ],
)
def test_a_score_knows_whether_it_misses_its_line(score: Score, short: bool) -> None:
    assert score.short is short


def test_a_figure_is_never_rounded_over_the_line_it_missed() -> None:
    scores = (Score("low", 0.4499, at_least=0.45), Score("high", 3.2001, at_most=3.2))
    claim = replace(compared(against(FEWER, a_claim(text=TEXT))), scores=scores)
    explanation = replace(against(FEWER, a_claim(text=TEXT)), claim=claim)

    (rows,) = [part.rows for part in sections(explanation) if part.title == "Scores"]

    assert rows == (("low", "0.44", "at least 0.45: not reached"), ("high", "3.21", "at most 3.2: too much"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
async def test_any_text_can_be_explained(checker: Checker, text: str) -> None:
    assert [*terminal_lines(sections(await explained(checker, text)))]


@settings(max_examples=60)
@given(st.lists(st.sampled_from("5 0 Japan hosts US troops not 50,000 . ? the who".split()), max_size=12))
def test_any_statement_can_be_explained_against_a_claim(words: list[str]) -> None:
    explanation = against(" ".join(words), a_claim(text=TEXT, wordings=("US troops stay in Japan.",)))

    assert explanation.decided
