"""A small bot of discord.py's own with forms, menus, files and rights, that the loopback server is proved with."""

import io
import os
from typing import TypeAlias

import discord
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

Pressed: TypeAlias = discord.Interaction[discord.Client]
Route.BASE = os.environ["DISCORD_API_BASE"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])


class ClaimForm(ui.Modal):
    """Asks for words, a tick, a role and a file."""

    def __init__(self, said: str = "", *, title: str = "Add a claim") -> None:
        super().__init__(title=title, custom_id="claim-form", timeout=None)
        self.words = ui.TextInput["ClaimForm"](default=said or None, max_length=50, min_length=3)
        self.sure = ui.Checkbox["ClaimForm"]()
        self.role = ui.RoleSelect["ClaimForm"](required=False)
        self.file = ui.FileUpload["ClaimForm"](required=False)
        self.add_item(ui.TextDisplay[ui.LayoutView]("Say what was claimed."))
        self.add_item(ui.Label["ClaimForm"](text="Claim", description="In one sentence", component=self.words))
        self.add_item(ui.Label["ClaimForm"](text="Sure", component=self.sure))
        self.add_item(ui.Label["ClaimForm"](text="Role", component=self.role))
        self.add_item(ui.Label["ClaimForm"](text="File", component=self.file))

    async def on_submit(self, interaction: Pressed) -> None:
        """Say what was entered."""
        files = [f"{file.filename}={(await file.read()).decode()}" for file in self.file.values]
        roles = [role.name for role in self.role.values]
        await interaction.response.send_message(f"{self.words.value} {self.sure.value} {roles} {files}", ephemeral=True)


class BoxesForm(ui.Modal):
    """Asks with every kind of list."""

    def __init__(self) -> None:
        super().__init__(title="Boxes", custom_id="boxes-form", timeout=None)
        self.radio = ui.RadioGroup["BoxesForm"](options=[_radio("one"), _radio("two")])
        boxes = [discord.CheckboxGroupOption(label=name.title(), value=name) for name in ("red", "green")]
        self.boxes = ui.CheckboxGroup["BoxesForm"](options=boxes, required=False)
        listed = [discord.SelectOption(label=name.title(), value=name) for name in ("off", "hint")]
        self.select = ui.Select["BoxesForm"](options=listed, required=True)
        self.channel = ui.ChannelSelect["BoxesForm"](required=True)
        for name, item in (("Radio", self.radio), ("Boxes", self.boxes), ("Policy", self.select)):
            self.add_item(ui.Label["BoxesForm"](text=name, component=item))
        self.add_item(ui.Label["BoxesForm"](text="Channel", component=self.channel))

    async def on_submit(self, interaction: Pressed) -> None:
        """Say later what was entered."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        channels = [channel.name for channel in self.channel.values]
        entered = f"{self.radio.value} {self.boxes.values} {self.select.values} {channels}"
        await interaction.followup.send(entered)


class EditForm(ui.Modal):
    """Asks for the words of the message whose button opened it."""

    def __init__(self) -> None:
        super().__init__(title="Edit", custom_id="edit-form", timeout=None)
        self.words = ui.TextInput["EditForm"]()
        self.add_item(ui.Label["EditForm"](text="Words", component=self.words))

    async def on_submit(self, interaction: Pressed) -> None:
        """Change the message."""
        await interaction.response.edit_message(content=self.words.value)


class Panel(ui.View):
    """A button and menus, for ever."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Edit", custom_id="panel:edit")
    async def edit(self, interaction: Pressed, button: ui.Button["Panel"]) -> None:
        """Open the form that changes this message."""
        del button
        await interaction.response.send_modal(EditForm())

    @ui.select(cls=ui.RoleSelect["Panel"], custom_id="panel:role", placeholder="Editors", min_values=0, max_values=2)
    async def role(self, interaction: Pressed, menu: ui.RoleSelect["Panel"]) -> None:
        """Say which roles were chosen."""
        await interaction.response.send_message(f"{[role.name for role in menu.values]}", ephemeral=True)

    @ui.select(cls=ui.ChannelSelect["Panel"], custom_id="panel:channel", placeholder="Log")
    async def channel(self, interaction: Pressed, menu: ui.ChannelSelect["Panel"]) -> None:
        """Put the channel's name into the message."""
        await interaction.response.edit_message(content=menu.values[0].name)

    @ui.select(
        cls=ui.Select["Panel"],
        custom_id="panel:policy",
        placeholder="Policy",
        options=[discord.SelectOption(label="Off", value="off"), discord.SelectOption(label="Hint", value="hint")],
    )
    async def policy(self, interaction: Pressed, menu: ui.Select["Panel"]) -> None:
        """Say what was chosen, once promised."""
        await interaction.response.defer()
        await interaction.followup.send(f"{menu.values}")


def _radio(name: str) -> discord.RadioGroupOption:
    return discord.RadioGroupOption(label=name.title(), value=name)


async def form(interaction: Pressed, title: str = "Add a claim") -> None:
    """Open the form."""
    await interaction.response.send_modal(ClaimForm(title=title))


async def boxes(interaction: Pressed) -> None:
    """Open the form with lists."""
    await interaction.response.send_modal(BoxesForm())


async def form_of_this(interaction: Pressed, message: discord.Message) -> None:
    """Open the form, filled in."""
    await interaction.response.send_modal(ClaimForm(message.content))


async def panel(interaction: Pressed) -> None:
    """Show the panel."""
    await interaction.response.send_message("panel", view=Panel())


async def who(interaction: Pressed) -> None:
    """Say what somebody may do, as the interaction has it and as their roles do, and which roles those are."""
    assert isinstance(interaction.user, discord.Member)
    rights = (interaction.permissions.manage_guild, interaction.user.guild_permissions.manage_guild)
    editors = discord.utils.get(interaction.user.guild.roles, name="editors")
    held = editors is not None and interaction.user.get_role(editors.id) is not None
    await interaction.response.send_message(f"{rights} {held}")


async def where(interaction: Pressed, channel: discord.TextChannel, role: discord.Role) -> None:
    """Say what was named."""
    await interaction.response.send_message(f"{channel.name} {role.name}")


async def read(interaction: Pressed, file: discord.Attachment) -> None:
    """Send a file back."""
    content = await file.read()
    sent = discord.File(io.BytesIO(content.upper()), filename=f"loud-{file.filename}")
    await interaction.response.send_message(f"{file.size} {file.content_type}", file=sent)


async def pick(interaction: Pressed, colour: str, size: app_commands.Range[int, 1, 5] = 1) -> None:
    """Say what was picked."""
    await interaction.response.send_message(f"{colour} {size}")


async def tell(interaction: Pressed) -> None:
    """Write to somebody directly."""
    try:
        await interaction.user.send("psst")
    except discord.Forbidden as refusal:
        await interaction.response.send_message(f"refused {refusal.code}")
    else:
        await interaction.response.send_message("sent")


async def amend(interaction: Pressed, message: str, words: str = "") -> None:
    """Change a message of the bot's own, or take it away."""
    assert isinstance(interaction.channel, discord.abc.Messageable)
    assert interaction.channel_id
    found = interaction.client.get_partial_messageable(interaction.channel_id).get_partial_message(int(message))
    try:
        await (found.edit(content=words) if words else found.delete())
    except discord.HTTPException as refusal:
        await interaction.response.send_message(f"refused {refusal.code}", ephemeral=True)
    else:
        await interaction.response.send_message("done", ephemeral=True)


class SampleKeeper(discord.AutoShardedClient):
    """Asks, and tells what happens."""

    async def setup_hook(self) -> None:
        """Register everything."""
        self.add_view(Panel())
        tree = app_commands.CommandTree[discord.Client](self)
        tree.command()(form)
        tree.command()(boxes)
        tree.command()(panel)
        tree.command()(who)
        tree.command()(where)
        tree.command()(read)
        tree.command()(tell)
        tree.command()(amend)
        tree.command(name="guarded", description="For some.")(app_commands.default_permissions(manage_guild=True)(who))
        colours = [app_commands.Choice(name="Red", value="red"), app_commands.Choice(name="Blue", value="blue")]
        inner = app_commands.Group(name="mid", description="Inner.")
        inner.command(name="leaf", description="Pick.")(app_commands.choices(colour=colours)(pick))
        outer = app_commands.Group(name="top", description="Outer.")
        outer.add_command(inner)
        tree.add_command(outer)
        tree.add_command(app_commands.ContextMenu(name="Form of this", callback=form_of_this))
        await tree.sync()

    async def on_ready(self) -> None:
        """Tell that servers which come now are new ones."""
        print("ready", flush=True)  # noqa: T201

    async def on_raw_message_edit(self, change: discord.RawMessageUpdateEvent) -> None:
        """Tell of a change."""
        edited = change.data.get("edited_timestamp") is not None
        print(f"edited {change.message_id} {change.data.get('content')!r} {edited}", flush=True)  # noqa: T201

    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Tell of a deletion."""
        print(f"deleted {gone.message_id} {gone.guild_id}", flush=True)  # noqa: T201

    async def on_raw_bulk_message_delete(self, gone: discord.RawBulkMessageDeleteEvent) -> None:
        """Tell of many."""
        print(f"deleted {sorted(gone.message_ids)} at once", flush=True)  # noqa: T201

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Tell of a server that is left."""
        print(f"left {guild.name}", flush=True)  # noqa: T201

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell of a server that is joined."""
        print(f"joined {guild.name} {len(guild.channels)} {len(guild.roles)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    SampleKeeper(intents=wanted, allowed_mentions=discord.AllowedMentions.none()).run(os.environ["DISCORD_TOKEN"])
