"""Articles are cut into sentences, with exact places, in time that grows with the text only."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from, text

from bot.ingestion.sentences import sentences


def cut(article: str) -> list[str]:
    return [article[one.start : one.end] for one in sentences(article)]


@pytest.mark.parametrize(
    "whole",
    [
        "The U.S. Navy moved to 4.5 knots.",
        "Mr. Smith met Gen. Lee and Dr. J. R. Adams at St. Mary's.",
        "The talks began at 9 a.m. Monday in Washington, D.C. with no agenda.",
        "He won with No. 5 and Fig. 2 shows it.",
        "It rose 3.5 percent, from $1.2 billion to $1.24 billion.",
        "Acme Inc. Chief Executive Jane Doe left in Jan. 2020.",
        "Prices fell ... and rose again.",
        "“Why?” he asked.",
        "“Stop!” said the judge.",
        "Yahoo! shares rose.",
        "3. The third point is this.",
        "They sell pens, paper, etc. in the shop.",
        "A 700-lb. snake was caught, e.g. near Lake Worth, vs. none before.",
        "Ronald A. Fisher and George W. Bush met Sen. Bob Casey, R-Pa., there.",
    ],
)
def test_a_stop_that_ends_nothing_is_stepped_over(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    ("article", "apart"),
    [
        ("It is so. It was.", ["It is so.", "It was."]),
        ("“It is so.” She left.", ["“It is so.”", "She left."]),
        ("(It is so.) She left.", ["(It is so.)", "She left."]),
        ("He lives in the U.S. The rest does not.", ["He lives in the U.S.", "The rest does not."]),
        ("They came at 5 p.m. Police were called.", ["They came at 5 p.m.", "Police were called."]),
        ("The answer was no. He left.", ["The answer was no.", "He left."]),
        ("It grew… Nobody knew why.", ["It grew…", "Nobody knew why."]),
        ("Really?! Yes. 40 came.", ["Really?!", "Yes.", "40 came."]),
        ("It is 71 m deep.[2] It lies in Vaud.[3][4]", ["It is 71 m deep.", "It lies in Vaud."]),
        ("He bought it from Acme Inc. The price was low.", ["He bought it from Acme Inc.", "The price was low."]),
        ("A heading\nA sentence. Another\n\nA third", ["A heading", "A sentence.", "Another", "A third"]),
        ("- One item here.\n• Two items.", ["One item here.", "Two items."]),
    ],
)
def test_sentences_end_where_they_end(article: str, apart: list[str]) -> None:
    assert cut(article) == apart


def test_lines_broken_to_a_width_are_joined_and_headings_are_not() -> None:
    article = (
        "The tunnel report\n\nThe Harrow tunnel, which was opened in 1911 by the king\n"
        "of Norway, is 4.2 kilometres long and has two tracks. It\n"
        "is used by 900 trains a week, most of which carry\n"
        "iron ore.\nCosts\nIn the year 2020 the tunnel cost the county about 3 million\n"
        "kroner, a third more than before.\n"
    )

    assert [" ".join(one.split()) for one in cut(article)] == [
        "The tunnel report",
        "The Harrow tunnel, which was opened in 1911 by the king of Norway, is 4.2 kilometres long and has two tracks.",
        "It is used by 900 trains a week, most of which carry iron ore.",
        "Costs",
        "In the year 2020 the tunnel cost the county about 3 million kroner, a third more than before.",
    ]


def test_the_first_sentence_of_a_paragraph_says_so() -> None:
    assert [one.opens for one in sentences("One. Two.\nThree.")] == [True, False, True]


PIECES = sampled_from(
    [*"\n\n  .!?…\"'“”)([]-—", "U.S.", "No.", " 5", "Mr.", "a.m.", "The", "word", "[1]", "• ", "\u2028", "é"]
)


@given(lists(PIECES, max_size=80).map("".join) | text())
def test_every_sentence_is_cut_exactly_and_in_order(article: str) -> None:
    found = [*sentences(article)]

    assert all(article[one.start : one.end].strip() == article[one.start : one.end] != "" for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(lists(PIECES, max_size=80).map("".join) | text())
def test_no_word_is_lost(article: str) -> None:
    article = article.replace("[", "(")  # What stands in square brackets behind a stop is a footnote's mark.

    kept = "".join(article[one.start : one.end] for one in sentences(article))

    assert sum(map(str.isalpha, kept)) == sum(map(str.isalpha, article))


@pytest.mark.parametrize(
    "piece", [".", ". ", "a. ", "A. ", "No. ", "”", '."', "[1]", ".[1]", "\n", "\n\n", " ", "a\n", "word "]
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    lines = "A line that goes on\nin the next one of the text\n" * 2 if piece.isspace() else ""
    article = lines + piece * (500_000 // len(piece)) + lines

    begun = time.process_time()
    for _ in sentences(article):
        pass

    assert time.process_time() - begun < 4
