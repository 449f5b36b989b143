"""What one message can cost is bounded."""

import time

import pytest

from bot.checking import compare

CLAIM = "More than 50,000 U.S. troops are stationed in Japan."
UNITS = (
    " ",
    "\n",
    "a. ",
    ", and ",
    "1,",
    "no ",
    "not ",
    "too to ",
    "`",
    ">",
    "http://",
    "<@1> ",
    "5 ",
    "'",
    '"',
    "; ",
    "🇯🇵",
)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("length", [2_000, 4_000])
def test_a_message_of_one_thing_over_and_over_is_read_in_time(unit: str, length: int) -> None:
    text = f"5{unit * (length // len(unit))}US troops in Japan"
    compare(CLAIM, "US troops in Japan")  # Loads the word tables.
    started = time.perf_counter()

    compare(CLAIM, text)

    # Five times the goal of two fifths of a second; the regular expressions that failed this took minutes.
    assert time.perf_counter() - started < 2.0


@pytest.mark.parametrize("digit", ["1", "٣"])
def test_a_number_beyond_all_measure_is_no_number(digit: str) -> None:
    assert compare(CLAIM, f"US troops in Japan {digit * 400}").differences == ()
