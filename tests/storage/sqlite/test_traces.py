"""Every table and column is known to those who delete, and the audit log lets nobody else change it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import Act, Scope
from storage.people import actor
from storage.sqlite.leaving import KNOWN, PURGED, UNCITED
from storage.sqlite.servers import DEEDS, MISMATCHED
from storage.sqlite.traces import ACTS, OWN

EVE = 212_345_678_901_234_567

#: Tables that hold nothing of servers; of ``sqlite_sequence`` only the highest ids.
OF_NO_SERVER = {"deleting", "migration", "note", "opted_out", "sqlite_sequence"}

#: Columns of ids of persons, of acts, and of words that may mention somebody, by how they are named.
NAMES_OF_PERSONS = ("person", "user", "member", "asker", "author", "editor", "reviewer", "reason", "body")


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """An empty record."""
    async with open_storage(f"sqlite:///{tmp_path}/record.db"):
        return tmp_path / "record.db"


def columns(file: Path) -> list[tuple[str, str]]:
    query = """
        SELECT tables.name, columns.name
          FROM sqlite_schema AS tables
          JOIN pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table'
        """
    with closing(sqlite3.connect(file)) as connection:
        return [(str(table), str(column)) for table, column in connection.execute(query)]


def names_a_person(column: str) -> bool:
    return column.endswith("_by") or any(name in column for name in NAMES_OF_PERSONS)


def plan(file: Path, query: str) -> list[str]:
    values = {"scope": 1, "fingerprints": "[]", "before": 1, "limit": 1}
    with closing(sqlite3.connect(file)) as connection:
        return [str(step) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]


def test_every_table_is_purged_or_holds_nothing_of_servers(file: Path) -> None:
    assert {table for table, _ in columns(file)} == PURGED.keys() | UNCITED.keys() | OF_NO_SERVER
    assert {table for table, column in columns(file) if column == "scope"} <= PURGED.keys()


def test_every_column_that_may_name_a_person_is_covered(file: Path) -> None:
    acts = {(table, column) for table, one in ACTS.items() for column in (*one.by, *one.words)}
    own = {(table, column) for table, (column, _) in OWN.items()}

    assert {one for one in columns(file) if names_a_person(one[1])} == acts | own


@pytest.mark.parametrize("query", [MISMATCHED, DEEDS])
def test_what_is_asked_often_is_found_by_its_server(file: Path, query: str) -> None:
    assert any("(scope=? AND" in step for step in plan(file, query))


@pytest.mark.parametrize("table", ["claim", "source", "setting", "audit", "mismatch"])
def test_servers_are_found_step_by_step(file: Path, table: str) -> None:
    (query,) = (one for one in KNOWN if f"FROM {table} " in one)

    steps = [step for step in plan(file, query) if table in step]

    assert all(step.startswith(f"SEARCH {table}") for step in steps)
    assert steps


async def test_the_audit_log_is_only_added_to(file: Path) -> None:
    async with open_storage(f"sqlite:///{file}") as storage:
        act = Act(actor(EVE), datetime(2026, 11, 24, tzinfo=UTC), f"For <@{EVE}>.", "done")
        await storage.servers.note_deed("subject", Scope(7), act)

    for change in (
        "UPDATE audit SET made_by = 'discord:6'",
        "UPDATE audit SET reason = 'Another.'",
        "UPDATE audit SET reason = 'For deleted user.'",
        "UPDATE audit SET subject = 'another', made_by = 'deleted user'",
        "UPDATE audit SET what = 'another'",
        "UPDATE audit SET made_at = '2020'",
        "DELETE FROM audit",
    ):
        with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.IntegrityError, match="only added to"):
            connection.execute(change)
