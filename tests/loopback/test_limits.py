"""The limits on forms and menus, each a table of what is refused."""

import pytest

from .discord_server import LoopbackDiscord
from .json_values import Json, JsonValue
from .limits import message_faults
from .modal_limits import modal_faults


def a_form(*parts: Json, title: str = "Form", custom_id: str = "form") -> Json:
    shown: list[JsonValue] = [*parts]
    return {"title": title, "custom_id": custom_id, "components": shown}


def labelled(control: Json, *, label: str = "Name", description: str = "") -> Json:
    return {"type": 18, "label": label, "description": description, "component": {"custom_id": "it"} | control}


def words(**fields: JsonValue) -> Json:
    return labelled({"type": 4, "style": 1, **fields})


def options(count: int) -> list[JsonValue]:
    return [{"label": f"Option {number}", "value": str(number)} for number in range(count)]


def test_a_form_within_the_limits_has_no_faults() -> None:
    form = a_form(
        {"type": 10, "content": "Read this."},
        words(max_length=4000, value="x" * 4000),
        labelled({"type": 3, "custom_id": "menu", "options": options(25)}),
        labelled({"type": 22, "custom_id": "boxes", "options": options(10), "min_values": 0, "required": False}),
        {"type": 1, "components": [{"type": 4, "style": 2, "custom_id": "old", "label": "Old"}]},
    )

    assert list(modal_faults(form)) == []


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        (a_form(words(), title="x" * 46), "1 to 45"),
        (a_form(words(), custom_id="x" * 101), "1 to 100"),
        (a_form(), "0 parts"),
        (a_form(*[words()] * 6), "6 parts"),
        (a_form(words(), words()), "'it' stands twice"),
        (a_form({"type": 10, "content": " "}), "without text"),
        (a_form({"type": 4, "style": 1, "custom_id": "bare"}), "type 4 as a part"),
        (a_form(labelled({"type": 4, "style": 1}, label="x" * 46)), "1 to 45"),
        (a_form(labelled({"type": 4, "style": 1}, description="x" * 101)), "longer than 100"),
        (a_form(labelled({"type": 2})), "type 2 under a label"),
        (a_form(words(label="Twice")), "label of its own"),
        (a_form(words(value="x" * 51, max_length=50)), "filled in with 51"),
        (a_form(words(max_length=4001)), "0 to 4001"),
        (a_form(words(min_length=9, max_length=5)), "9 to 5"),
        (a_form(words(placeholder="x" * 101)), "longer than 100"),
        (a_form(labelled({"type": 3, "options": []})), "0 options"),
        (a_form(labelled({"type": 3, "options": options(26)})), "26 options"),
        (a_form(labelled({"type": 6, "disabled": True})), "disabled"),
        (a_form(labelled({"type": 6, "placeholder": "x" * 151})), "longer than 150"),
        (a_form(labelled({"type": 21, "options": options(1)})), "2 to 10"),
        (a_form(labelled({"type": 19, "max_values": 11})), "10 are allowed"),
        (a_form(labelled({"type": 19, "min_values": 0})), "required"),
    ],
)
def test_a_form_past_a_limit_is_told(form: Json, fault: str) -> None:
    found = list(modal_faults(form))

    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ([{"type": 3, "custom_id": "a", "options": options(26)}], "26 options"),
        ([{"type": 3, "custom_id": "a", "options": [*options(1), *options(1)]}], "two options of one value"),
        ([{"type": 3, "custom_id": "a", "options": options(2), "max_values": 3}], "up to 3 of 2"),
        ([{"type": 3, "custom_id": "a", "options": [{"label": "x" * 101, "value": "a"}]}], "label is not"),
        ([{"type": 6, "custom_id": "a", "min_values": 3, "max_values": 2}], "3 to 2 values"),
        ([{"type": 6, "custom_id": "a", "placeholder": "x" * 151}], "longer than 150"),
        ([{"type": 6}], "without custom_id"),
        ([{"type": 6, "custom_id": "a"}, {"type": 2, "label": "b", "custom_id": "b"}], "shares its row"),
        ([{"type": 4, "custom_id": "a", "style": 1}], "forms alone"),
    ],
)
def test_a_menu_past_a_limit_is_told(row: list[Json], fault: str) -> None:
    found = list(message_faults({"content": "x", "components": [{"type": 1, "components": [*row]}]}))

    assert any(fault in one for one in found), found


async def test_an_edited_message_loses_and_gains_the_mention(server: LoopbackDiscord) -> None:
    alice = server.member(await server.guild("one"))
    bot = server.world.bot
    message = await server.post(alice, f"{bot.mention} hello")
    readable = [server.gateway.readable(message, 0)["content"]]

    for said in ("hello", f"hello {bot.mention}"):
        await server.edit_message(alice, message, said)
        readable.append(server.gateway.readable(message, 0)["content"])

    assert readable == [f"{bot.mention} hello", "", f"hello {bot.mention}"]
