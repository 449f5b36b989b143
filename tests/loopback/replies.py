"""What a bot answered, as the person in front of the screen sees it."""

from dataclasses import dataclass

from .json_values import Json, components, number, record, records, text
from .limits import SELECTS
from .world import is_private


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    custom_id: str
    url: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A message of the bot's."""

    #: The fields as the bot sent them.
    sent: Json
    #: The message as it stands on Discord; later edits show here.
    message: Json
    #: Whether this changed a message that was there already.
    edits: bool = False

    @property
    def private(self) -> bool:
        """Whether only one person sees it."""
        return is_private(self.message)

    @property
    def text(self) -> str:
        """All its words, in reading order."""
        shown = [text(one.get("content")) for one in components(self.message["components"]) if one.get("type") == 10]
        return "\n".join(part for part in (text(self.message["content"]), *shown) if part)

    @property
    def replies_to(self) -> int:
        """The id of the message it replies to; 0 for none."""
        return number(record(self.message.get("message_reference")).get("message_id"))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Its buttons, in reading order."""
        return tuple(
            Button(text(one.get("label")), text(one.get("custom_id")), text(one.get("url")), bool(one.get("disabled")))
            for one in components(self.message["components"])
            if one.get("type") == 2
        )

    @property
    def menus(self) -> tuple[Json, ...]:
        """Its select menus, in reading order."""
        return tuple(one for one in components(self.message["components"]) if one.get("type") in SELECTS)

    @property
    def attachments(self) -> tuple[Json, ...]:
        """The files it carries."""
        return tuple(records(self.message["attachments"]))

    def button(self, label: str) -> Button:
        """Return the button with this label."""
        found = [button for button in self.buttons if button.label == label]
        assert found, f"no button {label!r} among {[button.label for button in self.buttons]}"
        return found[0]

    def menu(self, named: str) -> Json:
        """Return the select menu with this custom_id or placeholder."""
        found = [menu for menu in self.menus if named in (menu.get("custom_id"), menu.get("placeholder"))]
        assert found, f"no menu {named!r} among {[menu.get('placeholder') for menu in self.menus]}"
        return found[0]
