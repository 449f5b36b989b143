"""The table of comparers: one per kind of particular, each gives a Difference, a Doubt or nothing. Pure."""

from collections.abc import Iterator

from bot.matching.alignment import Alignment
from bot.matching.compare.attribution import attribution_finding
from bot.matching.compare.dates import date_finding
from bot.matching.compare.direction import direction_finding
from bot.matching.compare.modality import modality_finding
from bot.matching.compare.names import name_finding
from bot.matching.compare.negation import negation_finding
from bot.matching.compare.numbers import number_finding
from bot.matching.differences import Finding

COMPARERS = (
    number_finding,
    date_finding,
    attribution_finding,
    direction_finding,
    negation_finding,
    modality_finding,
    name_finding,
)


def findings(alignment: Alignment) -> Iterator[tuple[str, Finding]]:
    """Yield, with its comparer's name, every particular on which message and claim part ways or that stays open."""
    for compare in COMPARERS:
        if found := compare(alignment):
            yield compare.__name__.removesuffix("_finding"), found
