"""Quantities are read with their comparator, unit and what they count."""

import pytest

from bot.matching.dates import date_words, read_dates
from bot.matching.quantities import read_quantities
from bot.matching.readings import Sentence
from storage.models import Comparator, Quantity


def quantities(text: str) -> list[Quantity]:
    sentence = Sentence(text)
    return [reading.what for reading in read_quantities(sentence, date_words(read_dates(sentence)))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50,000 troops", 50_000),
        ("5.000 troops", 5_000),
        ("50 000 troops", 50_000),
        ("50k troops", 50_000),
        ("50K+ troops", 50_000),
        ("fifty thousand troops", 50_000),
        ("fifty-five thousand troops", 55_000),
        ("two hundred and five troops", 205),
        ("a hundred troops", 100),
        ("half a million troops", 500_000),
        ("a dozen troops", 12),
        ("two dozen troops", 24),
        ("1.5bn dollars", 1_500_000_000),
        ("1.5 million people", 1_500_000),
        ("1,5 million people", 1_500_000),
        ("1,234.56 euros", 1_234.56),
        ("1.234,56 euros", 1_234.56),
        ("0.125 litres", 0.125),
        ("a decade", 10),
        ("a decade and a half", 15),
        ("a century", 100),
        ("one century", 100),
        ("a whole decade", 10),
        ("two and a half years", 2.5),
        ("2 and a half hours", 2.5),
        ("one and a half years", 1.5),
        ("two and a half million people", 2_500_000),
        ("one and a half million people", 1_500_000),
        ("a million and a half people", 1_500_000),
        ("two million and a half people", 2_500_000),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: float) -> None:
    assert [quantity.value for quantity in quantities(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "PAC-3 missiles",
        "the F-35",
        "the 2+2 talks",
        "G7 leaders",
        "B-52 bombers",
        "Covid-19",
        "one of the best",
        "no one came",
        "7th",
        "a couple of troops",
        "a handful of troops",
        "hundreds of troops",
        "dozens",
        "the decade",
        "decade",
        "whole decade",
    ],
)
def test_what_only_looks_like_a_number_is_not_read(text: str) -> None:
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("50,000 troops", Comparator.EXACTLY),
        ("exactly 50,000 troops", Comparator.EXACTLY),
        ("only 5,000 troops", Comparator.EXACTLY),
        ("more than 50,000 troops", Comparator.MORE_THAN),
        ("more then 50,000 troops", Comparator.MORE_THAN),
        ("over 50k troops", Comparator.MORE_THAN),
        ("upwards of 50,000 troops", Comparator.MORE_THAN),
        ("north of 50,000 troops", Comparator.MORE_THAN),
        (">50k troops", Comparator.MORE_THAN),
        ("at least 50,000 troops", Comparator.AT_LEAST),
        ("no fewer than 50,000 troops", Comparator.AT_LEAST),
        ("50,000+ troops", Comparator.AT_LEAST),
        ("50,000 or more", Comparator.AT_LEAST),
        ("less than 50,000 troops", Comparator.LESS_THAN),
        ("under 50,000 troops", Comparator.LESS_THAN),
        ("<50k troops", Comparator.LESS_THAN),
        ("just shy of 50,000 troops", Comparator.LESS_THAN),
        ("not even 50,000 troops", Comparator.LESS_THAN),
        ("not quite 50,000 troops", Comparator.LESS_THAN),
        ("nowhere near 50,000 troops", Comparator.LESS_THAN),
        ("they couldn't even muster 50,000 troops", Comparator.LESS_THAN),
        ("at most 50,000 troops", Comparator.AT_MOST),
        ("no more than ten thousand troops", Comparator.AT_MOST),
        ("up to 50,000 troops", Comparator.AT_MOST),
        ("as many as 50,000 troops", Comparator.AT_MOST),
        ("50,000 tops", Comparator.AT_MOST),
        ("60,000 troops at the very most", Comparator.AT_MOST),
        ("30,000 troops in Japan at least", Comparator.AT_LEAST),
        ("about 50,000 troops", Comparator.ABOUT),
        ("~50k troops", Comparator.ABOUT),
        ("50,000 or so", Comparator.ABOUT),
        ("50-odd troops", Comparator.ABOUT),
        ("in the region of 50,000 troops", Comparator.ABOUT),
        ("an estimated 50,000 troops", Comparator.ABOUT),
        # What lasts over years, and what is handed over, is no bound; "for over three years" is one.
        ("it lasted well over three years", Comparator.MORE_THAN),
        ("surveyed over three years", Comparator.EXACTLY),
        ("they handed over 5 euros", Comparator.EXACTLY),
        ("they moved over 50 tonnes", Comparator.MORE_THAN),
        ("between 40,000 and 50,000 troops", Comparator.BETWEEN),
        ("45 to 70 people", Comparator.BETWEEN),
        # Of words for a share or a multiple too.
        ("more than half of them", Comparator.MORE_THAN),
        ("about a tenth of them", Comparator.ABOUT),
        ("prices have more than doubled", Comparator.MORE_THAN),
        ("at least twice as many", Comparator.AT_LEAST),
    ],
)
def test_a_comparator_is_read_on_either_side_of_the_number(text: str, comparator: Comparator) -> None:
    assert [quantity.comparator for quantity in quantities(text)] == [comparator]


@pytest.mark.parametrize(
    ("text", "unit", "counted"),
    [
        ("2 percent of gdp", "percent", None),
        ("2% of gdp", "percent", None),
        ("$5bn", "usd", None),
        ("15 years", "year", None),
        ("a 15-year pause", "year", None),
        ("50,000 U.S. troops", None, "troop"),
        ("300 nuclear warheads", None, "warhead"),
        ("28,500 people work there", None, "peopl"),
        ("five per cent of them", "percent", None),
        ("5 percentage points", "percent", None),
        ("two and a half percent", "percent", None),
        ("300 million in euros", "eur", None),
        ("300 in Osaka", None, None),
        ("5 of the ships", None, None),
        ("50-odd people", None, "peopl"),
        ("300 well known warheads", None, "warhead"),
        ("300 former guards", None, "guard"),
        ("nine thousand turned up", None, None),
        ("9 Japan flags", None, "flag"),
        ("300", None, None),
    ],
)
def test_a_unit_or_what_is_counted_is_read(text: str, unit: str | None, counted: str | None) -> None:
    (quantity,) = quantities(text)

    assert (quantity.unit, quantity.of) == (unit, counted)


def test_a_range_keeps_both_ends_and_its_words() -> None:
    (quantity,) = quantities("they have between 40k and 50k men there")

    assert (quantity.value, quantity.upper, quantity.text) == (40_000, 50_000, "40k and 50k")


def test_the_words_of_the_comparator_are_part_of_what_is_shown() -> None:
    (quantity,) = quantities("More than 50,000 U.S. troops are stationed in Japan")

    assert quantity.text == "More than 50,000"


def test_years_are_dates_and_not_quantities() -> None:
    assert quantities("it happened in 2016, then in May 2019") == []
