"""The real program in a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from .discord_server import LoopbackDiscord
from .waiting import DEADLINE, until

ROOT = Path(__file__).parents[2]
DATABASE = "onrecord.db"
#: What Python is started with.
RUN = ("-m", "bot", "run")
#: The sample bot with forms, menus, files and rights, in place of the program.
KEEPER = (str(Path(__file__).with_name("sample_keeper.py")),)
_SETTINGS = ("DISCORD_", "DATABASE_", "MESSAGE_", "FETCH_", "LOG_")


class Program:
    """A running ``onrecord``: what it was started with, and every line it wrote."""

    def __init__(self, cwd: Path, settings: Mapping[str, str], command: Sequence[str] = RUN) -> None:
        self._cwd = cwd
        self._settings = dict(settings)
        self._command = tuple(command)
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self.stdout: list[str] = []
        self.stderr: list[str] = []

    async def __aenter__(self) -> Self:
        """Start it."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._command,
            cwd=self._cwd,
            env=environment(self._settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=1 << 22,  # a line of LOG_LEVEL=DEBUG holds whole payloads
        )
        self._readers = [
            asyncio.create_task(_collect(self._process.stdout, self.stdout)),
            asyncio.create_task(_collect(self._process.stderr, self.stderr)),
        ]
        return self

    async def __aexit__(self, *exc: object) -> None:
        """End it, by force when need be."""
        process = self._running
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.wait()
        await asyncio.gather(*self._readers)

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process, "the program was not started"
        return self._process

    @property
    def output(self) -> str:
        """Everything it wrote."""
        return "\n".join((*self.stdout, *self.stderr))

    async def exit_code(self, *, seconds: float = DEADLINE) -> int:
        """Wait for its end and return the exit code."""
        try:
            async with asyncio.timeout(seconds):
                code = await self._running.wait()
        except TimeoutError:
            raise AssertionError(f"it still runs after {seconds:g} s:\n{self.output}") from None
        await asyncio.gather(*self._readers)
        return code

    async def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit code, due within five seconds."""
        self._running.send_signal(sent)
        return await self.exit_code()

    async def says(self, words: str, *, seconds: float = 15.0) -> str:
        """Wait for a line with these words, and return it."""
        return await until(
            lambda: next((line for line in (*self.stdout, *self.stderr) if words.lower() in line.lower()), None),
            f"line with {words!r}",
            seconds=seconds,
        )


def settings_for(server: LoopbackDiscord) -> dict[str, str]:
    """Return the settings that lead the program to the loopback server."""
    return {
        "DISCORD_TOKEN": server.token,
        "DISCORD_API_BASE": server.api_base,
        "DISCORD_GATEWAY_URL": server.gateway.url,
        "DATABASE_URL": f"sqlite:///{DATABASE}",
    }


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this environment with the program's own settings replaced by these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | dict(settings)


async def _collect(stream: asyncio.StreamReader | None, lines: list[str]) -> None:
    assert stream, "the program's output was not captured"
    while line := await stream.readline():
        lines.append(line.decode(errors="replace").rstrip("\n"))
