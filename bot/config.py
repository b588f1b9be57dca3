"""Settings: read once from the environment and .env, all faults named at once."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError
from bot.triage.hours import parse_holidays, parse_windows

ROOT = Path(__file__).resolve().parent.parent
TELEGRAM = "https://api.telegram.org"
HOST_PORT = re.compile(r"^[\w.:\[\]-]+:\d{1,5}$")


class Config(BaseSettings):
    """Every setting of the bot, as `ALDER_…` in the environment or in .env; frozen."""

    model_config = SettingsConfigDict(
        env_prefix="ALDER_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    staff_group: int | None = None
    staff_relay: bool = False
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    database: Path = Path("var/alder.db")
    master_key_file: Path | None = None
    nlu_url: str | None = None
    nlu_token: SecretStr | None = None
    nlu_timeout: float = Field(default=3.0, gt=0, le=60)
    console_listen: str = "127.0.0.1:8080"
    console_url: str | None = None
    zone: str = "UTC"
    working_hours: str | None = None
    holidays: str | None = None
    target_emergency_minutes: int = Field(default=2, ge=1, le=60)
    target_urgent_minutes: int = Field(default=15, ge=1, le=1440)
    target_handoff_hours: int = Field(default=8, ge=1, le=200)
    silent_emergency_minutes: int = Field(default=3, ge=1, le=60)
    silent_urgent_minutes: int = Field(default=10, ge=1, le=1440)
    silent_handoff_minutes: int = Field(default=60, ge=1, le=2880)
    shift_grace_minutes: int = Field(default=15, ge=0, le=240)
    look_again_hours: int = Field(default=24, ge=1, le=720)
    reopen_hours: int = Field(default=24, ge=0, le=720)
    retention_days: int = Field(default=30, ge=1, le=3650)
    log_level: str = "INFO"

    @field_validator("telegram_api_url", "webhook_url", "nlu_url", "console_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not re.match(r"^https?://[^\s/]+", value):
            raise ValueError("write an address that starts with http:// or https://")
        return value.rstrip("/") if value else value

    @field_validator("webhook_listen", "console_listen")
    @classmethod
    def _is_host_port(cls, value: str) -> str:
        if not HOST_PORT.match(value):
            raise ValueError("write host:port, such as 127.0.0.1:8080")
        return value

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write an IANA time zone, such as Europe/London") from None
        return value

    @field_validator("working_hours")
    @classmethod
    def _are_hours(cls, value: str | None) -> str | None:
        parse_windows(value or "")
        return value

    @field_validator("holidays")
    @classmethod
    def _are_days(cls, value: str | None) -> str | None:
        parse_holidays(value or "")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None or not value.get_secret_value():
            return None
        if not re.match(r"^\d+:[\w-]{20,}$", value.get_secret_value()):
            raise ValueError("copy the whole token that @BotFather gave you, such as 12345:AbC…")
        return value

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("choose DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Config:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("ALDER_WEBHOOK_URL needs ALDER_WEBHOOK_SECRET (any long random word)")
        return self

    @model_validator(mode="after")
    def _relay_has_its_group(self) -> Config:
        if self.staff_relay and self.staff_group is None:
            raise ValueError("ALDER_STAFF_RELAY needs ALDER_STAFF_GROUP, a group with topics")
        return self

    @property
    def key_file(self) -> Path:
        """Where the master key lies: beside the database unless set."""
        return self.master_key_file or self.database.with_name("master.key")

    @property
    def console_address(self) -> str:
        """The address staff open in a browser."""
        return self.console_url or f"http://{self.console_listen}"


def read_config() -> Config:
    """Build the Config, or raise ConfigError naming every faulty setting at once."""
    try:
        return Config()
    except ValidationError as error:
        raise ConfigError("\n".join(_fault(item) for item in error.errors(include_input=False))) from None


def _fault(item: object) -> str:
    fault = dict(item) if isinstance(item, dict) else {}
    name = "_".join(str(part) for part in fault["loc"]).upper()
    words = str(fault["msg"]).removeprefix("Value error, ")
    return f"ALDER_{name}: {words}" if name else words


def host_port(listen: str) -> tuple[str, int]:
    """Split `host:port` as Config has checked it."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)
