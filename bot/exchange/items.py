"""What reading a file yields, line by line, and how a file is refused."""

from dataclasses import dataclass
from pathlib import Path

from storage.errors import UserError
from storage.models import Claim


class UnreadableFile(UserError):
    """{0} cannot be read: {1}."""


class UnwritableFile(UserError):
    """{0} cannot be written: {1}."""


class UnknownFormat(UserError):
    """{0} ends in neither .csv nor .jsonl, so its format is not known."""

    exit_code = 2


class LaterFormat(UserError):
    """{0}: ClaimReview files (.jsonld) are not read or written yet; use .csv or .jsonl."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Numbered:
    """A claim and the line it begins on."""

    line: int
    claim: Claim
    #: Whether the file tells the claim's particulars too, so that none are proposed.
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that gives no claim, and why."""

    #: ``None`` when nobody can tell which line it was.
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = f"Line {self.line}" if self.line else "A row"
        return f"{place} is rejected: {self.reason.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file that its owner should know."""

    text: str

    def __str__(self) -> str:
        return self.text


Item = Numbered | Rejected | Remark


def checked_ending(path: Path) -> str:
    """Return ``.csv`` or ``.jsonl``; raises for every other ending."""
    ending = path.suffix.lower()
    if ending == ".jsonld":
        raise LaterFormat(path.name)
    if ending not in {".csv", ".jsonl"}:
        raise UnknownFormat(path.name)
    return ending
