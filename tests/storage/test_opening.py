"""A database URL opens one thing or is refused in a sentence, and a refusal writes nothing."""

import asyncio
import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_storage
from storage.errors import BadDatabaseUrl, NewerDatabase, UnusableDatabase, UserError
from storage.models import EVERYWHERE
from tests.factories import a_claim, an_act


async def opened(url: str) -> bool:
    async with open_storage(url) as storage:
        return storage.created


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


async def threads_end(expected: int) -> bool:
    """A connection's thread tells that it is done just before it ends."""
    for _ in range(200):
        if threading.active_count() <= expected:
            return True
        await asyncio.sleep(0.01)
    return False


async def refusal(url: str, kind: type[UserError]) -> str:
    threads = threading.active_count()

    with pytest.raises(kind) as raised:
        await opened(url)

    assert await threads_end(threads)
    said = str(raised.value)
    assert said.isprintable()
    return said


@pytest.mark.parametrize(
    "url",
    [
        "",
        "onrecord.db",
        "sqlite",
        "sqlite:",
        "sqlite://",
        "sqlite:///",
        "sqlite:///  ",
        "sqlite://host/record.db",
        "sqlite:record.db",
        "sqlite:///record.db?mode=ro",
        "sqlite:///record.db#x",
        "sqlite:///folder/",
        "sqlite:///a%00b",
        "SQLITE:///record.db",
        "mysql://host/record",
        "C:\\record.db",
    ],
)
async def test_what_is_no_database_url_is_refused(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = await refusal(url, BadDatabaseUrl)

    assert said.startswith(f"DATABASE_URL {url!r} cannot be used: ")
    assert files_of(tmp_path) == {}


async def test_a_password_in_the_url_of_another_database_is_not_repeated() -> None:
    assert "hunter2" not in await refusal("mysql://me:hunter2@host/record", BadDatabaseUrl)


def test_a_bad_url_is_wrong_use_and_a_bad_file_a_failed_job() -> None:
    assert (BadDatabaseUrl.exit_code, UnusableDatabase.exit_code, NewerDatabase.exit_code) == (2, 1, 1)


async def test_three_slashes_are_relative_and_four_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    await opened("sqlite:///relative.db")
    await opened(f"sqlite:///{tmp_path}/absolute.db")

    assert sorted(files_of(tmp_path)) == ["absolute.db", "relative.db"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("with%20space.db", "with space.db"),
        ("with space.db", "with space.db"),
        ("100%.db", "100%.db"),
        ("what%3F%23.db", "what?#.db"),
        ("émile.db", "émile.db"),
    ],
)
async def test_escapes_in_the_path_are_read(
    written: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    await opened(f"sqlite:///{written}")

    assert list(files_of(tmp_path)) == [name]


async def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async with open_storage("sqlite:///:memory:") as storage:
        await asyncio.gather(*(storage.claims.save([a_claim(key=f"k{n}")], EVERYWHERE, an_act()) for n in range(9)))
        counts = await asyncio.gather(*(storage.claims.count(EVERYWHERE) for _ in range(9)))

    assert counts == [9] * 9
    assert files_of(tmp_path) == {}


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "record.db").touch()

    assert await opened(f"sqlite:///{tmp_path}/record.db")


async def test_closing_leaves_the_file_alone_and_no_log_beside_it(tmp_path: Path) -> None:
    await opened(f"sqlite:///{tmp_path}/record.db")

    assert list(files_of(tmp_path)) == ["record.db"]


async def test_a_missing_directory_is_refused(tmp_path: Path) -> None:
    said = await refusal(f"sqlite:///{tmp_path}/none/record.db", UnusableDatabase)

    assert said.endswith(f"the directory {tmp_path}/none does not exist.")


async def test_a_directory_is_refused(tmp_path: Path) -> None:
    assert "it is a directory" in await refusal(f"sqlite:///{tmp_path}", UnusableDatabase)


@pytest.mark.usefixtures("unprivileged")
async def test_a_directory_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    os.chmod(tmp_path, stat.S_IRUSR | stat.S_IXUSR)  # noqa: PTH101 - quicker than leaving the loop

    assert "may not be written" in await refusal(f"sqlite:///{tmp_path}/record.db", UnusableDatabase)


@pytest.mark.usefixtures("unprivileged")
async def test_a_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "record.db").touch(mode=stat.S_IRUSR)

    assert "may not be read and written" in await refusal(f"sqlite:///{tmp_path}/record.db", UnusableDatabase)


async def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "record.db")

    assert "no ordinary file" in await refusal(f"sqlite:///{tmp_path}/record.db", UnusableDatabase)


async def test_a_name_too_long_for_the_file_system_is_refused(tmp_path: Path) -> None:
    assert "too long" in await refusal(f"sqlite:///{tmp_path}/{'n' * 300}.db", UnusableDatabase)


async def test_a_name_too_long_for_the_log_beside_it_is_refused_and_no_empty_file_stays(tmp_path: Path) -> None:
    await refusal(f"sqlite:///{tmp_path}/{'n' * 250}.db", UnusableDatabase)

    assert files_of(tmp_path) == {}


@pytest.mark.parametrize("content", [b"key,text\n", b"SQLite format 3\0" + b"\xff" * 200])
async def test_a_file_that_is_no_database_is_refused_and_left_alone(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(content)

    said = await refusal(f"sqlite:///{tmp_path}/record.db", UnusableDatabase)

    assert "it is not a database" in said
    assert files_of(tmp_path) == {"record.db": content}


async def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "record.db")) as other:
        other.execute("CREATE TABLE claim (id INTEGER)")
    before = files_of(tmp_path)

    assert "another program" in await refusal(f"sqlite:///{tmp_path}/record.db", UnusableDatabase)
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("change", ["INSERT INTO migration VALUES (99, 'x', 'y')", "PRAGMA user_version = 99"])
async def test_a_newer_database_is_refused_and_left_alone(change: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/record.db"
    await opened(url)
    with closing(sqlite3.connect(tmp_path / "record.db", isolation_level=None)) as newer:
        newer.execute(change)
    before = files_of(tmp_path)

    said = await refusal(url, NewerDatabase)

    assert "version 99" in said
    assert files_of(tmp_path) == before


async def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    await opened(f"sqlite:///{tmp_path}/record.db")
    whole = (tmp_path / "record.db").read_bytes()
    (tmp_path / "record.db").write_bytes(whole[:100] + b"\xff" * 4_000 + whole[4_100:])

    assert "it is damaged" in await refusal(f"sqlite:///{tmp_path}/record.db", UnusableDatabase)


async def test_a_cancelled_opening_leaves_no_thread_behind(tmp_path: Path) -> None:
    threads = threading.active_count()
    opening = asyncio.create_task(opened(f"sqlite:///{tmp_path}/record.db"))
    await asyncio.sleep(0.001)

    opening.cancel()
    await asyncio.wait([opening])

    assert opening.cancelled()
    assert await threads_end(threads)


async def test_many_may_open_a_new_database_at_once_and_one_creates_it(tmp_path: Path) -> None:
    created = await asyncio.gather(*(opened(f"sqlite:///{tmp_path}/record.db") for _ in range(6)))

    assert sorted(created) == [False] * 5 + [True]
