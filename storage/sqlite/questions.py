"""The questions of servers: one however many ask it, queued by how many do, closed with a claim or without."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from storage.errors import BadServer, UnknownClaim
from storage.limits import check_act, check_question, check_time, is_id, scope_number
from storage.models import Act, Scope
from storage.questions import OwedNotice, Question, QuestionStatus, Queued
from storage.sqlite.auditing import audit
from storage.sqlite.claims import BY_IDS
from storage.sqlite.connection import Connection, Database
from storage.sqlite.loading import State, json


class SqliteQuestions:
    """The questions of servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def submit(  # noqa: PLR0913 - all that is kept of one asking
        self, text: str, fingerprint: str, scope: Scope, *, person: int, at: datetime, wants: bool
    ) -> Queued:
        """Add what somebody asks to the open question with the same fingerprint, or open one."""
        check_question(text, fingerprint)
        check_time(at)
        if not is_id(person):
            raise ValueError(f"{person} is nobody's id")
        server, made = _server(scope), at.isoformat()
        async with self._database.writing() as connection:
            await connection.run(_OPEN, scope=server, fingerprint=fingerprint, at=made)
            [asked] = await connection.rows(_Asked, _ASKED, scope=server, fingerprint=fingerprint, person=person)
            await connection.run(_ASK, question=asked.question_id, person=person, text=text, at=made, wants=int(wants))
            return await _queued(connection, asked, server)

    async def open(self, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Question, ...]:
        """Return the open questions of exactly this scope, the most asked first, then the oldest."""
        async with self._database.reading() as connection:
            rows = await connection.rows(_Row, _QUEUE, scope=scope_number(scope), limit=limit, offset=offset)
        return tuple(row.question() for row in rows)

    async def count(self, scope: Scope) -> int:
        """Count the open questions of exactly this scope."""
        async with self._database.reading() as connection:
            (number,) = await connection.row(tuple[int], _COUNT, scope=scope_number(scope)) or (0,)
        return number

    async def median_wait(self, scope: Scope) -> timedelta | None:
        """Return how long half of the scope's closed questions waited at most; ``None`` before any was closed."""
        async with self._database.reading() as connection:
            return await _median_wait(connection, scope_number(scope))

    async def by_id(self, question_id: int, scope: Scope) -> Question | None:
        """Return a question of exactly this scope, open or closed."""
        async with self._database.reading() as connection:
            return await _question(connection, question_id, scope_number(scope))

    async def take(self, question_id: int, scope: Scope, act: Act) -> Question | None:
        """Assign an open question to the actor; ``None`` when it is not open (any more)."""
        check_act(act)
        async with self._database.writing() as connection:
            question = await _open_one(connection, question_id, scope_number(scope))
            if question:
                await connection.run(_TAKE, question=question.id, by=act.by)
            return await _noted(connection, question, act)

    async def answer(self, question_id: int, entry_id: int, scope: Scope, act: Act) -> Question | None:
        """Close an open question with an entry; ``None`` when it is not open (any more)."""
        check_act(act)
        own = scope_number(scope)
        async with self._database.writing() as connection:
            if not (is_id(entry_id) and await connection.rows(State, BY_IDS, ids=json([entry_id]), own=own)):
                raise UnknownClaim(entry_id)
            question = await _open_one(connection, question_id, own)
            if question:
                made = {"by": act.by, "at": act.at.isoformat()}
                await connection.run(_ANSWER, question=question.id, claim=entry_id, **made)
            return await _noted(connection, question, act)

    async def dismiss(self, question_id: int, scope: Scope, act: Act) -> Question | None:
        """Close an open question as not checkable, for the act's reason; ``None`` when it is not open (any more)."""
        check_act(act)
        async with self._database.writing() as connection:
            question = await _open_one(connection, question_id, scope_number(scope))
            if question:
                made = {"by": act.by, "at": act.at.isoformat()}
                await connection.run(_DISMISS, question=question.id, reason=act.reason, **made)
            return await _noted(connection, question, act)

    async def owed(self, limit: int) -> Sequence[OwedNotice]:
        """Return people of closed questions who are still to be told, the longest waiting first."""
        async with self._database.reading() as connection:
            owed = await connection.rows(_OwedRow, OWED, limit=limit)
            rows = await connection.rows(_Row, _BY_IDS, ids=json([row.question_id for row in owed]))
        questions = {row.id: row.question() for row in rows}
        return tuple(OwedNotice(questions[row.question_id], row.person, row.text) for row in owed)

    async def told(self, question_id: int, person: int) -> None:
        """Remember that somebody was told, or cannot be."""
        if is_id(question_id) and is_id(person):
            async with self._database.writing() as connection:
                await connection.run(_TOLD, question=question_id, person=person)


class _Row(NamedTuple):
    id: int
    scope: int
    text: str
    asked: int
    opened_at: datetime
    status: QuestionStatus
    taken_by: str | None
    claim_id: int | None
    reason: str | None

    def question(self) -> Question:
        found = Question(self.id, Scope(self.scope), self.text, self.asked, self.opened_at, self.status)
        return replace(found, taken_by=self.taken_by, claim_id=self.claim_id, reason=self.reason)


class _Asked(NamedTuple):
    question_id: int
    #: 1 where this person had asked it before.
    again: int


class _Standing(NamedTuple):
    place: int
    length: int


class _OwedRow(NamedTuple):
    question_id: int
    person: int
    text: str


def _server(scope: Scope) -> int:
    """Return a server's id; everywhere has no editors who could answer."""
    if scope.server_id is None:
        raise BadServer(scope.server_id)
    return scope_number(scope)


async def _question(connection: Connection, question_id: int, scope: int) -> Question | None:
    if not is_id(question_id):
        return None
    row = await connection.row(_Row, _BY_IDS, ids=json([question_id]))
    return row.question() if row and row.scope == scope else None


async def _open_one(connection: Connection, question_id: int, scope: int) -> Question | None:
    question = await _question(connection, question_id, scope)
    return question if question and question.status is QuestionStatus.OPEN else None


async def _noted(connection: Connection, question: Question | None, act: Act) -> Question | None:
    """Write down what was done to a question, and return it as it stands now."""
    if question is None:
        return None
    scope = scope_number(question.scope)
    await audit(connection, scope, [f"question {question.id}"], act)
    return await _question(connection, question.id, scope)


async def _queued(connection: Connection, asked: _Asked, scope: int) -> Queued:
    [row] = await connection.rows(_Row, _BY_IDS, ids=json([asked.question_id]))
    [standing] = await connection.rows(_Standing, STANDING, scope=scope, question=asked.question_id)
    wait = await _median_wait(connection, scope)
    return Queued(row.question(), standing.place, standing.length, wait, again=bool(asked.again))


async def _median_wait(connection: Connection, scope: int) -> timedelta | None:
    """Return the lower median, which somebody did wait: of two waits the shorter one."""
    middle = await connection.row(tuple[datetime, datetime], MEDIAN, scope=scope)
    return middle[1] - middle[0] if middle else None


_OPEN = """
    INSERT INTO question (scope, fingerprint, opened_at, status)
    VALUES (:scope, :fingerprint, :at, 'open')
        ON CONFLICT DO NOTHING
    """

_ASKED = """
    SELECT id, EXISTS (SELECT 1 FROM asking WHERE question_id = question.id AND person = :person)
      FROM question
     WHERE scope = :scope AND fingerprint = :fingerprint AND status = 'open'
    """

# Who asks again keeps the place in time: the first words stay the question's.
_ASK = """
    INSERT INTO asking (question_id, person, text, asked_at, wants)
    VALUES (:question, :person, :text, :at, :wants)
        ON CONFLICT DO UPDATE SET text = excluded.text, wants = excluded.wants
    """

_COLUMNS = """
    SELECT question.id, scope,
           coalesce((SELECT text FROM asking WHERE question_id = question.id ORDER BY asked_at, person LIMIT 1), ''),
           (SELECT count(*) FROM asking WHERE question_id = question.id),
           opened_at, status, taken_by, claim_id, reason
    """

_BY_IDS = (
    _COLUMNS
    + """
      FROM question
     WHERE id IN (SELECT value FROM json_each(:ids))
    """
)

#: The open questions of a server, of which somebody is left who asked.
_ASKED_HERE = """
      FROM question
      JOIN asking ON question_id = question.id
     WHERE scope = :scope AND status = 'open'
     GROUP BY question.id
    """

# The words are looked up for the page only.
_QUEUE = (
    _COLUMNS
    + """
      FROM (SELECT question.id AS queued, row_number() OVER queue AS place"""
    + _ASKED_HERE
    + """WINDOW queue AS (ORDER BY count(*) DESC, opened_at, question.id)
             ORDER BY place
             LIMIT :limit OFFSET :offset)
     CROSS JOIN question ON question.id = queued
     ORDER BY place
    """
)

STANDING = (
    """
    SELECT place, length
      FROM (SELECT question.id AS queued, row_number() OVER queue AS place, count(*) OVER () AS length"""
    + _ASKED_HERE
    + """WINDOW queue AS (ORDER BY count(*) DESC, opened_at, question.id))
     WHERE queued = :question
    """
)

_COUNT = """
    SELECT count(*)
      FROM question
     WHERE scope = :scope AND status = 'open'
       AND EXISTS (SELECT 1 FROM asking WHERE question_id = question.id)
    """

MEDIAN = """
    SELECT opened_at, closed_at
      FROM question
     WHERE scope = :scope AND status <> 'open'
     ORDER BY julianday(closed_at) - julianday(opened_at)
     LIMIT 1
    OFFSET (SELECT (count(*) - 1) / 2 FROM question WHERE scope = :scope AND status <> 'open')
    """

_TAKE = "UPDATE question SET taken_by = :by WHERE id = :question"

_ANSWER = """
    UPDATE question
       SET status = 'answered', claim_id = :claim, closed_by = :by, closed_at = :at
     WHERE id = :question
    """

_DISMISS = """
    UPDATE question
       SET status = 'not-checkable', reason = :reason, closed_by = :by, closed_at = :at
     WHERE id = :question
    """

OWED = """
    SELECT question_id, person, text
      FROM asking
      JOIN question ON question.id = question_id
     WHERE wants = 1 AND status <> 'open'
     ORDER BY asked_at, question_id, person
     LIMIT :limit
    """

_TOLD = "UPDATE asking SET wants = 0 WHERE question_id = :question AND person = :person"
