"""A Discord on 127.0.0.1: what people do there, and what they get back."""

import asyncio
import time
from collections.abc import Mapping
from copy import deepcopy

from .choosing import Chosen, chosen_values
from .forms import Entry, Form
from .interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Interaction
from .json_values import Json, JsonValue, components, records, text
from .limits import bounds
from .options import OptionValue
from .places import Place
from .replies import Reply
from .resolving import Resolved
from .talk import Talk
from .waiting import DEADLINE, until

#: Seconds without a further answer after which no more is expected.
QUIET = 0.3


class LoopbackDiscord(Talk):
    """The server, and everybody on it but the bot."""

    async def slash(self, place: Place, command: str, **options: OptionValue) -> Reply:
        """Let somebody use a slash command, and return the answer's message."""
        return await self._first_reply(await self._called(place, command, options), f"answer to /{command}")

    async def slash_form(self, place: Place, command: str, **options: OptionValue) -> Form:
        """Let somebody use a slash command, and return the form that it opens."""
        return await self._form(await self._called(place, command, options), f"form of /{command}")

    async def _called(self, place: Place, command: str, options: dict[str, OptionValue]) -> Interaction:
        fields = self.rest.commands.call(command, place, options)
        return await self.rest.interactions.begin(COMMAND, place, fields)

    async def message_menu(self, place: Place, command: str, message: Json) -> Reply:
        """Let somebody use a command from a message's menu, and return the answer's message."""
        return await self._first_reply(await self._from_menu(place, command, message), f"answer to {command}")

    async def message_menu_form(self, place: Place, command: str, message: Json) -> Form:
        """Let somebody use a command from a message's menu, and return the form that it opens."""
        return await self._form(await self._from_menu(place, command, message), f"form of {command}")

    async def _from_menu(self, place: Place, command: str, message: Json) -> Interaction:
        registered = self.rest.commands.named(command, 3, place)
        resolved: Json = {"messages": {text(message["id"]): self._standing(message)}}
        fields: Json = {"id": registered["id"], "name": command, "type": 3, "resolved": resolved}
        fields["target_id"] = message["id"]
        return await self.rest.interactions.begin(COMMAND, place, fields)

    async def autocomplete(self, place: Place, command: str, **typed: str) -> list[Json]:
        """Let somebody type the last of these options, and return the choices offered."""
        fields = self.rest.commands.call(command, place, {**typed}, focused=list(typed)[-1])
        interaction = await self.rest.interactions.begin(AUTOCOMPLETE, place, fields)
        await until(lambda: interaction.answered, f"choices for /{command}", seconds=self.deadline)
        return interaction.choices

    async def press(self, place: Place, label: str, reply: Reply) -> list[Reply]:
        """Let somebody press a button, and return all that came of it, at least one message or change."""
        interaction = await self._pressed_button(place, label, reply)
        return await self._replies(interaction, f"answer to the button {label!r}")

    async def press_form(self, place: Place, label: str, reply: Reply) -> Form:
        """Let somebody press a button, and return the form that it opens."""
        return await self._form(await self._pressed_button(place, label, reply), f"form of the button {label!r}")

    async def _pressed_button(self, place: Place, label: str, reply: Reply) -> Interaction:
        button = reply.button(label)
        assert not button.disabled, f"the button {label!r} is disabled"
        assert not button.url, f"the button {label!r} is a link"
        return await self._pressed(place, button.custom_id, self._standing(reply.message))

    async def choose(self, place: Place, reply: Reply, menu: str, chosen: Chosen) -> list[Reply]:
        """Let somebody choose in a menu, named by its placeholder or custom_id, and return all that came of it."""
        interaction = await self._chosen(place, reply, menu, chosen)
        return await self._replies(interaction, f"answer to the menu {menu!r}")

    async def choose_form(self, place: Place, reply: Reply, menu: str, chosen: Chosen) -> Form:
        """Let somebody choose in a menu, and return the form that it opens."""
        return await self._form(await self._chosen(place, reply, menu, chosen), f"form of the menu {menu!r}")

    async def _chosen(self, place: Place, reply: Reply, menu: str, chosen: Chosen) -> Interaction:
        control = reply.menu(menu)
        assert not control.get("disabled"), f"the menu {menu!r} is disabled"
        resolved = self._resolved(place)
        values = chosen_values(control, chosen, resolved)
        assert len(values) >= bounds(control)[0], f"the menu {menu!r} wants more values"
        fields: Json = {"custom_id": control["custom_id"], "component_type": control["type"], "id": control["id"]}
        fields |= {"values": [*values]} | resolved.field
        pressed = self._standing(reply.message)
        return await self.rest.interactions.begin(COMPONENT, place, fields, pressed=pressed)

    async def submit(self, form: Form, entries: Mapping[str, Entry]) -> list[Reply]:
        """Let somebody fill in fields, named by their labels, and submit the form; return all that came of it."""
        fields = form.submission(entries, self._resolved(form.place))
        interaction = await self.rest.interactions.begin(SUBMIT, form.place, fields, pressed=form.pressed)
        return await self._replies(interaction, f"answer to the form {form.title!r}")

    async def press_forged(self, place: Place, custom_id: str, reply: Reply) -> list[Reply]:
        """Press a button whose custom_id was swapped for another's, as no honest client does; silence will do."""
        forged = deepcopy(reply.message)
        button = next(one for one in components(forged["components"]) if one.get("custom_id"))
        forged["components"] = _swapped(forged["components"], text(button["custom_id"]), custom_id)
        interaction = await self._pressed(place, custom_id, forged)
        await until(lambda: interaction.answered, f"answer to the button {custom_id!r}", seconds=self.deadline)
        return await _all_replies(interaction)

    async def _pressed(self, place: Place, custom_id: str, message: Json) -> Interaction:
        fields: Json = {"custom_id": custom_id, "component_type": 2}
        return await self.rest.interactions.begin(COMPONENT, place, fields, pressed=message)

    def _resolved(self, place: Place) -> Resolved:
        return Resolved(self.world, self.rest.files, place.channel.guild_id)

    async def _form(self, interaction: Interaction, what: str) -> Form:
        sent = await until(lambda: interaction.modal, what, seconds=self.deadline)
        return Form(sent, interaction.place, interaction.pressed)

    async def _first_reply(self, interaction: Interaction, what: str) -> Reply:
        def look() -> Reply | None:
            assert not interaction.modal, f"a form came, and no {what}"
            return next(iter(interaction.replies), None)

        return await until(look, what, seconds=self.deadline)

    async def _replies(self, interaction: Interaction, what: str) -> list[Reply]:
        await self._first_reply(interaction, what)
        return await _all_replies(interaction)


async def _all_replies(interaction: Interaction) -> list[Reply]:
    limit = time.monotonic() + DEADLINE
    seen = -1
    while seen < len(interaction.replies) and time.monotonic() < limit:
        seen = len(interaction.replies)
        await asyncio.sleep(QUIET)
    return interaction.replies


def _swapped(value: JsonValue, old: str, new: str) -> list[JsonValue]:
    swapped: list[JsonValue] = []
    for component in records(value):
        if component.get("custom_id") == old:
            component["custom_id"] = new
        if "components" in component:
            component["components"] = _swapped(component["components"], old, new)
        if component.get("accessory"):
            component["accessory"] = _swapped([component["accessory"]], old, new)[0]
        swapped.append(component)
    return swapped
