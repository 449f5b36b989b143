"""The sentences that an editor would keep are found, and few others.

In ``articles/`` a § stands before each sentence that an editor would keep without its source, and a ‡ before those that
one would keep with the source's title in view. The § were put there before the program was first run, the ‡ before it
was taught to draft sentences that lean on their source.
"""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import text

from bot.ingestion.checkworthy import MOST, checkworthy, plain

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))


def marked(path: Path) -> tuple[str, set[int]]:
    """Return an article without its marks, and where they stood."""
    parts = re.split("[§‡]", path.read_text(encoding="utf-8"))
    places = {sum(map(len, parts[: at + 1])) for at in range(len(parts) - 1)}
    return "".join(parts), places


def picked(article: str) -> list[str]:
    return [plain(article[one.start : one.end]) for one in checkworthy(article)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_what_is_picked_is_what_an_editor_would_keep(path: Path) -> None:
    article, wanted = marked(path)

    found = checkworthy(article)

    kept = sum(one.start in wanted for one in found)
    assert kept >= 0.8 * len(found)
    assert kept >= 0.6 * len(wanted)
    assert list(found) == sorted(found, key=lambda one: (-one.score, one.start))


def test_of_all_that_is_picked_nine_in_ten_would_be_kept_and_eight_in_ten_of_what_would_be_is_picked() -> None:
    read = [marked(path) for path in ARTICLES]

    found = [one.start in wanted for article, wanted in read for one in checkworthy(article)]

    assert sum(found) >= 0.9 * len(found)
    assert sum(found) >= 0.8 * sum(len(wanted) for _, wanted in read)


CLAIM = "The Harrow tunnel is 4.2 kilometres long and was opened in 1911."


def test_a_sentence_with_figures_dates_and_names_is_picked() -> None:
    assert picked(CLAIM) == [CLAIM]


@pytest.mark.parametrize(
    "sentence",
    [
        "However, it was the Harrow tunnel that was opened in 1911.",
        "That will also make the Harrow tunnel longer by 300 metres in 2027.",
        "According to Ann Lee, it cost 4 million kroner in 1911.",
        "Prosecutors charged him with closing the Harrow tunnel in 1911.",
        "He opened the Harrow tunnel, which is 4.2 kilometres long, in 1911.",
        "But he also said that the Harrow tunnel was opened in 1911.",
        "This made it the longest tunnel in Norway in 1911.",
        "In 1911 it was the longest tunnel in Norway, with 4.2 kilometres.",
        "Inspectors visited it 14 times between 2018 and 2022.",
        "Was the Harrow tunnel, which is 4.2 kilometres long, opened in 1911?",
        "We opened the Harrow tunnel in 1911 with 4,000 guests.",
        "I think that the Harrow tunnel was opened in 1911.",
        "You can walk through the Harrow tunnel on 4 June 2026.",
        "We are thrilled to announce that the Harrow tunnel turns 100 in 2011.",
        "Subscribe to the Harrow Post for 4 euros a month in 2026.",
        "Follow us for more on the Harrow tunnel, opened in 1911.",
        "© 2026 The Harrow Post, Harrow Street 12, 9000 Harrow.",
        "By Ann Lee, correspondent in Oslo, Norway, 4 June 2026.",
        "King Haakon (left) opens the Harrow tunnel on 4 June 1911.",
        "The king opens the Harrow tunnel on 4 June 1911. (Photo: Ann Lee)",
        "Photo: King Haakon opens the Harrow tunnel on 4 June 1911.",
        "We use cookies to improve your visit to the Harrow Post in 2026.",
        "Write to ann.lee@example.org about the Harrow tunnel, opened in 1911.",
        "Harrow tunnel opened by King Haakon on 4 June 1911",
        "Opened on 4 June 1911.",
        "The view from the hill over the valley is beautiful and calm.",
        "Trains are a good way to travel through the mountains.",
        " ".join(["The Harrow tunnel was opened in 1911 and", "then" * 3, "again"] * 8) + ".",
        "“It was the best day of 1911 for all of us in Harrow, and I cried.",
        "References: Ann Lee, The Harrow Tunnel, Oslo 1999, page 42.",
    ],
)
def test_a_sentence_that_is_no_claim_by_itself_is_not_picked(sentence: str) -> None:
    assert picked(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "In addition, the Harrow tunnel was opened in 1911 by the king.",
        "The company opened the Harrow tunnel in 1911 for 4 million kroner.",
        "The new tunnel was opened by King Haakon on 4 June 1911.",
        "A spokesman said the Harrow tunnel was opened in 1911.",
        "Two years later the Harrow tunnel was closed by the county of Troms.",
        "Revenue rose 18 percent to 402 million euros in 2026.",
        "The tunnel was closed for repairs by Troms county in 1987.",
        "For instance, 13% of tunnels are said to be safe, but the study found that 53% of them leak.",
        "In his opening speech, Haakon said that the Harrow tunnel cost 4 million kroner.",
        "Total revenue for 2010 was 17 million kroner, up 8% from the same period of 2009.",
    ],
)
def test_a_sentence_that_leans_on_its_source_comes_behind_the_ones_that_stand_alone(sentence: str) -> None:
    standing = "The Harrow tunnel is 4.2 kilometres long and cost Norway 4 million kroner when it was opened in 1911."

    assert picked(f"{standing}\n{sentence}") == [standing, sentence]


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Tunnels, which we depend on, leak 13 litres a day, noted the authors of a study in Norway.", True),
        ("“Last year we opened 4 tunnels in Norway,” said Ann Lee.", False),
        ("Last year we opened 4 tunnels in Norway.", False),
    ],
)
def test_a_writer_who_speaks_of_everybody_is_not_speaking_of_themselves(sentence: str, kept: bool) -> None:
    assert picked(sentence) == [sentence] * kept


def test_a_life_in_brackets_is_no_dateline() -> None:
    sentence = "Ann Lee (12 February 1871 – 30 August 1949) was an engineer from Norway."

    assert picked(sentence) == [sentence]


def test_a_footnotes_mark_ends_a_sentence() -> None:
    first = "Lake Orvanne has an area of 14.6 square kilometres and is up to 71 m."
    second = "Lake Orvanne lies at 612 m above sea level."

    assert set(picked(f"{first}[2] {second}")) == {first, second}


def test_a_sentence_inside_a_long_quotation_is_not_picked() -> None:
    article = f"“That was long ago. {CLAIM} It was fine,” said Ann Lee."

    assert picked(article) == []


def test_a_sentence_is_picked_once() -> None:
    assert picked(f"{CLAIM}\n{CLAIM}\n“{CLAIM}”\n{CLAIM.upper()}") == [CLAIM]


@pytest.mark.parametrize(
    "dateline",
    [
        "HARROW, Norway (NTB) — ",
        "OSLO - ",
        "Oslo, 5 November 2026 – ",
        "OSLO, Nov. 5, 2026 /NordicWire/ -- ",
        "OSLO (NTB) - ",
        "(NordicWire) - ",
        "(NTB) – ",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    assert picked(dateline + CLAIM) == [CLAIM]


@pytest.mark.parametrize(
    "credit",
    [
        "File Photo by Ann Lee/NTB",
        "Photo courtesy of the roads office",
        "Courtesy Roads Office/Handout via NordicWire",
        "Image via the roads office",
    ],
)
def test_a_pictures_caption_is_not_picked(credit: str) -> None:
    assert picked(f"{CLAIM} {credit}\n\nNothing else.") == []


def test_a_courtesy_that_is_no_credit_is_kept() -> None:
    sentence = "The Harrow tunnel was opened in 1911 as a courtesy to the 340 miners of Norway."

    assert picked(sentence) == [sentence]


def test_what_points_at_something_said_before_is_not_picked() -> None:
    assert picked("Sales from that tunnel fell by 19 percent to 310 million kroner in 2024, Norway said.") == []


def test_a_dash_in_a_sentence_is_no_dateline() -> None:
    sentence = "The Harrow tunnel – 4.2 kilometres of it – was opened in 1911."

    assert picked(sentence) == [sentence]


def test_what_stands_behind_the_references_is_not_read() -> None:
    article = (
        f"{CLAIM}\n{'Nothing to see here, as everybody agrees. ' * 3}\nReferences\n{CLAIM.replace('1911', '1912')}"
    )

    assert picked(article) == [CLAIM]


def test_a_long_article_gives_only_the_best() -> None:
    article = "\n".join(CLAIM.replace("1911", str(year)) for year in range(1800, 1900))

    assert len(checkworthy(article)) == MOST
    assert len(checkworthy(article, most=3)) == 3


@given(text(max_size=300))
def test_any_text_is_read(article: str) -> None:
    assert all(article[one.start : one.end].strip() for one in checkworthy(article))


@pytest.mark.parametrize(
    "piece", ["\n", "References\n", ". ", "A. ", '"', "The U.S. ", "x" * 50 + " ", "((", " - A", "a photo: "]
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    article = piece * (100_000 // len(piece))

    begun = time.process_time()
    checkworthy(article)

    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    "sentence",
    [
        "Called a model for others, it cost Norway 4 million kroner in 1911.",
        "For more on the Harrow tunnel of 1911, see the film of the opening.",
        "The year 1911 was a good one for the engineers of the Harrow tunnel.",
    ],
)
def test_what_points_elsewhere_or_judges_is_not_picked(sentence: str) -> None:
    assert picked(sentence) == []


def test_a_wire_services_line_without_spaces_is_left_out() -> None:
    assert picked(f"OSLO--(BUSINESS WIRE)-- {CLAIM}") == [CLAIM]
