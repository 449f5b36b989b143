"""A claim that holds two facts is told, with how to split it; a claim that holds one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.facts import facts
from bot.starter import starter_claims

TWO = [
    ("Lost £7m in 2023 and owes £23m.", ("Lost £7m in 2023.", "Owes £23m.")),
    ("The club lost £7m in 2023 and owes £23m.", ("The club lost £7m in 2023.", "The club owes £23m.")),
    (
        "The bridge opened in 1932. It carries 200,000 cars a day.",
        ("The bridge opened in 1932.", "The bridge carries 200,000 cars a day."),
    ),
    (
        "Brazil won the match 3-1, while Germany lost 2-0 to Japan.",
        ("Brazil won the match 3-1.", "Germany lost 2-0 to Japan."),
    ),
    (
        "The company employs 400 people and has closed two plants",
        ("The company employs 400 people.", "The company has closed two plants."),
    ),
    (
        "The drug was approved in May; it costs $40 a month.",
        ("The drug was approved in May.", "The drug costs $40 a month."),
    ),
    (
        "In 2019, the festival drew 9,000 visitors, but it made a loss of 20,000 euros.",
        ("In 2019, the festival drew 9,000 visitors.", "The festival made a loss of 20,000 euros."),
    ),
    (
        "The river rose by two metres and flooded the old town.",
        ("The river rose by two metres.", "The river flooded the old town."),
    ),
    (
        "The bill was passed in June and will not take effect before 2027.",
        ("The bill was passed in June.", "The bill will not take effect before 2027."),
    ),
    (
        "Mount Arden is 2,300 metres high and was first climbed in 1911.",
        ("Mount Arden is 2,300 metres high.", "Mount Arden was first climbed in 1911."),
    ),
    (
        "The airline carried 4 million passengers last year and plans to buy ten aircraft.",
        ("The airline carried 4 million passengers last year.", "The airline plans to buy ten aircraft."),
    ),
    (
        "Tesla sold 466,140 cars in the quarter and Ford sold 531,000.",
        ("Tesla sold 466,140 cars in the quarter.", "Ford sold 531,000."),
    ),
    (
        "The vaccine is free, whereas the booster costs 15 euros.",
        ("The vaccine is free.", "The booster costs 15 euros."),
    ),
    (
        "The species was thought extinct. Divers found it in 2019.",
        ("The species was thought extinct.", "Divers found it in 2019."),
    ),
    ("Rain fell in the north and the south was dry.", ("Rain fell in the north.", "The south was dry.")),
    (
        "Absentee voting is different from mail-in voting and has more protections against fraud.",
        (
            "Absentee voting is different from mail-in voting.",
            "Absentee voting has more protections against fraud.",
        ),
    ),
    (
        'The actor received "tragic news" and was subjected to "heavy insults".',
        ('The actor received "tragic news".', 'The actor was subjected to "heavy insults".'),
    ),
    (
        "The state is to cover half of the bill, and the city will borrow the rest.",
        ("The state is to cover half of the bill.", "The city will borrow the rest."),
    ),
    (
        "The old depot will not be demolished but is to become a workshop.",
        ("The old depot will not be demolished.", "The old depot is to become a workshop."),
    ),
    (
        "He removed the decor, installed a curtain and was applauded; his wife also moved the piano.",
        ("He removed the decor, installed a curtain.", "He was applauded.", "His wife also moved the piano."),
    ),
]


@pytest.mark.parametrize(("text", "parts"), TWO)
def test_two_facts_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert facts(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Japan and the United States agreed on a new command.",
        "The deal between Japan and the United States was signed in April.",
        "The talks between Japan and the United States were to discuss strengthening command and boosting output.",
        "The minister said the plan was sound and would go ahead.",
        "The minister said that taxes would rise and spending would fall.",
        "The tunnel, which opened in 1994 and carries 10 million people a year, is closed.",
        "The report covers lists and books the library owns.",
        'He called it "a mess. It was wrong and it will cost us."',
        "The factory makes cars, buses and trucks.",
        "A firm based in Oslo and the state were fined.",
        "The team plans to build a stadium and hire 200 people.",
        "The law bans the sale and supply of alcohol.",
        "Anna and Ben attended the meeting.",
        "The company was fined for dumping waste and polluting the river.",
        "The number of births fell by 3 percent when schools and nurseries were closed.",
        "Dr. Smith and Mr. Jones won the prize.",
        "The U.S. and the U.K. have agreed to share data.",
        "The president who won the election and took office in May is ill.",
        "Both the army and the navy were sent.",
        "The price of bread and milk has risen.",
        "Workers in Leeds and York are on strike.",
        "The court ruled that the ban was unlawful and ordered a review.",
        "The president bought and installed a golf simulator.",
        "A teenager was killed after his console malfunctioned and ejected a disc.",
        "Three streakers had their car stolen while they were running through a restaurant.",
        "The team (which lost 3-1 and was fined) has a new coach.",
        "The team (it lost 3-1 and was fined) has a new coach.",
        "Its navy sells ships and boats the state no longer needs.",
        "Sales and profits are up.",
        "The union wants shorter hours and, in the long run, the same pay.",
        "A pact. Another pact.",
        "The photograph shows a 700-lb. snake that was pulled from a lake.",
        "The firm recalled 350,000 doorbells sold in the U.S. and Canada because they can catch fire.",
    ],
)
def test_one_fact_is_left_alone(text: str) -> None:
    assert facts(text) == ()


def test_of_the_starter_claims_one_holds_two_facts() -> None:
    assert [claim.key for claim in starter_claims() if facts(claim.text)] == ["two-plus-two-attendees"]


@given(st.text() | st.lists(st.sampled_from('and is has ; , . " ( the It Japan owed a which'.split())).map(" ".join))
def test_any_text_gives_facts_or_none(text: str) -> None:
    parts = facts(text)

    assert len(parts) != 1
    assert all(part.strip() for part in parts)
