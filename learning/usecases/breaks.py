"""When a person may be reached: seeing and changing their windows, pausing and coming back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from learning.people import Person, Role
from learning.ports import Records
from learning.records import Circumstances, LeaveKind
from learning.rules.breaks import Leave, Opening, WindowKind, next_opening
from learning.rules.schedules import is_on, schedule_of, times_of
from learning.usecases.attention import look_again
from learning.world import World

PRESETS: dict[WindowKind, tuple[tuple[str, str], ...]] = {
    WindowKind.LUNCH: (("11:30", "12:30"), ("12:00", "13:00"), ("12:30", "13:30")),
    WindowKind.MORNING: (("09:30", "09:45"), ("10:00", "10:15"), ("10:30", "10:45")),
    WindowKind.AFTERNOON: (("14:30", "14:45"), ("15:00", "15:15"), ("15:30", "15:45")),
    WindowKind.COMMUTE: (("06:15", "07:15"), ("05:30", "06:30"), ("16:30", "17:30")),
    WindowKind.EVENING: (("18:30", "19:30"), ("19:00", "20:00"), ("19:30", "20:00")),
    WindowKind.WEEKEND: (("09:00", "11:00"), ("13:00", "15:00"), ("16:00", "18:00")),
}
"""The times a person can choose by button; none reaches into the night (20:00–06:00) but early commutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStatus:
    """A kind of window as the person has it, on their own clock."""

    kind: WindowKind
    is_on: bool
    starts: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks:
    """Everything the screen of break windows shows."""

    person: Person
    windows: tuple[WindowStatus, ...]
    next_opening: Opening | None
    paused: Leave | None
    holidays: tuple[tuple[date, str], ...]
    ramadan_is_estimated: bool
    friday_lunch: tuple[time, time]
    ramadan_lunch: tuple[time, time]
    mondays: bool | None = None
    """Whether the Monday message is on; None for somebody who leads nobody."""


def look(records: Records, world: World, person_id: int, *, now: datetime) -> Breaks:
    """The person's windows, their next opening, and the holidays of the coming weeks."""
    circumstances = records.people.circumstances(person_id)
    person = circumstances.person
    today = person.local_date(now)
    schedule = schedule_of(circumstances, world.policy.windows)
    return Breaks(
        person=person,
        windows=tuple(_status(circumstances, world, kind) for kind in WindowKind),
        next_opening=next_opening(schedule, world.calendar, now),
        paused=next((leave for leave in circumstances.leaves if leave.covers(today)), None),
        holidays=_holidays(world, today),
        ramadan_is_estimated=_ramadan_is_near(world, today),
        friday_lunch=_span(world, 1),
        ramadan_lunch=_span(world, 2),
        mondays=_mondays(records, person, today),
    )


def switch(
    records: Records, world: World, person_id: int, kind: WindowKind, *, on: bool, now: datetime
) -> Breaks:
    """Opens or closes a kind of window; always by the person's own choice."""
    return _change(records, world, person_id, kind, {"on": on}, now)


def move(
    records: Records, world: World, person_id: int, kind: WindowKind, preset: int, *, now: datetime
) -> Breaks:
    """Moves a kind of window to one of its preset times and opens it."""
    starts, ends = PRESETS[kind][preset % len(PRESETS[kind])]
    return _change(records, world, person_id, kind, {"on": True, "starts": starts, "ends": ends}, now)


def pause(records: Records, world: World, person_id: int, days: int | None, *, now: datetime) -> Breaks:
    """Keeps quiet for so many days from today on, or until the person comes back."""
    person = records.people.circumstances(person_id).person
    today = person.local_date(now)
    records.people.end_pauses(person_id, today)
    ends_on = today + timedelta(days=days - 1) if days is not None else None
    records.people.add_leave(person_id, Leave(starts_on=today, ends_on=ends_on), LeaveKind.PAUSE)
    records.outbox.cancel_queued(person_id, now, "paused", only_nudges=True)
    records.nudges.expire_unsent()
    look_again(records, world, person_id, now=now)
    return look(records, world, person_id, now=now)


def resume(records: Records, world: World, person_id: int, *, now: datetime) -> Breaks:
    """Ends a pause."""
    person = records.people.circumstances(person_id).person
    records.people.end_pauses(person_id, person.local_date(now))
    look_again(records, world, person_id, now=now)
    return look(records, world, person_id, now=now)


def _change(
    records: Records, world: World, person_id: int, kind: WindowKind, change: dict[str, object], now: datetime
) -> Breaks:
    circumstances = records.people.circumstances(person_id)
    before = circumstances.chosen.get(kind, {})
    records.people.choose_windows(person_id, {**circumstances.chosen, kind.value: {**before, **change}})
    look_again(records, world, person_id, now=now)
    return look(records, world, person_id, now=now)


def _status(circumstances: Circumstances, world: World, kind: WindowKind) -> WindowStatus:
    starts, ends = times_of(circumstances, kind, world.policy.windows)
    return WindowStatus(kind=kind, is_on=is_on(circumstances, kind), starts=starts, ends=ends)


def _mondays(records: Records, person: Person, today: date) -> bool | None:
    grants = records.people.grants(person.id)
    leads = any(one.role is Role.SUPERVISOR and one.in_force(today) for one in grants)
    return records.people.wants_mondays(person.id) if leads else None


def _span(world: World, place: int) -> tuple[time, time]:
    window = world.policy.windows[WindowKind.LUNCH][place]
    return window.starts, window.ends


def _holidays(world: World, today: date) -> tuple[tuple[date, str], ...]:
    days = (today + timedelta(days=offset) for offset in range(30))
    return tuple((on, name) for on in days if (name := world.calendar.holiday_name(on)))


def _ramadan_is_near(world: World, today: date) -> bool:
    """Whether an estimated Ramadan begins or runs within a week, so that the dates deserve a warning."""
    for year in (today.year - 1, today.year, today.year + 1):
        if world.calendar.ramadan_is_confirmed(year):
            continue
        for first, last in world.calendar.ramadans_of(year):
            if first - timedelta(days=7) <= today <= last:
                return True
    return False
