"""Forms and menus on the loopback server, proved with a bot of plain discord.py."""

from pathlib import Path

import pytest

from .discord_server import LoopbackDiscord
from .files import File
from .program import KEEPER, Program, settings_for


@pytest.mark.usefixtures("keeper")
class TestForms:
    async def test_a_form_shows_its_fields_and_words(self, server: LoopbackDiscord) -> None:
        alice = server.member(await server.guild("one"))

        form = await server.slash_form(alice, "form")

        assert (form.title, form.text) == ("Add a claim", "Say what was claimed.")
        assert [field.label for field in form.fields] == ["Claim", "Sure", "Role", "File"]
        assert form.field("Claim").description == "In one sentence"
        assert [field.required for field in form.fields] == [True, False, False, False]

    async def test_a_submitted_form_is_read_whole(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        editors = await server.role(guild, "editors")
        form = await server.slash_form(server.member(guild), "form")
        note = File("note.txt", b"hello")

        (reply,) = await server.submit(form, {"Claim": "tea is hot", "Sure": True, "Role": editors, "File": note})

        assert reply.private
        assert reply.text == "tea is hot True ['editors'] ['note.txt=hello']"

    async def test_what_is_not_entered_stays_as_it_was_filled_in(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        message = await server.post(server.member(guild, "bob"), "tea is cold")
        form = await server.message_menu_form(server.member(guild), "Form of this", message)

        (reply,) = await server.submit(form, {})

        assert form.field("Claim").value == "tea is cold"
        assert reply.text == "tea is cold False [] []"

    async def test_every_list_of_a_form_is_read(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        log = await server.channel(guild, "log")
        form = await server.slash_form(server.member(guild), "boxes")
        entries = {"Radio": "two", "Boxes": ["red", "Green"], "Policy": "Hint", "Channel": log}

        (reply,) = await server.submit(form, entries)

        assert reply.private
        assert reply.text == "two ['red', 'green'] ['hint'] ['log']"

    @pytest.mark.parametrize(
        ("entry", "fault"),
        [({}, "is required"), ({"Claim": "x" * 51}, "3 to 50"), ({"Claim": "x"}, "3 to 50"), ({"Clam": "x"}, "Clam")],
    )
    async def test_what_a_client_would_not_submit_fails(
        self, server: LoopbackDiscord, entry: dict[str, str], fault: str
    ) -> None:
        form = await server.slash_form(server.direct(), "form")

        with pytest.raises(AssertionError, match=fault):
            await server.submit(form, entry)

    async def test_a_button_opens_a_form_that_changes_its_message(self, server: LoopbackDiscord) -> None:
        alice = server.member(await server.guild("one"))
        shown = await server.slash(alice, "panel")

        form = await server.press_form(alice, "Edit", shown)
        (changed,) = await server.submit(form, {"Words": "new words"})

        assert changed.edits
        assert shown.text == "new words"

    async def test_a_form_where_an_answer_was_expected_is_told(self, server: LoopbackDiscord) -> None:
        with pytest.raises(AssertionError, match="a form came"):
            await server.slash(server.direct(), "form")


async def test_a_form_past_a_limit_is_a_violation(tmp_path: Path) -> None:
    async with LoopbackDiscord() as server, Program(tmp_path, settings_for(server), KEEPER):
        await server.connected()
        server.deadline = 0.5

        with pytest.raises(AssertionError, match="form of /form"):
            await server.slash_form(server.direct(), "form", title="x" * 46)

    assert any("1 to 45" in violation for violation in server.violations)


@pytest.mark.usefixtures("keeper")
class TestMenus:
    async def test_roles_are_chosen_in_a_menu(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        alice = server.member(guild)
        both = [await server.role(guild, name) for name in ("editors", "helpers")]
        shown = await server.slash(alice, "panel")

        (two,) = await server.choose(alice, shown, "Editors", both)
        (none,) = await server.choose(alice, shown, "Editors", [])

        assert two.text == "['editors', 'helpers']"
        assert none.text == "[]"

    async def test_a_chosen_channel_changes_the_message(self, server: LoopbackDiscord) -> None:
        guild = await server.guild("one")
        alice = server.member(guild)
        shown = await server.slash(alice, "panel")

        (changed,) = await server.choose(alice, shown, "panel:channel", guild.channel)

        assert changed.edits
        assert shown.text == "general"

    async def test_a_listed_option_is_chosen_by_its_label(self, server: LoopbackDiscord) -> None:
        alice = server.member(await server.guild("one"))
        shown = await server.slash(alice, "panel")

        (reply,) = await server.choose(alice, shown, "Policy", "Hint")

        assert reply.text == "['hint']"
        with pytest.raises(AssertionError, match="offers"):
            await server.choose(alice, shown, "Policy", "reply")
