"""What was acknowledged stays: settings of the connections, a killed writer, cancelled tasks."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_storage
from storage.errors import UnusableDatabase
from storage.models import EVERYWHERE
from storage.sqlite.connection import Connection, Database
from storage.sqlite.storage import open_sqlite
from tests.factories import a_claim, an_act

WRITER = """
import asyncio, sys
from storage import open_storage
from storage.models import EVERYWHERE
from tests.factories import a_claim, an_act

async def write():
    async with open_storage(sys.argv[1]) as storage:
        for number in range(int(sys.argv[2]), 1_000_000):
            await storage.claims.save([a_claim(key=f"k{number}", text=f"Claim {number}.")], EVERYWHERE, an_act())
            print(number, flush=True)

asyncio.run(write())
"""


async def pragmas(connection: Connection) -> list[int | str]:
    rows = [
        await connection.row(tuple[int | str], "PRAGMA journal_mode"),
        await connection.row(tuple[int | str], "PRAGMA synchronous"),
        await connection.row(tuple[int | str], "PRAGMA foreign_keys"),
        await connection.row(tuple[int | str], "PRAGMA busy_timeout"),
        await connection.row(tuple[int | str], "PRAGMA query_only"),
    ]
    return [row[0] for row in rows if row]


async def test_connections_are_wal_full_with_foreign_keys_and_readers_cannot_write(tmp_path: Path) -> None:
    async with await open_sqlite(str(tmp_path / "record.db")):
        database = Database("record.db", f"{(tmp_path / 'record.db').as_uri()}?mode=rw")
        await database.open_writer()
        await database.open_readers()
        try:
            async with database.writing() as connection:
                writer = await pragmas(connection)
            async with database.reading() as connection:
                reader = await pragmas(connection)
        finally:
            await database.close()

    assert writer == ["wal", 2, 1, 5_000, 0]
    assert reader == ["wal", 2, 1, 5_000, 1]


def test_a_killed_writer_loses_no_acknowledged_claim(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    acknowledged: list[int] = []
    for start in ("0", "100000", "200000"):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, url, start], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]
        ) as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                acknowledged.append(int(line))
                if len(acknowledged) % 15 == 0:
                    break
            writer.kill()
            acknowledged.extend(int(line) for line in writer.stdout if line.endswith("\n"))

    kept, problems = asyncio.run(_kept(url))

    assert {f"k{number}" for number in acknowledged} <= kept
    assert problems == ()
    assert len(acknowledged) >= 45


async def _kept(url: str) -> tuple[set[str], tuple[str, ...]]:
    async with open_storage(url) as storage:
        keys = {entry.claim.key async for entry in storage.claims.own(EVERYWHERE)}
        return keys, (await storage.verify()).problems


async def test_reading_goes_on_while_somebody_writes(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as storage:
        await storage.claims.save([a_claim()], EVERYWHERE, an_act())
        with closing(sqlite3.connect(tmp_path / "record.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            count = await asyncio.wait_for(storage.claims.count(EVERYWHERE), 2)

    assert count == 1


async def test_a_database_locked_for_long_is_told_in_a_sentence(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as storage:
        with closing(sqlite3.connect(tmp_path / "record.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            with pytest.raises(UnusableDatabase, match="another program keeps it locked"):
                await storage.claims.save([a_claim()], EVERYWHERE, an_act())

        saved = await storage.claims.save([a_claim()], EVERYWHERE, an_act())

    assert saved.added == 1


async def test_writers_take_turns(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as storage:
        await asyncio.gather(
            *(storage.claims.save([a_claim(text=f"Version {number}.")], EVERYWHERE, an_act()) for number in range(20))
        )

        entry = await storage.claims.by_key("us-troops-japan", EVERYWHERE)
        sound = await storage.verify()

    assert entry is not None
    assert entry.version == 20
    assert sound.problems == ()


@pytest.mark.parametrize("waited", [0.0, 0.0005, 0.002, 0.005])
async def test_a_cancelled_save_is_whole_or_absent_and_the_storage_stays_usable(waited: float, tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as storage:
        batch = [a_claim(key=f"k{number}") for number in range(30)]
        saving = asyncio.create_task(storage.claims.save(batch, EVERYWHERE, an_act()))
        await asyncio.sleep(waited)
        saving.cancel()
        await asyncio.wait([saving])

        count = await storage.claims.count(EVERYWHERE)
        again = await storage.claims.save([a_claim(key="after")], EVERYWHERE, an_act())
        sound = await storage.verify()

    assert count in {0, 30}
    assert again.added == 1
    assert sound.problems == ()


async def test_closing_twice_is_allowed(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as storage:
        await storage.close()

        await storage.close()
