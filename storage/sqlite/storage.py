"""Opens the file, and bundles its stores."""

from typing import Self

from storage.protocol import Soundness
from storage.sqlite import erasing, families, postings, soundness
from storage.sqlite.claims import SqliteClaims
from storage.sqlite.connection import Database
from storage.sqlite.file import check_path, remove_empty
from storage.sqlite.migrate import migrate, shipped
from storage.sqlite.people import SqlitePeople
from storage.sqlite.posted import SqlitePostings
from storage.sqlite.questions import SqliteQuestions
from storage.sqlite.servers import SqliteServers
from storage.sqlite.sources import SqliteSources

_MEMORY = ":memory:"


class SqliteStorage:
    """The record in one SQLite file."""

    def __init__(self, database: Database, *, created: bool) -> None:
        self.created = created
        self._database = database
        self._claims = SqliteClaims(database)
        self._sources = SqliteSources(database)
        self._questions = SqliteQuestions(database)
        self._postings = SqlitePostings(database)
        self._servers = SqliteServers(database)
        self._people = SqlitePeople(database)

    @property
    def claims(self) -> SqliteClaims:
        """The claims."""
        return self._claims

    @property
    def sources(self) -> SqliteSources:
        """The sources."""
        return self._sources

    @property
    def questions(self) -> SqliteQuestions:
        """The questions that nobody could answer."""
        return self._questions

    @property
    def postings(self) -> SqlitePostings:
        """The answers that were posted."""
        return self._postings

    @property
    def servers(self) -> SqliteServers:
        """What servers have decided."""
        return self._servers

    @property
    def people(self) -> SqlitePeople:
        """What is kept of people."""
        return self._people

    async def note(self, name: str) -> str | None:
        """Return a small remembered value of the program's own."""
        async with self._database.reading() as connection:
            found = await connection.row(tuple[str], _NOTE, name=name)
        return found[0] if found else None

    async def remember(self, name: str, value: str) -> None:
        """Remember such a value."""
        async with self._database.writing() as connection:
            await connection.run(_REMEMBER, name=name, value=value)

    async def verify(self) -> Soundness:
        """Prove that the database is whole and every verified quote stands in its captured source."""
        async with self._database.reading() as connection:
            return await soundness.verify(connection)

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()


async def open_sqlite(path: str) -> SqliteStorage:
    """Open the file at the path, or ``:memory:``; what cannot be used is refused and left as it was."""
    if path == _MEMORY:
        return await _opened(Database(path, _MEMORY), path, in_memory=True)
    file, existed = check_path(path)
    mode = "rw" if existed else "rwc"
    try:
        return await _opened(Database(path, f"{file.as_uri()}?mode={mode}"), path, in_memory=False)
    except BaseException:
        if not existed:
            remove_empty(file)
        raise


async def _opened(database: Database, name: str, *, in_memory: bool) -> SqliteStorage:
    try:
        await database.open_writer()
        created = await migrate(database, name, shipped())
        if in_memory:
            database.read_by_writer()
        else:
            await database.open_readers()
        await postings.refresh(database)
        await families.refresh(database)
        await erasing.overwrite(database, patience=(0.0,))
    except BaseException:
        await database.close()
        raise
    return SqliteStorage(database, created=created)


_NOTE = "SELECT value FROM note WHERE name = :name"

_REMEMBER = """
    INSERT INTO note (name, value)
    VALUES (:name, :value)
        ON CONFLICT DO UPDATE SET value = excluded.value
    """
