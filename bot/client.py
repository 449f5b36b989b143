"""The Discord client: intents, shards, which cogs, command sync, and the one error handler."""

import logging
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import cast

import discord
import yarl
from discord import app_commands
from discord.ext import commands

from bot.cogs.about import About
from bot.cogs.adding import Adding
from bot.cogs.check import Check
from bot.cogs.claims import Claims
from bot.cogs.corrections import Corrections
from bot.cogs.departures import Departures
from bot.cogs.following import Following
from bot.cogs.mentions import Mentions, respond
from bot.cogs.privacy import Privacy
from bot.cogs.queue import Queue
from bot.cogs.reading import Asked, asked
from bot.cogs.settings import ServerSettings
from bot.cogs.sources import Sources
from bot.config import Settings
from bot.connection import stay_connected
from bot.registered import same_commands
from bot.services import Services
from bot.ui import answered, asking, claim_buttons, privacy, queue, settings, source_drafts, sources
from bot.ui.buttons import BUTTONS
from bot.ui.failures import APOLOGY, one_line, report
from bot.ui.rights import COMMANDS, require
from bot.ui.turns import Turns
from bot.upkeep import Upkeep
from storage.models import EVERYWHERE

_log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["Onrecord"]):
    """The commands, with the one error handler."""

    async def on_error(
        self, interaction: discord.Interaction["Onrecord"], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer what went wrong."""
        await report(cast("discord.Interaction", interaction), error)

    async def interaction_check(self, interaction: discord.Interaction["Onrecord"], /) -> bool:
        """Let those through who may use the command, or have its options suggested."""
        asked = cast("discord.Interaction", interaction)
        try:
            await require(asked, COMMANDS[interaction.command.qualified_name if interaction.command else ""])
        except Exception as error:  # noqa: BLE001 - discord.py would only log it and leave the user waiting
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            else:
                await report(asked, error)
            return False
        return True


class Onrecord(commands.AutoShardedBot):
    """The bot: the same one on Discord, on the page to try and in tests."""

    def __init__(
        self,
        services: Services,
        *,
        message_content: bool = False,
        gateway: str | None = None,
        open_channels: AbstractSet[int] = frozenset(),
        shard_count: int | None = None,
    ) -> None:
        super().__init__(
            # There are no prefix commands; this prefix needs no privileged intent.
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=least_intents(message_content=message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=1_000,
            shard_count=shard_count,
        )
        # Connecting is retried for as long as it takes (see ``bot.connection``), not cut off and logged by discord.py.
        self.shard_connect_timeout = None
        self.services = services
        self.since = discord.utils.utcnow()
        self.upkeep = Upkeep()
        self.shared: dict[int, None] = {}
        self.turns = Turns()
        self.open_channels = open_channels
        #: Whether its servers are made up, so that they tell nothing of those on record.
        self.rehearsing = False
        self._gateway = yarl.URL(gateway) if gateway else None

    async def setup_hook(self) -> None:
        """Load the cogs and the buttons, and register the commands if they changed."""
        self.since = discord.utils.utcnow()
        await self.add_cog(Check(self, self.services))
        await self.add_cog(Mentions(self, self.services, self.open_channels, self.turns))
        await self.add_cog(Following(self, self.services, self.open_channels, self.turns))
        await self.add_cog(Corrections(self, self.services, self.upkeep))
        await self.add_cog(Claims(self, self.services))
        await self.add_cog(Sources(self, self.services))
        await self.add_cog(Adding(self))
        await self.add_cog(About(self, self.services))
        await self.add_cog(Queue(self, self.services, self.upkeep))
        await self.add_cog(ServerSettings(self, self.services, self.upkeep))
        await self.add_cog(Privacy(self.services))
        if not self.rehearsing:
            await self.add_cog(Departures(self, self.services, self.upkeep))
        self.add_dynamic_items(*BUTTONS, *answered.BUTTONS)
        self.add_dynamic_items(*claim_buttons.BUTTONS, *settings.BUTTONS, *privacy.BUTTONS)
        self.add_dynamic_items(*asking.BUTTONS, *queue.BUTTONS, *sources.BUTTONS, *source_drafts.BUTTONS)
        try:
            await self._sync_changed()
        except (discord.Forbidden, discord.NotFound, app_commands.CommandSyncFailure) as error:
            # Mentions and direct messages are answered all the same.
            _log.error("Discord did not take the commands: %s", one_line(error))

    async def on_ready(self) -> None:
        """Begin what the bot does by itself, once it knows its servers."""
        # Where the clock is set forward by months first, that many rounds would come before anybody is answered.
        if not self.rehearsing:
            self.upkeep.start()

    async def close(self) -> None:
        """Stop what the bot does by itself, then disconnect."""
        await self.upkeep.stop()
        await super().close()

    async def _sync_changed(self) -> None:
        if self.application_id is None:
            return
        registered = cast("list[Mapping[str, object]]", await self.http.get_global_commands(self.application_id))
        own = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        if same_commands(registered, own):
            return
        await self.tree.sync()
        _log.info("registered %d commands with Discord", len(own))

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Dial the gateway of the settings, if there is one, whatever ``/gateway/bot`` said."""
        await super().launch_shard(self._gateway or gateway, shard_id, initial=initial)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no prefix commands to look for."""

    async def on_error(self, event_method: str, /, *args: object, **_kwargs: object) -> None:
        """Log what an event handler raised, and apologise to whoever asked."""
        _log.exception("%s failed", event_method)
        message = args[0] if args else None
        if event_method != "on_message" or not isinstance(message, discord.Message) or self.user is None:
            return
        if asked(message, self.user, frozenset()) is Asked.YES:
            await respond(message, APOLOGY)


def least_intents(*, message_content: bool) -> discord.Intents:
    """Return the intents that everything but watched channels needs, and the privileged one if it is wanted."""
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.message_content = message_content
    return intents


async def run(services: Services, settings: Settings) -> int:
    """Serve Discord until told to stop, and return the exit code."""

    def client() -> Onrecord:
        return Onrecord(services, message_content=settings.message_content_intent, gateway=settings.discord_gateway_url)

    # Loads the word tables now, so that the first question does not wait for them.
    await services.checker.check("The tables of words and their forms", EVERYWHERE)
    await stay_connected(client, settings)
    return 0
