"""Families of captured texts: found for records from before there were any, and cheap to ask for."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Source
from storage.sqlite.sources import CITING, COPIES, LINKED
from tests.factories import an_act

WIRE = " ".join(f"Paragraph {number}: the ministers agreed on point {number} of the list." for number in range(30))


def texts() -> list[str]:
    """Three copies of one text among 60 others, more than are compared in one transaction."""
    others = [" ".join(f"word{number}x{place}" for place in range(40)) for number in range(60)]
    return [*others[:20], WIRE, *others[20:40], f"{WIRE} More.", *others[40:], f"Our headline. {WIRE}"]


async def filled(path: Path) -> None:
    async with open_storage(f"sqlite:///{path}") as storage:
        for number, text in enumerate(texts()):
            await storage.sources.save(Source(f"Source {number}", text=text), EVERYWHERE, an_act())


def families(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT sha256, family FROM capture"))


def marks(path: Path) -> set[tuple[int, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT mark, sha256 FROM sketch"))


async def test_a_record_from_before_is_completed_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    await filled(path)
    expected = families(path), marks(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE capture SET family = NULL")
        connection.execute("DELETE FROM sketch")

    async with open_storage(f"sqlite:///{path}") as storage:
        verified = await storage.verify()

    assert (families(path), marks(path)) == expected
    assert len(set(families(path).values())) == len(texts()) - 2
    assert verified.problems == ()


async def test_a_completed_record_is_opened_beside_a_long_write(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    await filled(path)

    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        async with open_storage(f"sqlite:///{path}") as storage:
            found = await storage.sources.list(EVERYWHERE, limit=1)

    assert len(found) == 1


async def test_a_text_that_shares_its_boilerplate_with_hundreds_still_finds_its_copy(tmp_path: Path) -> None:
    imprint = " ".join(f"imprint{place}" for place in range(40))
    async with open_storage(f"sqlite:///{tmp_path}/record.db") as storage:
        for number in range(150):
            body = " ".join(f"word{number}x{place}" for place in range(200))
            await storage.sources.save(Source(f"Page {number}", text=f"{body} {imprint}"), EVERYWHERE, an_act())
        body = " ".join(f"word149x{place}" for place in range(200))
        copy = await storage.sources.save(Source("Copy", text=f"Headline. {body} {imprint}"), EVERYWHERE, an_act())
        [copied] = await storage.sources.list(EVERYWHERE, "page 149", limit=1)

    assert copy.family == copied.source.sha256 != copy.sha256


@pytest.mark.parametrize("query", [CITING, COPIES, LINKED])
async def test_no_query_walks_through_all_texts_claims_or_citations(tmp_path: Path, query: str) -> None:
    path = tmp_path / "record.db"
    async with open_storage(f"sqlite:///{path}"):
        pass
    values = {"source_id": 1, "own": 0, "family": "", "scope": None, "last": 0, "size": 1}

    with closing(sqlite3.connect(path)) as connection:
        steps = [str(step) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]

    assert not [step for step in steps if step.startswith("SCAN")]
