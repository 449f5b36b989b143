"""Imports a made-up record of any size by the real command: `uv run python -m benchmarks.importing [--rows 1000000]`.

The claims are those of `benchmarks.corpus`, ten to a source, written to a file; `onrecord import` reads it in a process
of its own into a new database. While it does, its rows and its memory are looked up every few seconds (memory on Linux
only, as it has /proc). Afterwards single claims are added through `ClaimStore.save`.
"""

import argparse
import asyncio
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import NamedTuple

from benchmarks.corpus import claim, claims
from benchmarks.speed import median_and_p99
from bot.matching.particulars import propose
from bot.progress import progress
from storage import open_storage
from storage.models import EVERYWHERE, Act, Claim

ROWS, CITING, ADDED, LINES = 1_000_000, 10, 500, 20
LOOKS_S = 0.5
#: Minutes to import, MB resident, MB on disk, ms at the 99th percentile to add one claim.
GOALS = (20, 500, 1_500, 25)


class Look(NamedTuple):
    """How far the import had come after so many seconds, and its memory in MB."""

    seconds: float
    rows: int
    resident: float


def row(number: int, text: str) -> Mapping[str, str]:
    """Return the columns of a claim."""
    page = number // CITING
    return {
        "key": f"claim-{number}",
        "text": text,
        "source_name": f"The daily paper, page {page}",
        "source_url": f"https://example.org/{page}",
        "source_date": f"{1990 + page % 30}",
    }


def write(path: Path, rows: int) -> None:
    """Write a file of claims, CSV or JSON Lines by its ending."""
    made = (row(number, text) for number, text in enumerate(claims(rows)))
    with path.open("w", encoding="utf-8", newline="") as out, progress("Writing", rows) as advance:
        put = _table(out.write) if path.suffix == ".csv" else _lines(out.write)
        while page := list(islice(made, 1_000)):
            for one in page:
                put(one)
            advance(len(page))


def _table(write_text: Callable[[str], object]) -> Callable[[Mapping[str, str]], object]:
    class Out:
        write = staticmethod(write_text)

    table = csv.DictWriter(Out(), tuple(row(0, "")))
    table.writeheader()
    return table.writerow


def _lines(write_text: Callable[[str], object]) -> Callable[[Mapping[str, str]], object]:
    return lambda one: write_text(json.dumps(one) + "\n")


def imported(file: Path, database: Path, rows: int) -> list[Look]:
    """Run the import to its end, and return what was seen of it on the way."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    if _run(["init", "--empty"], environment).wait():
        raise SystemExit("The database could not be created.")
    child = _run(["import", str(file)], environment)
    try:
        looks = _watched(child, database, rows)
    finally:
        child.kill()
    if child.wait():
        raise SystemExit("The import failed.")
    return looks


def _watched(child: subprocess.Popen[bytes], database: Path, rows: int) -> list[Look]:
    started = perf_counter()
    looks = [Look(0, 0, 0)]
    with progress("Importing", rows) as advance:
        while child.poll() is None:
            sleep(LOOKS_S)
            resident = _resident(child.pid) or looks[-1].resident
            looks.append(Look(perf_counter() - started, _recorded(database), resident))
            advance(looks[-1].rows - looks[-2].rows)
    return looks


def _run(arguments: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bot", *arguments], env=environment, stdout=subprocess.DEVNULL)


def _recorded(database: Path) -> int:
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        found: tuple[int] | None = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'claim'").fetchone()
        return found[0] if found else 0
    finally:
        connection.close()


def _resident(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def spent() -> tuple[float, float]:
    """Return the minutes of processor time that child processes took, and the most MB that one of them held."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return (used.ru_utime + used.ru_stime) / 60, used.ru_maxrss / megabyte


def sizes(database: Path) -> Iterator[tuple[str, float]]:
    """Yield the tables and indexes of a database with their MB, the largest first."""
    connection = sqlite3.connect(database)
    try:
        rows: list[tuple[str, int]] = connection.execute(_SIZES).fetchall()
    finally:
        connection.close()
    return ((name, size / 1e6) for name, size in rows)


async def added(database: Path, rows: int) -> list[float]:
    """Add claims one at a time, and return the milliseconds each took."""
    act = Act(by="benchmark", at=datetime.now(UTC), reason="to be timed")
    times: list[float] = []
    async with open_storage(f"sqlite:///{database}") as storage:
        for number in range(rows, rows + ADDED):
            text = claim(number)
            one = Claim(f"claim-{number}", text, particulars=propose(text))
            started = perf_counter()
            await storage.claims.save([one], EVERYWHERE, act)
            times.append((perf_counter() - started) * 1_000)
    return times


def curve(looks: list[Look]) -> Iterator[str]:
    """Write how the import went on: so many lines, with the rows a second since the line before."""
    yield f"{'seconds':>9}{'rows':>12}{'rows/s':>9}{'MB':>7}"
    step = max(1, len(looks) // LINES)
    for before, look in pairwise([*looks[:-1:step], looks[-1]]):
        speed = (look.rows - before.rows) / (look.seconds - before.seconds)
        yield f"{look.seconds:9.1f}{look.rows:12,}{speed:9,.0f}{look.resident:7.0f}"


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.importing", description="Import made-up claims.")
    options.add_argument("--rows", type=int, default=ROWS, help="how many claims (default 1,000,000)")
    options.add_argument("--lines", action="store_true", help="from JSON Lines, not CSV")
    given = options.parse_args()
    rows: int = given.rows
    with TemporaryDirectory() as folder:
        file, database = Path(folder, f"claims.{'jsonl' if given.lines else 'csv'}"), Path(folder, "record.db")
        write(file, rows)
        looks = imported(file, database, rows)
        print("\n".join(curve(looks)))
        processor, most = spent()
        print(f"{rows:,} rows in {looks[-1].seconds / 60:.1f} min, goal {GOALS[0]}; {processor:.1f} min of one core")
        print(f"most memory {most:.0f} MB, goal {GOALS[1]}")
        print(f"file {database.stat().st_size / 1e6:.0f} MB, goal {GOALS[2]}:")
        print("\n".join(f"{size:9.1f} MB  {name}" for name, size in sizes(database)))
        median, p99 = median_and_p99(asyncio.run(added(database, rows)))
        print(f"adding one claim: median {median:.1f} ms, p99 {p99:.1f} ms, goal {GOALS[3]}")


_SIZES = """
    SELECT name, sum(pgsize) AS size
      FROM dbstat
     GROUP BY name
     ORDER BY size DESC
    """

if __name__ == "__main__":
    main()
