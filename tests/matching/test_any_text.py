"""Whatever is written, there is an answer or silence, and what always holds holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checking import compare
from bot.matching.alignment import align
from bot.matching.compare import COMPARERS
from bot.matching.differences import Difference
from bot.matching.masking import prose
from bot.matching.match import PAIR, Relation, match_claim
from bot.matching.particulars import propose
from bot.matching.statement import LONGEST_STATEMENT, MOST_STATEMENTS, Statement, statements
from bot.verdict import Verdict
from storage.models import Claim

CLAIM = "More than 50,000 U.S. troops have not left Japan since May, the minister said on Tuesday."
#: What the readers look for, each in more than one form, and what stands between.
PARTS = """
    more than|50,000|50k|no fewer than|5%|a third of|$3bn|at most|between 3 and 4|the|a|of|in|to|by|and|but|, |; |. |? |
    U.S.|Japan|Japan's|Washington|USFJ|Lloyd Austin|Volvo|Chile|troops|soldiers|factory|ministers|F-35|G7|
    not|n't|no longer|never|failed to|denied|without|plans to|will|has|have|signed|left|met|is|are|was|were|been|
    said|told|according to|"we stay"|he|they|who|may|May|on Tuesday|in 2024|since March|before|after|
    <@1>|`x`|> |:joy:|https://x.org|🇯🇵|lol|imo|false|fake|(|)|"|\u200f|\u0301|\u00ad|
"""

texts = st.text(max_size=300) | st.lists(st.sampled_from(PARTS.split("|")) | st.text(max_size=8), max_size=40).map(
    " ".join
)
#: Claims as somebody could enter them: what may stand in each place of a sentence.
SLOTS = """
    Japan|The U.S. troops|Kenya's prime minister|Volvo|A union of nurses|Lloyd Austin
    has not built|plans to open|will close|sold|no longer hosts|denied losing|may never need|was told to keep|expects
    more than 50,000|about 5%|no fewer than 12|between 3 and 4 million|a third of its|the|few
    factories|F-35 jets|tram stops|Patriot missiles|jobs|school meals
    in Gothenburg|for Peru|with Chile|to South Korea|abroad
    in March|since 2024|on Tuesday|by the end of May|after the vote|
    , Joe Biden said.|, according to officials.|, but few agreed.|.
"""
claim_texts = st.tuples(*(st.sampled_from(line.strip().split("|")) for line in SLOTS.strip().splitlines())).map(
    lambda parts: f"{' '.join(filter(None, parts[:-1]))}{parts[-1]}"
)
few = settings(max_examples=60)


def differences(said: Statement, recorded: Statement) -> list[Difference]:
    alignment = align(said, recorded)
    return [found for compare in COMPARERS if isinstance(found := compare(alignment), Difference)]


@few
@given(texts)
def test_statements_are_pieces_of_the_writers_prose(text: str) -> None:
    written = prose(text)

    found = statements(text)

    assert len(found) <= MOST_STATEMENTS
    assert all(0 < len(one.text) <= LONGEST_STATEMENT and one.text in written for one in found)


@few
@given(texts, claim_texts)
def test_any_text_gets_an_answer_or_silence(text: str, recorded: str) -> None:
    answer = compare(recorded, text)

    assert (answer.verdict is Verdict.NONE) == (answer.entry is None)
    assert (answer.verdict is Verdict.DIFFERS) == bool(answer.differences)
    assert answer.reason is None or answer.verdict is Verdict.RELATED


@few
@given(texts, claim_texts)
def test_a_match_differs_exactly_when_it_can_say_on_what(text: str, recorded: str) -> None:
    claim = Claim("claim", recorded, particulars=propose(recorded))

    for said in statements(text):
        for thresholds in (None, PAIR):
            match = match_claim(said, claim, thresholds) if thresholds else match_claim(said, claim)
            if match:
                assert 0 <= match.similarity <= 1 + 1e-9
                assert (match.relation is Relation.ALTERED) == bool(match.differences)


@few
@given(texts)
def test_a_difference_shows_both_sides_as_written(text: str) -> None:
    for said in statements(text):
        for difference in differences(said, Statement(CLAIM)):
            assert difference.said in said.text
            assert difference.recorded in CLAIM


@few
@given(claim_texts)
def test_no_claim_differs_from_itself(text: str) -> None:
    said, recorded = Statement(text), Statement(text, propose(text))

    assert differences(said, recorded) == []


@few
@given(claim_texts)
def test_no_claim_differs_from_itself_in_small_letters_or_without_its_last_mark(text: str) -> None:
    for shown in (text.lower(), f"{text}.", f"{text}!"):
        match = match_claim(Statement(shown), Claim("claim", text))

        assert match is None or match.relation is Relation.SAME


@few
@given(claim_texts)
def test_who_is_mentioned_and_what_is_pictured_changes_no_answer(text: str) -> None:
    plain, adorned = compare(CLAIM, text), compare(CLAIM, f"<@182736451928374650> {text} 🇯🇵")

    assert adorned.verdict is plain.verdict
    assert adorned.differences == plain.differences


@few
@given(texts, claim_texts)
def test_the_same_question_gets_the_same_answer(text: str, recorded: str) -> None:
    assert compare(recorded, text) == compare(recorded, text)


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("The pill does not cause cancer and does not cause weight gain.", "the pill does not cause weight gain"),
        (
            "Japan has not built 50 factories, but nobody agreed.",
            "so Japan has not built 50 factories, but nobody agreed",
        ),
    ],
)
def test_a_claim_that_denies_twice_does_not_differ_from_its_own_words(recorded: str, said: str) -> None:
    match = match_claim(Statement(said), Claim("claim", recorded))

    assert match is not None
    assert match.relation is not Relation.ALTERED
