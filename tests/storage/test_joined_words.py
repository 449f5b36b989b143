"""A word written together is taken apart where its parts are likeliest, and not all that looks like a number is one."""

import pytest

from storage.repair import Vocabulary
from storage.terms import terms, words


def test_of_two_ways_to_take_a_word_apart_the_commoner_words_are_meant() -> None:
    vocabulary = Vocabulary(["zeb", "rabbit", "zebra", "bbit"])

    assert vocabulary.repaired("zebrabbit", "zebrabbit") == ("zeb", "rabbit")


def test_answers_stay_right_when_more_rare_words_were_asked_for_than_are_remembered() -> None:
    vocabulary = Vocabulary(["govern"])
    before = vocabulary.repaired("goverment", "gover")

    for number in range(8_200):
        word = "".join(chr(ord("q") + int(digit)) for digit in f"{number:07o}")
        assert vocabulary.repaired(word, word) == ()

    assert vocabulary.repaired("goverment", "gover") == before == ("govern",)


@pytest.mark.parametrize("text", ["twenty twenty", "hundred", "five million thousand", "two three hundred twenty"])
def test_number_words_that_count_to_nothing_are_words_all_the_same(text: str) -> None:
    assert terms(text)
    assert all(word.value is None or word.value > 0 for word in words(text))
