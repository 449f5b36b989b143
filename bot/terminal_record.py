"""``onrecord init``, ``import``, ``export`` and ``verify``: the record as a whole."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer

from bot.config import Settings
from bot.exchange.dumping import Dumped, dump, whole_file
from bot.exchange.items import Numbered, Rejected, Remark, UnreadableFile, checked_ending
from bot.exchange.loading import Loaded, Loading
from bot.exchange.reading import flawless, read, survey
from bot.logs import redact
from bot.progress import progress
from bot.scrutiny import Scrutiny, scrutinise
from bot.services import Services, open_services
from bot.session import created_line, opened, prepared_settings
from bot.streams import plain, say, show
from bot.unread import catch_up
from storage.models import EVERYWHERE, Act, Scope
from storage.protocol import Storage

File = Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .jsonl file.")]
#: Discord's ids are positive and fit 63 bits.
Server = Annotated[
    int | None, typer.Option(min=1, max=2**63 - 1, metavar="ID", help="Claims of this server only, not of everybody.")
]


def init(*, empty: Annotated[bool, typer.Option("--empty", help="Leave the starter record out.")] = False) -> None:
    """Create the database, with the starter record.

    One that exists is left as it is.
    """
    asyncio.run(_init(prepared_settings(), starter=not empty))


async def _init(settings: Settings, *, starter: bool) -> None:
    async with open_services(settings.database_url, starter=starter) as services:
        if services.storage.created:
            show(await created_line(settings, services))
            return
        claims = await services.storage.claims.count(EVERYWHERE)
        place = redact(settings.database_url)
        show(f"{place} exists and holds {claims} published claims that are seen everywhere; nothing was changed.")
        await catch_up(services.storage.claims, services.model)


def import_file(
    file: File,
    *,
    server: Server = None,
    strict: Annotated[bool, typer.Option("--strict", help="Import all rows, or none.")] = False,
) -> None:
    """Take a file's claims on record.

    The same key with other content is a new version. A row that cannot be taken is told on stderr.
    """
    _refuse_unreadable(file)
    settings = prepared_settings()
    if strict:
        asyncio.run(_load_whole(settings, flawless(file, _report), Scope(server), file))
    else:
        asyncio.run(_load(settings, file, Scope(server), rows=survey(file)))


def _refuse_unreadable(file: Path) -> None:
    checked_ending(file)
    if not file.is_file():
        raise UnreadableFile(file, "it is not a file" if file.exists() else "it does not exist")


async def _load(settings: Settings, file: Path, scope: Scope, *, rows: int) -> None:
    total = Loaded()
    async with opened(settings) as services:
        loading = _loading(services.storage, scope, file)
        with progress("Importing", rows) as advance:
            async for loaded in loading.every(read(file)):
                total += loaded
                advance(loaded.rows)
        await _loaded(services, total)


async def _load_whole(settings: Settings, rows: tuple[Numbered, ...], scope: Scope, file: Path) -> None:
    async with opened(settings) as services:
        await _loaded(services, await _loading(services.storage, scope, file).whole(rows))


async def _loaded(services: Services, total: Loaded) -> None:
    # First, since reading may take long, and what was imported stays when it is cut off.
    show(str(total))
    await catch_up(services.storage.claims, services.model)


def _loading(storage: Storage, scope: Scope, file: Path) -> Loading:
    act = Act(by="onrecord import", at=datetime.now(UTC), reason=f"imported from {plain(file.name)}")
    return Loading(storage.claims, storage.sources, scope, act, _report)


def _report(item: Rejected | Remark) -> None:
    say(str(item))


def export(file: File, *, server: Server = None) -> None:
    """Write the claims to a file.

    .csv holds the published claims with their first citation; .jsonl holds all there is.
    """
    ending = checked_ending(file)
    settings = prepared_settings()
    # The file first: one that cannot be written is refused before a database is created.
    with whole_file(file) as out:
        dumped = asyncio.run(_export(settings, out, ending, scope=Scope(server)))
    left_out = f"; {dumped.left_out} drafts and retracted claims left out" if dumped.left_out else ""
    show(f"{dumped.written} claims written to {plain(file.name)}{left_out}.")


async def _export(settings: Settings, out: TextIO, ending: str, *, scope: Scope) -> Dumped:
    async with opened(settings) as services:
        return await dump(services.storage.claims.own(scope), out, ending)


def verify(
    *,
    server: Server = None,
    everything: Annotated[bool, typer.Option("--all", help="List all claims to look at, not the first ten.")] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="Read the links of sources again: do the quotes still stand there?")
    ] = False,
) -> None:
    """Prove that the database is whole.

    Every quote must stand in its captured source; those whose source was not captured are counted. Then each
    published claim is altered in one particular at a time: an alteration that would be confirmed is listed.

    With --sources every link is read again, a quote that is missing there is listed, and its claim is flagged to
    editors. Without --server these are the links of all servers.
    """
    settings = prepared_settings()
    if asyncio.run(_verify(settings, Scope(server), most=None if everything else 10, sources=sources)):
        raise typer.Exit(1)


async def _verify(settings: Settings, scope: Scope, *, most: int | None, sources: bool) -> int:
    async with opened(settings) as services:
        found = await services.storage.verify()
        for problem in found.problems:
            say(problem)
        problems = len(found.problems)
        show(
            f"{found.entries} claims, {found.verified_quotes} quotes verified, "
            f"{found.unverified_quotes} unverified, {problems} problems."
        )
        # A database that is not whole may not even give its claims.
        if found.entries and not problems:
            claims = services.storage.claims
            with progress("Altering claims", await claims.count(scope)) as advance:
                scrutiny = await scrutinise(claims.own(scope), advance)
            _list(scrutiny, most)
        if sources and not problems:
            await _reread(services.storage, settings, scope)
    return problems


async def _reread(storage: Storage, settings: Settings, scope: Scope) -> None:
    from bot.rereading import link_reader, reread  # noqa: PLC0415 - aiohttp is slow to load, check needs none of it

    with progress("Reading links", None) as advance:
        found = await reread(
            storage.sources,
            link_reader(settings.fetch_allow),
            scope=None if scope == EVERYWHERE else scope,
            at=datetime.now(UTC),
            report=advance,
        )
    for refusal in found.unreadable:
        say(refusal)
    show(str(found))
    for missing in found.missing:
        show(plain(f"  {' '.join(str(missing).split())}"))


def _list(scrutiny: Scrutiny, most: int | None) -> None:
    for remark in (scrutiny.doubles, scrutiny.blind_spots):
        show(remark.heading)
        for line in remark.lines[:most]:
            show(plain(f"  {line}"))
        if most is not None and len(remark.lines) > most:
            show(f"  … and {len(remark.lines) - most} more, which --all lists.")
