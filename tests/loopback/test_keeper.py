"""Rights, files and messages that change: the loopback server, proved with a bot of plain discord.py."""

from pathlib import Path

import aiohttp
import pytest

from .discord_server import LoopbackDiscord
from .files import File
from .json_values import number, text
from .people import Permission
from .program import KEEPER, Program, settings_for
from .waiting import until


@pytest.mark.usefixtures("keeper")
class TestCommands:
    async def test_roles_and_permissions_reach_the_bot(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        editors = await server.role(guild, "editors", Permission.MANAGE_GUILD)
        eve = server.member(guild, "eve", roles=[editors])
        ivy = server.member(guild, "ivy", permissions=Permission.MANAGE_GUILD)

        replies = [await server.slash(place, "who") for place in (eve, ivy, server.member(guild, "bob"))]

        assert [reply.text for reply in replies] == [
            "(True, True) True",
            "(True, False) False",
            "(False, False) False",
        ]

    async def test_somebody_can_gain_and_lose_a_role(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        editors = await server.role(guild, "editors", Permission.MANAGE_GUILD)
        eve = server.member(guild, "eve", roles=[editors])
        before = await server.slash(eve, "who")

        after = await server.slash(server.member(guild, eve.user), "who")

        assert before.text == "(True, True) True"
        assert after.text == "(False, False) False"

    async def test_a_guarded_command_is_offered_to_whom_it_is_meant_for(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        bob = server.member(guild, "bob")
        owner = server.member(guild, "olga", permissions=Permission.ADMINISTRATOR)

        reply = await server.slash(owner, "guarded")

        assert reply.text == "(True, False) False"
        with pytest.raises(AssertionError, match="not offered to bob"):
            await server.slash(bob, "guarded")

    async def test_a_server_can_offer_a_guarded_command_to_everybody(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        server.open_command(guild, "guarded")

        reply = await server.slash(server.member(guild, "bob"), "guarded")

        assert reply.text == "(False, False) False"

    async def test_a_group_within_a_group_takes_its_choices_and_ranges(self, server: LoopbackDiscord) -> None:
        reply = await server.slash(server.direct(), "top mid leaf", colour="blue", size=5)

        assert reply.text == "blue 5"
        with pytest.raises(AssertionError, match="offers"):
            await server.slash(server.direct(), "top mid leaf", colour="green")
        with pytest.raises(AssertionError, match="1 to 5"):
            await server.slash(server.direct(), "top mid leaf", colour="red", size=6)

    async def test_channels_and_roles_are_resolved(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        log, editors = await server.channel(guild, "log"), await server.role(guild, "editors")

        reply = await server.slash(server.member(guild), "where", channel=log, role=editors)

        assert reply.text == "log editors"

    async def test_files_go_to_the_bot_and_come_back(self, server: LoopbackDiscord) -> None:
        reply = await server.slash(server.direct(), "read", file=File("note.txt", b"hello"))

        (file,) = reply.attachments
        async with aiohttp.ClientSession() as session, session.get(text(file["url"])) as fetched:
            content = await fetched.read()
        assert reply.text == "5 text/plain; charset=utf-8"
        assert (file["filename"], content, server.rest.files.content(file)) == ("loud-note.txt", b"HELLO", b"HELLO")


class TestMessages:
    async def test_a_change_is_told_without_the_words(self, server: LoopbackDiscord, keeper: Program) -> None:
        alice = server.member(await server.guild("one"))
        message = await server.post(alice, "among ourselves")

        await server.edit_message(alice, message, "still among ourselves")

        await keeper.says(f"edited {message['id']} '' True")

    async def test_a_change_that_means_the_bot_is_told_with_them(
        self, server: LoopbackDiscord, keeper: Program
    ) -> None:
        alice = server.member(await server.guild("one"))
        message = await server.post(alice, "hello")

        await server.edit_message(alice, message, f"{server.world.bot.mention} hello")

        await keeper.says("hello' True")

    async def test_deletions_are_told(self, server: LoopbackDiscord, keeper: Program) -> None:
        guild = await server.guild("one")
        alice = server.member(guild)
        mod = server.member(guild, "mod", permissions=Permission.MANAGE_MESSAGES)
        one, two, three = [await server.post(alice, "hello") for _ in range(3)]

        await server.delete_message(alice, one)
        await server.delete_messages(mod, [two, three])

        await keeper.says(f"deleted {one['id']} {guild.id}")
        await keeper.says(f"deleted [{two['id']}, {three['id']}] at once")
        with pytest.raises(AssertionError, match="may not"):
            await server.delete_message(server.member(guild, "bob"), await server.post(alice, "hello"))

    @pytest.mark.usefixtures("keeper")
    async def test_the_bot_changes_and_deletes_its_answer_by_the_channel(self, server: LoopbackDiscord) -> None:
        alice = server.member(await server.guild("one"))
        shown = await server.slash(alice, "panel")
        posted = text(shown.message["id"])

        changed = await server.slash(alice, "amend", message=posted, words="new words")
        after = shown.text
        deleted = await server.slash(alice, "amend", message=posted)

        assert (changed.text, after, deleted.text) == ("done", "new words", "done")
        assert number(posted) not in server.world.messages

    @pytest.mark.usefixtures("keeper")
    async def test_what_was_deleted_cannot_be_changed_and_nobody_is_to_blame(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        mod = server.member(guild, "mod", permissions=Permission.MANAGE_MESSAGES)
        shown = await server.slash(mod, "panel")
        await server.delete_message(mod, shown.message)

        reply = await server.slash(mod, "amend", message=text(shown.message["id"]), words="new words")

        assert reply.text == "refused 10008"
        assert len(server.rest.refused) == 1
        with pytest.raises(AssertionError, match="gone"):
            await server.press(mod, "Edit", shown)

    @pytest.mark.usefixtures("keeper")
    async def test_a_direct_message_arrives_or_is_refused(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        alice, bob = server.member(guild), server.member(guild, "bob")
        server.refuse_direct(bob.user)

        replies = [await server.slash(place, "tell") for place in (alice, bob)]

        assert [reply.text for reply in replies] == ["sent", "refused 50007"]
        assert [reply.text for reply in server.direct_messages(alice.user)] == ["psst"]
        assert server.direct_messages(bob.user) == []

    async def test_the_bot_is_put_out_and_let_in_again(self, server: LoopbackDiscord, keeper: Program) -> None:
        await keeper.says("ready")
        guild = await server.guild("one")
        alice = server.member(guild)
        shown = await server.slash(alice, "panel")

        await server.remove_bot(guild)
        await keeper.says("left one")
        with pytest.raises(AssertionError, match="not here"):
            await server.press(alice, "Edit", shown)
        keeper.stdout.clear()
        await server.return_bot(guild)
        await keeper.says("joined one")

        assert (await server.press_form(alice, "Edit", shown)).title == "Edit"


async def test_the_world_outlives_the_process(server: LoopbackDiscord, tmp_path: Path) -> None:
    guild = await server.guild("one")
    editors = await server.role(guild, "editors", Permission.MANAGE_GUILD)
    eve = server.member(guild, "eve", roles=[editors])
    async with Program(tmp_path, settings_for(server), KEEPER):
        await server.connected()
        shown = await server.slash(eve, "panel")
    await until(lambda: not server.gateway.connected, "end of the connection")

    async with Program(tmp_path, settings_for(server), KEEPER):
        await server.connected()
        who = await server.slash(eve, "who")
        await server.slash(eve, "amend", message=text(shown.message["id"]), words="after the restart")
        form = await server.press_form(eve, "Edit", shown)

    assert who.text == "(True, True) True"
    assert shown.text == "after the restart"
    assert form.title == "Edit"
