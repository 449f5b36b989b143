"""Whose words they are: names, descriptions and roles, and speakers in each other's place."""

import pytest

from bot.matching.alignment import align
from bot.matching.compare.attribution import attribution_finding
from bot.matching.differences import Difference, Doubt
from bot.matching.particulars import propose
from bot.matching.statement import Statement
from tests.matching.comparing import laid_beside

AUSTIN = "Lloyd Austin said China was coercive."
OPETI = "Emma Opeti accused Paul Rooke of panic buying."
CHIEF = "Mira Lang, the chief executive of Volt, said the plant would close."


def result(said: str, recorded: str) -> str | None:
    """Return the kind of the difference, "doubt", or nothing."""
    finding = attribution_finding(laid_beside(said, recorded))
    return finding.kind.value if isinstance(finding, Difference) else "doubt" if finding else None


@pytest.mark.parametrize(
    ("said", "recorded", "expected"),
    [
        # The same one, by any part of the name, or nobody named.
        ("austin said china was coercive", AUSTIN, None),
        ("Mr Austin says China is coercive", AUSTIN, None),
        ("according to lloyd austin china was coercive", AUSTIN, None),
        ("that was Austin having a go at China", AUSTIN, None),
        ("China was coercive", AUSTIN, None),
        ("he said china was coercive", AUSTIN, None),
        # Somebody else.
        ("blinken said china was coercive", AUSTIN, "attribution"),
        ("according to Antony Blinken china was coercive", AUSTIN, "attribution"),
        ("that was Blinken having a go at China", AUSTIN, "attribution"),
        ("it was Blinken who called China coercive", AUSTIN, "attribution"),
        ('"China is coercive" - Blinken', AUSTIN, "attribution"),
        # A description may be the same one by another word.
        ("the pentagon boss said china was coercive", AUSTIN, "doubt"),
        ("the chief executive said the plant would close", CHIEF, None),
        ("the owner said the plant would close", CHIEF, "doubt"),
        # Officials of another country are others.
        (
            "american officials said the order was shaken",
            "Japanese officials said the order was shaken.",
            "attribution",
        ),
        ("officials said the order was shaken", "Japanese officials said the order was shaken.", None),
        # The one speaks and the other is spoken of.
        ("Rooke accused Opeti of panic buying", OPETI, "direction"),
        ("Opeti accused Rooke of panic buying", OPETI, None),
        # A claim of nobody's words.
        ("Okafor says the plant will close", "The plant will close.", "doubt"),
        ("the plant says it will close", "The plant will close.", None),
    ],
)
def test_speakers_are_compared_as_whoever_they_may_be(said: str, recorded: str, expected: str | None) -> None:
    assert result(said, recorded) == expected


def test_the_claimant_speaks_where_the_text_names_nobody() -> None:
    recorded = Statement("Taxes fell.", propose("Taxes fell.", "Maria Lopez"))

    other = attribution_finding(align(Statement("Jones said taxes fell"), recorded))
    same = attribution_finding(align(Statement("Lopez said taxes fell"), recorded))

    assert isinstance(other, Difference)
    assert (other.said, other.recorded) == ("Jones", "Maria Lopez")
    assert same is None


def test_who_is_in_doubt_is_named() -> None:
    doubt = attribution_finding(laid_beside("Okafor says the plant will close", "The plant will close."))

    assert doubt == Doubt("your message says “Okafor” said so, the record names nobody")
