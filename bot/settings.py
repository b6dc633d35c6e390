"""Reads the environment once; `.env.example` explains each name."""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.exc import ArgumentError

from models.database import driver_url
from models.quiet import QuietHours, read_quiet_hours
from models.week_time import WeekTime, read_week_time

TAKEN_PATHS = ("/healthz", "/readyz", "/metrics")


class Settings(BaseSettings):
    """The settings of one process, frozen. Only `main.py` makes one; everybody else is given values."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    bot_token: SecretStr | None = None  # without one there is still `import`, and most of `check`
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    database_url: str = "sqlite:///data/bot.db"
    database_connections: int = Field(6, ge=2, le=200)
    telegram_api_url: str = "https://api.telegram.org"
    telegram_proxy: SecretStr | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    timezone: str = "Asia/Ho_Chi_Minh"
    quiet_hours: str = "20:00-07:00"
    summary_at: str = "Mon 07:30"
    bulk_per_second: float = Field(25, gt=0, le=30)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    sentry_dsn: SecretStr | None = None

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(int(part) for part in value.replace(";", ",").split(",") if part.strip())
        return value

    @field_validator("bot_token", "telegram_proxy", "webhook_url", "webhook_secret", "sentry_dsn", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            driver_url(value)
        except ArgumentError:
            raise ValueError("not an address of a database") from None
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _address_with_a_path_of_its_own(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.path in TAKEN_PATHS:
                raise ValueError("not an address whose path we can serve")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_allows(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("letters, digits, _ and - only, at most 256")
        return value

    @field_validator("listen")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        if value != "none" and not re.fullmatch(r".*:\d{1,5}", value):
            raise ValueError("host:port, or none")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except ZoneInfoNotFoundError:
            raise ValueError("not a time zone") from None
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _readable_hours(cls, value: str) -> str:
        read_quiet_hours(value)
        return value

    @field_validator("summary_at")
    @classmethod
    def _readable_week_time(cls, value: str) -> str:
        read_week_time(value)
        return value

    @property
    def quiet(self) -> QuietHours | None:
        """When what is not urgent waits; None for never."""
        return read_quiet_hours(self.quiet_hours)

    @property
    def summary_time(self) -> WeekTime:
        """When in the week the summary is sent."""
        return read_week_time(self.summary_at)

    @property
    def zone(self) -> ZoneInfo:
        """The local zone in which days, deadlines and quiet hours are meant."""
        return ZoneInfo(self.timezone)

    @property
    def listens_at(self) -> tuple[str, int] | None:
        """Host and port; no host means all of the machine's addresses."""
        host, _, port = self.listen.rpartition(":")
        return None if self.listen == "none" else (host.strip("[]"), int(port))
