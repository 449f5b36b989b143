"""No byte of a deleted person or a purged server is left in the file or its log, whoever reads and writes meanwhile."""

import asyncio
import logging
import random
import sqlite3
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import open_storage
from storage.models import EVERYWHERE, Act, Citation, Claim, Entry, Scope, Source
from storage.people import actor
from storage.posted import Posting
from storage.protocol import Storage
from storage.sqlite import erasing
from storage.sqlite.connection import Database
from storage.sqlite.leaving import PURGED, UNCITED
from tests.factories import a_claim, a_source, an_act, claims

HERE, THERE = Scope(112_345_678_901_234_567), Scope(122_345_678_901_234_567)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
EVE = 212_345_678_901_234_567
WORDS = "Has the zeppelin over Quuxville landed?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
async def storage(file: Path) -> AsyncGenerator[Storage]:
    async with open_storage(f"sqlite:///{file}") as opened:
        yield opened


def left_of(file: Path, *kept: str | int) -> list[str | int]:
    """Return those that can still be found, as text or as an integer, in the file, its log or the log's index."""
    held = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    return [one for one in kept if any(form in held for form in forms(one))]


def forms(kept: str | int) -> Iterator[bytes]:
    yield str(kept).encode()
    if isinstance(kept, int):
        yield kept.to_bytes(8, "big")
        yield kept.to_bytes(8, "little")


def by(person: int, reason: str = "a test") -> Act:
    return Act(actor(person), NOW, reason, "done")


def sentences(chance: random.Random, number: int) -> Sequence[Claim]:
    vocabulary = [f"{start}{end}" for start in ("bri", "tro", "mis", "lan", "cor") for end in ("ge", "ps", "les", "d")]
    return [
        a_claim(key=f"k{place}", text=" ".join(chance.choices(vocabulary, k=12)), note="n" * chance.randrange(900))
        for place in range(number)
    ]


async def crowd(storage: Storage, scope: Scope, start: int) -> tuple[Entry, ...]:
    """Fill a server with a thousand claims and what forty people do, so that pages split and rows move."""
    chance = random.Random(start)
    entries = (await storage.claims.save(sentences(chance, 1_000), scope, an_act())).entries
    for number in range(40):
        person = 300_000_000_000_000_000 + start + number
        text = f"What of {number}? " + "x" * chance.randrange(800)
        await storage.questions.submit(text, f"f{number % 9}", scope, person=person, at=NOW, wants=True)
        await storage.postings.record(Posting(start + number + 1, 5, scope, NOW, entries[number].id, 1, 6, person))
        await storage.postings.watch(person, entries[number], scope, NOW)
        await storage.servers.choose(f"setting {number}", "v" * chance.randrange(90), scope, by(person))
    return entries


async def eve_everywhere(storage: Storage, entries: Sequence[Entry]) -> None:
    """Have Eve do whatever is kept of anybody, in the midst of others."""
    scope = entries[0].scope
    mentioned = by(300_000_000_000_000_001, f"Asked by <@{EVE}>, <@!{EVE}> or {EVE}.")
    for number, fingerprint in enumerate(("f1", "f2", "eve's own", "closed")):
        await storage.questions.submit(f"{WORDS} {number}", fingerprint, scope, person=EVE, at=NOW, wants=True)
    for number in range(30):
        await storage.postings.record(Posting(900_000 + number, 5, scope, NOW, entries[0].id, 1, 6, EVE))
        await storage.postings.watch(EVE, entries[number], scope, NOW)
        await storage.servers.choose(f"setting {number}", "hers", scope, by(EVE))
        await storage.servers.mismatch(f"f{number}", entries[number], scope, by(EVE))
        await storage.servers.note_deed(f"subject {number}", scope, mentioned if number % 2 else by(EVE))
    cited = Citation(Source("A page", "https://example.org/page", text="A page of Eve's."), "A page")
    await storage.claims.save(
        [a_claim(key=f"k{n}", text="Hers.", citations=(cited,)) for n in range(50)], scope, by(EVE)
    )
    await storage.claims.save([a_claim(key=f"k{n}", text="Theirs.") for n in range(50, 70)], scope, mentioned)
    closed, taken = (await storage.questions.open(scope, limit=99))[-2:]
    await storage.questions.take(taken.id, scope, by(EVE))
    await storage.questions.dismiss(closed.id, scope, by(EVE, f"Says <@{EVE}>."))
    await storage.people.opt_out(EVE)


async def test_no_byte_of_a_deleted_person_is_left(storage: Storage, file: Path) -> None:
    entries = await crowd(storage, HERE, 0)
    await eve_everywhere(storage, entries)
    await crowd(storage, THERE, 1_000)
    await storage.claims.save([a_claim(key=f"k{n}", text="Again.") for n in range(0, 900, 7)], HERE, an_act())
    before = left_of(file, WORDS, EVE)

    rows = await storage.people.delete(EVE)
    after = left_of(file, WORDS, EVE)
    sound = await storage.verify()
    await storage.close()

    assert (before, after, left_of(file, WORDS, EVE)) == ([WORDS, EVE], [], [])
    assert rows > 200
    assert sound.problems == ()


async def test_no_byte_of_a_purged_server_is_left(storage: Storage, file: Path) -> None:
    await crowd(storage, THERE, 0)
    entries = await crowd(storage, HERE, 1_000)
    await eve_everywhere(storage, entries)
    secret = Citation(Source("Theirs", "https://example.org/quux", text=f"Secretly: {WORDS}"), WORDS)
    await storage.claims.save([a_claim(key="zeppelin", text=WORDS, citations=(secret,))], HERE, an_act())
    before = left_of(file, WORDS, "zeppelin", "quuxvill", "example.org/quux", HERE.server_id or 0)
    await storage.servers.left(HERE.server_id or 0, NOW)

    purged = await storage.servers.purge(LATER)
    after = left_of(file, WORDS, "zeppelin", "quuxvill", "example.org/quux", HERE.server_id or 0)
    sound = await storage.verify()

    assert purged == (HERE.server_id,)
    assert len(before) == 5
    assert after == []
    assert sound.problems == ()
    assert sound.entries == 1_000


async def test_a_purged_servers_rows_are_gone_from_every_table(storage: Storage, file: Path) -> None:
    entries = await crowd(storage, HERE, 0)
    await eve_everywhere(storage, entries)
    page = await storage.claims.unread("a model", 9)
    await storage.claims.keep_sentences("a model", page, [b"-"] * 9)
    await storage.servers.left(HERE.server_id or 0, NOW)

    await storage.servers.purge(LATER)

    with closing(sqlite3.connect(file)) as connection:
        tables = sorted(PURGED.keys() | UNCITED.keys())
        rows = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    assert rows == dict.fromkeys(tables, 0)


async def test_a_text_that_another_server_captured_stays_and_leads_its_family(storage: Storage, file: Path) -> None:
    first, second, third = (
        a_source(text=f"Text {number}.", url=f"https://example.org/{number}") for number in range(3)
    )
    await storage.sources.save(first, HERE, an_act())
    for source in (first, second, third):
        await storage.sources.save(source, THERE, an_act())
    alone = await storage.sources.save(a_source(text="Text of one.", url="https://example.org/a"), HERE, an_act())
    copy = await storage.sources.save(a_source(text="Its copy.", url="https://example.org/b"), THERE, an_act())
    other = await storage.sources.save(a_source(text="Another copy.", url="https://example.org/c"), THERE, an_act())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "UPDATE capture SET family = ? WHERE sha256 IN (?, ?)", (alone.sha256, copy.sha256, other.sha256)
        )
    await storage.servers.left(HERE.server_id or 0, NOW)

    await storage.servers.purge(LATER)

    with closing(sqlite3.connect(file)) as connection:
        families = dict(connection.execute("SELECT text, family FROM capture"))
    assert families.keys() == {"Text 0.", "Text 1.", "Text 2.", "Its copy.", "Another copy."}
    assert families["Its copy."] == families["Another copy."] == copy.sha256
    assert (await storage.verify()).problems == ()


async def test_where_nothing_is_deleted_the_file_is_not_written_anew(storage: Storage, file: Path) -> None:
    await storage.claims.save(sentences(random.Random(1), 200), EVERYWHERE, an_act())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE passing AS SELECT * FROM claim_version")
        connection.execute("DROP TABLE passing")
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()

    await storage.people.delete(EVE)
    await storage.servers.purge(LATER)

    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (free,)
    assert free > 5


async def test_reading_and_writing_go_on_while_somebody_is_deleted(storage: Storage, file: Path) -> None:
    await crowd(storage, HERE, 0)
    deleting = True

    async def write() -> int:
        written = 0
        while deleting:
            await storage.claims.save([a_claim(key=f"new-{written}", text=f"Text {written}.")], THERE, an_act())
            written += 1
        return written

    async def read() -> int:
        done = 0
        while deleting:
            await storage.claims.candidates("Which bridge has missiles?", HERE, 5)
            assert await storage.people.opted_out(EVE) is False
            done += 1
        return done

    working = [asyncio.create_task(one()) for one in (write, write, read, read, read)]
    found: list[str | int] = []
    for number in range(6):
        await storage.questions.submit(WORDS, f"eve {number}", HERE, person=EVE, at=NOW, wants=True)
        await storage.people.delete(EVE)
        found += left_of(file, WORDS, EVE)
    deleting = False
    done = await asyncio.gather(*working)

    assert found == []
    assert min(done) > 0
    assert await storage.claims.count(THERE) == max(done[:2])
    assert (await storage.verify()).problems == ()


async def test_several_are_deleted_at_once(storage: Storage, file: Path) -> None:
    people = [EVE + number for number in range(8)]
    for person in people:
        await storage.questions.submit(f"{WORDS} {person}", "f", HERE, person=person, at=NOW, wants=True)

    rows = await asyncio.gather(*(storage.people.delete(person) for person in people))

    assert (min(rows), sum(rows)) == (1, 9)
    assert left_of(file, WORDS, *people) == []


async def test_what_another_reader_keeps_is_overwritten_with_the_next_deletion(
    storage: Storage, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await storage.questions.submit(WORDS, "f", HERE, person=EVE, at=NOW, wants=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM asking").fetchall()
        with caplog.at_level(logging.WARNING):
            rows = await storage.people.delete(EVE)
        kept, exported = left_of(file, WORDS, EVE), await storage.people.export(EVE)
        added = await storage.claims.save(claims("Written meanwhile."), HERE, an_act())

    nobody = await storage.people.delete(EVE)

    assert (rows, exported, added.added, kept) == (2, (), 1, [WORDS, EVE])
    assert "bytes of it may be left" in caplog.text
    assert str(EVE) not in caplog.text
    assert (nobody, left_of(file, WORDS, EVE)) == (0, [])


async def test_what_stands_on_free_pages_and_between_rows_is_overwritten_when_the_record_is_opened_next(
    storage: Storage, file: Path
) -> None:
    entries = await crowd(storage, HERE, 0)
    await eve_everywhere(storage, entries)
    await storage.close()
    database = await opened(file)
    async with database.outside() as connection:
        await connection.run("PRAGMA secure_delete = OFF")
    async with database.erasing() as connection:
        await connection.run("DELETE FROM asking")
        await connection.run("DELETE FROM question")
        await erasing.mark(connection)
    await database.close()
    before = left_of(file, WORDS)

    async with open_storage(f"sqlite:///{file}"):
        after = left_of(file, WORDS)

    assert (before, after) == ([WORDS], [])


async def opened(file: Path) -> Database:
    database = Database(file.name, f"{file.as_uri()}?mode=rw")
    await database.open_writer()
    await database.open_readers()
    return database


async def test_a_write_of_another_program_leaves_the_overwriting_for_later(
    file: Path, storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    await storage.questions.submit(WORDS, "f", HERE, person=EVE, at=NOW, wants=True)
    database = await opened(file)
    try:
        async with database.erasing() as connection:
            await connection.run("DELETE FROM asking")
            await erasing.mark(connection)
        with closing(sqlite3.connect(file, isolation_level=None)) as other, caplog.at_level(logging.WARNING):
            other.execute("BEGIN IMMEDIATE")
            done = await erasing.overwrite(database, patience=(0.0,))
    finally:
        await database.close()

    assert done is False
    assert "locked" in caplog.text


async def test_a_row_that_would_refer_to_nothing_takes_all_of_it_back(storage: Storage, file: Path) -> None:
    await storage.claims.save(claims("One."), EVERYWHERE, an_act())
    database = await opened(file)
    try:
        with pytest.raises(sqlite3.IntegrityError, match="refer"):
            async with database.erasing() as connection:
                await connection.run("DELETE FROM claim_version")
        async with database.writing() as connection:
            settings = [
                await connection.row(tuple[int], "PRAGMA foreign_keys"),
                await connection.row(tuple[int], "PRAGMA secure_delete"),
            ]
        await database.empty_log()
        async with database.writing() as connection:
            settings.append(await connection.row(tuple[int], "PRAGMA busy_timeout"))
    finally:
        await database.close()

    assert settings == [(1,), (1,), (5_000,)]
    assert (await storage.verify()).problems == ()


async def test_what_sentence_models_have_read_is_known_after_the_file_was_written_anew(storage: Storage) -> None:
    await storage.claims.save(claims("One.", "Two."), HERE, an_act())
    await storage.claims.save(claims("Three."), EVERYWHERE, by(EVE))
    page = await storage.claims.unread("a model", 9)
    await storage.claims.keep_sentences("a model", page, [b"-"] * 3)
    await storage.servers.left(HERE.server_id or 0, NOW)

    await storage.servers.purge(LATER)
    await storage.people.delete(EVE)
    between = await storage.claims.unread("a model", 9)
    await storage.claims.save(claims("Three.", "Four."), EVERYWHERE, an_act())
    after = await storage.claims.unread("a model", 9)

    assert between.claims == ()
    assert between.after == page.last
    assert [one.text for one in after.claims] == ["Four."]


async def test_a_record_in_memory_forgets_too() -> None:
    async with open_storage("sqlite:///:memory:") as storage:
        await storage.questions.submit(WORDS, "f", HERE, person=EVE, at=NOW, wants=True)

        assert await storage.people.delete(EVE) == 2
        assert await storage.questions.count(HERE) == 0
