import os
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from storage import open_storage
from storage.protocol import Storage


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database of each backend; another backend joins the contract by adding its URL here."""
    return {"sqlite": f"sqlite:///{tmp_path}/record.db"}[str(request.param)]


@pytest.fixture
async def storage(database_url: str) -> AsyncGenerator[Storage]:
    async with open_storage(database_url) as opened:
        yield opened


@pytest.fixture
def unprivileged() -> None:
    """Permissions do not hold for root."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
