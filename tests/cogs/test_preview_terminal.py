"""The bot to try, in the terminal: the program itself on a pipe."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.preview import SILENT, UNKNOWN_COMMAND, TryNotInstalled, try_terminal
from bot.services import Services
from bot.ui.transcript import plain

PROGRAM = [sys.executable, "-m", "bot", "try", "--terminal"]
ENVIRONMENT = {"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": "/usr/bin:/bin", "LOG_LEVEL": "WARNING"}


def talk(place: Path, *lines: str) -> list[str]:
    """Return what was printed for each line."""
    typed = "".join(f"{line}\n" for line in lines)
    done = subprocess.run(
        PROGRAM, cwd=place, env=ENVIRONMENT, input=typed, capture_output=True, text=True, timeout=60, check=True
    )
    assert "Traceback" not in done.stderr
    _, *answers, rest = done.stdout.split("\nyou> ")
    return [answer.split("\n", 1)[-1] for answer in (*answers, rest)]


def test_the_conversation_is_the_bots_own(tmp_path: Path) -> None:
    answers = talk(
        tmp_path,
        "are there more than 50k american soldiers in japan?",
        "good morning everybody",
        "who won the cup final?",
        "/check there are only 5,000 US troops in Japan",
        "/claim search missile",
        "/claim show us-troops-japan",
        "/about",
        "/privacy",
        "/nonsense",
        "/check",
        "x" * 5_000,
    )

    expected = (
        "Agrees",
        SILENT,
        "Nothing on record",
        "Differs",
        "missile",
        "50,000",
        "Running for less",
        "compared, not kept",
    )
    for answer, part in zip(answers, (*expected, UNKNOWN_COMMAND, "requires option"), strict=False):
        assert part in answer


def test_ctrl_c_ends_it_while_it_waits_for_a_line(tmp_path: Path) -> None:
    program = subprocess.Popen(
        PROGRAM, cwd=tmp_path, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    for line in program.stdout:
        if line.startswith(b"  /check"):
            break

    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=10)

    assert program.returncode == 0
    assert b"Traceback" not in errors


async def test_without_the_extra_it_says_how_to_install_it(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "simcord", None)

    with pytest.raises(TryNotInstalled, match=r"pip install 'onrecord\[try\]'"):
        await try_terminal(services, sys.stdin, sys.stdout)


@pytest.mark.parametrize(
    ("line", "bare"), [("### Heading", "Heading"), ("> “a \\* b”", "“a * b”"), ("-# small **bold**", "small bold")]
)
def test_markup_is_taken_out_of_what_the_terminal_prints(line: str, bare: str) -> None:
    assert plain(line) == bare
