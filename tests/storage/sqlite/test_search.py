"""How a message's terms are weighed and how many postings are read for it."""

from storage.sqlite.candidates import FEWEST_TERMS, MOST_POSTINGS, Weighed, idf, within_budget


def test_a_rare_word_tells_more_than_a_common_one_even_in_an_empty_record() -> None:
    assert idf("amraam", 0, 0) > idf("minist", 0, 0) > idf("year", 0, 0) > 0


def test_a_word_tells_less_the_more_claims_hold_it() -> None:
    weights = [idf("minist", held, 10_000) for held in (0, 1, 10, 100, 10_000)]

    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


def test_the_rarest_terms_are_read_up_to_the_budget() -> None:
    rare, some, many = Weighed("rare", 9.0, 5), Weighed("some", 5.0, 100), Weighed("many", 1.0, MOST_POSTINGS)

    assert within_budget([many, rare, some, Weighed("unknown", 9.9, 0)]) == [rare, some]


def test_a_message_of_common_words_is_still_read_by_a_few() -> None:
    common = [Weighed(f"common-{number}", 1.0, MOST_POSTINGS) for number in range(5)]

    assert within_budget(common) == common[:FEWEST_TERMS]
