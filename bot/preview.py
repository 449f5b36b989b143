"""``onrecord try``: the real bot in a Discord of this machine's own, on a page or in the terminal."""

import asyncio
import importlib
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

import discord
from rich.console import Console
from rich.text import Text

from bot.client import Onrecord
from bot.keyboard import typed
from bot.services import Services
from bot.ui.transcript import lines_of
from storage.errors import UserError

if TYPE_CHECKING:
    import simcord

NAME = "Onrecord"
#: What the newcomer finds already asked and answered.
FIRST = "there are only 5,000 US troops in Japan"
TOPIC = (
    "Type a sentence such as “Russia shipped PAC-3 missiles to the US”, "
    "or / and pick a command: /check, /claim search, /source add"
)
TRY_ALSO = """Try also:
  are there more than 50k american soldiers in japan?
  Russia shipped PAC-3 missiles to the US
  who won the cup final?
  /check …   /claim search troops   /claim show …   /about   /privacy"""
#: What only the page can show: forms and buttons.
KEEP_ALSO = """On the page you are an editor and an admin too:
  /claim add   /claim history …   /source add   /queue   /settings   /mydata export"""
SILENT = "(silent: nothing on record)"
UNKNOWN_COMMAND = "Here are /check …, /claim search …, /claim show …, /about and /privacy; all else is a message."

#: The slash commands that the terminal understands, with the option that takes the rest of the line.
SLASH = MappingProxyType({"check": "text", "claim show": "claim", "claim search": "query", "about": "", "privacy": ""})
#: Discord's limit for what people write.
_LONGEST = 2_000


class TryNotInstalled(UserError):
    """`onrecord try` needs one more package: pip install 'onrecord[try]' ({0})."""


class PortTaken(UserError):
    """The page cannot be served on port {0}: {1}."""


@dataclass(frozen=True, slots=True)
class Room:
    """The server, channel and person that the bot is tried with."""

    env: "simcord.Env"
    channel: "simcord.ChannelHandle"
    you: "simcord.MemberActor"

    async def say(self, text: str) -> tuple[str, ...]:
        """Send a message as the person, and return the bot's answer in plain lines."""
        sent = await self.you.send(self.channel, text[:_LONGEST])
        answers = [message for message in self.channel.history() if message.id > sent.id and message.author.bot]
        return tuple(line for answer in answers for line in lines_of(answer))

    async def command(self, name: str, text: str) -> tuple[str, ...]:
        """Use a slash command as the person, and return the bot's answer in plain lines."""
        option = SLASH[name]
        shown = await self.you.slash(self.channel, name, **({option: text} if option and text else {}))
        answers = [message.message for message in (shown.response, *shown.followups) if message]
        return tuple(line for answer in answers for line in lines_of(answer))


async def try_page(services: Services, *, port: int | None, announce: Callable[[str], None]) -> None:
    """Serve the page until Ctrl-C; closing it in the browser ends nothing."""
    _require_simcord()
    import simcord  # noqa: PLC0415 - an extra: only trying needs it

    async with _room(services) as room, _stopping() as stop:
        announce("\n".join(await _first_exchange(room)))
        try:
            async with room.env.preview(room.channel, viewers=[room.you], layout="channel", port=port) as page:
                announce(f"\n{TRY_ALSO}\n\n{KEEP_ALSO}\n\nOpen {page.url}\nCtrl-C ends it.")
                await _first_of(page.wait_closed(), stop.wait(), _tick(room))
        except simcord.SetupError as error:
            if "bind" in str(error):
                raise PortTaken(port, "another program has it") from None
            raise TryNotInstalled(error) from None
        except OSError as error:
            raise PortTaken(port, error.strerror) from None


async def try_terminal(services: Services, lines_in: TextIO, lines_out: TextIO) -> None:
    """Talk in the terminal until its end of file or Ctrl-C."""
    _require_simcord()
    console = Console(file=lines_out, highlight=False, soft_wrap=True)
    async with _room(services) as room, _stopping() as stop:
        _print(console, await _first_exchange(room))
        console.print(Text(f"\n{TRY_ALSO}\n"))
        await _first_of(_converse(room, lines_in, console), stop.wait())
        console.print()


async def _converse(room: Room, lines_in: TextIO, console: Console) -> None:
    prompt = Text("you> ", style="bold")
    console.print(prompt, end="")
    async for line in typed(lines_in):
        if not lines_in.isatty():
            console.print(Text(line))
        if said := line.strip():
            _print(console, await _answered(room, said))
        console.print(prompt, end="")


async def _answered(room: Room, line: str) -> Iterable[str]:
    import simcord  # noqa: PLC0415 - an extra: only trying needs it

    await _catch_up(room.env)
    try:
        if not line.startswith("/"):
            return await room.say(line)
        for name in SLASH:
            if f"{line} ".startswith(f"/{name} "):
                return await room.command(name, line.removeprefix(f"/{name}").strip())
    except (simcord.SetupError, simcord.BackendError) as error:
        return (str(error),)
    return (UNKNOWN_COMMAND,)


def _print(console: Console, lines: Iterable[str]) -> None:
    for line in tuple(lines) or (SILENT,):
        console.print(Text(line, style="dim" if line == SILENT else ""))


async def _first_exchange(room: Room) -> tuple[str, ...]:
    answer = await room.say(f"<@{room.env.bot.user.id if room.env.bot.user else 0}> {FIRST}")
    return (f"you> @{NAME} {FIRST}", *answer)


@asynccontextmanager
async def _room(services: Services) -> AsyncGenerator[Room]:
    import simcord  # noqa: PLC0415 - an extra: only trying needs it

    open_channels: set[int] = set()
    bot = Onrecord(services, open_channels=open_channels, message_content=True, shard_count=1)
    bot.rehearsing = True
    async with simcord.run(bot, check_errors=False) as env:
        await _catch_up(env)
        bot.upkeep.start()
        bot.since = env.now()
        if bot.user:
            await bot.user.edit(username=NAME)
        guild = env.create_guild(name="Try Onrecord")
        channel = guild.create_text_channel("general", topic=TOPIC)
        open_channels.add(channel.id)
        # Whoever tries it out may do everything: keep the record, and decide for the server.
        role = guild.create_role("editors", permissions=discord.Permissions(manage_guild=True, manage_messages=True))
        yield Room(env, channel, guild.add_member(env.create_user("you"), roles=[role]))


def _require_simcord() -> None:
    try:
        importlib.import_module("simcord")
    except ImportError as error:
        raise TryNotInstalled(error) from None


async def _catch_up(env: "simcord.Env") -> None:
    """Set the clock there to now: it stands still by itself."""
    await env.advance_time(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))


async def _tick(room: Room) -> None:
    import simcord  # noqa: PLC0415 - an extra: only trying needs it

    while True:
        # Times are shown to the minute. A click that meets the clock being set is lost, so it is set no oftener.
        await asyncio.sleep(60 - datetime.now(UTC).second)
        try:
            await _catch_up(room.env)
        except (simcord.SetupError, TimeoutError):
            # Somebody clicked at this very moment; the next minute makes up for it.
            continue


@asynccontextmanager
async def _stopping() -> AsyncGenerator[asyncio.Event]:
    """Give an event that Ctrl-C and SIGTERM set."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _first_of(*waits: Awaitable[object]) -> None:
    """Wait for the first that ends, and cancel the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
