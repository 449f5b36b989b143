"""How the real program starts, restarts and ends."""

import signal
import sqlite3
from pathlib import Path

import pytest

from .discord_server import LoopbackDiscord
from .faults import Fault
from .gateway import MESSAGE_CONTENT
from .json_values import number, text
from .program import DATABASE, Program, settings_for
from .test_answers import TROOPS, assert_is_the_troops_card
from .waiting import until


def integrity(directory: Path) -> str:
    connection = sqlite3.connect(directory / DATABASE)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def left_in(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


async def test_commands_are_registered_once_and_not_again_on_restart(server: LoopbackDiscord, tmp_path: Path) -> None:
    for _ in range(2):
        async with Program(tmp_path, settings_for(server)) as program:
            await server.connected()
            assert await program.stop() == 0

    assert server.rest.commands.puts == 1
    names = {text(command["name"]) for command in server.rest.commands.registered}
    assert {"check", "Check this message", "claim", "about", "privacy"} <= names


async def test_commands_are_registered_again_when_discord_has_others(server: LoopbackDiscord, tmp_path: Path) -> None:
    async with Program(tmp_path, settings_for(server)) as program:
        await server.connected()
        await program.stop()
    server.rest.commands.registered[0]["description"] = "what an older version said"
    wanted = len(server.rest.commands.registered)

    async with Program(tmp_path, settings_for(server)):
        await server.connected()

    assert server.rest.commands.puts == 2
    assert len(server.rest.commands.registered) == wanted


@pytest.mark.usefixtures("program")
async def test_the_message_content_intent_is_not_asked_for(server: LoopbackDiscord) -> None:
    intents = number(server.gateway.identified[0]["intents"])

    assert not intents & MESSAGE_CONTENT


async def test_the_message_content_intent_is_asked_for_when_set(server: LoopbackDiscord, tmp_path: Path) -> None:
    async with Program(tmp_path, settings_for(server) | {"MESSAGE_CONTENT_INTENT": "true"}):
        await server.connected()

    assert number(server.gateway.identified[0]["intents"]) & MESSAGE_CONTENT


async def test_an_intent_that_discord_refuses_is_one_clear_line(server: LoopbackDiscord, tmp_path: Path) -> None:
    server.gateway.approves_intents = False

    async with Program(tmp_path, settings_for(server) | {"MESSAGE_CONTENT_INTENT": "true"}) as program:
        code = await program.exit_code(seconds=20)

    assert code == 1
    assert "MESSAGE_CONTENT_INTENT" in program.output
    assert "Traceback" not in program.output


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(
    server: LoopbackDiscord, program: Program, tmp_path: Path, sent: signal.Signals
) -> None:
    await server.slash(server.direct(), "check", text=TROOPS)

    code = await program.stop(sent)

    assert code == 0
    assert "Traceback" not in program.output
    assert integrity(tmp_path) == "ok"
    assert not server.gateway.connected


async def test_a_signal_before_the_gateway_answers_ends_it_too(server: LoopbackDiscord, tmp_path: Path) -> None:
    await server.close_gateway()

    async with Program(tmp_path, settings_for(server)) as program:
        await until(lambda: server.rest.commands.puts, "commands registered", seconds=15)
        code = await program.stop()

    assert code == 0
    assert "Traceback" not in program.output


async def test_buttons_work_after_a_restart(server: LoopbackDiscord, tmp_path: Path) -> None:
    alice = server.member(await server.guild("one"))
    async with Program(tmp_path, settings_for(server)) as program:
        await server.connected()
        shown = await server.slash(alice, "check", text=TROOPS)
        await program.stop()

    async with Program(tmp_path, settings_for(server)):
        await server.connected()
        others = await server.press(alice, "Other matches", shown)
        shared = await server.press(alice, "Share", shown)

    assert "nabkanews.com" in others[0].text
    assert_is_the_troops_card(next(reply for reply in shared if not reply.private))


async def test_a_gateway_that_is_down_is_tried_again(server: LoopbackDiscord, tmp_path: Path) -> None:
    settings = settings_for(server)
    await server.close_gateway()

    async with Program(tmp_path, settings) as program:
        await until(lambda: server.rest.commands.puts, "commands registered", seconds=15)
        await server.open_gateway()
        await server.connected(seconds=20)
        reply = await server.slash(server.direct(), "check", text=TROOPS)

    assert_is_the_troops_card(reply)
    assert "Traceback" not in program.output


async def test_a_gateway_that_cuts_the_first_handshakes_is_tried_again(server: LoopbackDiscord, tmp_path: Path) -> None:
    server.gateway.refusing = 2

    async with Program(tmp_path, settings_for(server)) as program:
        await server.connected(seconds=30)
        reply = await server.slash(server.direct(), "check", text=TROOPS)

    assert_is_the_troops_card(reply)
    assert server.gateway.knocks == 3
    assert "Traceback" not in program.output


async def test_a_login_that_discord_cannot_serve_is_tried_again(server: LoopbackDiscord, tmp_path: Path) -> None:
    server.rest.faults.plan(Fault.UNAVAILABLE, "GET", "/users/@me$", times=2)

    async with Program(tmp_path, settings_for(server)) as program:
        await server.connected(seconds=30)

    assert "Traceback" not in program.output


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_the_token_is_in_no_line_even_at_debug(server: LoopbackDiscord, tmp_path: Path, log_format: str) -> None:
    settings = settings_for(server) | {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": log_format}
    server.gateway.refusing = 1

    async with Program(tmp_path, settings) as program:
        await server.connected(seconds=20)
        await server.slash(server.direct(), "check", text=TROOPS)
        server.gateway.cut()
        await until(lambda: server.gateway.resumed, "RESUME")
        await program.stop()

    assert len(program.stderr) > 3
    assert server.token not in program.output
    assert server.token.rpartition(".")[2] not in program.output


async def test_a_missing_token_is_one_line(server: LoopbackDiscord, tmp_path: Path) -> None:
    settings = settings_for(server)
    settings.pop("DISCORD_TOKEN")

    async with Program(tmp_path, settings) as program:
        code = await program.exit_code(seconds=15)

    assert code == 2
    assert program.stdout == []
    assert len(program.stderr) == 1
    assert "DISCORD_TOKEN" in program.stderr[0]
    assert left_in(tmp_path) == []


async def test_a_wrong_token_is_one_clear_line(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server:
        settings = settings_for(server) | {"DISCORD_TOKEN": "MTIz.abc.def"}
        async with Program(tmp_path, settings) as program:
            code = await program.exit_code(seconds=15)

    assert code == 1
    assert "Traceback" not in program.output
    assert "MTIz.abc.def" not in program.output
