"""How much of each side the other covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.alignment import align
from bot.matching.coverage import Coverage, coverage
from bot.matching.statement import Statement


def covered(said: str, recorded: str, known: frozenset[str] = frozenset()) -> Coverage:
    return coverage(align(Statement(said), Statement(recorded), known))


def test_a_text_covers_itself_wholly() -> None:
    same = covered("Chile sold copper to Peru in May", "Chile sold copper to Peru in May")

    assert (same.said, same.known, same.recorded, same.whole) == pytest.approx((1, 1, 1, 1))
    assert (same.strangest, same.rest) == pytest.approx((0, 0), abs=1e-5)


def test_a_shorter_message_is_covered_and_covers_less_of_the_claim() -> None:
    short = covered("Chile sold copper", "Chile sold copper to Peru's navy")

    assert short.said == pytest.approx(1)
    assert short.recorded < 0.9


def test_a_strange_word_counts_by_how_much_it_tells() -> None:
    rare = covered("Chile sold zucchini", "Chile sold copper")
    common = covered("Chile sold people", "Chile sold copper")

    assert rare.strangest > common.strangest > 0
    assert rare.known < common.known < 1


def test_what_the_claims_quote_has_is_known_though_the_claim_does_not_cover_it() -> None:
    unknown = covered("Chile sold zucchini", "Chile sold copper")
    known = covered("Chile sold zucchini", "Chile sold copper", frozenset({"zucchini"}))

    assert known.known > unknown.known
    assert known.said == unknown.said


def test_numbers_and_dates_are_covered_only_by_the_same() -> None:
    other = covered("Chile sold 400 tonnes", "Chile sold 500 tonnes")
    same = covered("Chile sold 500 tonnes", "Chile sold 500 tonnes")

    assert other.said < same.said
    assert other.known == pytest.approx(1)  # Which number it is, the comparers say.


def test_what_is_said_of_names_is_counted_by_itself() -> None:
    other = covered("Chile bakes bread for Peru", "Chile sold copper to Peru")

    assert other.predicate < other.known
    assert other.recorded_predicate < other.recorded


def test_the_rest_of_both_sides_may_be_alike_in_sum() -> None:
    alike = covered("Chile exported metal", "Chile sold copper ore abroad")
    unlike = covered("Chile baked bread", "Chile sold copper ore abroad")

    assert alike.whole > unlike.whole


@pytest.mark.parametrize(("said", "recorded"), [("", "Chile sold copper"), ("Chile sold copper", ""), ("!!!", "???")])
def test_without_words_nothing_is_covered(said: str, recorded: str) -> None:
    assert covered(said, recorded) == Coverage()


@given(st.text(max_size=120), st.text(max_size=120))
def test_every_share_lies_between_none_and_all(said: str, recorded: str) -> None:
    found = covered(said, recorded)
    shares = (found.said, found.known, found.predicate, found.recorded, found.recorded_predicate)

    assert all(-1e-5 <= share <= 1 + 1e-5 for share in shares)
    assert -1e-5 <= found.strangest <= 6.5 + 1e-5
    assert all(-1 - 1e-5 <= cosine <= 1 + 1e-5 for cosine in (found.rest, found.whole))
