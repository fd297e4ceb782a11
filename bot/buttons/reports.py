"""Buttons of reports: which period, unit and course, its lists, its picture and its spreadsheet."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button

EVERYTHING = 0
"""In the place of a unit: everything the person may see."""


@button
@dataclass(frozen=True, slots=True)
class ShowReport(Button):
    """The report of a period such as 2026-W47, of one unit and one course where they are named."""

    code: ClassVar[str] = "rp"
    period: str
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class ChoosePeriod(Button):
    """The periods that are near, and any that is written; `period` leads back."""

    code: ClassVar[str] = "rq"
    period: str
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class TypePeriod(Button):
    """Take the next message as the period."""

    code: ClassVar[str] = "rt"
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class ShowReportUnits(Button):
    """A page of the units right below this one."""

    code: ClassVar[str] = "ru"
    period: str
    unit: int
    course: str
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowReportPeople(Button):
    """A page of the people of a unit."""

    code: ClassVar[str] = "re"
    period: str
    unit: int
    course: str
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowReportCourses(Button):
    """A page of the courses of a report."""

    code: ClassVar[str] = "rc"
    period: str
    unit: int
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class SendReportPicture(Button):
    """The report as a picture."""

    code: ClassVar[str] = "rg"
    period: str
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class SendReportWorkbook(Button):
    """The report as a spreadsheet."""

    code: ClassVar[str] = "rx"
    period: str
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class ShowNeverReached(Button):
    """A page of units with people whom Sela cannot write to."""

    code: ClassVar[str] = "rn"
    unit: int = EVERYTHING
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowBehind(Button):
    """A page of people behind pace."""

    code: ClassVar[str] = "rb"
    unit: int = EVERYTHING
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class HandBehind(Button):
    """Tell every supervisor who of their people is behind pace."""

    code: ClassVar[str] = "rh"
    unit: int = EVERYTHING
