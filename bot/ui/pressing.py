"""Buttons and menus that know all they need by their custom id, so that they work after a restart."""

import re
from abc import abstractmethod
from typing import ClassVar, Generic, Self, TypeVar

import discord
from discord import ui

from bot.ui.failures import report
from bot.ui.rights import Right, require

Pressed = TypeVar("Pressed", bound=ui.Item[ui.LayoutView])


class Remembering(ui.DynamicItem[Pressed], Generic[Pressed], template="-"):
    """A button or menu whose custom id is all it knows, pressed by somebody with the right to."""

    #: What one has to be to press it; whoever got to see it does not count.
    right: ClassVar[Right]

    def __init__(self, pressed: Pressed, match: re.Match[str]) -> None:
        super().__init__(pressed)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's signature
        item: ui.Item[ui.LayoutView],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make it from what was pressed."""
        return cls(item, match)  # type: ignore[arg-type]  # discord.py finds items by their custom id only

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what it says, for whoever may; the one error handler has the rest."""
        try:
            await require(interaction, self.right)
            await self.press(interaction)
        except Exception as error:  # noqa: BLE001 - discord.py would only log it and leave the user waiting
            await report(interaction, error)

    @abstractmethod
    async def press(self, interaction: discord.Interaction) -> None:
        """Do what it says."""
