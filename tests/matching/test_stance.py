"""The stance of a message is read from its form."""

import pytest

from bot.matching.readings import Sentence
from bot.matching.stance import Stance, read_stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("who attended the talks?", Stance.ASKS_WHAT),
        ("who signed the memorandum", Stance.ASKS_WHAT),
        ("whats the number of troops", Stance.ASKS_WHAT),
        ("wait, where did they meet", Stance.ASKS_WHAT),
        ("any news on the missiles?", Stance.ASKS_WHAT),
        ("source on the troops pls", Stance.ASKS_WHAT),
        ("does anyone know how many there are", Stance.ASKS_WHAT),
        ("are there more than 50k troops in japan?", Stance.ASKS_WHETHER),
        ("is it true that they left", Stance.ASKS_WHETHER),
        ("japan hosts 50,000 troops right?", Stance.ASKS_WHETHER),
        ("didnt japan ease its controls", Stance.ASKS_WHETHER),
        ("calling it significant is a stretch", Stance.OPINES),
        ("i hope they sign it", Stance.OPINES),
        ("japan should relax its controls", Stance.OPINES),
        ("if japan relaxes its controls they lose", Stance.OPINES),
        ("what's in the memorandum was agreed on in june", Stance.ASSERTS),
        ("what a lovely morning", Stance.ASSERTS),
        ("there are 50,000 troops in japan", Stance.ASSERTS),
    ],
)
def test_the_form_tells_the_stance(text: str, stance: Stance) -> None:
    assert read_stance(Sentence(text)) is stance
