"""A made-up office: forty people in six units, who leads them, and half a year of what they learned."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from content.models import Lesson
from learning.people import Grant, Person, Role
from learning.ports import Records
from learning.records import (
    Answer,
    CreditEntry,
    CreditKind,
    LeaveKind,
    MessageKind,
    Nudge,
    NudgeState,
    OutboxState,
    Outgoing,
    RosterEntry,
)
from learning.rules.breaks import Leave, Opening, openings_on
from learning.rules.credit import RULE_VERSION, ledger_day
from learning.rules.planning import ItemKind, Why
from learning.rules.repetition import REVIEW_SECONDS, Memory, moved_into_window, remembered
from learning.rules.schedules import schedule_of
from learning.usecases import enrol, roster
from learning.usecases.attention import look_again
from learning.world import World

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

GIVEN = (
    "Agus", "Ayu", "Dian", "Eko", "Fitri", "Galih", "Hana", "Indra", "Joko", "Kartika", "Laras", "Made",
    "Nur", "Oki", "Putri", "Rahmat", "Siti", "Taufik", "Utami", "Vina", "Wahyu", "Yohana", "Zainal",
    "Maria", "Yosef", "Andi", "Daeng", "Ratna", "Surya", "Tri", "Yuni", "Bagus", "Citra", "Desi", "Rizky",
)  # fmt: skip
FAMILY = (
    "Wijaya", "Lestari", "Saputra", "Rahayu", "Nugroho", "Permata", "Siregar", "Wibowo", "Mulyani", "Hidayat",
)  # fmt: skip
WEBINARS = (
    ("Webinar: Layanan publik yang ramah", 120),
    ("Webinar: Menulis naskah dinas", 90),
    ("Pelatihan: Pengenalan kecerdasan artifisial", 270),
    ("Webinar: Gratifikasi dan benturan kepentingan", 135),
)
TRAINING = ("Pelatihan: Manajemen risiko, dua hari", 540)
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
    _History(records, world, person, joined=joined, until=now - timedelta(days=quiet_days)).write()
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


class _History:
    """Half a year of one person, written as it would have come about, only faster."""

    def __init__(
        self, records: Records, world: World, person: Person, *, joined: datetime, until: datetime
    ) -> None:
        self.records, self.world, self.person = records, world, person
        self.joined, self.until = joined, until
        self.schedule = schedule_of(records.people.circumstances(person.id), world.policy.windows)
        self.diligence = 0.85 if person.name == "Sari Dewi" else 0.25 + 0.7 * chance(person.name, "diligence")
        self.lessons = self._lessons()
        self.memories: dict[str, tuple[Memory, Lesson]] = {}

    def write(self) -> None:
        """Writes nudges, sittings, answers, reviews and credits."""
        for opening in self._openings():
            item = self._bring(opening)
            if chance(self.person.name, f"accepts {opening.local_on}") < self.diligence:
                self._take(opening.starts_at + timedelta(minutes=6), item)
        for key, (memory, lesson) in self.memories.items():
            self.records.reviews.put(self.person.id, key, lesson.competency, memory)
        is_lead = any(self.person.name == name for name, _, _ in LEADS)
        for index, (title, minutes) in enumerate(WEBINARS if is_lead else (*WEBINARS, TRAINING)):
            weeks_before = int(5 * chance(self.person.name, f"{title} came later"))
            held_at = self.until - timedelta(days=150 - 30 * index + 7 * weeks_before)
            if held_at > self.joined and chance(self.person.name, title) < 0.6:
                self._credit_event(title, minutes, held_at)

    def _lessons(self) -> list[Lesson]:
        keys = [key for course in self.world.catalogue.lesson_keys.values() for key in course]
        most = 30 if self.diligence > 0.8 else 24
        found = (self.world.catalogue.lesson(key, self.person.language) for key in keys[:most])
        return [lesson for lesson in found if lesson is not None]

    def _openings(self) -> Iterator[Opening]:
        first = (self.joined + timedelta(days=3)).date()
        for days in range((self.until.date() - first).days + 1):
            yield from openings_on(self.schedule, self.world.calendar, first + timedelta(days=days))[:1]

    def _bring(self, opening: Opening) -> Lesson | None:
        """A lesson every second day while there are new ones, else reviews."""
        is_lesson = bool(self.lessons) and (not self.memories or opening.local_on.toordinal() % 2 == 0)
        lesson = self.lessons[0] if is_lesson else None
        nudge = Nudge(
            person_id=self.person.id,
            kind=ItemKind.LESSON if lesson else ItemKind.REVIEW,
            lesson_key=lesson.key if lesson else "",
            seconds=lesson.planned_seconds if lesson else 4 * REVIEW_SECONDS,
            window=opening.kind,
            local_on=opening.local_on,
            why=Why.EVERYONE if lesson else Why.REVIEW,
            state=NudgeState.EXPIRED,
            created_at=opening.starts_at,
            ends_at=opening.ends_at,
        )
        for added in self.records.nudges.add([nudge]):
            self.records.outbox.put_settled(_sent(added), OutboxState.SENT)
        return lesson

    def _take(self, at: datetime, lesson: Lesson | None) -> None:
        if lesson is not None:
            self.lessons.pop(0)
            self._answer(
                ItemKind.LESSON, [(f"{lesson.key}/{q.id}", lesson) for q in lesson.questions], at, lesson
            )
            return
        longest_due = sorted(self.memories, key=lambda key: self.memories[key][0].due_at)[:4]
        self._answer(ItemKind.REVIEW, [(key, self.memories[key][1]) for key in longest_due], at, None)

    def _answer(
        self, kind: ItemKind, asked: Sequence[tuple[str, Lesson]], at: datetime, lesson: Lesson | None
    ) -> None:
        seconds = lesson.planned_seconds if lesson else len(asked) * REVIEW_SECONDS
        attempt = self.records.study.start(
            person_id=self.person.id,
            kind=kind,
            lesson_key=lesson.key if lesson else "",
            lesson_hash=lesson.content_hash if lesson else "",
            question_keys=[] if lesson else [key for key, _ in asked],
            planned_seconds=seconds,
            seconds_left=None,
            at=at,
        )
        if lesson:
            self.records.study.keep_version(lesson, at)
        for key, source in asked:
            right = chance(self.person.name, f"{key} {at}") < 0.55 + 0.4 * self.diligence
            before = self.memories.get(key)
            memory = remembered(before[0] if before else None, right=right, at=at)
            due_at = moved_into_window(memory.due_at, self.schedule, self.world.calendar)
            self.memories[key] = (replace(memory, due_at=due_at), source)
            question = source.question(key.rpartition("/")[2])
            verdict = "right" if right else "wrong"
            hashed = question.content_hash if question else ""
            answer = Answer(question_key=key, question_hash=hashed, given="", verdict=verdict, answered_at=at)
            self.records.study.add_answer(attempt, answer)
        ended = at + timedelta(seconds=seconds * 0.8)
        self.records.study.complete(attempt.id, ended)
        is_lesson = kind is ItemKind.LESSON
        source_key = f"lesson:{attempt.lesson_key}:{ended.year}" if is_lesson else f"review:{attempt.id}"
        competency = asked[0][1].competency if asked else ""
        title = lesson.title if lesson else ""
        self._credit(CreditKind(kind), source_key, title, competency, seconds, ended)

    def _credit_event(self, title: str, minutes: int, at: datetime) -> None:
        self._credit(CreditKind.EVENT, f"event:{title}", title, "", minutes * 60, at)

    def _credit(
        self, kind: CreditKind, source: str, title: str, competency: str, seconds: int, at: datetime
    ) -> None:
        day = ledger_day(at, organisation_zone=self.world.policy.zone, person_zone=self.person.zone)
        self.records.ledger.add(
            CreditEntry(
                person_id=self.person.id,
                unit_id=self.person.unit_id,
                kind=kind,
                source=source,
                title=title,
                competency=competency,
                seconds=seconds,
                minutes_per_jp=self.world.policy.minutes_per_jp,
                credited_at=at,
                year=day.year,
                iso_year=day.iso_year,
                iso_week=day.iso_week,
                local_on=day.local_on,
                rule_version=RULE_VERSION,
            )
        )


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


def _sent(nudge: Nudge) -> Outgoing:
    return Outgoing(
        dedupe_key=f"nudge:{nudge.person_id}:{nudge.local_on}:{nudge.window}",
        person_id=nudge.person_id,
        kind=MessageKind.NUDGE,
        priority=2,
        created_at=nudge.created_at,
        not_before=nudge.created_at,
        deadline=nudge.ends_at,
        nudge_id=nudge.id,
    )


def chance(name: str, what: str) -> float:
    """A number from 0 to 1 that is always the same for the same person and thing."""
    return int.from_bytes(hashlib.sha256(f"{name}/{what}".encode()).digest()[:4], "big") / 2**32
