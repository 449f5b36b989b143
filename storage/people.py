"""What is kept of a person, and how it is handed out and taken away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

#: Whom acts name whose person was deleted.
DELETED = "deleted user"


def actor(person: int) -> str:
    """Return how an act names a person of Discord."""
    return f"discord:{person}"


def person_of(by: str) -> int | None:
    """Return the id of the person whom an act names; ``None`` for a program, and for a deleted user."""
    scheme, colon, written = by.partition(":")
    return int(written) if scheme == "discord" and colon and written.isdecimal() and written.isascii() else None


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept of a person."""

    #: What it is, such as ``question``, ``audit`` or ``claim version``.
    what: str
    #: The server, or 0 for what is kept everywhere.
    server_id: int
    at: datetime
    #: Their words, or what the act was about.
    text: str


class PersonStore(Protocol):
    """What is kept of people."""

    async def export(self, person: int) -> tuple[Kept, ...]:
        """Return all that is kept of a person, oldest first."""
        ...

    async def delete(self, person: int) -> int:
        """Delete a person, and return from how many rows.

        What they submitted goes; versions and the audit log keep their acts, as ``deleted user``. Neither their id
        nor their words stay in any table, index, free page or log of the database.
        """
        ...

    async def opt_out(self, person: int) -> None:
        """Remember, as a keyed hash, that a person does not want to be answered."""
        ...

    async def opt_in(self, person: int) -> None:
        """Forget that again."""
        ...

    async def opted_out(self, person: int) -> bool:
        """Tell whether a person does not want to be answered."""
        ...
