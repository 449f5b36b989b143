"""A message is answered where a claim stands out, in a small record and in a large one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.silence import ahead, heard, leads, stands_out, worth_comparing
from storage.models import EVERYWHERE, Candidate, Entry
from tests.factories import a_claim

TROOPS = "Japan hosts more than 50,000 U.S. troops."


def found(text: str = TROOPS, told: float = 1.0, alike: float = 0.5, entry_id: int = 1) -> Candidate:
    entry = Entry(entry_id, EVERYWHERE, 1, a_claim(key=f"k{entry_id}", text=text))
    return Candidate(entry, score=0.5, told=told, alike=alike)


def test_what_tells_more_leads() -> None:
    few, many = found(told=1.0), found("Tokyo agreed to export missiles.", told=2.0, entry_id=2)

    lead = leads([few, many])

    assert lead[2] > lead[1]
    assert ahead(many, [few, many]) == 1.0
    assert ahead(few, [few, many]) == -1.0


def test_what_means_more_of_the_same_leads() -> None:
    lead = leads([found(alike=0.9), found("Tokyo agreed to export missiles.", alike=0.1, entry_id=2)])

    assert lead[1] > lead[2]


def test_a_lone_claim_is_ahead_by_all_it_tells() -> None:
    one = found(told=2.0)

    assert ahead(one, [one]) == 2.0


def test_claims_told_twice_do_not_stand_in_each_others_way() -> None:
    one, twin = found(told=2.0), found("Japan hosts more than 50,000 American troops!", told=2.0, entry_id=2)
    other = found("Tokyo agreed to export missiles.", told=0.5, entry_id=3)

    assert leads([one, twin, other])[1] == leads([one, other])[1]
    assert ahead(twin, [one, twin, other]) == 1.5


def test_two_claims_on_one_subject_are_not_one_claim() -> None:
    one, other = found(told=2.0), found("Japan pays for the schools of U.S. troops.", told=1.5, entry_id=2)

    assert ahead(one, [one, other]) == 0.5


def test_claims_without_a_telling_word_are_not_one_claim() -> None:
    one, other = found("It is.", told=1.0), found("They were.", told=0.25, entry_id=2)

    assert ahead(one, [one, other]) == 0.75


def test_nothing_found_leads_nowhere() -> None:
    assert leads([]) == {}


@pytest.mark.parametrize("among", [0, 1, 50, 1_000_000])
def test_a_claim_that_stands_out_is_heard_and_compared_among_any_number(among: int) -> None:
    assert stands_out(4.0, among)
    assert heard(4.0, 0.0, among)
    assert worth_comparing(4.0, among)


def test_a_claim_has_to_stand_out_further_the_more_there_are() -> None:
    enough = [next(lead / 100 for lead in range(1_000) if stands_out(lead / 100, n)) for n in (5, 1_000, 1_000_000)]

    assert enough == sorted(set(enough))


def test_a_comparison_has_to_be_surer_the_more_claims_there_are() -> None:
    enough = [next(about / 1_000 for about in range(1_000) if heard(0.0, about / 1_000, n)) for n in (5, 50, 200)]

    assert enough == sorted(set(enough))
    assert enough[0] == pytest.approx(0.2, abs=0.002)
    assert not heard(0.0, 0.99, 1_000_000)


@pytest.mark.parametrize("among", [0, 1, 5, 40])
def test_the_line_is_the_same_for_all_small_records(among: int) -> None:
    assert heard(-9.0, 0.21, among)
    assert not heard(-9.0, 0.19, among)


def test_a_comparison_that_could_not_be_heard_is_not_made() -> None:
    assert worth_comparing(-9.0, 5)
    assert worth_comparing(-9.0, 1_000)
    assert not worth_comparing(-4.0, 1_000_000)


@given(st.floats(-20, 20), st.floats(0, 1), st.floats(0, 1), st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_claims_never_raise_an_answer_and_more_likeness_never_loses_one(
    lead: float, one: float, other: float, few: int, many: int
) -> None:
    less, more = sorted((one, other))
    small, large = sorted((few, many))

    assert heard(lead, less, large) <= heard(lead, more, large)
    assert heard(lead, more, large) <= heard(lead, more, small)


@given(st.floats(-20, 20), st.floats(0, 1), st.integers(0, 10**9))
def test_whatever_would_be_heard_is_worth_comparing(lead: float, about: float, among: int) -> None:
    # No comparison is surer than that.
    assert not heard(lead, min(about, 0.997), among) or worth_comparing(lead, among)
