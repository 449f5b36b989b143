"""Particulars are written for editors, one a line, and read back without loss."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.particulars import propose
from bot.particulars import FORMAT, BadLine, parse, render
from bot.starter import starter_claims
from storage.models import (
    Alias,
    Claim,
    Comparator,
    Date,
    Happening,
    Modality,
    Name,
    Opposite,
    Particular,
    Polarity,
    Quantity,
    Role,
    Season,
    Speaker,
)

PAIRS: list[tuple[str, Particular]] = [
    (
        "quantity: More than 50,000 | 50000, more than, of troop",
        Quantity("More than 50,000", 50_000.0, Comparator.MORE_THAN, of="troop"),
    ),
    ("quantity: 15 years | 15, unit year", Quantity("15 years", 15.0, unit="year")),
    (
        "quantity: 5 to 7 percent | 5 to 7, unit percent",
        Quantity("5 to 7 percent", 5.0, Comparator.BETWEEN, 7.0, "percent"),
    ),
    ("date: in March | month 3", Date("in March", month=3)),
    ("date: 28 July 2024 | year 2024, month 7, day 28", Date("28 July 2024", 2024, 7, 28)),
    ("date: Sunday | sunday", Date("Sunday", weekday=6)),
    ("date: spring 2027 | year 2027, spring", Date("spring 2027", 2027, season=Season.SPRING)),
    ("date: some day | undated", Date("some day")),
    ("name: Japan | where", Name("Japan", "japan", Role.WHERE)),
    ("name: U.S. | united states", Name("U.S.", "united states")),
    ("name: Austin | lloyd austin, to whom", Name("Austin", "lloyd austin", Role.TO_WHOM)),
    ('name: There | "where"', Name("There", "where")),
    ("polarity: not stationed | negative", Polarity("not stationed", negative=True)),
    ("polarity: is stationed | affirmative", Polarity("is stationed", negative=False)),
    ("modality: are expected to | expected", Modality("are expected to", Happening.EXPECTED)),
    ("speaker: Lloyd Austin", Speaker("Lloyd Austin", "lloyd austin")),
    ("speaker: Austin | lloyd austin", Speaker("Austin", "lloyd austin")),
    ("alias: USFJ | U.S. Forces Japan", Alias("USFJ", "U.S. Forces Japan")),
    ("opposite: relaxed | tightened", Opposite("relaxed", "tightened")),
    ('name: "A | B" | where', Name("A | B", "a b", Role.WHERE)),
]


@pytest.mark.parametrize(("line", "particular"), PAIRS)
def test_a_particular_is_one_line(line: str, particular: Particular) -> None:
    written = render([particular])
    read = parse(line)

    assert written == line
    assert read == (particular,)


@pytest.mark.parametrize(
    ("line", "particular"),
    [
        ("  Name :  Japan|JAPAN ,  Where ", Name("Japan", "japan", Role.WHERE)),
        ("name: Japan | japan, where", Name("Japan", "japan", Role.WHERE)),
        ("name: Japan", Name("Japan", "japan")),
        ("name: Japan |", Name("Japan", "japan")),
        (
            "QUANTITY: more than 50,000 | 50,000 , MORE THAN, of troops",
            Quantity("more than 50,000", 50_000.0, Comparator.MORE_THAN, of="troop"),
        ),
        (
            "quantity: more than 50,000 troops | of U.S. troops",
            Quantity("more than 50,000 troops", 50_000.0, Comparator.MORE_THAN, of="troop"),
        ),
        ("quantity: a lot | 50k, years", Quantity("a lot", 50_000.0, unit="year")),
        ("quantity: a lot | 1.3 million, unit %", Quantity("a lot", 1_300_000.0, unit="percent")),
        ("quantity: two-thirds | 66.5, about", Quantity("two-thirds", 66.5, Comparator.ABOUT)),
        ("date: in March", Date("in March", month=3)),
        ("date: in spring | month March, year 2024", Date("in spring", 2024, 3)),
        ("date: that day | Sunday", Date("that day", weekday=6)),
        ("polarity: never", Polarity("never", negative=True)),
        ("modality: plan to", Modality("plan to", Happening.PLANNED)),
        ("speaker: Lloyd Austin |", Speaker("Lloyd Austin", "lloyd austin")),
        ('opposite: "relaxed" |  "tightened" ', Opposite("relaxed", "tightened")),
        ("alias: the Pact | Aukus, as it is called", Alias("the Pact", "Aukus, as it is called")),
        ('name: "Half', Name('"Half', "half")),
    ],
)
def test_what_an_editor_may_write_is_read_as_meant(line: str, particular: Particular) -> None:
    assert parse(line) == (particular,)


def test_comments_and_blank_lines_are_left_out() -> None:
    written = "# a remark\n\n   \r\n  # name: Japan\nname: Tokyo | where\r\n"

    assert parse(written) == (Name("Tokyo", "tokyo", Role.WHERE),)


def test_the_explanation_of_the_form_is_true() -> None:
    examples = [line.strip().partition("   ")[0] for line in FORMAT.splitlines() if line.startswith("  ")]

    assert len({type(parse(example)[0]) for example in examples}) == 8


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("colour: red", "begins with “colour”, not with quantity, date"),
        ("just words", "begins with “just words”"),
        ("name:", "words of the claim are missing"),
        ("name: | japan", "words of the claim are missing"),
        ("quantity: some troops", "no number can be read from “some troops”"),
        ("quantity: 5 | 5, 6", "more than one number"),
        ("quantity: 5 | 5, lots", "“lots” is no number"),
        ('quantity: 5 | 5, "lots"', "is no number"),
        ("quantity: 5 | 1e999", "“1e999” is no number"),
        ("date: whenever", "no date can be read"),
        ("date: in March | month 13", "there is no month 13"),
        ("date: in March | day 0", "there is no day 0"),
        ("date: in March | soon", "“soon” is no “year 2024”"),
        ("name: Japan | japan, there", "“there” is none of who, to whom, where, other"),
        ("name: Japan | japan | where", "second “|”"),
        ("polarity: not | maybe", "“maybe” is neither negative nor affirmative"),
        ("modality: is to | soon", "“soon” is none of happened"),
        ("modality: is", "“is” is none of happened"),
        ("alias: USFJ", "whom or what “USFJ” names is missing"),
        ("opposite: relaxed |", "the opposite of “relaxed” is missing"),
        ("opposite: relaxed | tight | tightened", "second “|”"),
    ],
)
def test_a_bad_line_is_refused_by_its_number_and_with_what_is_allowed(line: str, says: str) -> None:
    with pytest.raises(BadLine) as refused:
        parse(f"name: Japan\n{line}")

    assert str(refused.value).startswith("Line 2 is not understood: ")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_is_counted_is_shown_in_the_words_of_the_claim() -> None:
    text = "The two countries agreed."

    assert render(propose(text), text) == "quantity: two | 2, of countries"


@pytest.mark.parametrize("claim", starter_claims(), ids=lambda claim: claim.key)
def test_what_the_program_reads_survives_an_editor_who_changes_nothing(claim: Claim) -> None:
    proposed = propose(claim.text, claim.claimant)

    assert parse(render(proposed, claim.text)) == proposed


#: Texts as the store takes them: no lone surrogates.
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(
    ["where", "Japan", "a, b", "a | b", '"a"', 'a "b", c"', "# a", " a ", "5,000", "5 to 7", "troops", "years", "a\nb"]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
MAYBE_WORDS = st.none() | WORDS
PARTICULARS = st.one_of(
    st.builds(
        Quantity,
        WORDS,
        NUMBERS,
        st.sampled_from([*Comparator]),
        st.none() | NUMBERS,
        MAYBE_WORDS,
        MAYBE_WORDS,
    ),
    st.builds(
        Date,
        WORDS,
        st.none() | st.integers(0, 9_999),
        st.none() | st.integers(1, 12),
        st.none() | st.integers(1, 31),
        st.none() | st.integers(0, 6),
        st.none() | st.sampled_from([*Season]),
    ),
    st.builds(Name, WORDS, WORDS, st.sampled_from([*Role])),
    st.builds(Polarity, WORDS, st.booleans()),
    st.builds(Modality, WORDS, st.sampled_from([*Happening])),
    st.builds(Speaker, WORDS, WORDS),
    st.builds(Alias, WORDS, WORDS),
    st.builds(Opposite, WORDS, WORDS),
)


@given(st.lists(PARTICULARS, max_size=5).map(tuple), WORDS)
def test_what_is_written_is_read_back_without_loss(particulars: tuple[Particular, ...], text: str) -> None:
    assert parse(render(particulars, text)) == particulars


@given(WORDS)
def test_any_text_is_read_or_refused(written: str) -> None:
    for line in (written, *(f"{kind}: {written}" for kind in ("quantity", "date", "name", "modality", "alias"))):
        with suppress(BadLine):
            parse(line)
