"""Every kind of person at every command, form, button, menu and suggestion: nobody does what they may not.

A new way in has to get a row here, or these tests fail.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TypeVar

import discord
import pytest
import simcord
from discord import app_commands, ui

import bot.ui
from bot.client import Onrecord
from bot.services import Services
from bot.ui.forms import Form
from bot.ui.pressing import Remembering
from bot.ui.rights import COMMANDS, EDITOR_ROLE, NotAnAdmin, NotHere, Right
from storage.models import Scope
from tests.cogs.talk import answer
from tests.factories import an_act

Known = TypeVar("Known")

ANYONE, EDITOR, ADMIN = Right.ANYONE, Right.EDITOR, Right.ADMIN
KEY = "us-troops-japan"
FIELDS: Mapping[str, Mapping[str, object]] = {
    "check": {"text": "there are 5,000 US troops in Japan"},
    "claim show": {"claim": KEY},
    "claim history": {"claim": KEY},
    "claim edit": {"claim": KEY, "reason": "a test"},
    "claim rate": {"claim": KEY, "rating": "true", "explanation": "a test"},
    "claim retract": {"claim": KEY, "reason": "a test"},
    "claim restore": {"claim": KEY, "version": 1, "reason": "a test"},
    "claim particulars": {"claim": KEY},
    "source show": {"source": "1"},
}
#: What somebody has to be for each command and menu.
ROWS: Mapping[str, Right] = {
    **dict.fromkeys(("check", "Check this message", "about", "privacy", "optout"), ANYONE),
    **dict.fromkeys(("mydata export", "mydata delete", "claim show", "claim search", "claim history"), ANYONE),
    **dict.fromkeys(("Add as claim", "claim add", "claim edit", "claim rate", "claim retract"), EDITOR),
    **dict.fromkeys(("claim restore", "claim particulars", "queue"), EDITOR),
    **dict.fromkeys(("source add", "source show", "source list"), EDITOR),
    "settings": ADMIN,
}
#: … for each form,
FORMS: Mapping[str, Right] = {
    **dict.fromkeys(("AddForm", "EditForm", "DraftForm", "ParticularsForm"), EDITOR),
    **dict.fromkeys(("AnswerForm", "DismissForm", "TextForm"), EDITOR),
    "AskForm": ANYONE,
}
#: … and for each button and menu, by an id that it may have.
PRESSED: Mapping[str, Right] = {
    "onrecord:share:1:1": ANYONE,
    "onrecord:others:1": ANYONE,
    "onrecord:show:1": ANYONE,
    "onrecord:page:0:troops": ANYONE,
    "onrecord:why:1:1:5": ANYONE,
    "onrecord:ask:5": ANYONE,
    "onrecord:not:1:5": ANYONE,
    "onrecord:tell:1:1": ANYONE,
    "onrecord:history:1:0": ANYONE,
    "onrecord:delete:1": ANYONE,
    "onrecord:publish:1": EDITOR,
    "onrecord:edit:1": EDITOR,
    "onrecord:skip:1": EDITOR,
    "onrecord:particulars:1": EDITOR,
    "onrecord:kept:1": EDITOR,
    "onrecord:drafts:0": EDITOR,
    "onrecord:flagged:0": EDITOR,
    "onrecord:settle:1.1:2.1:contested": EDITOR,
    "onrecord:queue:0": EDITOR,
    "onrecord:queue:take:1:0": EDITOR,
    "onrecord:queue:answer:1:0": EDITOR,
    "onrecord:queue:dismiss:1:0": EDITOR,
    "onrecord:source:show:1": EDITOR,
    "onrecord:source:list:0": EDITOR,
    "onrecord:source:claims:1": EDITOR,
    "onrecord:source:claims:1:0": EDITOR,
    "onrecord:source:again:1": EDITOR,
    "onrecord:source:drafts:1": EDITOR,
    "onrecord:source:draft:1:1": EDITOR,
    "onrecord:source:accept:1:1": EDITOR,
    "onrecord:source:edit:1:1": EDITOR,
    "onrecord:source:skip:1:1": EDITOR,
    "onrecord:settings:0": ADMIN,
    "onrecord:settings:role:none:0": ADMIN,
    "onrecord:settings:approval:on:0": ADMIN,
    "onrecord:settings:log:none:0": ADMIN,
    "onrecord:settings:undo:1:0": ADMIN,
    "onrecord:audit:newest": ADMIN,
}
#: Menus, which are chosen from; the second entry is Discord's type: of a role, of a channel.
CHOSEN: Mapping[str, tuple[Right, int]] = {
    "onrecord:settings:role:0": (ADMIN, 6),
    "onrecord:settings:log:0": (ADMIN, 8),
}

REFUSALS = (str(NotAnAdmin()), str(NotHere()), "Only this server's editors may do that")


class People:
    """A server with every kind of person in it, and its editor role when it has one."""

    def __init__(self, env: simcord.Env) -> None:
        self.guild = env.create_guild(name="Newsroom")
        self.channel = self.guild.create_text_channel("general")
        moderator = self.guild.create_role("moderators", permissions=discord.Permissions(manage_messages=True))
        manager = self.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
        root = self.guild.create_role("root", permissions=discord.Permissions(administrator=True))
        self.editors = self.guild.create_role("editors")
        roles = {"member": [], "moderator": [moderator], "manager": [manager], "root": [root], "editor": [self.editors]}
        self.people = {
            name: self.guild.add_member(env.create_user(name), roles=list(held)) for name, held in roles.items()
        }

    def __getitem__(self, name: str) -> simcord.MemberActor:
        return self.people[name]


#: What each person is, before and after the server has named its editor role.
BEFORE = {"member": ANYONE, "editor": ANYONE, "moderator": EDITOR, "manager": ADMIN, "root": ADMIN}
AFTER = {"member": ANYONE, "editor": EDITOR, "moderator": ANYONE, "manager": None, "root": ADMIN}


def may(what: Right | None, right: Right) -> bool:
    """Tell whether somebody who is this may do what asks for the right; a manager (``None``) is no editor."""
    if what is None:
        return right is not EDITOR
    order = (ANYONE, EDITOR, ADMIN)
    return order.index(what) >= order.index(right)


@pytest.fixture
async def people(simcord_env: simcord.Env) -> People:
    """Everybody sees every command, as where a server's owner has opened them all."""
    simcord_env.check_errors = False
    for command in the_bot(simcord_env).tree.get_commands():
        command.default_permissions = None
    for menu in the_bot(simcord_env).tree.get_commands(type=discord.AppCommandType.message):
        menu.default_permissions = None
    await the_bot(simcord_env).tree.sync()
    return People(simcord_env)


@pytest.fixture(params=[False, True], ids=["no role", "a role"])
async def ranks(request: pytest.FixtureRequest, people: People, services: Services) -> Mapping[str, Right | None]:
    if not request.param:
        return BEFORE
    await services.storage.servers.choose(EDITOR_ROLE, str(people.editors.id), Scope(people.guild.id), an_act())
    return AFTER


def the_bot(env: simcord.Env) -> Onrecord:
    assert isinstance(env.bot, Onrecord)
    return env.bot


def every_command(client: Onrecord) -> Iterator[str]:
    for command in chain(client.tree.walk_commands(), client.tree.walk_commands(type=discord.AppCommandType.message)):
        if not isinstance(command, app_commands.Group):
            yield command.qualified_name


def every_button(client: Onrecord) -> Mapping[re.Pattern[str], type[object]]:
    return client._connection._view_store._dynamic_items  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def every_form() -> Iterator[type[Form]]:
    for module in pkgutil.iter_modules(bot.ui.__path__, "bot.ui."):
        importlib.import_module(module.name)
    return (form for form in subclasses(Form) if not unfinished(form))


def unfinished(form: type[Form]) -> bool:
    return any(getattr(value, "__isabstractmethod__", False) for value in (getattr(form, name) for name in dir(form)))


def refused(result: simcord.InteractionResult) -> bool:
    return any(answer(result).startswith(one) for one in REFUSALS)


class TestRows:
    async def test_every_command_and_menu_has_its_row(self, simcord_env: simcord.Env) -> None:
        assert set(every_command(the_bot(simcord_env))) == set(ROWS)
        assert dict(COMMANDS) == dict(ROWS)

    async def test_every_button_has_its_row_and_its_right(self, simcord_env: simcord.Env) -> None:
        for pattern, item in every_button(the_bot(simcord_env)).items():
            assert issubclass(item, Remembering)
            rows = [right for written, right in rows_of_items().items() if pattern.fullmatch(written)]
            assert [item.right] == rows, f"{item.__name__} {pattern.pattern}"

    async def test_no_button_goes_round_the_gate(self, simcord_env: simcord.Env) -> None:
        for item in every_button(the_bot(simcord_env)).values():
            assert "callback" not in vars(item)
            assert "interaction_check" not in vars(item)

    async def test_every_form_has_its_row_and_its_right_and_none_goes_round_the_gate(self) -> None:
        assert {form.__name__: form.right for form in every_form()} == FORMS
        for form in every_form():
            assert all("on_submit" not in vars(one) for one in form.__mro__[: form.__mro__.index(Form)])

    async def test_no_view_listens_by_itself_but_the_way_back_to_a_form(self) -> None:
        every_form()
        own = {
            one.__name__
            for one in subclasses(ui.Button)
            if "callback" in vars(one) and one.__module__.startswith("bot.")
        }

        assert own == {"_Back"}


def rows_of_items() -> Mapping[str, Right]:
    return {**PRESSED, **{custom_id: right for custom_id, (right, _) in CHOSEN.items()}}


def subclasses(known: type[Known]) -> Iterator[type[Known]]:
    for one in known.__subclasses__():
        yield one
        yield from subclasses(one)


async def test_commands_do_what_only_their_people_may(people: People, ranks: Mapping[str, Right | None]) -> None:
    for name, right in ROWS.items():
        for person, what in ranks.items():
            result = await called(people, person, name)
            assert refused(result) is not may(what, right), (name, person, answer(result))


async def called(people: People, person: str, name: str) -> simcord.InteractionResult:
    if name[0].isupper():
        message = await people["member"].send(people.channel, "there are 5,000 US troops in Japan")
        return await people[person].context_menu(people.channel, name, message)
    return await people[person].slash(people.channel, name, **FIELDS.get(name, {}))


async def test_suggestions_of_an_editors_command_are_for_editors(
    simcord_env: simcord.Env, people: People, ranks: Mapping[str, Right | None]
) -> None:
    for command in the_bot(simcord_env).tree.walk_commands():
        for option in getattr(command, "parameters", ()):
            if not option.autocomplete:
                continue
            for person, what in ranks.items():
                name = command.qualified_name
                given = filled(name, option.name)
                offered = await people[person].autocomplete(people.channel, name, option.name, "", **given)
                assert bool(offered) is may(what, ROWS[name]), (name, person)


def filled(name: str, without: str) -> dict[str, object]:
    """Return what stands in a command's other options."""
    given = FIELDS.get(name, {})
    return {name: value for name, value in given.items() if name != without}


async def test_buttons_do_what_only_their_people_may(people: People, ranks: Mapping[str, Right | None]) -> None:
    for custom_id, right in PRESSED.items():
        for person, what in ranks.items():
            result = await press(people, person, custom_id)
            assert refused(result) is not may(what, right), (custom_id, person, answer(result))


async def test_menus_do_what_only_their_people_may(people: People, ranks: Mapping[str, Right | None]) -> None:
    for custom_id, (right, kind) in CHOSEN.items():
        for person, what in ranks.items():
            menu = {"type": kind, "id": 90, "custom_id": custom_id, "min_values": 1, "max_values": 1}
            card = await with_item(people, person, menu)
            chosen = people.channel if kind == 8 else people.editors
            result = await people[person].select(card, [chosen], custom_id=custom_id)
            assert refused(result) is not may(what, right), (custom_id, person, answer(result))


async def press(people: People, person: str, custom_id: str) -> simcord.InteractionResult:
    """Press a button whose id somebody has copied to a message of the bot's."""
    button = {"type": 2, "id": 90, "style": 2, "label": "Copied", "custom_id": custom_id, "disabled": False}
    return await people[person].click(await with_item(people, person, button), label="Copied")


async def with_item(people: People, person: str, item: Mapping[str, object]) -> simcord.ResponseMessage:
    shown = await people[person].slash(people.channel, "claim search")
    assert shown.response is not None
    stored = shown.response._message  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    stored.components.append({"type": 1, "id": 91, "components": [item]})
    return shown.response


async def test_a_form_is_refused_once_its_editor_is_none_any_more(people: People, services: Services) -> None:
    scope = Scope(people.guild.id)
    await services.storage.servers.choose(EDITOR_ROLE, str(people.editors.id), scope, an_act())
    form = await people["editor"].slash(people.channel, "claim add")
    other = people.guild.create_role("others")
    await services.storage.servers.choose(EDITOR_ROLE, str(other.id), scope, an_act())

    sent = await people["editor"].submit_modal(form, {"claim": "Otters number 340."})

    assert refused(sent)
    assert await services.storage.claims.drafts(scope, limit=1) == ()


@pytest.mark.usefixtures("people")
async def test_where_the_bot_is_no_member_nobody_is_an_editor(simcord_env: simcord.Env) -> None:
    bob = simcord_env.create_user("bob")

    assert answer(await bob.slash("claim add")) == str(NotHere())
    assert "“" in answer(await bob.slash("claim show", claim=KEY))
