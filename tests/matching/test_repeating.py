"""Whoever keeps to a claim's words and changes one thing is told from whoever repeats it."""

import pytest

from bot.matching.alignment import align
from bot.matching.repeating import changed
from bot.matching.statement import Statement
from storage.models import Date
from tests.matching.comparing import laid_beside

DENIES, TO_COME, PLACES = (
    "one of the two denies something",
    "one of the two may only be to come",
    "your message has the same names in other places",
)


@pytest.mark.parametrize(
    ("said", "recorded", "reasons"),
    [
        ("the bridge opened in 1936", "The bridge opened in 1936.", []),
        ("the bridge never opened in 1936", "The bridge opened in 1936.", [DENIES]),
        ("the bridge opened in 1936", "No bridge opened in 1936.", [DENIES]),
        ("it is not that the bridge never opened", "The bridge opened.", []),
        ("the bridge never opened", "No bridge opened.", []),
        # A question that opens with a negator asks for agreement.
        ("isn't the bridge the only one?", "The bridge is the only one.", []),
        ("the bridge could open in 1936", "The bridge opened in 1936.", [TO_COME]),
        ("the bridge opened", "The bridge will open.", [TO_COME]),
        ("the bridge might open", "The bridge will open.", []),
        ("the bridge won't open", "The bridge opened.", [DENIES, TO_COME]),
        ("Peru sued Chile in May", "Chile sued Peru in May.", [PLACES]),
        ("Chile was sued by Peru in May", "Peru was sued by Chile in May.", [PLACES]),
        # In the passive the names change places.
        ("Chile was sued by Peru", "Peru sued Chile.", []),
        ("Peru sued Chile", "Chile was sued by Peru.", []),
        # Other words in other places say nothing.
        ("Chile sued Peru over tin and gas", "Chile sued Peru over gas and tin.", []),
        ("tin is what Peru sued Chile over", "Chile sued Peru over tin.", []),
        ("Chile sued Peru in May", "Chile sued Peru in May.", []),
        ("???", "!!!", []),
    ],
)
def test_what_is_changed_is_told(said: str, recorded: str, reasons: list[str]) -> None:
    assert [*changed(laid_beside(said, recorded))] == reasons


def test_names_that_only_one_side_writes_as_names_are_names() -> None:
    lower = align(Statement("tenant qwelty sued tenant zorbex"), Statement("Tenant Zorbex sued tenant Qwelty."))
    upper = align(Statement("Qwelty sued Zorbex"), Statement("zorbex sued qwelty", (Date("x"),)))

    assert [*changed(lower)] == [PLACES]
    assert [*changed(upper)] == [PLACES]
