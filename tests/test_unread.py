"""What a sentence model has not read of the record it reads after an import, and beside a running bot."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.unread import PAGE, catch_up, reading_on
from storage import open_storage
from storage.models import EVERYWHERE, ClaimStatus, Scope
from storage.protocol import Storage
from tests.factories import a_claim, an_act, claims
from tests.hashed import HashedWords

HERE = Scope(7)


class SeesThreads(HashedWords):
    """Also remembers in which threads it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[int] = set()

    def read(self, text: str) -> bytes:
        self.threads.add(threading.get_ident())
        return super().read(text)


@pytest.fixture
async def storage() -> AsyncGenerator[Storage]:
    async with open_storage("sqlite:///:memory:") as opened:
        yield opened


async def test_all_published_claims_of_all_servers_are_read_once(storage: Storage) -> None:
    model = SeesThreads()
    texts = [f"Claim {number}." for number in range(PAGE + 10)]
    await storage.claims.save(claims(*texts), EVERYWHERE, an_act())
    await storage.claims.save([a_claim(text="Ours.")], HERE, an_act())
    await storage.claims.save([a_claim(key="draft", text="Draft.", status=ClaimStatus.DRAFT)], HERE, an_act())

    await catch_up(storage.claims, model)
    await catch_up(storage.claims, model)

    assert sorted(model.texts) == sorted([*texts, "Ours."])
    assert threading.get_ident() not in model.threads


async def test_without_a_model_nothing_happens(storage: Storage) -> None:
    await storage.claims.save(claims("One."), EVERYWHERE, an_act())

    await catch_up(storage.claims, None)

    async with reading_on(storage.claims, None):
        assert (await storage.claims.unread("any", 5)).after == 0


async def test_in_the_background_what_is_missing_is_read_and_what_is_saved_later(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.unread._PAUSE", 0.01)
    model = HashedWords()
    (old,) = (await storage.claims.save(claims("Old."), EVERYWHERE, an_act())).entries

    async with reading_on(storage.claims, model):
        await kept(storage, model, old.id)
        changed = replace(old.claim, text="New.")
        await storage.claims.save([changed], EVERYWHERE, an_act())
        await kept(storage, model, old.id)

    assert model.texts == ["Old.", "New."]


async def test_the_background_ends_with_the_bot(storage: Storage) -> None:
    before = asyncio.all_tasks()

    async with reading_on(storage.claims, HashedWords()):
        assert asyncio.all_tasks() > before

    assert asyncio.all_tasks() == before


async def kept(storage: Storage, model: HashedWords, entry_id: int) -> bytes:
    """Wait until the current text of a claim has been read."""
    async with asyncio.timeout(10):
        while True:
            if found := await storage.claims.sentences(model.name, [entry_id]):
                return found[entry_id]
            await asyncio.sleep(0.01)
