"""A Discord on 127.0.0.1 and the real program beside it: one pair for each test, or one for a module."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from .discord_server import LoopbackDiscord
from .program import KEEPER, Program, settings_for


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    """Open a Discord; nothing it would refuse may have been sent to it, and nothing that pings."""
    async with LoopbackDiscord() as server:
        yield server
    assert server.violations == []
    assert server.pinging == []


@pytest.fixture
async def program(server: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Program]:
    """Run the program, connected to the server."""
    async with Program(tmp_path, settings_for(server)) as program:
        await server.connected()
        yield program


@pytest.fixture
async def keeper(server: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Program]:
    """Run the sample bot with forms, menus, files and rights, connected to the server."""
    async with Program(tmp_path, settings_for(server), KEEPER) as keeper:
        await server.connected()
        yield keeper
    assert "Traceback" not in keeper.output, keeper.output


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    """Open a Discord with the program on it, for tests that only ask."""
    async with LoopbackDiscord() as server:
        async with Program(tmp_path_factory.mktemp("run"), settings_for(server)) as program:
            await server.connected()
            yield server
        assert "Traceback" not in program.output
    assert server.violations == []
    assert server.pinging == []
