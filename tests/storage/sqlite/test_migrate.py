"""The schema comes in numbered steps, each whole or not at all."""

import asyncio
import re
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from storage import open_storage
from storage.errors import NewerDatabase, UnusableDatabase
from storage.models import EVERYWHERE, Scope
from storage.sqlite import postings
from storage.sqlite.connection import Database
from storage.sqlite.migrate import Migration, migrate, shipped
from tests.factories import a_claim, an_act

NEXT = Migration(
    len(shipped()) + 1, "CREATE TABLE addition (id INTEGER) STRICT;\nPRAGMA user_version = 3;\n-- The end.\n"
)


def schema(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    # SQLite writes an added column its own way; white space says nothing.
    return {str(name): re.sub(r"\s*([(),]|\s)\s*", r"\1", " ".join(str(sql).split())) for name, sql in found}


async def brought(path: Path, *steps: Migration) -> bool:
    database = Database(path.name, f"{path.as_uri()}?mode=rwc")
    try:
        await database.open_writer()
        return await migrate(database, path.name, (*shipped(), *steps))
    finally:
        await database.close()


def test_the_schema_for_readers_is_what_the_migrations_give() -> None:
    readable = files("storage.sqlite").joinpath("schema.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as read, closing(sqlite3.connect(":memory:")) as migrated:
        read.executescript(readable)
        for step in shipped():
            migrated.executescript(step.script)

        assert schema(read) == schema(migrated)


def test_the_steps_are_numbered_from_1_say_why_and_mark_their_version() -> None:
    assert [step.version for step in shipped()] == list(range(1, len(shipped()) + 1))
    for step in shipped():
        assert step.script.startswith(f"-- Version {step.version}, ")
        assert "\n-- Reason: " in step.script
        assert f"PRAGMA user_version = {step.version};" in step.script


def test_every_table_is_strict() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in shipped():
            connection.executescript(step.script)

        loose = connection.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
        ).fetchall()

    assert loose == []


async def test_an_older_database_is_brought_up_and_keeps_its_claims(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    async with open_storage(f"sqlite:///{path}") as storage:
        await storage.claims.save([a_claim()], EVERYWHERE, an_act())

    created = await brought(path, NEXT)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version, sha256 FROM migration ORDER BY version").fetchall()[-1] == (
            NEXT.version,
            NEXT.sha256,
        )
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM addition").fetchone() == (0,)
    assert not created


async def test_a_step_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    broken = Migration(NEXT.version, "CREATE TABLE addition (id INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);\n")
    await brought(path)

    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        await brought(path, broken)

    with closing(sqlite3.connect(path)) as connection:
        assert "addition" not in schema(connection)
        assert connection.execute("SELECT max(version) FROM migration").fetchone() == (NEXT.version - 1,)


async def test_a_step_edited_after_it_was_applied_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    await brought(path, NEXT)

    with pytest.raises(UnusableDatabase, match=f"step {NEXT.version} of its schema"):
        await brought(path, Migration(NEXT.version, NEXT.script + "\n"))


async def test_a_database_of_a_later_program_is_refused_by_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    await brought(path, NEXT)

    with pytest.raises(NewerDatabase, match=f"version {NEXT.version}, this program knows up to {NEXT.version - 1}"):
        await brought(path)


async def test_an_index_of_another_edition_is_rebuilt_on_opening(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    async with open_storage(url) as storage:
        await storage.claims.save([a_claim(), a_claim(key="other", text="Ministers met.")], EVERYWHERE, an_act())
    with closing(sqlite3.connect(tmp_path / "record.db", isolation_level=None)) as connection:
        connection.execute("UPDATE note SET value = 'older' WHERE name = 'index edition'")
        connection.execute("UPDATE term SET term = term || 'x'")
        connection.execute("DELETE FROM meaning")
        connection.execute("DELETE FROM tally")

    async with open_storage(url) as storage:
        sound = await storage.verify()
        found = await storage.claims.candidates("troops", EVERYWHERE, 5)
        edition = await storage.note("index edition")

    assert sound.problems == ()
    assert [candidate.entry.claim.key for candidate in found] == ["us-troops-japan"]
    assert edition == postings.EDITION


async def test_two_who_migrate_at_once_apply_each_step_once(tmp_path: Path) -> None:
    created = await asyncio.gather(*(brought(tmp_path / "record.db", NEXT) for _ in range(4)))

    assert sorted(created) == [False, False, False, True]


#: More than a page of what is indexed at once.
OLD = 1_050


def first_schema(path: Path) -> None:
    """Write a record as the program of the first schema did."""
    with closing(sqlite3.connect(path)) as old, old:
        step = shipped()[0]
        old.executescript(step.script)
        old.execute("INSERT INTO migration VALUES (1, ?, '2026-11-23T12:00:00+00:00')", (step.sha256,))
        old.execute("INSERT INTO note VALUES ('index edition', 'terms 2, index 1'), ('kept', 'a note')")
        claims = [(number, 0, f"k{number}", 1, "published") for number in range(1, OLD + 1)]
        claims += [(OLD + 1, 5, "own", 2, "published"), (OLD + 2, 0, "gone", 1, "retracted")]
        old.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?)", claims)
        texts = [(number, 1, f"Zebra {number} grazes.", "published") for number in range(1, OLD + 1)]
        texts += [(OLD + 1, 1, "Old words.", "published"), (OLD + 1, 2, "Giraffes dance in Tokyo.", "published")]
        texts += [(OLD + 2, 1, "Gorillas sing.", "retracted")]
        old.executemany(
            "INSERT INTO claim_version VALUES (?, ?, ?, NULL, NULL, ?, '[]', '[]', '[]', 'editor', "
            "'2026-11-23T12:00:00+00:00', 'a test')",
            texts,
        )
        old.execute("INSERT INTO posting SELECT 0, 'zebra', id, 0.5 FROM claim WHERE scope = 0")
        old.execute(f"INSERT INTO term VALUES (0, 'zebra', {OLD})")
        old.execute(f"INSERT INTO tally VALUES (0, {OLD}), (5, 1)")


async def test_a_record_of_the_first_schema_is_brought_up_indexed_anew_and_found_by_words(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    first_schema(path)

    async with open_storage(f"sqlite:///{path}") as storage:
        sound = await storage.verify()
        zebra = await storage.claims.candidates("zebra 1049", EVERYWHERE, 1)
        words = ("giraffs", "old words", "gorillas")
        found = [[one.entry.claim.key for one in await storage.claims.candidates(text, Scope(5), 5)] for text in words]
        elsewhere = await storage.claims.candidates("giraffes", Scope(6), 5)
        counts = [await storage.claims.count(scope) for scope in (EVERYWHERE, Scope(5))]
        kept = await storage.note("kept")
        created = storage.created

    assert not created
    assert sound.problems == ()
    assert [one.entry.claim.key for one in zebra] == ["k1049"]
    assert found == [["own"], [], []]
    assert elsewhere == ()
    assert counts == [OLD, OLD + 1]
    assert kept == "a note"


async def test_a_record_of_the_first_schema_takes_new_claims_and_edits(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    first_schema(path)

    async with open_storage(f"sqlite:///{path}") as storage:
        new = [a_claim(key="new", text="Zebras swim."), a_claim(key="k7", text="Lions sleep.")]
        saved = await storage.claims.save(new, EVERYWHERE, an_act())
        lions = await storage.claims.candidates("a lion", EVERYWHERE, 5)
        zebras = await storage.claims.candidates("zebras", EVERYWHERE, 2 * OLD)
    async with open_storage(f"sqlite:///{path}") as storage:
        sound = await storage.verify()

    assert (saved.added, saved.changed) == (1, 1)
    assert [one.entry.claim.key for one in lions] == ["k7"]
    assert len(zebras) == OLD
    assert sound.problems == ()


async def opened_and_verified(url: str) -> tuple[str, ...]:
    async with open_storage(url) as storage:
        return (await storage.verify()).problems


async def test_several_who_open_a_record_of_the_first_schema_at_once_index_it_together_once(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    first_schema(path)

    problems = await asyncio.gather(*(opened_and_verified(f"sqlite:///{path}") for _ in range(3)))

    assert problems == [(), (), ()]
