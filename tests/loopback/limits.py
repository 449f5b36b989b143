"""What Discord refuses: the limits on messages, components, commands and autocomplete, each fault in a sentence."""

import re
from collections import Counter
from collections.abc import Iterator

from .json_values import Json, JsonValue, components, items, number, record, records, text
from .world import COMPONENTS_V2

ACTION_ROW, BUTTON, STRING_SELECT, SECTION, TEXT_DISPLAY, CONTAINER = 1, 2, 3, 9, 10, 17
LINK, CHECKBOX_GROUP = 5, 22
#: Select menus of all kinds.
SELECTS = frozenset({3, 5, 6, 7, 8})
#: What stands in forms alone.
FORM_ONLY = frozenset({4, 18, 19, 21, 22, 23})
_V2_ONLY = frozenset({9, 10, 11, 12, 13, 14, 17})
_CHAT_NAME = re.compile(r"[-_'\w]{1,32}")
_CHILDREN = {ACTION_ROW: range(1, 6), SECTION: range(1, 4), CONTAINER: range(1, 41)}


def message_faults(message: Json) -> Iterator[str]:
    """Yield what is wrong with a message as it would stand."""
    if len(text(message.get("content"))) > 2000:
        yield "content is longer than 2000"
    if len(text(message.get("nonce"))) > 25:
        yield "nonce is longer than 25"
    if len(items(message.get("embeds"))) > 10:
        yield "more than 10 embeds"
    if number(message.get("flags")) & COMPONENTS_V2:
        yield from _layout_faults(message)
    else:
        yield from _classic_faults(message)
    yield from _component_faults(message.get("components"))


def _layout_faults(message: Json) -> Iterator[str]:
    everything = list(components(message.get("components")))
    if message.get("content") or message.get("embeds") or message.get("poll") or message.get("sticker_ids"):
        yield "content, embeds, polls and stickers cannot stand beside Components V2"
    if not everything:
        yield "a Components V2 message without components"
    if len(everything) > 40:
        yield f"{len(everything)} components, 40 are allowed"
    if (length := sum(len(text(one.get("content"))) for one in everything if one.get("type") == TEXT_DISPLAY)) > 4000:
        yield f"{length} characters of text, 4000 are allowed"


def _classic_faults(message: Json) -> Iterator[str]:
    rows = records(message.get("components"))
    if len(rows) > 5:
        yield "more than 5 action rows"
    if any(one.get("type") in _V2_ONLY for one in components(message.get("components"))):
        yield "Components V2 without their flag"
    if any(row.get("type") != ACTION_ROW for row in rows):
        yield "a component outside an action row"


def _component_faults(value: JsonValue) -> Iterator[str]:
    everything = list(components(value))
    custom_ids = Counter(text(one.get("custom_id")) for one in everything if one.get("custom_id"))
    yield from (f"custom_id {name!r} stands twice" for name, times in custom_ids.items() if times > 1)
    yield from (f"custom_id {name!r} is longer than 100" for name in custom_ids if len(name) > 100)
    ids = Counter(number(one["id"]) for one in everything if one.get("id"))
    yield from (f"component id {one} stands twice" for one, times in ids.items() if times > 1)
    for component in everything:
        yield from _faults_of_one(component)
        yield from select_faults(component)


def _faults_of_one(component: Json) -> Iterator[str]:
    kind = number(component.get("type"))
    if kind == BUTTON:
        yield from _button_faults(component)
    if kind == TEXT_DISPLAY and not text(component.get("content")).strip():
        yield "an empty text display"
    if kind in _CHILDREN and len(items(component.get("components"))) not in _CHILDREN[kind]:
        yield f"a component of type {kind} with {len(items(component.get('components')))} children"
    if kind == SECTION and record(component.get("accessory")).get("type") not in {BUTTON, 11}:
        yield "a section without a button or picture beside it"
    inside = records(component.get("components"))
    if kind == ACTION_ROW and len(inside) > 1 and any(child.get("type") in SELECTS for child in inside):
        yield "a select menu that shares its row"
    if kind in FORM_ONLY:
        yield f"a component of type {kind}, which stands in forms alone"


def select_faults(menu: Json) -> Iterator[str]:
    """Yield what is wrong with a select menu; nothing for another component."""
    kind = number(menu.get("type"))
    if kind not in SELECTS:
        return
    if not menu.get("custom_id"):
        yield "a select menu without custom_id"
    if len(text(menu.get("placeholder"))) > 150:
        yield "a placeholder longer than 150"
    low, high = bounds(menu)
    if not 0 <= low <= 25 or not max(low, 1) <= high <= 25:
        yield f"a select menu for {low} to {high} values"
    if kind == STRING_SELECT:
        yield from listed_faults(menu, range(1, 26))
        if high > len(items(menu.get("options"))):
            yield f"a select menu for up to {high} of {len(items(menu.get('options')))} options"


def bounds(component: Json) -> tuple[int, int]:
    """Return how few and how many values may be chosen."""
    low, high = component.get("min_values"), component.get("max_values")
    most = len(items(component.get("options"))) if component.get("type") == CHECKBOX_GROUP else 1
    return 1 if low is None else number(low), most if high is None else number(high)


def listed_faults(component: Json, allowed: range) -> Iterator[str]:
    """Yield what is wrong with the options that a component lists."""
    options = records(component.get("options"))
    if len(options) not in allowed:
        yield f"{len(options)} options, {allowed.start} to {allowed.stop - 1} are allowed"
    if len({text(option.get("value")) for option in options}) < len(options):
        yield "two options of one value"
    for option in options:
        for name in ("label", "value"):
            if not 1 <= len(text(option.get(name))) <= 100:
                yield f"an option whose {name} is not 1 to 100 characters long"
        if len(text(option.get("description"))) > 100:
            yield "an option's description longer than 100"


def _button_faults(button: Json) -> Iterator[str]:
    url = text(button.get("url"))
    if len(text(button.get("label"))) > 80:
        yield "a button label longer than 80"
    if not button.get("label") and not button.get("emoji"):
        yield "a button without label"
    if (button.get("style") == LINK) != bool(url) or bool(url) == bool(button.get("custom_id")):
        yield "a button has either a link and its style, or a custom_id"
    if url and (len(url) > 512 or not re.match(r"(?:https?|discord)://\S+$", url)):
        yield f"a button's link {url!r} is no link"


def choice_faults(choices: JsonValue) -> Iterator[str]:
    """Yield what is wrong with choices, of an option or of autocomplete."""
    if len(items(choices)) > 25:
        yield f"{len(items(choices))} choices, 25 are allowed"
    for choice in records(choices):
        if not 1 <= len(text(choice.get("name"))) <= 100:
            yield f"the choice {choice.get('name')!r} is not 1 to 100 characters long"
        if isinstance(choice.get("value"), str) and not 1 <= len(text(choice["value"])) <= 100:
            yield f"the value of choice {choice.get('name')!r} is not 1 to 100 characters long"


def commands_faults(commands: JsonValue) -> Iterator[str]:
    """Yield what is wrong with a set of global commands."""
    kinds = Counter(number(command.get("type")) or 1 for command in records(commands))
    for kind, limit in ((1, 100), (2, 15), (3, 15)):
        if kinds[kind] > limit:
            yield f"{kinds[kind]} commands of type {kind}, {limit} are allowed"
    names = Counter((number(command.get("type")) or 1, text(command.get("name"))) for command in records(commands))
    yield from (f"two commands are called {name!r}" for (_, name), times in names.items() if times > 1)
    for command in records(commands):
        yield from _command_faults(command)


def _command_faults(command: Json) -> Iterator[str]:
    name = text(command.get("name"))
    if (number(command.get("type")) or 1) == 1:
        yield from _named_faults(command)
        yield from _option_faults(command, depth=0)
        if _characters(command) > 8000:
            yield f"command {name!r} has more than 8000 characters"
    elif not 1 <= len(name) <= 32 or command.get("description") or command.get("options"):
        yield f"menu command {name!r}: 1 to 32 characters, no description, no options"
    if set(items(command.get("contexts"))) - {0, 1, 2} or set(items(command.get("integration_types"))) - {0, 1}:
        yield f"command {name!r} has unknown contexts or installs"


def _named_faults(named: Json) -> Iterator[str]:
    name = text(named.get("name"))
    if not _CHAT_NAME.fullmatch(name) or name != name.lower():
        yield f"the name {name!r} is not 1 to 32 lower-case characters"
    if not 1 <= len(text(named.get("description"))) <= 100:
        yield f"the description of {name!r} is not 1 to 100 characters long"


def _option_faults(command: Json, depth: int) -> Iterator[str]:
    options = records(command.get("options"))
    name = command.get("name")
    if len(options) > 25:
        yield f"{name!r} has {len(options)} options, 25 are allowed"
    if len({text(option.get("name")) for option in options}) < len(options):
        yield f"{name!r} has two options of one name"
    wanted = [bool(option.get("required")) for option in options]
    if wanted != sorted(wanted, reverse=True):
        yield f"{name!r} has a required option after an optional one"
    for option in options:
        yield from _named_faults(option)
        yield from choice_faults(option.get("choices"))
        if option.get("autocomplete") and option.get("choices"):
            yield f"option {option.get('name')!r} has choices and autocomplete"
        if number(option.get("type")) == 2 and depth > 0:
            yield f"a group inside the group {name!r}"
        yield from _option_faults(option, depth + 1)


def _characters(command: Json) -> int:
    own = len(text(command.get("name"))) + len(text(command.get("description")))
    chosen = sum(
        len(text(choice.get("name"))) + len(str(choice.get("value"))) for choice in records(command.get("choices"))
    )
    return own + chosen + sum(_characters(option) for option in records(command.get("options")))
