"""A misspelt word stands for a term of the record, or for none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.repair import Vocabulary
from storage.terms import LONGEST, STOP_WORDS, fold, stem, term_of, terms

RECORD = """
    The prime minister told American troops that the government is vaccinating children at the hospital in Michigan,
    and immigrants protested against the president's election, an investigation of businesses, and abortion laws.
    Hurricanes destroyed the newspaper's headquarters, while Scottish firefighters celebrated 50,000 vaccinations.
    """
#: Built once: it is asked for all kinds of words.
VOCABULARY = Vocabulary(terms(RECORD))


def repaired(written: str, vocabulary: Vocabulary = VOCABULARY) -> tuple[str, ...]:
    return vocabulary.repaired(written, term_of(fold(written)))


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("goverment", "government"),
        ("govermnent", "government"),
        ("hopsital", "hospital"),
        ("Hosptial", "hospital"),
        ("troosp", "troops"),
        ("imigrants", "immigrants"),
        ("elction", "election"),
        ("investigatoin", "investigation"),
        ("vacinatoin", "vaccination"),
        ("newspapper", "newspaper"),
        ("hurricnae", "hurricane"),
        ("hurrricanes’", "hurricanes"),
        ("presidnet", "president"),
    ],
)
def test_a_misspelt_word_stands_for_the_term_it_was_meant_for(misspelt: str, meant: str) -> None:
    assert repaired(misspelt) == (term_of(meant),)


@pytest.mark.parametrize(("misspelt", "meant"), [("Amercian", "American"), ("Scotish", "Scottish")])
def test_a_misspelt_place_stands_for_the_place_whatever_form_of_it_was_meant(misspelt: str, meant: str) -> None:
    assert repaired(misspelt) == (term_of(meant),)


def test_an_irregular_form_is_known_when_misspelt() -> None:
    assert repaired("chidlren") == ("child",)


@pytest.mark.parametrize(
    ("joined", "parts"),
    [
        ("primeminister", ("prime", "minist")),
        ("AmericanTroops", ("unitedstates", "troop")),
        ("thegovernment", ("govern",)),
    ],
)
def test_a_joined_word_stands_for_its_words_and_stop_words_stay_out(joined: str, parts: tuple[str, ...]) -> None:
    assert repaired(joined) == parts


def test_two_words_of_which_one_is_not_on_record_are_not_taken_apart() -> None:
    assert repaired("primeaccordion") == ()


@pytest.mark.parametrize("term", ["govern", "50000", "unitedstates"])
def test_a_term_on_record_stands_for_itself(term: str) -> None:
    assert VOCABULARY.repaired(term, term) == (term,)


@pytest.mark.parametrize("word", ["lol", "pm", "covid91", "50001", "G7", "", "?", "a" * 25, "x" * LONGEST])
def test_short_words_numbers_and_noise_are_left_alone(word: str) -> None:
    assert repaired(word) == ()


@pytest.mark.parametrize("word", ["weather", "kitchen", "question", "different"])
def test_a_common_word_that_no_claim_has_is_no_misspelling(word: str) -> None:
    assert repaired(word) == ()


@pytest.mark.parametrize("misspelt", ["wiht", "thier", "shoudl", "becuase", "weahter", "kicthen"])
def test_a_misspelt_common_word_does_not_become_whatever_looks_most_like_it(misspelt: str) -> None:
    vocabulary = Vocabulary(["whit", "tier", "shoulder", "case", "weah", "kitchin"])

    assert repaired(misspelt, vocabulary) == ()


def test_a_word_unlike_any_stands_for_none() -> None:
    assert repaired("zyzzyvas") == ()


def test_a_record_without_terms_repairs_nothing() -> None:
    assert repaired("goverment", Vocabulary([])) == ()


def test_of_two_terms_as_near_the_one_that_more_claims_hold_is_meant() -> None:
    names = ("vermaas", "vermoas")

    first, second = (Vocabulary(names, {name: 1_000}) for name in names)

    assert repaired("vermxas", first) == ("vermaas",)
    assert repaired("vermxas", second) == ("vermoas",)


def test_terms_that_may_be_meant_as_well_count_less() -> None:
    vocabulary = Vocabulary(["vermaas", "vermoas"], {"vermaas": 20})

    first, second = vocabulary.likely("vermxas", "vermxa")

    assert (first.term, second.term) == ("vermaas", "vermoas")
    assert 0 < second.weight < first.weight <= 1


def test_both_words_of_a_joined_one_count_in_full() -> None:
    assert [one.weight for one in VOCABULARY.likely("primeminister", "primeminist")] == [1.0, 1.0]


def test_the_order_in_which_terms_come_changes_nothing() -> None:
    words = ["goverment", "vermxas", "hopsital", "primeminster", "zyzzyvas"]
    known = [*dict.fromkeys(terms(RECORD)), "vermaas", "vermoas"]

    there, back = Vocabulary(known), Vocabulary(reversed(known))

    assert [repaired(word, there) for word in words] == [repaired(word, back) for word in words]


def test_answers_stay_right_when_more_words_were_asked_for_than_are_remembered() -> None:
    vocabulary = Vocabulary(["govern"])
    before = repaired("goverment", vocabulary)

    for number in range(9_000):
        vocabulary.repaired(f"{number:x}".translate(_LETTERS).rjust(5, "q"), "q")

    assert repaired("goverment", vocabulary) == before == ("govern",)


_LETTERS = str.maketrans("0123456789abcdef", "zyxwvutsrqponmlk")


@given(st.text() | st.text("abcdefghinorstu", max_size=30), st.text(max_size=30))
def test_any_word_is_answered_and_only_with_terms_of_the_record(written: str, term: str) -> None:
    known = set(terms(RECORD))

    found = VOCABULARY.repaired(written, term)
    likely = VOCABULARY.likely(written, term)

    assert set(found) <= known
    assert {one.term for one in likely} <= known
    assert all(0 < one.weight <= 1 for one in likely)
    assert bool(found) == bool(likely)


@given(st.lists(st.text() | st.text("aeghinorstuvé", min_size=3, max_size=9), max_size=8), st.data())
def test_any_terms_make_a_vocabulary_and_each_stands_for_itself(known: list[str], data: st.DataObject) -> None:
    vocabulary = Vocabulary(known)
    asked = data.draw(st.sampled_from(known)) if known else "troops"

    found = vocabulary.repaired(asked, asked)

    assert found == ((asked,) if known else ())


def test_what_is_no_character_is_answered_as_well() -> None:
    assert VOCABULARY.repaired("trop\ud800s", "trop\ud800") == ()
    assert VOCABULARY.repaired("troosp", "\ud800") == ("troop",)


def test_no_stop_word_is_repaired_to_another_word() -> None:
    vocabulary = Vocabulary(terms(RECORD))

    found = {word: vocabulary.repaired(word, stem(word)) for word in STOP_WORDS if len(word) > 3}

    assert {word for word, stands in found.items() if stands} == set()
