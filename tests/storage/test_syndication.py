"""Copies of one wire story are one source; two stories on one subject are two."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import text

from storage.syndication import same_text, sketch

FLOOD, COURT = (
    (Path(__file__).parents[1] / "ingestion" / "articles" / name).read_text(encoding="utf-8").replace("§", "")
    for name in ("news_flood.txt", "held_out_court.txt")
)
PARAGRAPHS = FLOOD.split("\n\n")
#: The same event in other words, with the same quotation and a paragraph of background taken over.
OTHER_REPORT = "\n\n".join(
    (
        "Rescue workers searched for the missing in the hills of northern Portugal on Saturday after a night of rain.",
        "At least three were killed when a wall of water came down the Tâmega valley, officials said in Porto.",
        "More than a thousand spent the night in schools and sports halls, not knowing when they could return.",
        "“I have never seen anything like it,” said Rui Teixeira, a baker. He was waiting for news of his brother.",
        PARAGRAPHS[10],
        "The prime minister cut short a visit to Brussels and flew to Amarante by helicopter in the afternoon.",
        "Engineers were examining the medieval bridge, which was closed after a barge had struck one of its piers.",
        "Insurers expect claims of half a billion euros, though few of the smaller shops along the quay were insured.",
    )
)


@pytest.mark.parametrize(
    "copy",
    [
        FLOOD,
        FLOOD.upper(),
        FLOOD.replace("“", '"').replace("”", '"').replace("\n\n", "\n"),
        "Another headline altogether\n\n" + "\n\n".join(PARAGRAPHS[3:]),
        "\n\n".join(PARAGRAPHS[:6] + PARAGRAPHS[7:]),
        "\n\n".join(PARAGRAPHS[:9]),
        FLOOD.replace("PORTO (Lusitania Press) —", "AMARANTE, March 14 (LP) -"),
        FLOOD.replace("Friday night", "late on Friday").replace("percent", "%"),
    ],
)
def test_a_copy_is_the_same_text_whatever_was_done_to_it(copy: str) -> None:
    assert same_text(sketch(FLOOD), sketch(copy))
    assert same_text(sketch(copy), sketch(FLOOD))


@pytest.mark.parametrize("other", [OTHER_REPORT, COURT, "", "Three people died.", PARAGRAPHS[10]])
def test_another_story_is_another_text(other: str) -> None:
    assert not same_text(sketch(FLOOD), sketch(other))


def test_a_text_without_words_is_like_no_other() -> None:
    assert sketch(" — ") == frozenset()
    assert not same_text(sketch(""), sketch(""))


def test_a_few_words_are_a_text_too() -> None:
    assert same_text(sketch("Three people died."), sketch("three people died"))
    assert not same_text(sketch("Three people died."), sketch("Four people died."))


@given(text(max_size=400))
def test_a_sketch_is_small_and_fits_a_database(written: str) -> None:
    made = sketch(written)

    assert len(made) <= 128
    assert all(0 <= number < 1 << 63 for number in made)
    assert same_text(made, made) == bool(made)


def test_a_sketch_is_the_same_in_every_process() -> None:
    code = "from storage.syndication import sketch; print(sum(sketch('a few words that are enough for one run')))"

    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert told == {f"{sum(sketch('a few words that are enough for one run'))}\n"}
