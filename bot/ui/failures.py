"""The one error handler: a refusal is its sentence; anything else is logged once and apologised for."""

import logging

import aiohttp
import discord
from discord import app_commands

from bot.ui.replies import send
from bot.ui.text import shown
from storage.errors import UserError

APOLOGY = "Something went wrong here, and it has been logged. Please try again."

#: Discord's code for an interaction that was answered too late, or not known any more.
_UNKNOWN_INTERACTION = 10062

_log = logging.getLogger(__name__)


async def report(interaction: discord.Interaction, error: Exception) -> None:
    """Tell the user what went wrong, in one sentence only they see."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if unreachable(cause):
        _log.warning("an answer did not arrive: %s", one_line(cause))
        return
    if isinstance(cause, UserError):
        sentence = shown(str(cause), 1_900)
    else:
        sentence = APOLOGY
        _log.error("an interaction failed", exc_info=cause)
    try:
        await send(interaction, sentence, private=True)
    except (discord.HTTPException, aiohttp.ClientError) as failure:
        _log.warning("an apology did not arrive: %s", one_line(failure))


def unreachable(error: Exception) -> bool:
    """Whether there is nobody to tell: the interaction expired, or the connection broke."""
    if isinstance(error, discord.NotFound):
        return error.code == _UNKNOWN_INTERACTION
    return isinstance(error, aiohttp.ClientError)


def one_line(error: BaseException) -> str:
    """Name an error for a log line."""
    return " ".join(f"{type(error).__name__}: {error}".split())
