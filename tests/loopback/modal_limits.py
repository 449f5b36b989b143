"""What Discord refuses of a form, each fault in a sentence."""

from collections import Counter
from collections.abc import Iterator

from .json_values import Json, JsonValue, components, items, number, record, records, text
from .limits import CHECKBOX_GROUP, SELECTS, bounds, listed_faults, select_faults

TEXT_INPUT, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX = 4, 18, 19, 21, 23
#: What a label can hold.
CONTROLS = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}


def modal_faults(modal: Json) -> Iterator[str]:
    """Yield what is wrong with a form."""
    if not 1 <= len(text(modal.get("title"))) <= 45:
        yield f"the title {modal.get('title')!r} is not 1 to 45 characters long"
    if not 1 <= len(text(modal.get("custom_id"))) <= 100:
        yield "the form's custom_id is not 1 to 100 characters long"
    parts = records(modal.get("components"))
    if not 1 <= len(parts) <= 5:
        yield f"a form of {len(parts)} parts, 1 to 5 are allowed"
    for part in parts:
        yield from _part_faults(part)
    yield from _id_faults(modal.get("components"))


def _id_faults(value: JsonValue) -> Iterator[str]:
    everything = list(components(value))
    names = Counter(text(one.get("custom_id")) for one in everything if one.get("type") in CONTROLS)
    for name, times in names.items():
        if not 1 <= len(name) <= 100:
            yield f"the custom_id {name!r} is not 1 to 100 characters long"
        if times > 1:
            yield f"the custom_id {name!r} stands twice"
    ids = Counter(number(one["id"]) for one in everything if one.get("id"))
    yield from (f"component id {one} stands twice" for one, times in ids.items() if times > 1)


def _part_faults(part: Json) -> Iterator[str]:
    match number(part.get("type")):
        case 10:
            if not 1 <= len(text(part.get("content")).strip()) <= 4000:
                yield "a text display without text, or with more than 4000 characters"
        case 18:
            yield from _label_faults(part)
        case 1:
            yield from _row_faults(part)
        case kind:
            yield f"a component of type {kind} as a part of a form"


def _label_faults(label: Json) -> Iterator[str]:
    name = text(label.get("label"))
    if not 1 <= len(name) <= 45:
        yield f"the label {name!r} is not 1 to 45 characters long"
    if len(text(label.get("description"))) > 100:
        yield f"the description of {name!r} is longer than 100"
    control = record(label.get("component"))
    if control.get("label") is not None:
        yield f"the text input of {name!r} has a label of its own"
    yield from (f"{name!r}: {fault}" for fault in _control_faults(control))


def _row_faults(row: Json) -> Iterator[str]:
    # The older shape: a row that holds one text input with its own label.
    inside = records(row.get("components"))
    if len(inside) != 1 or inside[0].get("type") != TEXT_INPUT:
        yield "a form's row that holds anything but one text input"
        return
    name = text(inside[0].get("label"))
    if not 1 <= len(name) <= 45:
        yield f"the label {name!r} is not 1 to 45 characters long"
    yield from (f"{name!r}: {fault}" for fault in _control_faults(inside[0]))


def _control_faults(control: Json) -> Iterator[str]:
    kind = number(control.get("type"))
    if kind not in CONTROLS:
        yield f"a component of type {kind} under a label"
    if control.get("disabled"):
        yield "disabled, in a form"
    if kind == TEXT_INPUT:
        yield from _text_input_faults(control)
    if kind == RADIO_GROUP:
        yield from listed_faults(control, range(2, 11))
    if kind == CHECKBOX_GROUP:
        yield from listed_faults(control, range(1, 11))
    if kind in {FILE_UPLOAD, CHECKBOX_GROUP}:
        yield from _count_faults(control)
    yield from select_faults(control)


def _text_input_faults(control: Json) -> Iterator[str]:
    low, high = lengths(control)
    if control.get("style") not in {1, 2}:
        yield "a text input is of style 1 or 2"
    if not 0 <= low <= 4000 or not max(low, 1) <= high <= 4000:
        yield f"a text input for {low} to {high} characters"
    if len(text(control.get("value"))) > high:
        yield f"filled in with {len(text(control.get('value')))} characters, {high} are allowed"
    if len(text(control.get("placeholder"))) > 100:
        yield "a placeholder longer than 100"


def _count_faults(control: Json) -> Iterator[str]:
    low, high = bounds(control)
    if not 0 <= low <= 10 or not max(low, 1) <= high <= 10:
        yield f"from {low} to {high} values, 10 are allowed"
    if low == 0 and is_required(control):
        yield "required, and yet content with none"
    if control.get("type") == CHECKBOX_GROUP and high > len(items(control.get("options"))):
        yield f"up to {high} of {len(items(control.get('options')))} options"


def lengths(control: Json) -> tuple[int, int]:
    """Return how short and how long the text of a text input may be."""
    return number(control.get("min_length")), number(control.get("max_length")) or 4000


def is_required(control: Json) -> bool:
    """Say whether a control must be filled in; Discord's default is that it must."""
    return control.get("type") != CHECKBOX and control.get("required") is not False
