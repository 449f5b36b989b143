"""Lets somebody edit a text in the editor of their choice, like ``git commit``."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from storage.errors import UserError


class NoEditor(UserError):
    """No editor is known: set EDITOR to one, such as nano, or give the lines with --from FILE."""

    exit_code = 2


class EditorFailed(UserError):
    """The editor {0!r} {1}; nothing was changed."""


def draft(text: str) -> Path:
    """Write the text to a file of its own, which whoever called edits and removes."""
    with NamedTemporaryFile("w", encoding="utf-8", prefix="onrecord-", suffix=".txt", delete=False) as out:
        out.write(text)
    return Path(out.name)


def edit(path: Path) -> None:
    """Open the file in $VISUAL or $EDITOR and wait; raises ``NoEditor`` or ``EditorFailed``."""
    command = _editor()
    try:
        ended = subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as error:
        raise EditorFailed(command, f"cannot be started ({_reason(error)})") from None
    if ended.returncode:
        raise EditorFailed(command, f"ended with exit code {ended.returncode}")


def _editor() -> str:
    # The shell's own settings, not Onrecord's: every program that opens an editor reads these.
    if chosen := os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        return chosen
    if sys.stdin.isatty() and shutil.which("vi"):
        return "vi"
    raise NoEditor


def _reason(error: OSError | ValueError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
