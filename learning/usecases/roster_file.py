"""A roster file in chat: what it would change, told before anything is written; then all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from learning.auditing import entry_by
from learning.people import Actor, PersonState, Role, Unit
from learning.ports import Records
from learning.records import RosterEntry, RosterFact
from learning.roster import FactChange, Fate, Listed, RosterPlan
from learning.rules.access import Action, may
from learning.rules.roster_facts import changed_facts, settled
from learning.usecases import dialogues
from learning.usecases.roster import RosterChange, deactivate, import_roster
from learning.world import World

TAKEN = "roster_taken"
"""The kind under which is remembered what taking a file over did."""


@dataclass(slots=True)
class Progress:
    """How far an import is; the conversation looks at it while the records are written."""

    total: int = 0
    done: int = 0

    def over(self, entries: Sequence[RosterEntry], *, more: int = 0) -> Iterator[RosterEntry]:
        """These entries, each counted when the next is asked for; `more` steps follow them."""
        self.total, self.done = len(entries) + more, 0
        for entry in entries:
            yield entry
            self.done += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTaken:
    """The file is the roster now."""

    change: RosterChange
    plan: RosterPlan
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBefore:
    """What taking a file over did, told once more: by how many people, without their names."""

    counts: Mapping[Fate, int]
    unchanged: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAdminLeft:
    """The file would leave nobody who looks after Sela; nothing was written."""

    plan: RosterPlan


def foresee(
    records: Records, world: World, actor: Actor, entries: Iterable[RosterEntry], *, now: datetime
) -> RosterPlan | None:
    """What this file would change; None for whom it is not. Nothing is written."""
    return planned(records, world, entries, now=now) if may(actor, Action.MANAGE_ROSTER) else None


def planned(records: Records, world: World, entries: Iterable[RosterEntry], *, now: datetime) -> RosterPlan:
    """What these rows would change; nothing is written."""
    listed = records.roster.listed()
    reading = _Reading(listed=listed, units={unit.path: unit for unit in records.roster.units()}, world=world)
    by_number = {one.employee_number: _settled(one, listed.get(one.employee_number)) for one in entries}
    rows = tuple(row for entry in by_number.values() if (row := reading.row(entry)) is not None)
    missing = tuple(
        one.person
        for number, one in listed.items()
        if number not in by_number and one.person.state is not PersonState.LEFT
    )
    stay, leave = _admins_after(records, world, listed, by_number, now)
    return RosterPlan(
        rows=rows,
        unchanged=len(by_number) - len(rows),
        new_units=tuple(reading.new_units),
        missing=tuple(sorted(missing, key=lambda person: (person.unit, person.name, person.id))),
        new_admins=tuple(entry.name for _, entry in rows if _becomes_admin(entry, listed)),
        people=len(by_number),
        facts={fact: tuple(reading.facts[fact]) for fact in RosterFact if fact in reading.facts},
        no_admin_stays=not stay,
        no_admin_leaves=not leave,
    )


def take_in(
    records: Records,
    world: World,
    actor: Actor,
    entries: Sequence[RosterEntry],
    check: int,
    *,
    missing_leave: bool,
    progress: Progress,
    now: datetime,
) -> RosterTaken | NoAdminLeft | RosterPlan | None:
    """Writes what was shown, in one piece; where that is not so any more, what would change now.

    With `missing_leave`, the access of everybody who is not in the file ends at once.
    """
    plan = foresee(records, world, actor, entries, now=now)
    if plan is None or plan.check != check:
        return plan
    if plan.no_admin_leaves if missing_leave else plan.no_admin_stays:
        return NoAdminLeft(plan=plan)
    leaving = plan.missing if missing_leave else ()
    name, id_ = actor.person.name, actor.person.id
    shown = progress.over(plan.entries, more=len(leaving))
    change = import_roster(records, world, shown, actor=name, actor_id=id_, now=now)
    for person in leaving:
        deactivate(records, person.employee_number, actor=name, actor_id=id_, now=now)
        progress.done += 1
    if not missing_leave and plan.missing:
        kept = entry_by(actor, "missing_kept", now=now, detail=str(len(plan.missing)))
        records.journal.audit(kept)
    taken = RosterTaken(change=replace(change, unchanged=plan.unchanged), plan=plan, left=len(leaving))
    _remember(records, actor, taken, missing_leave=missing_leave, now=now)
    return taken


def taken_before(
    records: Records, actor: Actor, check: int, *, missing_leave: bool, now: datetime
) -> TakenBefore | None:
    """What the tap before this one did, where the button was tapped twice."""
    done = dialogues.done(records, actor.person, TAKEN, now=now)
    if done is None or (done.payload["check"], done.payload["missing_leave"]) != (check, int(missing_leave)):
        return None
    return TakenBefore(
        counts={fate: count for fate in Fate if (count := int(done.payload[fate.value]))},
        unchanged=int(done.payload["unchanged"]),
        left=int(done.payload["left"]),
    )


def _remember(
    records: Records, actor: Actor, taken: RosterTaken, *, missing_leave: bool, now: datetime
) -> None:
    counts = {fate.value: taken.plan.counts[fate] for fate in Fate}
    dialogues.finish(
        records,
        actor.person,
        TAKEN,
        now=now,
        check=taken.plan.check,
        missing_leave=int(missing_leave),
        unchanged=taken.change.unchanged,
        left=taken.left,
        **counts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Holds each row against the roster, as an import would; units that the file names come into being."""

    listed: Mapping[str, Listed]
    units: Mapping[str, Unit]
    world: World
    zones: dict[str, str] = field(default_factory=dict)
    facts: dict[RosterFact, list[FactChange]] = field(default_factory=dict)

    @property
    def new_units(self) -> list[str]:
        """The units that are not there yet."""
        return list(self.zones)

    def row(self, entry: RosterEntry) -> tuple[Fate, RosterEntry] | None:
        """What this row would do; None where it says what is so already."""
        zone = self._zone(entry.unit, entry.time_zone or self.world.policy.time_zone)
        known = self.listed.get(entry.employee_number)
        if known is None:
            return Fate.ADDED, entry
        person = known.person
        changed = changed_facts(entry, person, known.from_file, zone)
        for fact, (before, after) in changed.items():
            change = FactChange(name=entry.name, before=before, after=after)
            self.facts.setdefault(fact, []).append(change)
        if person.state is PersonState.LEFT:
            return Fate.RETURNED, entry
        if person.unit != entry.unit:
            return Fate.MOVED, entry
        return (Fate.CHANGED, entry) if changed else None

    def _zone(self, path: str, time_zone: str) -> str:
        """The clock of a unit; a new one has that of whoever brings it, and so have those above it."""
        known = self.units.get(path)
        if known is not None:
            return known.time_zone
        above, _, _ = path.rpartition("/")
        if above:
            self._zone(above, time_zone)
        return self.zones.setdefault(path, time_zone)


def _settled(entry: RosterEntry, known: Listed | None) -> RosterEntry:
    """In an order of roles that is always the same: the check of a plan is made of its rows."""
    if known is None:
        return settled(entry, None, ())
    return settled(entry, known.person, sorted({role for role, _ in known.from_file}))


def _becomes_admin(entry: RosterEntry, listed: Mapping[str, Listed]) -> bool:
    known = listed.get(entry.employee_number)
    has_been = known is not None and known.person.state is not PersonState.LEFT
    before = {role for role, _ in known.from_file} if known is not None and has_been else set()
    return Role.ADMIN in entry.roles and Role.ADMIN not in before


def _admins_after(
    records: Records,
    world: World,
    listed: Mapping[str, Listed],
    by_number: Mapping[str, RosterEntry],
    now: datetime,
) -> tuple[int, int]:
    """How many people could look after Sela then: when those not in the file stay, and when they leave."""
    today = now.astimezone(world.policy.zone).date()
    holders = {person_id for person_id, _ in records.people.holders(Role.ADMIN, today)}
    stay = leave = 0
    for number, one in listed.items():
        if one.person.state is not PersonState.ACTIVE or one.person.blocked_at is not None:
            continue
        entry = by_number.get(number)
        if entry is None:
            stay += one.person.id in holders
            continue
        given = any(grant.role is Role.ADMIN and grant.in_force(today) for grant in one.given)
        is_admin = Role.ADMIN in entry.roles or given
        stay, leave = stay + is_admin, leave + is_admin
    return stay, leave
