"""The settings: the only reader of the environment and of ``.env``."""

import ipaddress
import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import BeforeValidator, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from storage.errors import UserError

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class BadSetting(UserError):
    """{0} cannot be used: {1}."""

    exit_code = 2


class MissingToken(UserError):
    """DISCORD_TOKEN is not set: copy it from your application's Bot page at https://discord.com/developers/applications into the environment or .env."""  # noqa: E501 - one line, as it is read

    exit_code = 2


class LogFormat(StrEnum):
    """How log lines are written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Address:
    """A host and a port that may be connected to."""

    host: str
    port: int


def addresses(written: object) -> object:
    """Read ``host:port, [::1]:port``; what is no text is passed on as it is."""
    if not isinstance(written, str):
        return written
    return tuple(_address(part.strip()) for part in written.split(",") if part.strip())


def _address(written: str) -> Address:
    try:
        parts = urlsplit(f"//{written}")
        port = parts.port
    except ValueError:
        parts, port = SplitResult("", "", "", "", ""), None
    if not parts.hostname or not port or parts.netloc != written or parts.username is not None:
        raise PydanticCustomError("address", "each part must be host:port")
    return Address(parts.hostname, port)


class Settings(BaseSettings):
    """Every setting, named as in the environment."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    database_url: str = "sqlite:///onrecord.db"
    discord_api_base: str | None = None
    discord_gateway_url: str | None = None
    discord_trust_network: bool = False
    message_content_intent: bool = False
    fetch_allow: Annotated[tuple[Address, ...], NoDecode, BeforeValidator(addresses)] = ()
    log_level: str = "INFO"
    log_format: LogFormat = LogFormat.TEXT

    def require_token(self) -> str:
        """Return the token itself; raises ``MissingToken`` when there is none."""
        if self.discord_token is None:
            raise MissingToken
        return self.discord_token.get_secret_value()

    @field_validator("discord_token")
    @classmethod
    def _whole_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not (bare := token.get_secret_value().strip()):
            return None
        if not (bare.isascii() and bare.isprintable()) or " " in bare:
            raise PydanticCustomError("token", "it has characters that no token has")
        return SecretStr(bare)

    @field_validator("discord_api_base", "discord_gateway_url")
    @classmethod
    def _web_address(cls, url: str | None, field: ValidationInfo) -> str | None:
        if url is None:
            return None
        schemes = ("http", "https") if field.field_name == "discord_api_base" else ("ws", "wss")
        parts = _parts(url)
        if parts is None or parts.scheme not in schemes:
            raise PydanticCustomError("url", f"it must be an {schemes[0]} or {schemes[1]} address")
        if parts.username is not None or parts.query or parts.fragment:
            raise PydanticCustomError("url", "it must be an address without user name, query and fragment")
        return url.rstrip("/")

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, level: str) -> str:
        if level.upper() not in _LEVELS:
            raise PydanticCustomError("level", f"it must be one of {', '.join(_LEVELS)}")
        return level.upper()

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, written: object) -> object:
        return written.lower() if isinstance(written, str) else written

    @model_validator(mode="after")
    def _private_way(self) -> Self:
        for name in ("discord_api_base", "discord_gateway_url"):
            url: str | None = getattr(self, name)
            if url and not self.discord_trust_network and not safe_way(url):
                raise PydanticCustomError(
                    "plain",
                    f"{name.upper()} would send the token over a plain connection: "
                    "use https or wss, or set DISCORD_TRUST_NETWORK",
                )
        return self

    @property
    def level(self) -> int:
        """The log level as the standard library counts it."""
        return logging.getLevelNamesMapping()[self.log_level]


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:
        return None
    return parts if usable else None


def safe_way(url: str) -> bool:
    """Whether the token may travel to an address: encrypted, or to this machine only."""
    parts = urlsplit(url)
    if parts.scheme in {"https", "wss"}:
        return True
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_settings() -> Settings:
    """Read the settings; raises ``BadSetting`` naming the first that cannot be used, never its value."""
    try:
        return Settings()
    except ValidationError as errors:
        first = errors.errors(include_input=False, include_url=False, include_context=True)[0]
        raise _refusal(first["type"], first["loc"], first["msg"]) from None
    except (SettingsError, UnicodeDecodeError, OSError) as error:
        raise BadSetting("The file .env", type(error).__name__) from None


def _refusal(kind: str, place: tuple[int | str, ...], message: str) -> BadSetting:
    if kind == "plain":
        name, _, reason = message.partition(" ")
        return BadSetting(name, f"it {reason}")
    reason = message.removeprefix("Input should be ")
    return BadSetting(str(place[0]).upper(), reason if reason == message else f"it must be {reason}")
