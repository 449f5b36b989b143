"""How far long work has come: shown on a terminal, and nothing on a pipe."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def progress(doing: str, steps: int | None) -> Generator[Callable[[int], None]]:
    """Show progress on stderr when it is a terminal; call what is yielded with the steps just done.

    ``None`` stands for steps that nobody has counted yet.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second that a pipe need not pay
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=steps)
        yield lambda count: bar.advance(task, count)
