"""How the real program gets through what networks and Discord do to it."""

import asyncio

import pytest

from .discord_server import QUIET, LoopbackDiscord
from .faults import Fault
from .program import Program
from .test_answers import TROOPS, assert_is_the_troops_card
from .waiting import until


@pytest.mark.usefixtures("program")
async def test_a_dropped_socket_is_resumed_and_what_was_missed_is_answered_once(server: LoopbackDiscord) -> None:
    alice = server.direct()

    server.gateway.cut()
    reply = await server.member_says(alice, TROOPS)
    again = await server.member_says(alice, "are there more than 50k american soldiers in japan?")

    assert_is_the_troops_card(reply)
    assert "Agrees with the record" in again.text
    assert len(server.rest.posted) == 2
    assert (len(server.gateway.identified), len(server.gateway.resumed)) == (1, 1)


@pytest.mark.usefixtures("program")
async def test_a_request_to_reconnect_is_followed(server: LoopbackDiscord) -> None:
    await server.gateway.ask_to_reconnect()
    await until(lambda: server.gateway.resumed, "RESUME")

    reply = await server.member_says(server.direct(), TROOPS)

    assert_is_the_troops_card(reply)


@pytest.mark.usefixtures("program")
async def test_an_interrupted_session_is_resumed(server: LoopbackDiscord) -> None:
    await server.gateway.invalidate(resumable=True)
    await until(lambda: server.gateway.resumed, "RESUME")

    reply = await server.member_says(server.direct(), TROOPS)

    assert_is_the_troops_card(reply)


async def test_a_lost_session_is_begun_anew(server: LoopbackDiscord, program: Program) -> None:
    await server.gateway.invalidate(resumable=False)
    await until(lambda: len(server.gateway.identified) == 2, "second IDENTIFY", seconds=20)
    await server.connected()

    reply = await server.member_says(server.direct(), TROOPS)

    assert_is_the_troops_card(reply)
    assert "Traceback" not in program.output


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.BAD_GATEWAY])
async def test_a_failed_answer_to_a_command_is_sent_again(
    server: LoopbackDiscord, program: Program, fault: Fault
) -> None:
    server.rest.faults.plan(fault, "POST", "/callback$")

    reply = await server.slash(server.direct(), "check", text=TROOPS)

    assert_is_the_troops_card(reply)
    assert [request.fault for request in server.rest.requests].count(fault) == 1
    assert "Traceback" not in program.output


@pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.BAD_GATEWAY])
async def test_a_failed_message_is_sent_again(server: LoopbackDiscord, program: Program, fault: Fault) -> None:
    server.rest.faults.plan(fault, "POST", "/messages$")

    reply = await server.member_says(server.direct(), TROOPS)

    assert_is_the_troops_card(reply)
    assert [request.fault for request in server.rest.requests].count(fault) == 1
    assert len(server.rest.posted) == 1
    assert "Traceback" not in program.output


async def test_a_connection_cut_under_an_answer_spoils_no_later_one(server: LoopbackDiscord, program: Program) -> None:
    server.rest.faults.plan(Fault.RESET, "POST", "/messages$")
    server.rest.faults.plan(Fault.RESET, "POST", "/callback$")
    alice = server.direct()
    server.deadline = 1
    with pytest.raises(AssertionError, match="answer to"):
        await server.slash(alice, "check", text=TROOPS)
    await server.post(alice, TROOPS)
    await until(lambda: [one.fault for one in server.rest.requests].count(Fault.RESET) == 2, "cut connections")
    server.deadline = 5

    spoken = await server.member_says(alice, TROOPS)
    typed = await server.slash(alice, "check", text=TROOPS)

    assert_is_the_troops_card(spoken)
    assert_is_the_troops_card(typed)
    assert "Traceback" not in program.output


@pytest.mark.usefixtures("program")
async def test_a_message_delivered_twice_is_answered_once(server: LoopbackDiscord) -> None:
    alice = server.direct()
    message, _ = await server.exchange(alice, TROOPS)

    await server.gateway.message("MESSAGE_CREATE", message)
    await server.member_says(alice, "who won the cup final?")
    await asyncio.sleep(QUIET)

    assert len(server.rest.posted) == 2
