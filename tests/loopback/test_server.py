"""The loopback server itself, proved with a small bot of plain discord.py."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .discord_server import LoopbackDiscord
from .faults import Fault, Request
from .gateway import MESSAGE_CONTENT
from .json_values import Json
from .limits import commands_faults, message_faults
from .program import Program, settings_for
from .waiting import until
from .world import COMPONENTS_V2

SAMPLE = (str(Path(__file__).with_name("sample_bot.py")),)


@pytest.fixture
async def violated() -> AsyncIterator[LoopbackDiscord]:
    """Open a Discord that may be violated."""
    async with LoopbackDiscord() as server:
        yield server


@pytest.fixture
async def sample(violated: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Program]:
    """Run the sample bot."""
    async with Program(tmp_path, settings_for(violated), SAMPLE) as sample:
        await violated.connected()
        yield sample


@pytest.mark.usefixtures("sample")
class TestWithABot:
    async def test_a_slash_command_gets_its_private_card(self, violated: LoopbackDiscord) -> None:
        alice = violated.member(await violated.guild("one"))

        reply = await violated.slash(alice, "echo", word="hello")

        assert reply.private
        assert reply.text == "echo hello"
        assert [button.label for button in reply.buttons] == ["Again"]
        assert violated.violations == []
        assert violated.pinging == []

    async def test_a_deferred_answer_is_filled_in(self, violated: LoopbackDiscord) -> None:
        reply = await violated.slash(violated.direct(), "slow")

        assert reply.text == "at last"
        assert reply.private

    async def test_a_button_changes_its_message_and_follows_up(self, violated: LoopbackDiscord) -> None:
        alice = violated.member(await violated.guild("one"))
        shown = await violated.slash(alice, "echo", word="hello")

        changed, followed = await violated.press(alice, "Again", shown)

        assert changed.edits
        assert shown.text == "echo gone"
        assert followed.text == "again hello"
        assert not followed.private

    async def test_a_forged_button_carries_the_foreign_word(self, violated: LoopbackDiscord) -> None:
        alice = violated.member(await violated.guild("one"))
        shown = await violated.slash(alice, "echo", word="hello")

        _, followed = await violated.press_forged(alice, "echo:foreign", shown)

        assert followed.text == "again foreign"

    async def test_a_menu_command_reads_its_message_where_the_bot_is_no_member(self, violated: LoopbackDiscord) -> None:
        guild = await violated.guild("elsewhere", joined=False)
        alice = violated.member(guild)
        message = await violated.post(alice, "out of sight")

        reply = await violated.message_menu(alice, "Echo this", message)

        assert reply.text == f"out of sight in {guild.id}"

    async def test_a_private_group_can_use_the_app(self, violated: LoopbackDiscord) -> None:
        reply = await violated.slash(violated.private_group(), "echo", word="hello")

        assert reply.text == "echo hello"

    async def test_choices_come_back_and_more_than_25_are_a_violation(self, violated: LoopbackDiscord) -> None:
        few = await violated.autocomplete(violated.direct(), "echo", word="2")
        violated.deadline = 0.5
        with pytest.raises(AssertionError, match="choices"):
            await violated.autocomplete(violated.direct(), "echo", word="26")

        assert [choice["name"] for choice in few] == ["20", "21"]
        assert any("26 choices" in violation for violation in violated.violations)

    async def test_what_discord_refuses_is_refused_and_remembered(self, violated: LoopbackDiscord) -> None:
        violated.deadline = 0.5
        with pytest.raises(AssertionError, match="answer to /wrong"):
            await violated.slash(violated.direct(), "wrong")

        assert any("7998 characters" in violation for violation in violated.violations)

    async def test_content_is_blank_without_the_intent_unless_the_bot_is_meant(self, violated: LoopbackDiscord) -> None:
        alice = violated.member(await violated.guild("one"))
        bot = violated.world.bot

        await violated.post(alice, "among ourselves")
        mentioned = await violated.member_says(alice, f"{bot.mention} hi")
        replied = await violated.member_says(alice, "yes", reply_to=mentioned.message)
        direct = await violated.member_says(violated.direct(), "hello")

        assert [reply.text for reply in (mentioned, replied, direct)] == [
            "heard @Onrecord hi",
            "heard yes",
            "heard hello",
        ]
        assert len(violated.rest.posted) == 3

    @pytest.mark.parametrize("fault", [Fault.RATE_LIMITED, Fault.BAD_GATEWAY])
    async def test_a_failed_request_is_tried_again(self, violated: LoopbackDiscord, fault: Fault) -> None:
        violated.rest.faults.plan(fault, "POST", "/messages$")

        reply = await violated.member_says(violated.direct(), "hello")

        assert reply.text == "heard hello"
        assert [request.fault for request in violated.rest.requests if request.path.endswith("/messages")] == [
            fault,
            None,
        ]

    async def test_a_reset_request_never_arrives(self, violated: LoopbackDiscord, sample: Program) -> None:
        violated.rest.faults.plan(Fault.RESET, "POST", "/messages$")

        await violated.post(violated.direct(), "hello")

        await sample.says("ServerDisconnectedError")
        assert violated.rest.posted == []

    async def test_a_cut_session_is_resumed_and_what_was_missed_is_replayed(self, violated: LoopbackDiscord) -> None:
        alice = violated.direct()

        violated.gateway.cut()
        reply = await violated.member_says(alice, "while you were out")

        assert reply.text == "heard while you were out"
        assert (len(violated.gateway.identified), len(violated.gateway.resumed)) == (1, 1)

    async def test_op_7_and_a_resumable_op_9_are_resumed(self, violated: LoopbackDiscord) -> None:
        await violated.gateway.ask_to_reconnect()
        await until(lambda: len(violated.gateway.resumed) == 1 and violated.gateway.connected, "RESUME after op 7")
        await violated.gateway.invalidate(resumable=True)
        await until(lambda: len(violated.gateway.resumed) == 2, "RESUME after op 9")

        reply = await violated.member_says(violated.direct(), "hello")

        assert reply.text == "heard hello"

    async def test_a_lost_session_is_identified_anew(self, violated: LoopbackDiscord) -> None:
        await violated.gateway.invalidate(resumable=False)
        await until(lambda: len(violated.gateway.identified) == 2, "IDENTIFY", seconds=20)
        await violated.connected()

        reply = await violated.member_says(violated.direct(), "hello")

        assert reply.text == "heard hello"


async def test_a_closed_gateway_opens_again_at_the_same_address(violated: LoopbackDiscord, sample: Program) -> None:
    del sample
    address = violated.gateway.url

    await violated.close_gateway()
    await asyncio.sleep(0.5)
    await violated.open_gateway()
    await violated.connected()

    assert violated.gateway.url == address


async def test_a_wrong_token_is_refused(violated: LoopbackDiscord, tmp_path: Path) -> None:
    settings = settings_for(violated) | {"DISCORD_TOKEN": "MTIz.abc.def"}

    async with Program(tmp_path, settings, SAMPLE) as sample:
        await sample.says("Improper token")

    assert violated.gateway.identified == []


async def test_messages_with_the_intent_keep_their_content(violated: LoopbackDiscord) -> None:
    alice = violated.member(await violated.guild("one"))
    message = await violated.post(alice, "among ourselves")

    assert violated.gateway.readable(message, MESSAGE_CONTENT)["content"] == "among ourselves"
    assert violated.gateway.readable(message, 0)["content"] == ""


@pytest.mark.parametrize(
    ("allowed", "pings"),
    [
        (None, True),
        ({"parse": ["users"]}, True),
        ({"parse": [], "replied_user": True}, True),
        ({"parse": [], "users": ["1"]}, True),
        ({"parse": [], "replied_user": False}, False),
    ],
)
async def test_a_message_that_could_ping_is_remembered(
    violated: LoopbackDiscord, allowed: Json | None, pings: bool
) -> None:
    body: Json = {"type": 4, "data": {"content": "hi", "allowed_mentions": allowed}}

    violated.rest.requests.append(Request("POST", "/interactions/1/x/callback", body))

    assert bool(violated.pinging) is pings


def test_a_message_within_the_limits_has_no_faults() -> None:
    card = {"type": 17, "components": [{"type": 10, "content": "x" * 4000}]}

    assert list(message_faults({"flags": COMPONENTS_V2, "components": [card]})) == []


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ({"content": "x" * 2001}, "longer than 2000"),
        (
            {"flags": COMPONENTS_V2, "content": "x", "components": [{"type": 10, "content": "x"}]},
            "beside Components V2",
        ),
        ({"flags": COMPONENTS_V2, "components": [{"type": 10, "content": "x"}] * 41}, "41 components"),
        ({"content": "x", "components": [{"type": 10, "content": "x"}]}, "without their flag"),
        (
            {
                "content": "x",
                "components": [{"type": 1, "components": [{"type": 2, "label": "a", "custom_id": "y" * 101}]}],
            },
            "longer than 100",
        ),
        (
            {
                "content": "x",
                "components": [{"type": 1, "components": [{"type": 2, "label": "a", "custom_id": "y"}] * 2}],
            },
            "stands twice",
        ),
        (
            {
                "content": "x",
                "components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "a", "url": "ftp://x"}]}],
            },
            "is no link",
        ),
    ],
)
def test_a_message_past_a_limit_is_told(message: Json, fault: str) -> None:
    found = list(message_faults(message))

    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        ({"name": "Loud", "description": "x"}, "lower-case"),
        ({"name": "check", "description": "x" * 101}, "1 to 100"),
        ({"name": "x" * 33, "type": 3}, "menu command"),
        ({"name": "a", "description": "x", "options": [{"type": 3, "name": "b", "description": ""}]}, "1 to 100"),
        (
            {
                "name": "a",
                "description": "x",
                "options": [
                    {"type": 3, "name": "b", "description": "x"},
                    {"type": 3, "name": "c", "description": "x", "required": True},
                ],
            },
            "required option after",
        ),
        (
            {
                "name": "a",
                "description": "x",
                "options": [
                    {"type": 3, "name": "b", "description": "x", "choices": [{"name": "x", "value": "y"}] * 26}
                ],
            },
            "26 choices",
        ),
    ],
)
def test_a_command_past_a_limit_is_told(command: Json, fault: str) -> None:
    found = list(commands_faults([command]))

    assert any(fault in one for one in found), found
