import io
import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.config import LogFormat, Settings
from bot.logs import configure, formatter, redact

# Made up; in pieces, so that no scanner takes it for a real one.
TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4OQ", "GabcDe", "a" * 38))
SHORT = 'MTIz.a"b\\c.def'


def logged(token: str, log_format: LogFormat, *, message: str = "plain") -> str:
    settings = Settings(discord_token=SecretStr(token), log_format=log_format)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter(settings))
    logger = logging.getLogger("tests.logs")
    logger.addHandler(handler)
    try:
        int(token)
    except ValueError:
        logger.exception(message, extra={"token": token})
    finally:
        logger.removeHandler(handler)
    return written.getvalue()


@pytest.mark.parametrize("log_format", LogFormat)
@pytest.mark.parametrize("token", [TOKEN, SHORT])
def test_the_token_is_in_no_message_and_no_traceback(token: str, log_format: LogFormat) -> None:
    written = logged(token, log_format, message=f"connecting with {token}")

    assert token not in written
    assert json.dumps(token)[1:-1] not in written
    assert repr(token)[1:-1] not in written
    assert "ValueError" in written


def test_json_logs_are_one_object_a_line() -> None:
    written = logged(TOKEN, LogFormat.JSON)

    [line] = written.splitlines()
    assert json.loads(line)["event"] == "plain"
    assert json.loads(line)["level"] == "error"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"token {TOKEN} here", "token [redacted] here"),
        ("Authorization: Bot abcdefgh", "Authorization: Bot [redacted]"),
        ("{'Authorization': 'Bot abcdefgh'}", "{'Authorization': 'Bot [redacted]'}"),
        ("/api/webhooks/123/s3cr3t?wait=1", "/api/webhooks/123/[redacted]?wait=1"),
        ("/interactions/123/aW50/callback", "/interactions/123/[redacted]/callback"),
        ("postgres://bot:pass@db/x", "postgres://[redacted]@db/x"),
        ("nothing secret at a@b.org", "nothing secret at a@b.org"),
    ],
)
def test_whatever_looks_like_a_secret_is_struck_out(text: str, kept: str) -> None:
    assert redact(text) == kept


@given(st.text(min_size=8), st.text(), st.text())
def test_a_secret_is_struck_out_wherever_it_stands(secret: str, before: str, after: str) -> None:
    assert secret not in redact(before + secret + after, [secret]) or secret in "[redacted]"


def test_redacting_is_quick_on_long_lines() -> None:
    for text in ("a" * 200_000, "a-" * 100_000, "http://" * 30_000, "authorization" * 10_000, "webhooks/1/" * 20_000):
        redact(text)


def test_structured_logs_go_through_the_same_formatter() -> None:
    settings = Settings(discord_token=SecretStr(TOKEN), log_format=LogFormat.JSON, log_level="INFO")
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = io.StringIO()
    try:
        configure(settings)
        ours = root.handlers[0]
        assert isinstance(ours, logging.StreamHandler)
        ours.stream = written
        structlog.get_logger("x").info("connected", guild=7, token=TOKEN)
    finally:
        root.handlers, root.level = before, level
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()

    assert json.loads(written.getvalue()) | {"timestamp": ""} == {
        "event": "connected",
        "guild": 7,
        "token": "[redacted]",
        "logger": "x",
        "level": "info",
        "timestamp": "",
    }
