"""The settings of a running Sela, read once from the environment and `.env`."""

from datetime import time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.bands_file import read_bands
from content.catalogue import SHIPPED_PACKS
from learning.policy import Policy, default_windows

OFFICIAL_API = "https://api.telegram.org"


class Settings(BaseSettings):
    """Every setting; each is the environment variable of its name with the prefix `SELA_`."""

    model_config = SettingsConfigDict(
        env_prefix="SELA_", env_file=".env", env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    telegram_token: SecretStr = Field(SecretStr(""), description="The bot's token from @BotFather")
    telegram_api_url: str = Field(OFFICIAL_API, description="Where every call and file download goes")
    telegram_proxy: str = Field("", description="An HTTP proxy for calls to Telegram, if one is needed")
    database_url: str = Field("sqlite:///sela.db", description="SQLite file, or postgresql://user@host/name")
    content_dirs: list[Path] = Field([SHIPPED_PACKS], description="Folders of course packs, as a JSON list")
    shipped_knowledge: bool = Field(True, description="Whether the knowledge that ships can be looked up")
    semantic: Literal["off", "local", "endpoint"] = Field(
        "off", description="Whether lookup also goes by meaning, and what computes it"
    )
    embeddings_url: str = Field("", description="For endpoint: its address, up to /v1")
    embeddings_model: str = Field("", description="For endpoint: the model to ask for")
    embeddings_key: SecretStr = Field(SecretStr(""), description="For endpoint: its key, if it wants one")
    calendar_file: Path = Field(Path("calendar.toml"), description="Local holidays and confirmed Ramadans")
    organisation: str = Field("Sela", description="The organisation's name, as people read it")
    timezone: str = Field("Asia/Jakarta", description="The clock by which weeks and years are counted")
    language: Literal["id", "en"] = Field("id", description="The language for people who chose none")
    lunch: str = Field("12:00-13:00", description="Lunch break, Monday to Thursday, outside Ramadan")
    friday_lunch: str = Field("12:45-13:00", description="Lunch break on Fridays, clear of prayer")
    ramadan_lunch: str = Field("12:00-12:30", description="Lunch break, Monday to Thursday, in Ramadan")
    working_hours: str = Field("08:00-16:00", description="When notices and answers of experts may come")
    minutes_per_jp: int = Field(45, ge=1, description="Minutes of one JP (jam pelajaran)")
    target_jp: int = Field(20, ge=0, description="JP that civil servants (PNS) must reach in a year")
    ceiling_jp: int = Field(24, ge=0, description="JP that contract staff (PPPK) may have in a year at most")
    weekly_minutes: int = Field(24, ge=1, description="Minutes a week that Sela brings by itself")
    nudges_per_day: int = Field(1, ge=0, description="Lessons or reviews a day that Sela brings by itself")
    daily_credit_minutes: int = Field(90, ge=1, description="Most self-paced minutes credited in a day")
    link_days: int = Field(14, ge=1, description="Days for which an activation link works")
    rating_bands: str = Field(
        "diklat-5", description="Bands of the satisfaction index: diklat-5, ikm-4 or a TOML file"
    )
    messages_per_second: int = Field(30, ge=1, description="Pace of what Sela starts by itself")
    messages_at_once: int = Field(4, ge=1, description="Messages to one chat before 1 a second holds")
    log_format: Literal["console", "json"] = Field("console", description="How log lines look")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="What is logged")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"'{value}' is no time zone; use a name such as Asia/Jakarta")
        return value

    @field_validator("lunch", "friday_lunch", "ramadan_lunch", "working_hours")
    @classmethod
    def _readable_span(cls, value: str) -> str:
        read_span(value)
        return value

    @field_validator("rating_bands")
    @classmethod
    def _readable_bands(cls, value: str) -> str:
        read_bands(value)
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's clock."""
        return ZoneInfo(self.timezone)

    @property
    def policy(self) -> Policy:
        """What the organisation has decided, as the rules need it."""
        return Policy(
            organisation=self.organisation,
            time_zone=self.timezone,
            language=self.language,
            minutes_per_jp=self.minutes_per_jp,
            target_jp=self.target_jp,
            ceiling_jp=self.ceiling_jp,
            weekly_minutes=self.weekly_minutes,
            nudges_per_day=self.nudges_per_day,
            daily_credit_minutes=self.daily_credit_minutes,
            link_days=self.link_days,
            working_hours=read_span(self.working_hours),
            rating_bands=read_bands(self.rating_bands),
            windows=default_windows(
                lunch=read_span(self.lunch),
                friday=read_span(self.friday_lunch),
                ramadan=read_span(self.ramadan_lunch),
            ),
        )


def read_span(text: str) -> tuple[time, time]:
    """Start and end of `12:00-13:00`; raises ValueError for what is no span of the day (06:00-20:00)."""
    mend = f"'{text}' is no time of the day; write 12:00-13:00, between 06:00 and 20:00"
    try:
        starts, ends = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise ValueError(mend) from error
    if not time(6) <= starts < ends <= time(20):
        raise ValueError(mend)
    return starts, ends
