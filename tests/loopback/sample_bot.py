"""A small bot of discord.py's own that the loopback server is proved with."""

import os
from typing import TypeAlias

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Pressed: TypeAlias = discord.Interaction[discord.Client]
Route.BASE = os.environ["DISCORD_API_BASE"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])


class EchoButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]], template=r"echo:(?P<word>.+)"):
    """Says its word again, for ever."""

    def __init__(self, word: str) -> None:
        super().__init__(discord.ui.Button(label="Again", custom_id=f"echo:{word}"))
        self.word = word

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: object, match: object) -> "EchoButton":
        """Rebuild the button from what was pressed."""
        del item, match
        return cls(str((interaction.data or {}).get("custom_id")).removeprefix("echo:"))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Change the card, then say the word in public."""
        await interaction.response.edit_message(view=card("gone"))
        await interaction.followup.send(f"again {self.word}")


def card(word: str) -> discord.ui.LayoutView:
    """Return a card with a button."""
    view = discord.ui.LayoutView(timeout=None)
    row = discord.ui.ActionRow[discord.ui.LayoutView](EchoButton(word).item) if word != "gone" else None
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(f"echo {word}"), *([row] if row else [])))
    return view


async def echo(interaction: Pressed, word: str) -> None:
    """Say a word."""
    await interaction.response.send_message(view=card(word), ephemeral=True)


async def words(interaction: Pressed, current: str) -> list[app_commands.Choice[str]]:
    """Offer words."""
    del interaction
    return [app_commands.Choice(name=f"{current}{number}", value=str(number)) for number in range(int(current or 3))]


async def slow(interaction: Pressed) -> None:
    """Answer later."""
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("at last")


async def wrong(interaction: Pressed) -> None:
    """Answer with what Discord refuses."""
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay("x" * 3999))
    view.add_item(discord.ui.TextDisplay("x" * 3999))
    await interaction.response.send_message(view=view)


async def echo_this(interaction: Pressed, message: discord.Message) -> None:
    """Say a message again."""
    await interaction.response.send_message(f"{message.content} in {interaction.guild_id}")


class SampleBot(discord.AutoShardedClient):
    """Echoes."""

    async def setup_hook(self) -> None:
        """Register everything."""
        self.add_dynamic_items(EchoButton)
        installs = app_commands.AppInstallationType(guild=True, user=True)
        contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        tree = app_commands.CommandTree[discord.Client](self, allowed_contexts=contexts, allowed_installs=installs)
        tree.command(name="echo", description="Say a word.")(echo).autocomplete("word")(words)
        tree.command(name="slow", description="Answer later.")(slow)
        tree.command(name="wrong", description="Answer with what Discord refuses.")(wrong)
        tree.add_command(app_commands.ContextMenu(name="Echo this", callback=echo_this))
        await tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Echo what can be read."""
        if not message.author.bot and message.content:
            await message.reply(f"heard {message.clean_content}", mention_author=False)


if __name__ == "__main__":
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    SampleBot(intents=wanted, allowed_mentions=discord.AllowedMentions.none()).run(os.environ["DISCORD_TOKEN"])
