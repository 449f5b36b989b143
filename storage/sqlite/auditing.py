"""The audit log: a line for each deed, written in the deed's own transaction."""

from collections.abc import Iterable

from storage.models import Act
from storage.sqlite.connection import Connection


async def audit(connection: Connection, scope: int, subjects: Iterable[str], act: Act) -> None:
    """Add a line for each subject; nothing for an act that is kept out of the log."""
    if act.what is None:
        return
    made = (act.reason, act.by, act.at.isoformat())
    await connection.many(_ADD, [(scope, act.what, subject, *made) for subject in subjects])


_ADD = """
    INSERT INTO audit (scope, what, subject, reason, made_by, made_at)
    VALUES (?, ?, ?, ?, ?, ?)
    """
