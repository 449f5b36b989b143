"""What the README shows is what the program does."""

from pathlib import Path

import pytest

from bot.config import Settings
from bot.services import open_services
from bot.wording import answer_lines
from storage.models import EVERYWHERE

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


async def test_the_transcript_is_what_the_program_prints() -> None:
    async with open_services("sqlite:///:memory:") as services:
        checked = await services.checker.check("there are only 5,000 US troops in Japan", EVERYWHERE)

    assert "\n".join(answer_lines(checked.answer)) in README


@pytest.mark.parametrize("name", [*Settings.model_fields])
def test_every_setting_is_explained(name: str) -> None:
    assert f"`{name.upper()}`" in README


@pytest.mark.parametrize("command", ["onrecord try", "poe test"])
def test_each_of_the_two_commands_is_one_line_that_needs_only_python(command: str) -> None:
    lines = [line for line in README.splitlines() if line.endswith(command) and line.startswith("python3 -m venv ")]

    assert len(lines) == 1
