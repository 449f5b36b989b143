"""Forms as a person sees them, and what a client sends when they are submitted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .choosing import Chosen, chosen_values, preset
from .json_values import Json, JsonValue, record, records, text
from .limits import TEXT_DISPLAY
from .modal_limits import LABEL, RADIO_GROUP, is_required, lengths
from .places import Place
from .resolving import Resolved

#: What goes into a field: words, a tick, or what was chosen.
Entry: TypeAlias = Chosen | bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form."""

    label: str
    description: str
    #: The control as the bot sent it.
    control: Json

    @property
    def value(self) -> str:
        """The words that it is filled in with."""
        return text(self.control.get("value"))

    @property
    def required(self) -> bool:
        """Whether it must be filled in."""
        return is_required(self.control)


@dataclass(frozen=True, slots=True)
class Form:
    """A form in front of somebody."""

    #: The form as the bot sent it, its components numbered.
    sent: Json
    #: Who has it open, and where.
    place: Place
    #: The message whose button or menu opened it.
    pressed: Json | None = None

    @property
    def title(self) -> str:
        """Its title."""
        return text(self.sent["title"])

    @property
    def text(self) -> str:
        """The words between its fields."""
        return "\n".join(text(one["content"]) for one in self._parts if one["type"] == TEXT_DISPLAY)

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, from top to bottom."""
        return tuple(_field(part) for part in self._parts if part["type"] != TEXT_DISPLAY)

    @property
    def _parts(self) -> list[Json]:
        return records(self.sent["components"])

    def field(self, label: str) -> Field:
        """Return the field with this label."""
        found = [field for field in self.fields if field.label == label]
        assert len(found) == 1, f"not one field {label!r} among {[field.label for field in self.fields]}"
        return found[0]

    def submission(self, entries: Mapping[str, Entry], resolved: Resolved) -> Json:
        """Return the fields that MODAL_SUBMIT carries; what is not entered stays as it was filled in."""
        for label in entries:
            self.field(label)
        sent: list[JsonValue] = [*self._submitted(entries, resolved)]
        return {"custom_id": self.sent["custom_id"], "components": sent} | resolved.field

    def _submitted(self, entries: Mapping[str, Entry], resolved: Resolved) -> Iterator[Json]:
        for part in self._parts:
            shell: Json = {"type": part["type"], "id": part["id"]}
            if part["type"] == TEXT_DISPLAY:
                yield shell
                continue
            field = _field(part)
            filled = _filled(field, entries.get(field.label), resolved)
            inside: Json = {"component": filled} if part["type"] == LABEL else {"components": [filled]}
            yield shell | inside


def _field(part: Json) -> Field:
    if part["type"] == LABEL:
        return Field(text(part["label"]), text(part.get("description")), record(part["component"]))
    control = records(part["components"])[0]
    return Field(text(control.get("label")), "", control)


def _filled(field: Field, entry: Entry | None, resolved: Resolved) -> Json:
    control = field.control
    sent: Json = {"type": control["type"], "id": control["id"], "custom_id": control["custom_id"]}
    match control["type"]:
        case 4:
            return sent | {"value": _words(field, field.value if entry is None else entry)}
        case 23:
            ticked = bool(control.get("default")) if entry is None else entry
            assert isinstance(ticked, bool), f"the field {field.label!r} takes a tick"
            return sent | {"value": ticked}
        case kind:
            assert not isinstance(entry, bool), f"the field {field.label!r} takes no tick"
            values = chosen_values(control, preset(control, resolved) if entry is None else entry, resolved)
            assert values or not field.required, f"the field {field.label!r} is required"
            if kind == RADIO_GROUP:
                return sent | {"value": values[0] if values else None}
            return sent | {"values": [*values]}


def _words(field: Field, entry: Entry) -> str:
    low, high = lengths(field.control)
    assert isinstance(entry, str), f"the field {field.label!r} takes words"
    assert entry or not field.required, f"the field {field.label!r} is required"
    assert not entry or low <= len(entry) <= high, f"the field {field.label!r} takes {low} to {high} characters"
    return entry
