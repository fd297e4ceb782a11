"""Puts an agency of 106 units into a database, with who broadcasts there and who taps meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.engine import URL, Connection

from learning.broadcasts import Broadcast, Content, Timing
from learning.people import Actor, PersonState, Role
from learning.ports import Records
from learning.usecases import broadcasting, drafting, enrol
from learning.world import World
from storage.broadcast_tables import BroadcastRow
from storage.database import Database, make_engine
from storage.migrate import migrate
from storage.tables import (
    AttemptRow,
    AttentionRow,
    GrantRow,
    LeaveRow,
    OutboxRow,
    PersonRow,
    PreferenceRow,
    UnitRow,
)
from tests.benchmarks.population import FIRST_TELEGRAM_ID, NOON, ZONES, broadcast, copy, insert

UNITS = 106
ROOT = "Badan"
TEAM = "Mitra/Tim"
PEOPLE_OF_TEAM = 20
LESSONS_DONE = 150
PAST_BROADCASTS = 50
OPEN_BROADCASTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """So many people in 106 units; outside of them others, a small team with its supervisor, the admin.

    Ids count from 1, Telegram ids from FIRST_TELEGRAM_ID.
    """

    people: int
    others: int = 0

    @property
    def supervisor(self) -> int:
        """The id of the one who leads the team."""
        return self.people + self.others + PEOPLE_OF_TEAM + 1

    @property
    def admin(self) -> int:
        """The id of the one who addresses everybody."""
        return self.supervisor + 1

    def build(self, url: URL, lesson_keys: Sequence[str] = ()) -> None:
        """Makes the database; with lessons everybody has a year behind them, else all can be reached now."""
        migrate(url)
        engine = make_engine(url)
        everyone = range(1, self.admin + 1)
        is_mixed = bool(lesson_keys)
        with engine.begin() as connection:
            insert(connection, UnitRow, list(_units()))
            insert(connection, PersonRow, [self._person(id_, is_mixed=is_mixed) for id_ in everyone])
            insert(connection, AttentionRow, [_attention(id_) for id_ in everyone])
            insert(connection, GrantRow, list(self._grants()))
            if lesson_keys:
                self._add_a_year(connection, lesson_keys)
        engine.dispose()

    def actor(self, database: Database, person_id: int) -> Actor:
        """The person with this id as they may act."""
        actor = database.transact(enrol.who_is, telegram_id_of(person_id), now=NOON)
        assert actor is not None
        return actor

    def _person(self, id_: int, *, is_mixed: bool) -> dict[str, Any]:
        """Someone who can be reached, but for a few where it is mixed: one never joined, one blocked Sela."""
        unit = self._unit(id_)
        can_miss = is_mixed and id_ <= self.people
        return {
            "id": id_,
            "employee_number": f"{id_:018}",
            "name": f"Pegawai {id_}",
            "unit_id": unit,
            "time_zone": ZONES[unit % 3],
            "language": "id",
            "employment_type": "PNS",
            "state": PersonState.ACTIVE,
            "email": "",
            "telegram_id": telegram_id_of(id_),
            "acknowledged_at": NOON - timedelta(days=400),
            "notice_version": "2026-11",
            "onboarded_at": None if can_miss and id_ % 25 == 0 else NOON - timedelta(days=400),
            "blocked_at": NOON - timedelta(days=9) if can_miss and id_ % 90 == 0 else None,
            "created_at": NOON - timedelta(days=400),
        }

    def _unit(self, id_: int) -> int:
        if id_ <= self.people:
            return 1 + id_ % UNITS
        is_of_team = self.people + self.others < id_ <= self.supervisor
        return UNITS + 2 if is_of_team else UNITS + 1

    def _grants(self) -> Iterator[dict[str, Any]]:
        since = date(2026, 1, 1)
        yield {"person_id": self.admin, "role": Role.ADMIN, "unit_id": None, "starts_on": since}
        led = UNITS + 2
        yield {"person_id": self.supervisor, "role": Role.SUPERVISOR, "unit_id": led, "starts_on": since}

    def _add_a_year(self, connection: Connection, lesson_keys: Sequence[str]) -> None:
        """Lessons done, broadcasts every week, own windows, leave, blocks and people who never joined."""
        people = range(1, self.people + 1)
        insert(connection, PreferenceRow, [_preference(id_) for id_ in people[::10]])
        insert(connection, LeaveRow, [_leave(id_) for id_ in people[::40]])
        for start in people[::500]:
            some = range(start, min(start + 500, self.people + 1))
            insert(connection, AttemptRow, [one for id_ in some for one in _attempts(id_, lesson_keys)])
        for number in range(1, PAST_BROADCASTS + 1):
            is_open = number > PAST_BROADCASTS - OPEN_BROADCASTS
            days = 7 * (PAST_BROADCASTS - number + 1)
            insert(connection, BroadcastRow, [broadcast(self.admin, self.people, days)])
            copies = [copy(number, id_ - 1, sent=not is_open or id_ % 20 > 0, days=days) for id_ in people]
            insert(connection, OutboxRow, copies)


def telegram_id_of(person_id: int) -> int:
    """The account of the person with this id."""
    return FIRST_TELEGRAM_ID + person_id - 1


def draft_of(
    database: Database,
    world: World,
    actor: Actor,
    content: Content,
    *,
    timing: Timing = Timing.NOW,
    unit: int | None = None,
) -> Broadcast:
    """A draft that was previewed: to everybody the actor leads, or to a unit with all below it."""

    def make(records: Records) -> Broadcast:
        begun = drafting.begin(records, actor, content.kind, key=content.key, now=NOON)
        made = replace(begun, content=content, timing=timing)
        records.broadcasts.keep(made)
        if unit is not None:
            drafting.select(records, actor, made.id, unit_id=unit)
        broadcasting.preview(records, world, actor, made.id, now=NOON)
        found = records.broadcasts.get(made.id)
        assert found is not None
        return found

    return database.transact(make)


def _units() -> Iterator[dict[str, Any]]:
    paths = [ROOT, *(f"{ROOT}/Deputi {number}" for number in range(6))]
    paths += [f"{ROOT}/Deputi {number % 6}/Direktorat {number}" for number in range(UNITS - len(paths))]
    for id_, path in enumerate([*paths, "Mitra", TEAM], start=1):
        yield {
            "id": id_,
            "path": path,
            "time_zone": ZONES[id_ % 3],
            "working_days": "12345",
            "works_on_holidays": False,
            "windows": None,
        }


def _attention(id_: int) -> dict[str, Any]:
    """Nobody is due today; every third had a lesson already."""
    return {
        "person_id": id_,
        "next_due_at": NOON + timedelta(days=1, minutes=id_ % 60),
        "last_nudge_on": NOON.date() if id_ % 3 == 0 else date(2026, 11, 20),
        "nudges_on_day": 1,
        "week": "2026-W47",
        "brought_seconds": 1200,
        "unanswered_in_row": id_ % 4,
        "lessons_since_review": id_ % 4,
        "open_nudge_id": None,
        "told_slowing": False,
    }


def _preference(id_: int) -> dict[str, Any]:
    hour = 11 + id_ % 3
    chosen = {"lunch": {"on": True, "starts": f"{hour}:00", "ends": f"{hour + 1}:00"}}
    return {"person_id": id_, "windows": chosen}


def _leave(id_: int) -> dict[str, Any]:
    ends_on = NOON.date() + timedelta(days=id_ % 7)
    return {"person_id": id_, "kind": "leave", "starts_on": date(2026, 11, 16), "ends_on": ends_on}


def _attempts(id_: int, lesson_keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    for place in range(LESSONS_DONE):
        at = NOON - timedelta(days=2 * (LESSONS_DONE - place))
        yield attempt(id_, lesson_keys[(id_ + place) % len(lesson_keys)], at)


def attempt(id_: int, lesson_key: str, at: datetime) -> dict[str, Any]:
    """A lesson that somebody completed, four minutes after this moment."""
    return {
        "person_id": id_,
        "kind": "lesson",
        "lesson_key": lesson_key,
        "lesson_hash": "0" * 32,
        "question_keys": [],
        "planned_seconds": 240,
        "seconds_left": 0,
        "cards_opened": 2,
        "started_at": at,
        "touched_at": at,
        "completed_at": at + timedelta(minutes=4),
    }
