from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Address, BadSetting, LogFormat, MissingToken, Settings, read_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_lists_every_setting_with_its_default(tmp_path: Path) -> None:
    example = EXAMPLE.read_text()

    named = [line.partition("=")[0] for line in example.splitlines() if line and not line.startswith("#")]
    (tmp_path / ".env").write_text(example)

    assert named == [name.upper() for name in Settings.model_fields]
    assert read_settings() == Settings.model_construct()


def test_every_setting_of_the_example_has_a_comment() -> None:
    for block in EXAMPLE.read_text().strip().split("\n\n"):
        assert block.startswith("#")


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nLOG_FORMAT=JSON\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("LOG_LEVEL", "warning")

    settings = read_settings()

    assert (settings.log_level, settings.log_format) == ("WARNING", LogFormat.JSON)


def test_what_is_left_empty_keeps_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " ")
    monkeypatch.setenv("DATABASE_URL", "")

    settings = read_settings()

    assert settings.discord_token is None
    assert settings.database_url == "sqlite:///onrecord.db"


def test_a_missing_token_says_where_to_get_one() -> None:
    with pytest.raises(MissingToken, match=r"DISCORD_TOKEN.*discord\.com/developers") as refused:
        read_settings().require_token()

    assert refused.value.exit_code == 2


def test_addresses_are_read_as_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOW", "127.0.0.1:8000, [::1]:80,,wiki.lan:443")

    settings = read_settings()

    assert settings.fetch_allow == (Address("127.0.0.1", 8000), Address("::1", 80), Address("wiki.lan", 443))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("MESSAGE_CONTENT_INTENT", "perhaps"),
        ("DISCORD_TRUST_NETWORK", "2"),
        ("FETCH_ALLOW", "localhost"),
        ("FETCH_ALLOW", "localhost:99999"),
        ("FETCH_ALLOW", "http://localhost:80"),
        ("FETCH_ALLOW", "user@localhost:80"),
        ("DISCORD_API_BASE", "discord.com"),
        ("DISCORD_API_BASE", "ws://127.0.0.1"),
        ("DISCORD_API_BASE", "https://u:p@example.org"),
        ("DISCORD_API_BASE", "http://[::1"),
        ("DISCORD_API_BASE", "http://example.org/api"),
        ("DISCORD_GATEWAY_URL", "https://example.org"),
        ("DISCORD_GATEWAY_URL", "ws://10.0.0.1:80"),
        ("DISCORD_GATEWAY_URL", "wss://a b"),
        ("DISCORD_TOKEN", "two words"),
        ("DISCORD_TOKEN", "tokën-secret"),
    ],
)
def test_a_bad_value_is_refused_in_one_line_that_names_the_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSetting) as refused:
        read_settings()

    assert str(refused.value).startswith(f"{name} cannot be used: ")
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


def test_a_refusal_never_shows_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret with spaces")

    with pytest.raises(BadSetting) as refused:
        read_settings()

    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_API_BASE", "http://127.0.0.1:8080/api/v10/"),
        ("DISCORD_API_BASE", "https://proxy.example.org/api/v10"),
        ("DISCORD_GATEWAY_URL", "ws://localhost:8081"),
        ("DISCORD_GATEWAY_URL", "ws://[::1]:8081"),
    ],
)
def test_safe_addresses_are_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(read_settings(), name.lower()) == value.rstrip("/")


def test_a_trusted_network_may_be_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_API_BASE", "http://discord-proxy:80/api/v10")
    monkeypatch.setenv("DISCORD_TRUST_NETWORK", "true")

    assert read_settings().discord_api_base == "http://discord-proxy:80/api/v10"


def test_a_settings_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LOG_LEVEL=\xff\xfe\n")

    with pytest.raises(BadSetting, match=r"\.env"):
        read_settings()


def test_the_token_is_in_no_representation() -> None:
    settings = Settings(discord_token=SecretStr("very-secret-token"))

    assert "very-secret" not in f"{settings!r} {settings}"
