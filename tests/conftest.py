import asyncio
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.client import Onrecord
from bot.services import Services, open_services

# The first example loads the word tables, and machines are busy: a deadline for each would only fail by chance.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def starter_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the starter record, to be copied: writing it takes longer than most tests."""
    path = tmp_path_factory.mktemp("starter") / "record.db"

    async def create() -> None:
        async with open_services(f"sqlite:///{path}"):
            pass

    asyncio.run(create())
    return path


@pytest.fixture
async def services(tmp_path: Path, starter_database: Path) -> AsyncGenerator[Services]:
    database = shutil.copy(starter_database, tmp_path / "record.db")
    async with open_services(f"sqlite:///{database}") as opened:
        yield opened


@pytest.fixture
def simcord_bot(services: Services) -> Onrecord:
    return Onrecord(services, shard_count=1)
