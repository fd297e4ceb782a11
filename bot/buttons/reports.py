"""Buttons of reports: which period, unit and course, its lists, its picture and its spreadsheet."""

from dataclasses import dataclass
from typing import ClassVar

from bot.callbacks import Button, button
from learning.usecases.reports_in_chat import EVERYTHING


@dataclass(frozen=True, slots=True)
class OfReport(Button):
    """About the report of a period such as 2026-W47, of one unit and one course where they are named."""

    period: str
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class ShowReport(OfReport):
    """The report itself."""

    code: ClassVar[str] = "rp"


@button
@dataclass(frozen=True, slots=True)
class ChoosePeriod(OfReport):
    """The periods that are near, and any that is written; `period` leads back."""

    code: ClassVar[str] = "rq"


@button
@dataclass(frozen=True, slots=True)
class TypePeriod(Button):
    """Take the next message as the period."""

    code: ClassVar[str] = "rt"
    unit: int = EVERYTHING
    course: str = ""


@button
@dataclass(frozen=True, slots=True)
class ShowReportUnits(OfReport):
    """A page of the units right below this one."""

    code: ClassVar[str] = "ru"
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowReportPeople(OfReport):
    """A page of the people of a unit."""

    code: ClassVar[str] = "re"
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowReportPerson(OfReport):
    """One person with what the period brought them; the rest leads back to the report."""

    code: ClassVar[str] = "ri"
    person: int = 0


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
class SendReportPicture(OfReport):
    """The report as a picture."""

    code: ClassVar[str] = "rg"


@button
@dataclass(frozen=True, slots=True)
class SendReportWorkbook(OfReport):
    """The report as a spreadsheet."""

    code: ClassVar[str] = "rx"


@button
@dataclass(frozen=True, slots=True)
class ShowNeverReached(OfReport):
    """A page of units with people whom Sela cannot write to; the period and course lead back."""

    code: ClassVar[str] = "rn"
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class ShowBehind(OfReport):
    """A page of people behind pace."""

    code: ClassVar[str] = "rb"
    page: int = 0


@button
@dataclass(frozen=True, slots=True)
class HandBehind(OfReport):
    """Tell every supervisor who of their people is behind pace."""

    code: ClassVar[str] = "rh"
