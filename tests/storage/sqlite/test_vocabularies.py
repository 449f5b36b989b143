"""Misspelt words are repaired by the words on record as they are now, and by those of no other server."""

import asyncio
import itertools
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Scope
from storage.protocol import Storage
from tests.factories import a_claim, an_act

HERE, THERE = Scope(1), Scope(2)


async def add(storage: Storage, text: str, scope: Scope = EVERYWHERE, key: str = "") -> None:
    await storage.claims.save([a_claim(key=key or text.split(maxsplit=1)[0].lower(), text=text)], scope, an_act())


async def found(storage: Storage, text: str, scope: Scope = EVERYWHERE) -> list[str]:
    return [one.entry.claim.key for one in await storage.claims.candidates(text, scope, 5)]


async def found_at_last(storage: Storage, text: str) -> list[str]:
    """Ask until something is found."""
    async with asyncio.timeout(60):
        while True:
            if keys := await found(storage, text):
                return keys
            await asyncio.sleep(0.05)


async def test_the_first_claim_of_an_empty_record_is_found_at_once_and_misspelt() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        before = await found(storage, "zebbras")
        await add(storage, "Zebras graze.")

        assert before == []
        assert await found(storage, "zebras") == ["zebras"]
        assert await found(storage, "zebbras") == ["zebras"]


async def test_what_was_just_saved_is_found_misspelt_though_others_were_looked_up_a_moment_ago() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await add(storage, "The government fell.", key="government")
        before = await found(storage, "goverment and giraffs")

        await add(storage, "Giraffes dance.")

        assert before == ["government"]
        assert await found(storage, "giraffs") == ["giraffes"]


async def test_a_word_that_no_claim_has_any_more_is_repaired_to_no_longer() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await add(storage, "Giraffes dance.", key="edited")
        before = await found(storage, "giraffs")

        await add(storage, "Gorillas dance.", key="edited")

        assert before == ["edited"]
        assert await found(storage, "giraffs") == []
        assert await found(storage, "gorilas") == ["edited"]


async def test_what_another_process_saved_is_found_misspelt(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    async with open_storage(url) as mine, open_storage(url) as theirs:
        await add(mine, "Zebras graze.")
        before = await found(mine, "giraffs or zebbras")

        await add(theirs, "Giraffes dance.")

        assert before == ["zebras"]
        assert await found(mine, "giraffs") == ["giraffes"]


async def test_a_servers_words_repair_nothing_in_another() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await add(storage, "Zebras graze.")
        for number in range(5):
            await add(storage, f"Giraffes dance {number} times.", HERE, key=f"mine-{number}")
            await add(storage, f"Gorillas sing {number} times.", THERE, key=f"theirs-{number}")
            seen = [sorted(await found(storage, "giraffs", scope)) for scope in (HERE, THERE, EVERYWHERE)]

            assert seen == [[f"mine-{one}" for one in range(number + 1)], [], []]

        assert await found(storage, "gorilas", HERE) == await found(storage, "gorilas", EVERYWHERE) == []
        assert [await found(storage, "zebbras", scope) for scope in (HERE, THERE, EVERYWHERE)] == [["zebras"]] * 3


async def test_a_misspelling_keeps_its_meaning_whatever_another_server_writes() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await add(storage, "The zebra vermaas grazes.", HERE, key="mine")
        before = await storage.claims.candidates("vermxas", HERE, 5)

        for number in range(20):
            await add(storage, "A vermxas and a vermoas.", THERE, key=f"theirs-{number}")

        assert [one.entry.claim.key for one in before] == ["mine"]
        assert await storage.claims.candidates("vermxas", HERE, 5) == before


async def test_more_servers_than_are_remembered_each_keep_their_words() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        scopes = [Scope(number) for number in range(1, 71)]
        await add(storage, "Zebras graze.")
        for one in (scopes[0], scopes[-1]):
            await add(storage, "Giraffes dance.", one)

        seen = [await found(storage, "giraffs", scope) for scope in (*scopes, scopes[0])]

    assert seen == [["giraffes"], *[[]] * 68, ["giraffes"], ["giraffes"]]


@pytest.fixture(scope="module")
def many_words() -> tuple[str, ...]:
    """Wordings of more different words than are read again at once."""
    made = ("".join(letters) for letters in itertools.product("bdfgklmprst", "aeiou", "bdfgklmprst", "aeiou", "xzq"))
    chosen = [
        f"{one}{other}" for one in itertools.islice(made, 3_700) for other in ("vam", "wok", "jup", "nef", "tib", "hoc")
    ]
    return tuple(" ".join(chosen[start : start + 400]) for start in range(0, len(chosen), 400))


async def test_in_a_large_record_a_new_word_is_found_at_once_and_misspelt_a_little_later(
    many_words: tuple[str, ...],
) -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.claims.save([a_claim(key="large", wordings=many_words)], EVERYWHERE, an_act())
        await found(storage, "zebbras")

        await add(storage, "Zebras graze.")
        at_once = await found(storage, "zebras"), await found(storage, "zebbras")
        later = await found_at_last(storage, "zebbras")

    assert at_once == (["zebras"], [])
    assert later == ["zebras"]
