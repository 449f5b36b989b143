"""What servers decide: settings, wordings that do not mean a claim, the audit log, leaving. Records and stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.models import Act, Entry, Scope


@dataclass(frozen=True, slots=True)
class Setting:
    """A server's choice; who made it and when."""

    value: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A wording, known by its fingerprint only, that a server says does not mean a claim."""

    id: int
    entry: Entry
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit log."""

    id: int
    #: What was done, such as ``claim rated``, and to what: a claim's key, a source's name, a setting's.
    what: str
    subject: str
    reason: str
    #: A person as ``discord:ID``, a program, or ``deleted user``.
    by: str
    at: datetime


class ServerStore(Protocol):
    """What each server has decided."""

    async def settings(self, scope: Scope) -> Mapping[str, Setting]:
        """Return the settings that a server has chosen, by name."""
        ...

    async def choose(self, name: str, value: str | None, scope: Scope, act: Act) -> None:
        """Choose a setting's value, or leave it to the default (``None``)."""
        ...

    async def mismatched(self, fingerprints: Sequence[str], scope: Scope) -> Mapping[str, frozenset[int]]:
        """Return which entries each of the wordings does not mean, of those that were said not to mean any."""
        ...

    async def mismatch(self, fingerprint: str, entry: Entry, scope: Scope, act: Act) -> None:
        """Say that a wording does not mean an entry; a second time changes nothing."""
        ...

    async def mismatches(self, scope: Scope, *, limit: int, offset: int = 0) -> tuple[Mismatch, ...]:
        """Return what the server said does not match, newest first."""
        ...

    async def undo_mismatch(self, mismatch_id: int, scope: Scope, act: Act) -> Mismatch | None:
        """Take such a saying back; ``None`` when there is none with this id."""
        ...

    async def note_deed(self, subject: str, scope: Scope, act: Act) -> None:
        """Add a line to the audit log that no other change writes; ``act.what`` says what was done."""
        ...

    async def deeds(self, scope: Scope, *, limit: int, before: int | None = None) -> tuple[Deed, ...]:
        """Return the audit log of exactly this scope, newest first; ``before`` is the id of a deed."""
        ...

    async def known(self) -> tuple[int, ...]:
        """Return the ids of the servers that anything is kept of."""
        ...

    async def left(self, server_id: int, at: datetime) -> None:
        """Remember that the bot left a server then, unless it is known to have left before."""
        ...

    async def returned(self, server_id: int) -> None:
        """Remember that the bot is in the server (again)."""
        ...

    async def purge(self, before: datetime) -> tuple[int, ...]:
        """Remove all data of the servers that were left before then, and return their ids.

        No byte of it stays in the file: freed pages are overwritten.
        """
        ...
