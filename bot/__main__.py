"""The program ``onrecord``: runs a command, and turns every refusal into one plain line and an exit code."""

import os
import signal
import sys
from types import FrameType

import structlog
import typer

from bot import terminal_ingest
from bot.argv import SURFACES, options_first
from bot.logs import redact
from bot.streams import argument, prepare, say
from bot.terminal import app
from storage.errors import UserError

_INTERRUPTED = 128 + signal.SIGINT

app.command("ingest")(terminal_ingest.ingest)


def main() -> int:
    """Run the program with the process's arguments; return its exit code."""
    prepare()
    signal.signal(signal.SIGINT, _interrupt)
    try:
        return _run(sys.argv[1:])
    except UserError as refusal:
        say(redact(str(refusal)))
        return refusal.exit_code
    except typer.TyperException as misuse:
        said = misuse.format_message()
        say(f"{said if said.endswith(('.', '?')) else said + '.'} See onrecord --help.")
        return misuse.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _unheard()
    except Exception as error:  # noqa: BLE001 - the last resort: people get a line, the log the traceback
        return _failed(error)


def _run(arguments: list[str]) -> int:
    if not arguments:
        app(["--help"], prog_name="onrecord", standalone_mode=False)
        return 2
    if arguments[0] in SURFACES:
        arguments = options_first([argument(one) for one in arguments])
    code: object = app(arguments, prog_name="onrecord", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # asyncio only cancels its task on the default handler's signal, which a read of stdin would sit out.
    raise KeyboardInterrupt


def _unheard() -> int:
    """Give up quietly: whoever read the output has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _failed(error: Exception) -> int:
    if structlog.is_configured():  # Before that, structlog would print the traceback to stdout.
        structlog.get_logger().debug("failed", exc_info=error)
    cause = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    say(f"Onrecord failed: {redact(cause)}. With LOG_LEVEL=DEBUG it says where.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
