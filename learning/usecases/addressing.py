"""Whom a broadcast addresses and when each of them may get it."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from learning.broadcasts import Addressee, Broadcast, Content, ContentKind, Selection, Slot
from learning.people import Actor, Role
from learning.ports import Records
from learning.rules.audience import audience, scope_of
from learning.rules.breaks import Schedule
from learning.rules.leaving import Terms, earliest, terms_of, wanted_from
from learning.rules.schedules import schedule_of
from learning.world import World

Planned = list[tuple[Addressee, Slot]]


def plan(records: Records, world: World, actor: Actor, broadcast: Broadcast, *, now: datetime) -> Planned:
    """The audience of a broadcast, each with the moment at which they may get it."""
    scope = scope_of(actor)
    selection = broadcast.selection
    today = now.astimezone(world.policy.zone).date()
    start_of_day = datetime.combine(today, time(0), tzinfo=world.policy.zone).astimezone(now.tzinfo)
    addressees = records.audiences.addressees(scope, since=start_of_day)
    people = audience(
        addressees,
        selection,
        scope,
        holders=_holders(records, addressees, selection, today) if selection.roles else (),
        done=_done(records, world, broadcast.content) if selection.not_done else (),
        author_id=broadcast.author_id,
    )
    clock = _Slots(world, broadcast, now)
    return [(one, clock.slot_of(one)) for one in people]


def _holders(
    records: Records, people: Sequence[Addressee], selection: Selection, today: date
) -> frozenset[int]:
    """Who holds one of the selected roles; an employee is who holds none besides."""
    held = records.audiences.holders(selection.roles, today)
    if Role.EMPLOYEE not in selection.roles:
        return held
    others = records.audiences.holders([role for role in Role if role is not Role.EMPLOYEE], today)
    return held | ({one.person_id for one in people} - others)


def _done(records: Records, world: World, content: Content) -> frozenset[int]:
    return records.audiences.done(content, lessons_of(world, content))


def lessons_of(world: World, content: Content) -> Sequence[str]:
    """The lessons that completing this content takes; none where it is no lesson or course."""
    if content.kind is ContentKind.LESSON:
        return (content.key,)
    if content.kind is ContentKind.COURSE:
        return world.catalogue.lesson_keys.get(content.key, ())
    return ()


class _Slots:
    """When each person may get a broadcast: the same for all who share clock, unit, choices and use."""

    def __init__(self, world: World, broadcast: Broadcast, now: datetime) -> None:
        self.world, self.broadcast, self.now = world, broadcast, now
        self.terms = terms_for(world, broadcast)
        self._known: dict[tuple[object, ...], Slot] = {}
        self._schedules: dict[tuple[object, ...], Schedule] = {}

    def slot_of(self, one: Addressee) -> Slot:
        """When this person may get it."""
        habits = (one.unit, one.time_zone, id(one.chosen), one.leaves)
        key = (*habits, *one.used.items())
        if key not in self._known:
            schedule = self._schedules.get(habits) or schedule_of(one, self.world.policy.windows)
            self._schedules[habits] = schedule
            wanted = wanted_by(self.broadcast, schedule, self.now)
            hours, calendar = self.world.policy.working_hours, self.world.calendar
            self._known[key] = earliest(self.terms, schedule, hours, calendar, one.used, wanted)
        return self._known[key]


def terms_for(world: World, broadcast: Broadcast) -> Terms:
    """The terms on which a broadcast may reach people."""
    return terms_of(broadcast.timing, urgent=broadcast.is_urgent, nudges_per_day=world.policy.nudges_per_day)


def wanted_by(broadcast: Broadcast, schedule: Schedule, now: datetime) -> datetime:
    """The moment from which the author wants somebody with this schedule to have it."""
    return wanted_from(
        broadcast.timing,
        broadcast.on,
        broadcast.at,
        own_zone=ZoneInfo(schedule.time_zone),
        authors_zone=ZoneInfo(broadcast.author_zone),
        now=now,
    )
