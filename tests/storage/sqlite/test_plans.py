"""What SQLite does for a query, where the wrong index would walk through the whole record."""

import sqlite3
from pathlib import Path

import pytest

from storage import open_storage
from storage.sqlite.claims import BY_IDS, OWN, VERSIONS


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """An empty record."""
    async with open_storage(f"sqlite:///{tmp_path}/record.db"):
        return tmp_path / "record.db"


def plan(file: Path, query: str) -> list[str]:
    values = {"ids": "[1]", "own": 0, "scope": 0, "last": 0, "size": 1}
    connection = sqlite3.connect(file)
    try:
        return [str(step) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    finally:
        connection.close()


@pytest.mark.parametrize("query", [BY_IDS, VERSIONS, OWN])
def test_claims_are_reached_by_their_ids(file: Path, query: str) -> None:
    steps = plan(file, query)

    assert any(step.startswith("SEARCH claim USING INTEGER PRIMARY KEY") for step in steps)
