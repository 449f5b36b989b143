"""Logging: structlog through the standard library, to stderr, with every secret struck out."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from urllib.parse import quote

import structlog
from structlog.typing import Processor

from bot.config import LogFormat, Settings

STRUCK = "[redacted]"

#: What secrets look like, so that one is struck out wherever it comes from.
_SHAPES = (
    # Discord's tokens: user id, time and signature in base64.
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"), STRUCK),
    (
        re.compile(r"((?:\b|_)authorization\W{1,6}(?:b(?:ot|earer|asic) )?)[^\s'\",}]{6,}", re.IGNORECASE),
        rf"\1{STRUCK}",
    ),
    # The token of a webhook, or of an interaction.
    (re.compile(r"((?:webhooks|interactions)/\d{1,20}/)[^\s/?'\"]+"), rf"\1{STRUCK}"),
    (re.compile(r"(\b[a-z][a-z0-9+.-]{0,30}://)[^\s/@'\"]{1,500}@", re.IGNORECASE), rf"\1{STRUCK}@"),
)

#: At DEBUG these write out messages and tokens as they pass; what people write is never logged.
_TALKATIVE = ("aiosqlite", "discord.gateway", "discord.http", "discord.webhook.async_")

#: Shorter values would strike out ordinary words.
_SHORTEST = 8


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Strike out the secrets, as they are and as JSON, ``repr`` and URLs write them, and whatever looks like one."""
    for form in _forms(secrets):
        text = text.replace(form, STRUCK)
    for shape, instead in _SHAPES:
        text = shape.sub(instead, text)
    return text


def _forms(secrets: Iterable[str]) -> tuple[str, ...]:
    forms = {
        form
        for secret in secrets
        if len(secret) >= _SHORTEST
        for form in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe=""))
    }
    return tuple(sorted(forms, key=len, reverse=True))


class Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record, traceback included, and strikes out secrets from the finished text."""

    secrets: tuple[str, ...] = ()

    def format(self, record: logging.LogRecord) -> str:
        """Format the record without its secrets."""
        return redact(super().format(record), self.secrets)


def configure(settings: Settings, *, errors_only: bool = False) -> None:
    """Send logs to stderr as the settings say; only errors, if asked, unless somebody is looking for a fault."""
    level = max(settings.level, logging.ERROR) if errors_only and settings.level > logging.DEBUG else settings.level
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(settings))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(capture=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.INFO))
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def formatter(settings: Settings) -> Redacting:
    """Build the formatter that the settings ask for."""
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if settings.log_format is LogFormat.JSON:
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # rich's tracebacks would print local variables, the token among them.
        last.append(structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback))
    built = Redacting(foreign_pre_chain=_SHARED, processors=last)
    if settings.discord_token is not None:
        built.secrets = (settings.discord_token.get_secret_value(),)
    return built
