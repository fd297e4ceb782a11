"""A made-up office: forty people in six units, who leads them, and half a year of what they learned."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from learning.people import Grant, Person, Role
from learning.ports import Records
from learning.records import (
    LeaveKind,
    RosterEntry,
)
from learning.rules.breaks import Leave
from learning.usecases import enrol, roster
from learning.usecases.attention import look_again
from learning.world import World
from playground.half_year import HalfYear, chance

ORGANISATION = "Badan Pengawas Contoh"
HISTORY_DAYS = 182
FIRST_TELEGRAM_ID = 1001

UNITS = {
    "Sekretariat Utama/Biro Umum": "Asia/Jakarta",
    "Sekretariat Utama/Biro Kepegawaian": "Asia/Jakarta",
    "Deputi Pengawasan/Direktorat Obat": "Asia/Jakarta",
    "Deputi Pengawasan/Direktorat Pangan": "Asia/Jakarta",
    "Balai Besar Makassar": "Asia/Makassar",
    "Balai Jayapura": "Asia/Jayapura",
}

LEADS = (
    ("Sari Dewi", "Sekretariat Utama/Biro Umum", ()),
    ("Bayu Pratama", "Balai Jayapura", ()),
    ("Budi Santoso", "Sekretariat Utama/Biro Umum", ("supervisor",)),
    ("Rina Hartati", "Sekretariat Utama/Biro Kepegawaian", ("admin", "curator")),
    ("Wulan Anggraini", "Sekretariat Utama/Biro Umum", ()),
)
"""Those whom the page shows first; Wulan has just been handed her link."""

WEBINARS = (
    ("Webinar: Layanan publik yang ramah", 120),
    ("Webinar: Menulis naskah dinas", 90),
    ("Pelatihan: Pengenalan kecerdasan artifisial", 270),
    ("Webinar: Gratifikasi dan benturan kepentingan", 135),
)
TRAINING = ("Pelatihan: Manajemen risiko, dua hari", 540)

GIVEN = (
    "Agus", "Ayu", "Dian", "Eko", "Fitri", "Galih", "Hana", "Indra", "Joko", "Kartika", "Laras", "Made",
    "Nur", "Oki", "Putri", "Rahmat", "Siti", "Taufik", "Utami", "Vina", "Wahyu", "Yohana", "Zainal",
    "Maria", "Yosef", "Andi", "Daeng", "Ratna", "Surya", "Tri", "Yuni", "Bagus", "Citra", "Desi", "Rizky",
)  # fmt: skip
FAMILY = (
    "Wijaya", "Lestari", "Saputra", "Rahayu", "Nugroho", "Permata", "Siregar", "Wibowo", "Mulyani", "Hidayat",
)  # fmt: skip
"""Only some of the others were there: it brings them to their pace."""

LEADER = "Budi Santoso"
"""Besides his own unit he leads all the others for the time being, so that he can reach everybody."""

ACTING = timedelta(days=180)
NEWCOMER = ("Zainal Nugroho", 6)
"""Who has activated so many days ago."""

AWAY = {"Made Wibowo": 6, "Ratna Hidayat": 12, "Surya Siregar": 20}
"""Who is on leave, for so many more days."""

GONE_QUIET = {"Laras Wijaya": 31, "Putri Mulyani": 24, "Yosef Mulyani": 40}
"""Who has not learned for so many days."""

BLOCKED = "Oki Lestari"
"""Who has blocked Sela."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """One person of the sample with their Telegram id."""

    telegram_id: int
    entry: RosterEntry

    @property
    def is_lead(self) -> bool:
        """Whether the page shows this person first."""
        return self.telegram_id < FIRST_TELEGRAM_ID + len(LEADS)


def cast() -> tuple[Cast, ...]:
    """Everybody, the leads first."""
    rows: list[tuple[str, str, tuple[str, ...]]] = list(LEADS)
    units = list(UNITS)
    for index, given in enumerate(GIVEN):
        name = f"{given} {FAMILY[(index * 7) % len(FAMILY)]}"
        rows.append((name, units[index % len(units)], ("supervisor",) if index in {2, 3, 4, 5} else ()))
    return tuple(
        Cast(telegram_id=FIRST_TELEGRAM_ID + index, entry=_entry(index, name, unit, roles))
        for index, (name, unit, roles) in enumerate(rows)
    )


def fill(records: Records, world: World, *, now: datetime) -> str:
    """Puts the office on the roster with half a year of history; the activation token of Wulan."""
    people = cast()
    began = now - timedelta(days=HISTORY_DAYS)
    roster.import_roster(records, world, [one.entry for one in people], actor="playground", now=began)
    token = ""
    for one in people:
        person = records.people.by_number(one.entry.employee_number)
        assert person is not None
        if one.entry.name.startswith("Wulan"):
            token = enrol.issue_link(records, person.id, link_days=14, now=now)
            continue
        if chance(one.entry.name, "never") < 0.08 and not one.is_lead:
            continue
        _join(records, world, person, one.telegram_id, now=now)
    _let_lead(records, now=now)
    return token


def _join(records: Records, world: World, person: Person, telegram_id: int, *, now: datetime) -> None:
    """Lets a person have used Sela until a few days ago, or until they went away or quiet."""
    name, on = person.name, now.astimezone(person.zone).date()
    joined = now - timedelta(days=NEWCOMER[1] if name == NEWCOMER[0] else HISTORY_DAYS)
    records.people.bind(person.id, telegram_id)
    enrol.acknowledge(records, person.id, now=joined)
    enrol.finish(records, world, person.id, now=joined)
    if name in AWAY:
        leave = Leave(starts_on=on - timedelta(days=1), ends_on=on + timedelta(days=AWAY[name]))
        records.people.add_leave(person.id, leave, LeaveKind.LEAVE)
    quiet_days = GONE_QUIET.get(name, 2)
    training = () if any(name == lead for lead, _, _ in LEADS) else (TRAINING,)
    last = now - timedelta(days=quiet_days)
    HalfYear(records, world, person, joined=joined, until=last, events=(*WEBINARS, *training)).write()
    look_again(records, world, person.id, now=now)
    if name == BLOCKED:
        enrol.unreachable(records, telegram_id, now=now)


def _let_lead(records: Records, *, now: datetime) -> None:
    """Makes the leader acting head of every unit at the top."""
    number = next(one.entry.employee_number for one in cast() if one.entry.name == LEADER)
    since, until = (now - ACTING).date(), (now + ACTING).date()
    for unit in dict.fromkeys(path.partition("/")[0] for path in UNITS):
        acting = Grant(role=Role.SUPERVISOR, unit=unit, starts_on=since, ends_on=until)
        roster.grant(records, number, acting, actor="playground", now=now)


def first_morning(world: World, now: datetime) -> datetime:
    """Half past nine, organisation's time, on the next Monday at work: the week was told, a break is near."""
    zone = world.policy.zone
    on: date = now.astimezone(zone).date()
    while on.isoweekday() != 1 or world.calendar.is_holiday(on):
        on += timedelta(days=1)
    return datetime.combine(on, time(9, 30), tzinfo=zone).astimezone(now.tzinfo)


def morning_before(world: World, morning: datetime, *, days: int = 1) -> datetime:
    """The same time so many working days before."""
    while days:
        morning -= timedelta(days=1)
        on = morning.astimezone(world.policy.zone).date()
        days -= on.isoweekday() <= 5 and not world.calendar.is_holiday(on)
    return morning


def _entry(index: int, name: str, unit: str, roles: tuple[str, ...]) -> RosterEntry:
    born = date(1972, 3, 4) + timedelta(days=index * 211)
    began = date(2001 + index % 20, 1 + index % 12, 1)
    number = f"{born:%Y%m%d}{began:%Y%m}{1 + index % 2}{index + 1:03}"
    return RosterEntry(
        employee_number=number,
        name=name,
        unit=unit,
        time_zone=UNITS[unit],
        language="id",
        employment_type="PPPK" if index % 9 == 8 else "PNS",
        roles=roles,
        starts_on=began,
        email="",
    )
