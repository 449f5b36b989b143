"""The index is what the claims as they stand would give, whatever was saved, edited and taken back before."""

import random
from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import open_storage
from storage.models import EVERYWHERE, Claim, ClaimStatus
from storage.protocol import Storage
from storage.sqlite.blocks import LENGTH
from tests.factories import a_claim, an_act

#: More than two blocks hold.
MANY = 1_700
_NAMES = ("lion", "gnu", "okapi")


def herd(numbers: Iterable[int], text: str = "Zebras graze.") -> list[Claim]:
    return [a_claim(key=f"k{number}", text=text) for number in numbers]


class Deed(NamedTuple):
    """What is done to some of the claims at once."""

    kind: str
    first: int
    many: int
    by: int

    def numbers(self) -> Iterator[int]:
        yield from (number % MANY for number in range(self.first, self.first + self.many * self.by, self.by))

    def done(self, claim: Claim) -> Claim:
        """Return a claim as it is afterwards."""
        match self.kind:
            case "reword":
                return replace(claim, text=f"A {_NAMES[self.first % 3]} sleeps {self.many} hours.")
            case "lengthen":
                return replace(claim, text=f"Zebras and {_NAMES[self.many % 3]}s graze in the evening.")
            case "restore":
                return replace(claim, text="Zebras graze.", status=ClaimStatus.PUBLISHED)
            case "alias":
                return replace(claim, wordings=("Striped horses eat grass.",))
            case _:
                return replace(claim, status=ClaimStatus.RETRACTED)


_deeds = st.lists(
    st.builds(
        Deed,
        st.sampled_from(("reword", "lengthen", "restore", "alias", "retract")),
        st.integers(0, MANY - 1) | st.sampled_from((0, LENGTH - 1, LENGTH, 2 * LENGTH)),
        st.sampled_from((1, 3, 40, LENGTH, MANY)),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=6,
)
ASKED = ("zebras", "zebras graze in the evening", "a lion and a gnu", "striped horses", "okapis sleep 40 hours")


async def ranked(storage: Storage, text: str) -> list[tuple[int, str, float, float]]:
    found = await storage.claims.candidates(text, EVERYWHERE, 10_000)
    return [(one.entry.id, one.entry.claim.text, one.score, one.told) for one in found]


@given(deeds=_deeds, batch=st.sampled_from((MANY, 500, 901)))
@settings(max_examples=6)
async def test_any_saves_edits_and_retractions_leave_the_index_that_the_claims_as_they_are_would_have(
    deeds: list[Deed], batch: int
) -> None:
    standing = dict(enumerate(herd(range(MANY))))
    async with open_storage("sqlite:///:memory:") as edited, open_storage("sqlite:///:memory:") as fresh:
        for start in range(0, MANY, batch):
            await edited.claims.save(list(standing.values())[start : start + batch], EVERYWHERE, an_act())
        for deed in deeds:
            touched = {number: deed.done(standing[number]) for number in deed.numbers()}
            standing.update(touched)
            await edited.claims.save(list(touched.values()), EVERYWHERE, an_act())
        await fresh.claims.save(list(standing.values()), EVERYWHERE, an_act())

        sound = await edited.verify()
        found = [await ranked(edited, text) for text in ASKED]
        wanted = [await ranked(fresh, text) for text in ASKED]

    assert sound.problems == ()
    assert found == wanted


@pytest.fixture
async def storage() -> AsyncGenerator[Storage]:
    """A record with more claims of one word than two blocks hold."""
    async with open_storage("sqlite:///:memory:") as opened:
        await opened.claims.save(herd(range(1, MANY + 1)), EVERYWHERE, an_act())
        yield opened


async def found_keys(storage: Storage, text: str) -> list[str]:
    return [one.entry.claim.key for one in await storage.claims.candidates(text, EVERYWHERE, 10_000)]


async def test_an_old_and_a_new_claim_are_found_by_their_new_words_only(storage: Storage) -> None:
    await storage.claims.save(herd((5, MANY), "Lions sleep."), EVERYWHERE, an_act())

    assert await found_keys(storage, "lions") == ["k5", f"k{MANY}"]
    assert {"k5", f"k{MANY}"}.isdisjoint(await found_keys(storage, "zebras"))
    assert (await storage.verify()).problems == ()


async def test_a_word_whose_claims_were_all_edited_finds_nothing_and_then_the_first_that_has_it_again(
    storage: Storage,
) -> None:
    await storage.claims.save(herd(range(1, MANY + 1), "Lions sleep."), EVERYWHERE, an_act())
    emptied = await found_keys(storage, "zebras")

    await storage.claims.save(herd((900,)), EVERYWHERE, an_act())

    assert emptied == []
    assert await found_keys(storage, "zebras") == ["k900"]
    assert (await storage.verify()).problems == ()


async def test_claims_come_back_below_the_first_that_was_left_and_in_any_order(storage: Storage) -> None:
    numbers = list(range(1, LENGTH + 100))
    await storage.claims.save(herd(numbers, "Lions sleep."), EVERYWHERE, an_act())
    random.Random(4).shuffle(numbers)

    for start in range(0, len(numbers), 300):
        await storage.claims.save(herd(numbers[start : start + 300]), EVERYWHERE, an_act())

    assert await found_keys(storage, "zebras") == [f"k{number}" for number in range(1, MANY + 1)]
    assert (await storage.verify()).problems == ()
