"""Which columns the personnel system wants, and in which words it replies: a mapping file in TOML."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class LayoutBroken(Exception):
    """The mapping file cannot be used; the message says where and how to mend it."""


class HandedField(StrEnum):
    """What a column can hold."""

    REFERENCE = "reference"
    EMPLOYEE_NUMBER = "employee_number"
    NAME = "name"
    UNIT = "unit"
    DATE = "date"
    YEAR = "year"
    KIND = "kind"
    ACTIVITY = "activity"
    TITLE = "title"
    COMPETENCY = "competency"
    MINUTES = "minutes"
    JP = "jp"
    MINUTES_PER_JP = "minutes_per_jp"
    ORGANISER = "organiser"
    EVIDENCE = "evidence"
    CORRECTS = "corrects"
    BATCH = "batch"


class Part(BaseModel):
    """A part of the mapping file; a word that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LayoutColumn(Part):
    """A column by its header: a field of the row, or the same value in each row.

    `words` says otherwise what a field says, such as the kinds in the words of the personnel system; a kind
    that it does not name is written in the language of the organisation. `format` is how a date is written.
    """

    header: str = Field(min_length=1, max_length=200)
    field: HandedField | None = None
    value: str | None = None
    words: dict[str, str] = Field(default_factory=dict)
    format: str = ""

    @model_validator(mode="after")
    def one_thing(self) -> Self:
        """Holds either a field or a value, and a date alone has a format."""
        if (self.field is None) == (self.value is None):
            raise ValueError(f"column “{self.header}” needs either a field or a value")
        if self.format and self.field is not HandedField.DATE:
            raise ValueError(f"column “{self.header}” is no date and needs no format")
        return self


class ReplyLayout(Part):
    """The headers of a reply file, and the words by which it accepts and rejects."""

    reference: str = "reference"
    status: str = "status"
    reason: str = "reason"
    accepted: tuple[str, ...] = ("accepted", "diterima", "diakui", "ok", "ya", "ms")
    rejected: tuple[str, ...] = ("rejected", "ditolak", "tidak", "tms")


class Layout(Part):
    """The columns of a batch in their order, and how the reply to it looks."""

    columns: tuple[LayoutColumn, ...] = Field(min_length=1)
    reply: ReplyLayout = ReplyLayout()

    @model_validator(mode="after")
    def usable(self) -> Self:
        """Holds the reference, without which no reply finds its row, and each header once."""
        headers = [column.header for column in self.columns]
        twice = next((header for header in headers if headers.count(header) > 1), None)
        if twice is not None:
            raise ValueError(f"the header “{twice}” is there twice")
        if all(column.field is not HandedField.REFERENCE for column in self.columns):
            raise ValueError('one column needs field = "reference": the reply names rows by it')
        return self


DEFAULT_FIELDS = {
    HandedField.REFERENCE: "referensi",
    HandedField.EMPLOYEE_NUMBER: "nip",
    HandedField.NAME: "nama",
    HandedField.UNIT: "unit_kerja",
    HandedField.DATE: "tanggal",
    HandedField.KIND: "jenis",
    HandedField.TITLE: "judul",
    HandedField.MINUTES: "menit",
    HandedField.JP: "jp",
    HandedField.ORGANISER: "penyelenggara",
    HandedField.EVIDENCE: "bukti",
    HandedField.CORRECTS: "memperbaiki",
}
"""The columns without a mapping file by their Indonesian headers; the English ones name the fields."""

DEFAULT_REPLY = ReplyLayout()


def default_layout(language: str) -> Layout:
    """The columns without a mapping file, in the language of the organisation."""
    return Layout(
        columns=tuple(
            LayoutColumn(header=indonesian if language == "id" else field.value, field=field)
            for field, indonesian in DEFAULT_FIELDS.items()
        ),
        reply=DEFAULT_REPLY,
    )


def read_layout(path: Path | None, language: str) -> Layout:
    """The layout of this file, or the default in this language; raises LayoutBroken."""
    if path is None:
        return default_layout(language)
    try:
        return Layout.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise LayoutBroken(f"{path} cannot be opened: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LayoutBroken(f"{path} is no TOML: {error}") from error
    except ValidationError as error:
        raise LayoutBroken(f"{path}: {'; '.join(map(_flaw, error.errors()))}") from error


def _flaw(detail: object) -> str:
    """One mistake with its place, such as `columns.3.field`."""
    assert isinstance(detail, dict)
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    message = str(detail["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
