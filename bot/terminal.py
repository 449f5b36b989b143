"""The command line: which commands there are. Each parses, calls, prints."""

import asyncio
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bot import terminal_check, terminal_claim, terminal_record
from bot.config import Settings
from bot.session import WrongUse, opened, prepared_settings
from bot.streams import show
from bot.unread import reading_on

app = typer.Typer(
    name="onrecord",
    help="Check what people post against claims on record, and cite the source.",
    add_completion=False,
    # Plain lines for people and pipes alike: no boxes, no tracebacks with local variables.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        show(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def main(
    *,
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Check what people post against claims on record, and cite the source."""


app.command("check")(terminal_check.check)
app.command("compare")(terminal_check.compare)


@app.command("try")
def try_it(
    *,
    terminal: Annotated[bool, typer.Option("--terminal", help="Talk in this terminal instead of a page.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="The page's port; a free one without it.")] = None,
) -> None:
    """Talk to the real bot on a local page like Discord.

    Needs no account and no token. Ctrl-C ends it.
    """
    if terminal and port is not None:
        raise WrongUse("try takes either --terminal or --port")
    # The page or the talk is what people look at; a library's remarks would stand in its midst.
    settings = prepared_settings(errors_only=True)
    asyncio.run(_try(settings, terminal=terminal, port=port))


async def _try(settings: Settings, *, terminal: bool, port: int | None) -> None:
    from bot.preview import try_page, try_terminal  # noqa: PLC0415 - discord.py is slow to load, check needs none of it

    async with opened(settings) as services, reading_on(services.storage.claims, services.model):
        if terminal:
            await try_terminal(services, sys.stdin, sys.stdout)
        else:
            await try_page(services, port=port, announce=show)


@app.command()
def run() -> None:
    """Connect to Discord."""
    settings = prepared_settings()
    settings.require_token()
    raise typer.Exit(asyncio.run(_run(settings)))


async def _run(settings: Settings) -> int:
    from bot.client import run as connect  # noqa: PLC0415 - as above

    async with opened(settings) as services, reading_on(services.storage.claims, services.model):
        return await connect(services, settings)


app.command("init")(terminal_record.init)
app.command("import")(terminal_record.import_file)
app.command("export")(terminal_record.export)
app.command("verify")(terminal_record.verify)
app.add_typer(terminal_claim.app, name="claim")
