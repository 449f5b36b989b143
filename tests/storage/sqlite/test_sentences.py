"""What sentence models made of claims is reached without a walk through the record, however large it is."""

import sqlite3
from pathlib import Path

import pytest

from storage import open_storage
from storage.sqlite.sentences import SENTENCES, UNREAD


@pytest.mark.parametrize(
    ("query", "first"),
    [
        (SENTENCES, "SEARCH claim USING INTEGER PRIMARY KEY (rowid=?)"),
        (UNREAD, "SEARCH claim_version USING INTEGER PRIMARY KEY (rowid>?)"),
    ],
)
async def test_nothing_is_walked_through_but_the_ids_asked_for_and_what_is_new(
    tmp_path: Path, query: str, first: str
) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/record.db"):
        connection = sqlite3.connect(tmp_path / "record.db")
    values = {"ids": "[1]", "model": "a model", "after": 0, "limit": 1}

    steps = [str(step) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]
    connection.close()

    walked = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert first in steps
    assert walked == []
    assert not any("TEMP B-TREE" in step for step in steps)
