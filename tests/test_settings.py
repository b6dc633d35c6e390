"""The settings: what `.env.example` says of them is what there is, and a wrong value gets a sentence."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.settings import Settings
from bot.texts.command_line import bad_settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
LINE = re.compile(r"^(?:# )?([A-Z_]+)=(.*)$")


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)


def test_the_example_names_every_setting_and_no_other() -> None:
    named = [
        found[1].lower() for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if (found := LINE.match(line))
    ]
    assert sorted(named) == sorted(Settings.model_fields)


def test_every_setting_of_the_example_is_explained_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        line for above, line in zip(["", *lines], lines, strict=False) if LINE.match(line) and not is_comment(above)
    ]
    assert bare == []


def is_comment(line: str) -> bool:
    return line.startswith("# ") and not LINE.match(line)


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    """Every line uncommented gives what no line at all gives."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    shown = tmp_path / "shown.env"
    shown.write_text(
        "\n".join(f"{found[1]}={found[2]}" for line in lines if (found := LINE.match(line))), encoding="utf-8"
    )
    assert Settings(_env_file=shown) == settings()


def test_admin_ids_are_taken_however_they_are_separated() -> None:
    assert settings(admin_ids="7, 8;9").admin_ids == {7, 8, 9}


def test_a_trailing_slash_of_the_api_address_does_no_harm() -> None:
    assert settings(telegram_api_url="http://localhost:8081/").telegram_api_url == "http://localhost:8081"


def test_the_zone_of_the_default_is_vietnam() -> None:
    assert settings().zone == ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "bot.db"),
        ("database_url", "mysql://localhost/bot"),
        ("admin_ids", "Lan"),
        ("timezone", "Asia/Bac_Ninh"),
        ("bulk_per_second", "0"),
        ("bulk_per_second", "31"),
        ("log_level", "LOUD"),
        ("log_format", "xml"),
        ("database_connections", "0"),
        ("webhook_url", "bot.example.vn/hook"),
        ("webhook_url", "https:///hook"),
        ("webhook_url", "https://bot.example.vn/metrics"),
        ("webhook_secret", "đồng chí"),
        ("webhook_secret", "a" * 257),
        ("listen", "8080"),
        ("listen", "localhost"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name.upper(), value)
    with pytest.raises(ValidationError) as caught:
        Settings(_env_file=None)
    assert name.upper() in bad_settings(caught.value)


@pytest.mark.parametrize(
    ("listen", "at"),
    [
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        (":8080", ("", 8080)),
        ("[::1]:8080", ("::1", 8080)),
        ("none", None),
    ],
)
def test_where_to_listen_is_a_host_and_a_port_or_nowhere(listen: str, at: tuple[str, int] | None) -> None:
    assert settings(listen=listen).listens_at == at


def test_secrets_do_not_show_when_the_settings_are_printed() -> None:
    shown = repr(settings(bot_token="123456:secret", webhook_secret="hush", telegram_proxy="socks5://me:pass@host:1"))
    assert not any(secret in shown for secret in ("123456:secret", "hush", "pass@"))
