"""Runs the real program in a folder of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Finished:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of stdout."""
        return self.out.splitlines()

    @property
    def refusal(self) -> str:
        """The one line on stderr of a run that printed nothing else."""
        [line] = self.err.splitlines()
        assert self.out == ""
        return line


def environment(**changes: str) -> dict[str, str]:
    """Return this environment without settings of its own, and with these changes."""
    kept = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return kept | changes


def onrecord(folder: Path, *arguments: str | bytes, said: str | bytes = "", **settings: str) -> Finished:
    """Run the program in a folder with these arguments, stdin and settings."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(**settings),
        input=said.encode() if isinstance(said, str) else said,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Finished(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
