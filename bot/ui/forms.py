"""What all forms have in common: who may send one in, refusals that lose nothing, and how their fields look."""

from abc import abstractmethod
from typing import ClassVar

import discord
from discord import ui

from bot.ui.cards import Box, Button, Card, Row, Text
from bot.ui.failures import report
from bot.ui.replies import send
from bot.ui.rights import Right, require
from bot.ui.text import cut, shown
from storage.errors import UserError
from storage.models import Scope

#: Seconds a form may stay open, and a refused one may be taken up again.
_OPEN = 3_600.0

TextInput = ui.TextInput[ui.Modal]
Label = ui.Label[ui.Modal]


class Form(ui.Modal):
    """A form; each field's name is its custom id."""

    #: What one has to be to send it in, whoever was shown it.
    right: ClassVar[Right]

    def __init__(self, title: str) -> None:
        super().__init__(title=cut(title, 45), timeout=_OPEN)

    def line(self, label: str, name: str, value: str = "", *, hint: str | None = None, most: int = 4_000) -> TextInput:
        """Add a field of one line; it may be left empty."""
        return self._field(label, hint, ui.TextInput(custom_id=name, default=value[:most], max_length=most))

    def area(self, label: str, name: str, value: str = "", *, hint: str | None = None, most: int = 4_000) -> TextInput:
        """Add a field of several lines; it may be left empty."""
        style = discord.TextStyle.paragraph
        return self._field(
            label, hint, ui.TextInput(custom_id=name, default=value[:most], max_length=most, style=style)
        )

    def _field(self, label: str, hint: str | None, field: TextInput) -> TextInput:
        field.required = False
        self.add_item(Label(text=label, description=hint, component=field))
        return field

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Take what was written, from whoever may; a refusal offers the form again as it was."""
        try:
            await self.submitted(interaction, await require(interaction, self.right))
        except UserError as refusal:
            await send(interaction, Refused(str(refusal), self.again()), private=True)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it and leave the user waiting
            await report(interaction, error)

    @abstractmethod
    async def submitted(self, interaction: discord.Interaction, scope: Scope) -> None:
        """Do what the form is for, in the scope."""

    @abstractmethod
    def again(self) -> "Form":
        """Return the form once more, filled in as it was sent."""


class Refused(Card):
    """A refusal, with a button back to what was written."""

    def __init__(self, sentence: str, form: Form) -> None:
        super().__init__()
        self.timeout = _OPEN
        back = _Back(form)
        self.add_item(Box(Text(shown(sentence, 1_900)), Row(back)))

    def is_finished(self) -> bool:
        """Have discord.py listen to the button: what was written is not kept anywhere else."""
        return False


class _Back(Button):
    """Opens the refused form again; a form sent twice is a new one each time."""

    def __init__(self, form: Form) -> None:
        super().__init__(label="Correct it", style=discord.ButtonStyle.primary)
        self._form = form

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open it."""
        try:
            await require(interaction, self._form.right)
            await interaction.response.send_modal(self._form.again())
        except Exception as error:  # noqa: BLE001 - as for the form
            await report(interaction, error)
