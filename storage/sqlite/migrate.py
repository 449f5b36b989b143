"""Brings a database to this program's schema: numbered steps, forward only, each in one transaction."""

import asyncio
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from storage.errors import NewerDatabase, UnusableDatabase
from storage.sqlite.connection import Connection, Database

#: Together as long as the connections wait for a lock: five seconds.
_PAUSES = 100
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    version: int
    script: str

    @property
    def sha256(self) -> str:
        """Return the hash that tells an edited step."""
        return hashlib.sha256(self.script.encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """Yield the statements one by one: ``executescript`` would commit before the first."""
        statement = ""
        for line in self.script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                yield statement
                statement = ""


@cache
def shipped() -> tuple[Migration, ...]:
    """Return the steps this program knows, in order."""
    folder = files("storage.sqlite").joinpath("migrations")
    scripts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".sql")}
    return tuple(Migration(int(name[:4]), script) for name, script in sorted(scripts.items()))


async def migrate(database: Database, name: str, steps: Sequence[Migration]) -> bool:
    """Apply the steps that are missing and return whether the database was empty; refuses before it writes."""
    async with database.outside() as connection:
        present = await _checked(connection, name, steps)
        await _write_ahead(connection)
    empty = False
    # With nothing to apply no lock is asked for: a reader opens beside a long write.
    for step in (step for step in steps if step.version not in present):
        async with database.writing() as connection:
            # Another process may have been faster: what is applied is read again under the lock.
            applied = await _checked(connection, name, steps)
            if step.version not in applied:
                await _apply(connection, step)
                empty = empty or not applied
    return empty


async def _write_ahead(connection: Connection) -> None:
    """Turn the write-ahead log on; where two begin at once SQLite fails without waiting, so the waiting is here."""
    for pause in (*[_PAUSE] * _PAUSES, 0.0):
        try:
            if await connection.row(tuple[str], "PRAGMA journal_mode") == ("delete",):
                await connection.run("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not pause or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(pause)
        else:
            return


async def _checked(connection: Connection, name: str, steps: Sequence[Migration]) -> dict[int, str]:
    """Return the hashes of the applied steps by version; refuses a newer, an edited and a foreign database."""
    applied = await _applied(connection, name)
    known = steps[-1].version
    marked = await connection.row(tuple[int], "PRAGMA user_version") or (0,)
    if (newest := max(*applied, *marked, 0)) > known:
        raise NewerDatabase(newest, known)
    for step in steps:
        if applied.get(step.version, step.sha256) != step.sha256:
            raise UnusableDatabase(name, f"step {step.version} of its schema is not the one this program has")
    return applied


async def _applied(connection: Connection, name: str) -> dict[int, str]:
    tables = await connection.rows(tuple[str], "SELECT name FROM sqlite_schema WHERE type = 'table'")
    if not tables:
        return {}
    if ("migration",) not in tables or ("claim_version",) not in tables:
        raise UnusableDatabase(name, "it belongs to another program")
    return dict(await connection.rows(tuple[int, str], "SELECT version, sha256 FROM migration"))


async def _apply(connection: Connection, step: Migration) -> None:
    for statement in step.statements():
        await connection.script(statement)
    await connection.run(
        "INSERT INTO migration (version, sha256, at) VALUES (:version, :sha256, :at)",
        version=step.version,
        sha256=step.sha256,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
