"""What every command that needs the record begins with: settings, logs, and the open record."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.config import Settings, read_settings
from bot.logs import configure, redact
from bot.services import Services, open_services
from bot.streams import say
from storage.errors import UserError
from storage.models import EVERYWHERE


class WrongUse(UserError):
    """{0}."""

    exit_code = 2


def prepared_settings(*, errors_only: bool = False) -> Settings:
    """Read the settings and send the logs, or the errors among them, where they say."""
    settings = read_settings()
    configure(settings, errors_only=errors_only)
    return settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Services]:
    """Open the record, and say so on stderr when it was created just now."""
    async with open_services(settings.database_url, allow=settings.fetch_allow) as services:
        if services.storage.created:
            say(await created_line(settings, services))
        yield services


async def created_line(settings: Settings, services: Services) -> str:
    """Say what was created and what it holds."""
    claims = await services.storage.claims.count(EVERYWHERE)
    content = f"with the starter record: {claims} claims from one article" if claims else "empty"
    return f"Created {redact(settings.database_url)}, {content}."
