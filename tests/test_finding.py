"""A sentence model ranks the shortlist again; without it, and for what it has not read, the index's order stays."""

from collections.abc import AsyncGenerator

import pytest

from bot.checking import Checker
from bot.finding import Finder
from bot.unread import catch_up
from storage import open_storage
from storage.models import EVERYWHERE
from storage.protocol import Storage
from tests.factories import a_claim, an_act, claims
from tests.hashed import HashedWords

SAID = "the council will close the library on fridays"
FEWER = "The council library is on the hill."
SAME = "The council will close the swimming pool on Mondays and will close the library on Fridays"


@pytest.fixture
async def storage() -> AsyncGenerator[Storage]:
    async with open_storage("sqlite:///:memory:") as opened:
        await opened.claims.save(claims(FEWER, SAME, "The library opened."), EVERYWHERE, an_act())
        yield opened


async def found(storage: Storage, model: HashedWords | None, limit: int = 10) -> list[tuple[str, float]]:
    ranked = await Finder(storage.claims, model).candidates(SAID, EVERYWHERE, limit)
    return [(one.entry.claim.text, one.score) for one in ranked]


async def test_the_model_has_its_say_in_the_order_and_scores_follow_it(storage: Storage) -> None:
    model = HashedWords()
    await catch_up(storage.claims, model)

    ranked = await found(storage, model)

    scores = [score for _, score in ranked]
    assert ranked[0][0] == SAME
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == max(score for _, score in await found(storage, None))
    assert min(scores) >= 0


async def test_before_the_model_has_read_anything_the_index_decides(storage: Storage) -> None:
    assert await found(storage, HashedWords()) == await found(storage, None)


async def test_a_claim_the_model_has_not_read_yet_is_found_all_the_same(storage: Storage) -> None:
    model = HashedWords()
    await catch_up(storage.claims, model)
    await storage.claims.save([a_claim(key="new", text=SAID)], EVERYWHERE, an_act())

    texts = [text for text, _ in await found(storage, model)]

    assert SAID in texts[:2]


async def test_no_more_is_listed_than_was_asked_for(storage: Storage) -> None:
    model = HashedWords()
    await catch_up(storage.claims, model)

    assert len(await found(storage, model, 2)) == 2
    assert await Finder(storage.claims, model).candidates("", EVERYWHERE, 10) == ()


async def test_a_check_reads_no_claim(storage: Storage) -> None:
    model = HashedWords()
    await catch_up(storage.claims, model)
    read = len(model.texts)

    await Checker(storage.claims, model).check(SAID, EVERYWHERE)

    assert len(model.texts) == read == 3
