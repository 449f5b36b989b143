"""``onrecord claim …``: one claim of the record."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Settings
from bot.correcting import Sheet, advice, proposal, save, sheet, strangers
from bot.editing import draft, edit
from bot.exchange.items import UnreadableFile
from bot.keeping import entering
from bot.keeping.conflicts import ConflictKind
from bot.keeping.desk import Desk, Kept
from bot.particulars import FORMAT, parse
from bot.session import WrongUse, opened, prepared_settings
from bot.streams import plain, say, show
from storage.errors import UserError
from storage.models import Act, ClaimStatus, Particular, Scope

app = typer.Typer(help="See and correct one claim.")

#: Far more than any claim's particulars take.
_LONGEST = 1_048_576
_BY = "onrecord claim"
_CORRECTED = "particulars corrected on the command line"
_PUBLISHED = "published on the command line"
_CONFLICTS = {
    ConflictKind.CONTRADICTS: "contradicts",
    ConflictKind.DUPLICATES: "repeats",
    ConflictKind.SIMILAR: "looks like the same question as",
}
_RESET = "particulars set back to what the program reads"


class NotTaken(UserError):
    """{0} What you wrote is kept in {1}: once corrected, it goes in with --from."""


Key = Annotated[str, typer.Argument(metavar="KEY", help="The claim's key.")]
#: Discord's ids are positive and fit 63 bits.
Server = Annotated[
    int | None, typer.Option(min=1, max=2**63 - 1, metavar="ID", help="The claim as seen from this server.")
]


@app.callback()
def claim() -> None:
    """See and correct one claim."""


@app.command()
def particulars(  # noqa: PLR0913 - each is an option of the command
    key: Key,
    *,
    in_editor: Annotated[bool, typer.Option("--edit", help="Correct them in $VISUAL or $EDITOR.")] = False,
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Take them from a file; - is stdin.")
    ] = None,
    reset: Annotated[bool, typer.Option("--propose", help="Set them back to what the program reads.")] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, for the claim's history.")] = None,
    server: Server = None,
) -> None:
    """Show what a message about a claim can get wrong: its numbers, dates, names and so on.

    What is shown can be corrected and given back with --from. Each change is a new version of the claim.
    """
    ways = in_editor + reset + (file is not None)
    if ways > 1:
        raise WrongUse("claim particulars takes one of --edit, --from and --propose")
    if reason is not None and not ways:
        raise WrongUse("--reason goes with --edit, --from or --propose")
    # The file first: one that cannot be read is refused before a database is created.
    given = None if file is None else _read(file)
    settings = prepared_settings()
    found = asyncio.run(_sheet(settings, key, Scope(server)))
    if in_editor:
        _edit(settings, found, reason)
    elif given is not None:
        _take(settings, found, given, reason or _CORRECTED)
    elif reset:
        _change(settings, found, proposal(found.entry.claim), reason or _RESET)
    else:
        show(plain(_shown(found)))


async def _sheet(settings: Settings, key: str, scope: Scope) -> Sheet:
    async with opened(settings) as services:
        return await sheet(services.storage.claims, key, scope)


def _shown(found: Sheet) -> str:
    """Return what is shown, which ``--from`` takes back: all that is no particular is a comment."""
    claim = found.entry.claim
    remarks = (f"{claim.key}: {claim.text}", found.origin, *advice(claim))
    return "\n".join([*map(_comment, remarks), *([found.lines] if found.lines else [])])


def _comment(remark: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in remark.splitlines())


def _read(file: Path) -> str:
    try:
        if str(file) == "-":
            read = sys.stdin.buffer.read(_LONGEST + 1)
        else:
            with file.open("rb") as lines:
                read = lines.read(_LONGEST + 1)
        if len(read) > _LONGEST:
            raise UnreadableFile(file, "it is too long")
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(file, f"it is not text in UTF-8 ({error.reason})") from None
    except OSError as error:
        raise UnreadableFile(file, error.strerror or type(error).__name__) from None


def _edit(settings: Settings, found: Sheet, reason: str | None) -> None:
    path = draft(f"{_shown(found)}\n\n{_comment(FORMAT)}\n")
    try:
        edit(path)
        written = _read(path)
    except UserError:
        path.unlink(missing_ok=True)
        raise
    try:
        _take(settings, found, written, reason or _CORRECTED)
    except UserError as refusal:
        raise NotTaken(refusal, path) from None
    path.unlink(missing_ok=True)


def _take(settings: Settings, found: Sheet, written: str, reason: str) -> None:
    read = parse(written)
    if read:
        _change(settings, found, read, reason)
    else:
        show("Nothing was changed: there was no particular. To have the program read them, use --propose.")


def _change(settings: Settings, found: Sheet, read: tuple[Particular, ...], reason: str) -> None:
    claim = found.entry.claim
    for stranger in strangers(read, claim):
        say(f"“{stranger}” does not stand in the claim's text.")
    if read == found.particulars:
        show("Nothing was changed: the particulars are as recorded.")
        return
    version = asyncio.run(_save(settings, found, read, Act(_BY, datetime.now(UTC), reason)))
    show(plain(f"{claim.key} is at version {version} now, with {len(read)} particular{'s' * (len(read) > 1)}."))
    for line in advice(claim):
        show(plain(line))


async def _save(settings: Settings, found: Sheet, read: tuple[Particular, ...], act: Act) -> int:
    async with opened(settings) as services:
        return (await save(services.storage.claims, found, read, act)).version


@app.command()
def publish(
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="The drafts' keys.")],
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the claims' history.")] = _PUBLISHED,
    server: Server = None,
) -> None:
    """Publish drafts, such as those of an article that was ingested.

    One that contradicts or repeats a claim on record stays a draft, and is told.
    """
    if asyncio.run(_publish(prepared_settings(), keys, Act(_BY, datetime.now(UTC), reason), Scope(server))):
        raise typer.Exit(1)


async def _publish(settings: Settings, keys: list[str], act: Act, scope: Scope) -> int:
    """Publish what can be, and return how many could not."""
    left = 0
    async with opened(settings) as services:
        desk = Desk(services.storage, services.checker, services.articles, scope)
        for key in keys:
            try:
                draft = (await sheet(services.storage.claims, key, scope)).entry
                kept = await entering.publish(desk, draft, act)
            except UserError as refusal:
                say(str(refusal))
                left += 1
                continue
            left += kept.entry.claim.status is not ClaimStatus.PUBLISHED
            for line in _told(kept):
                show(plain(line))
    return left


def _told(kept: Kept) -> Iterator[str]:
    claim = kept.entry.claim
    if claim.status is ClaimStatus.PUBLISHED:
        yield f"{claim.key} is published."
    for conflict in kept.conflicts:
        other = conflict.entry.claim
        yield f"{claim.key} stays a draft: it {_CONFLICTS[conflict.kind]} {other.key}: {other.text}"
    yield from (f"{claim.key}: {remark}" for remark in kept.remarks)
