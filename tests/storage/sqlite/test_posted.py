"""What SQLite does for what is asked again and again, where it would read every posting and every question."""

import sqlite3
from pathlib import Path

import pytest

from storage import open_storage
from storage.sqlite import posted, questions


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """An empty record."""
    async with open_storage(f"sqlite:///{tmp_path}/record.db"):
        return tmp_path / "record.db"


def plan(file: Path, query: str) -> list[str]:
    values = {"scope": 1, "question": 1, "limit": 1, "skip": "[]"}
    connection = sqlite3.connect(file)
    try:
        return [str(step) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("query", "step"),
    [
        (posted.STALE, "SCAN shown USING COVERING INDEX posting_by_claim"),
        (posted.OWED, "SCAN shown USING COVERING INDEX watcher_by_claim"),
    ],
)
def test_of_what_has_not_changed_only_the_index_is_read(query: str, step: str, file: Path) -> None:
    steps = plan(file, query)

    assert step in steps
    assert "SEARCH claim USING INTEGER PRIMARY KEY (rowid=?)" in steps


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (questions.STANDING, "question_open (scope=?)"),
        (questions.MEDIAN, "question_closed (scope=?)"),
        (questions.OWED, "asking_wanting"),
    ],
)
def test_of_questions_only_those_concerned_are_read(query: str, index: str, file: Path) -> None:
    steps = plan(file, query)

    assert any(step.endswith(f"INDEX {index}") for step in steps)
    assert "SCAN question" not in steps
    assert "SCAN asking" not in steps
