"""Staying connected to Discord until told to stop; whatever is away is tried again."""

import asyncio
import logging
import signal
from collections.abc import Callable

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import Settings
from bot.patience import AWAY, OneLine, patiently
from storage.errors import UserError

#: Seconds that answers under way get to finish, and that the gateway gets to say goodbye.
_FINISH, _GOODBYE = 1.0, 2.5
#: The gateway's close code for a token it does not know.
_BAD_TOKEN = 4004
#: How discord.py names the tasks that run event handlers, commands and buttons.
_ANSWERING = ("discord.py: ", "CommandTree-invoker", "discord-ui-")

_RETRIED = (*AWAY, discord.DiscordServerError, discord.GatewayNotFound)

_log = logging.getLogger(__name__)


class TokenRefused(UserError):
    """Discord refuses DISCORD_TOKEN: copy it again from your application's Bot page at https://discord.com/developers/applications."""


class IntentRefused(UserError):
    """Discord refuses the message-content intent: switch it on for your application at https://discord.com/developers/applications (Bot, Privileged Gateway Intents), or set MESSAGE_CONTENT_INTENT=false."""  # noqa: E501 - as above


class DiscordRefused(UserError):
    """Discord refuses the connection: {0}."""


async def stay_connected(make_client: Callable[[], discord.AutoShardedClient], settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; raises ``UserError`` when Discord refuses for good."""
    _quieten()
    _point_at(settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    token = settings.require_token()
    serving = asyncio.create_task(patiently(lambda: _serve(make_client(), token, settings), "Discord", _RETRIED))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not serving.done():
        _log.info("stopping")
        await _finish_answers()
        serving.cancel()
        await asyncio.wait({serving}, timeout=_GOODBYE)
    if serving.done() and not serving.cancelled():
        serving.result()


async def _serve(client: discord.AutoShardedClient, token: str, settings: Settings) -> None:
    try:
        async with client:
            await client.login(token)
            _dial_patiently(client, settings)
            await client.connect()
    except discord.LoginFailure:
        raise TokenRefused from None
    except discord.PrivilegedIntentsRequired:
        raise IntentRefused from None
    except discord.ConnectionClosed as closed:
        raise TokenRefused if closed.code == _BAD_TOKEN else DiscordRefused(f"close code {closed.code}") from None
    except discord.DiscordServerError:
        raise
    except discord.HTTPException as error:
        raise DiscordRefused(f"status {error.status}, {error.text}") from None


def _dial_patiently(client: discord.AutoShardedClient, settings: Settings) -> None:
    """Let the client dial until the gateway is there: discord.py dies or logs a traceback when it is not."""
    dial = client.http.ws_connect
    own = settings.discord_gateway_url and yarl.URL(settings.discord_gateway_url)

    async def ws_connect(url: str, *, compress: int = 0) -> object:
        target = yarl.URL(url)
        if own and target.authority != own.authority:
            # READY names an address to resume at; the token goes to no other server than the one that was set.
            target = own.with_query(target.query)
        return await patiently(lambda: dial(str(target), compress=compress), "Discord's gateway")

    setattr(client.http, "ws_connect", ws_connect)  # noqa: B010 - an attribute of this one client, not its class


def _point_at(settings: Settings) -> None:
    if settings.discord_api_base:
        Route.BASE = settings.discord_api_base
    if settings.discord_gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)


def _quieten() -> None:
    # The bot never speaks, so what voice would need is no news.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for name in ("discord.client", "discord.shard"):
        logger = logging.getLogger(name)
        if not any(isinstance(present, OneLine) for present in logger.filters):
            logger.addFilter(OneLine())


async def _finish_answers() -> None:
    tasks = {task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)}
    if tasks:
        await asyncio.wait(tasks, timeout=_FINISH)
