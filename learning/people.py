"""Who learns: people, their units, their roles and who is asking."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Role(StrEnum):
    """What a person may do; everyone is an employee, the others are grants with dates."""

    EMPLOYEE = "employee"
    SUPERVISOR = "supervisor"
    CURATOR = "curator"
    ADMIN = "admin"


class EmploymentType(StrEnum):
    """Civil servant (PNS: a yearly floor of JP), contract (PPPK: a ceiling), or other."""

    PNS = "PNS"
    PPPK = "PPPK"
    OTHER = "other"


class PersonState(StrEnum):
    """Listed on the roster, activated in chat, or left the organisation."""

    LISTED = "listed"
    ACTIVE = "active"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of the organisation; `path` names it from the top, such as `Sekretariat Utama/Biro Umum`.

    `working_days` holds ISO weekdays (Monday is 1).
    """

    id: int
    path: str
    time_zone: str
    working_days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    works_on_holidays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of the roster, as a handler or rule sees them; moments are aware UTC."""

    id: int
    employee_number: str
    name: str
    unit_id: int
    unit: str
    time_zone: str
    language: str
    employment_type: EmploymentType
    state: PersonState
    starts_on: date | None = None
    email: str = ""
    telegram_id: int | None = None
    acknowledged_at: datetime | None = None
    onboarded_at: datetime | None = None
    blocked_at: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The person's clock."""
        return ZoneInfo(self.time_zone)

    @property
    def masked_number(self) -> str:
        """The employee number as it may be shown: its last three digits."""
        return masked(self.employee_number)

    def local_date(self, now: datetime) -> date:
        """The date on the person's own calendar at this moment."""
        return now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role given to a person from a date, until a date where there is one, over a unit and all below it."""

    role: Role
    unit: str | None = None
    starts_on: date
    ends_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the grant holds on this date."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who sent an update, with the grants in force at that moment."""

    person: Person
    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """Every role in force; everyone is an employee."""
        return frozenset({Role.EMPLOYEE, *(grant.role for grant in self.grants)})


def masked(employee_number: str) -> str:
    """An employee number as its last three digits, since the rest tells birth date and sex."""
    return f"…{employee_number[-3:]}" if employee_number else "…"


def is_within(unit: str, scope: str) -> bool:
    """Whether a unit path is `scope` or lies below it."""
    return unit == scope or unit.startswith(f"{scope}/")
