"""Finds who may be addressed, now and once more; keeps saved selections."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from learning.broadcasts import Addressee, AudienceGroup, Content, ContentKind, Selection
from learning.people import PersonState, Role
from learning.records import MessageKind, OutboxState
from learning.rules.audience import unreached_by
from learning.rules.breaks import Leave
from storage.broadcast_tables import AudienceGroupRow, BroadcastRow, ReactionRow
from storage.broadcasts import selection_of
from storage.outbox import IS_COPY
from storage.people import ATTENTION, GRANT, LEAVE, PERSON, PREFERENCE, UNIT, leaves_by_person
from storage.study import ATTEMPT
from storage.tables import OutboxRow, table

BROADCAST, REACTION, OUTBOX = table(BroadcastRow), table(ReactionRow), table(OutboxRow)
GROUP = table(AudienceGroupRow)

NO_LONGER_LED = "no longer led"
"""Why a correction did not reach somebody."""

LEFT = (OutboxState.CLAIMED, OutboxState.SENT, OutboxState.UNCERTAIN)
USES_BUDGET = OUTBOX.c.kind.in_((MessageKind.COPY, MessageKind.REMINDER)) & (OUTBOX.c.priority > 2)
USED_ON = sa.select(sa.func.count()).where(
    OUTBOX.c.person_id == sa.bindparam("person"),
    OUTBOX.c.claimed_at >= sa.bindparam("since"),
    OUTBOX.c.state.in_(LEFT),
    OUTBOX.c.id != sa.bindparam("but"),
    USES_BUDGET,
)
OLDER_WAITING = sa.select(sa.func.count()).where(
    OUTBOX.c.person_id == sa.bindparam("person"),
    OUTBOX.c.claimed_at.is_(None),
    OUTBOX.c.state == OutboxState.QUEUED,
    OUTBOX.c.not_before <= sa.bindparam("now"),
    OUTBOX.c.id < sa.bindparam("but"),
    USES_BUDGET,
)
PEOPLE = OUTBOX.c.person_id.in_(sa.bindparam("people", expanding=True))
USED_BY = sa.select(OUTBOX.c.person_id).where(
    PEOPLE, OUTBOX.c.claimed_at >= sa.bindparam("since"), OUTBOX.c.state.in_(LEFT), USES_BUDGET
)
WAITING_FOR = sa.select(OUTBOX.c.person_id).where(
    PEOPLE,
    OUTBOX.c.claimed_at.is_(None),
    OUTBOX.c.state == OutboxState.QUEUED,
    OUTBOX.c.not_before <= sa.bindparam("now"),
    USES_BUDGET,
)
ANY_OPEN = sa.select(BROADCAST.c.id).where(
    BROADCAST.c.state == "running", BROADCAST.c.ends_at > sa.bindparam("now")
)
ADDRESSED = (
    sa.select(
        PERSON.c.id,
        PERSON.c.unit_id,
        PERSON.c.time_zone,
        PERSON.c.state,
        (PERSON.c.telegram_id.is_not(None) & PERSON.c.onboarded_at.is_not(None)).label("has_joined"),
        PERSON.c.blocked_at.is_not(None).label("has_blocked"),
        ATTENTION.c.last_nudge_on,
        ATTENTION.c.nudges_on_day,
        sa.cast(PREFERENCE.c.windows, sa.Text).label("windows"),
    )
    .join(ATTENTION, ATTENTION.c.person_id == PERSON.c.id, isouter=True)
    .join(PREFERENCE, PREFERENCE.c.person_id == PERSON.c.id, isouter=True)
    .where(PERSON.c.state != PersonState.LEFT)
)
ALL_WAITING = sa.select(OUTBOX.c.person_id, OUTBOX.c.not_before).where(
    OUTBOX.c.claimed_at.is_(None), OUTBOX.c.state == OutboxState.QUEUED, USES_BUDGET
)
LEFT_SINCE = (
    sa.select(OUTBOX.c.person_id, sa.func.max(OUTBOX.c.claimed_at), sa.func.count())
    .where(OUTBOX.c.claimed_at >= sa.bindparam("since"), OUTBOX.c.state.in_(LEFT), USES_BUDGET)
    .group_by(OUTBOX.c.person_id)
)


@dataclass(frozen=True, slots=True)
class SqlAudiences:
    """People to address over one connection."""

    connection: Connection

    def addressees(self, scope: Sequence[str | None], *, since: datetime) -> Sequence[Addressee]:
        """Everyone of the roster within a scope; what they were sent since then counts as used."""
        units = self._units_within(scope)
        if not units:
            return []
        theirs = _people_of(units, scope)
        leaves, planned = self._leaves(theirs, since), self._planned(theirs, since)
        query = ADDRESSED if None in scope else ADDRESSED.where(PERSON.c.unit_id.in_(units))
        found = []
        for row in self.connection.execute(query).all():
            id_, unit_id, time_zone, state, has_joined, has_blocked, nudged_on, nudges, windows = row
            unit = units[unit_id]
            used: dict[date, int] = {nudged_on: nudges} if nudged_on else {}
            for moment, count in planned.get(id_, ()):
                on = moment.astimezone(_zone(time_zone)).date()
                used[on] = used.get(on, 0) + count
            found.append(
                Addressee(
                    person_id=id_,
                    unit=unit.path,
                    time_zone=time_zone,
                    unreached=unreached_by(state, has_joined=has_joined, has_blocked=has_blocked),
                    working_days=unit.working_days,
                    works_on_holidays=unit.works_on_holidays,
                    unit_windows=unit.windows,
                    chosen=_choice(windows or "{}"),
                    leaves=leaves.get(id_, ()),
                    used=used,
                )
            )
        return found

    def _units_within(self, scope: Sequence[str | None]) -> dict[int, "_Unit"]:
        query = sa.select(UNIT)
        if None not in scope:
            query = query.where(within(scope))
        return {
            row.id: _Unit(
                path=row.path,
                working_days=frozenset(map(int, row.working_days)),
                works_on_holidays=row.works_on_holidays,
                windows=row.windows or {},
            )
            for row in self.connection.execute(query)
        }

    def _leaves(self, people: sa.Select[Any], since: datetime) -> dict[int, tuple[Leave, ...]]:
        running = LEAVE.c.ends_on.is_(None) | (LEAVE.c.ends_on >= since.date())
        query = sa.select(LEAVE).where(LEAVE.c.person_id.in_(people), running)
        return leaves_by_person(self.connection.execute(query))

    def _planned(self, people: sa.Select[Any], since: datetime) -> dict[int, list[tuple[datetime, int]]]:
        """By person, when messages that use the budget left since then or will leave, and how many.

        Those of one person that left already count for the date of the last: since the day began at the
        organisation nobody who may be written to has seen two.
        """
        found: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
        theirs = OUTBOX.c.person_id.in_(people)
        for person_id, last_at, count in self.connection.execute(
            LEFT_SINCE.where(theirs), {"since": since}
        ).all():
            found[person_id].append((last_at, count))
        for person_id, not_before in self.connection.execute(ALL_WAITING.where(theirs)).all():
            found[person_id].append((max(not_before, since), 1))
        return found

    def holders(self, roles: Collection[Role], on: date) -> frozenset[int]:
        """Who holds one of these roles on a date."""
        in_force = (GRANT.c.starts_on <= on) & (GRANT.c.ends_on.is_(None) | (GRANT.c.ends_on >= on))
        query = sa.select(GRANT.c.person_id).where(GRANT.c.role.in_(roles), in_force)
        return frozenset(self.connection.execute(query).scalars())

    def done(self, content: Content, lesson_keys: Sequence[str]) -> frozenset[int]:
        """Who has done these lessons, all of them, or opened this item in an earlier broadcast."""
        if content.kind is ContentKind.ITEM:
            query: sa.Select[Any] = (
                sa.select(REACTION.c.person_id)
                .join(BROADCAST, BROADCAST.c.id == REACTION.c.broadcast_id)
                .where(BROADCAST.c.content["kind"].as_string() == ContentKind.ITEM)
                .where(BROADCAST.c.content["key"].as_string() == content.key)
                .where(REACTION.c.opened_at.is_not(None))
            )
        elif lesson_keys:
            query = completed(lesson_keys)
        else:
            return frozenset()
        return frozenset(self.connection.execute(query).scalars())

    def units(self, scope: Sequence[str | None]) -> Sequence[tuple[int, str, int]]:
        """The units of a scope by path: id, path, and how many people they have themselves."""
        query = (
            sa.select(UNIT.c.id, UNIT.c.path, sa.func.count(PERSON.c.id))
            .join(
                PERSON, (PERSON.c.unit_id == UNIT.c.id) & (PERSON.c.state != PersonState.LEFT), isouter=True
            )
            .group_by(UNIT.c.id, UNIT.c.path)
            .order_by(UNIT.c.path)
        )
        if None not in scope:
            query = query.where(within(scope))
        return [(id_, path, int(people)) for id_, path, people in self.connection.execute(query)]

    def groups(self, owner_id: int) -> Sequence[AudienceGroup]:
        """The selections that somebody saved, by name."""
        query = sa.select(GROUP).where(GROUP.c.owner_id == owner_id).order_by(GROUP.c.name)
        return [
            AudienceGroup(
                id=row.id, owner_id=row.owner_id, name=row.name, selection=selection_of(row.selection)
            )
            for row in self.connection.execute(query)
        ]

    def save_group(self, owner_id: int, name: str, selection: Selection) -> AudienceGroup:
        """Saves a selection under a name, in place of one that has it."""
        same = (GROUP.c.owner_id == owner_id) & (GROUP.c.name == name)
        self.connection.execute(sa.delete(GROUP).where(same))
        values = {"owner_id": owner_id, "name": name, "selection": asdict(selection)}
        added = self.connection.execute(sa.insert(GROUP).values(values).returning(GROUP.c.id)).scalar_one()
        return AudienceGroup(id=added, owner_id=owner_id, name=name, selection=selection)

    def drop_group(self, owner_id: int, group_id: int) -> bool:
        """Deletes a saved selection; False where it is not theirs."""
        mine = (GROUP.c.owner_id == owner_id) & (GROUP.c.id == sa.cast(group_id, sa.BigInteger))
        return self.connection.execute(sa.delete(GROUP).where(mine)).rowcount > 0

    def not_opened(self, broadcast_id: int, scope: Sequence[str | None]) -> Sequence[tuple[int, int | None]]:
        """Who of a scope has a copy and did not open it, with the message of the copy."""
        opened = sa.exists().where(
            REACTION.c.broadcast_id == OUTBOX.c.broadcast_id,
            REACTION.c.person_id == OUTBOX.c.person_id,
            REACTION.c.opened_at.is_not(None),
        )
        query = sa.select(OUTBOX.c.person_id, OUTBOX.c.message_id).where(
            OUTBOX.c.broadcast_id == broadcast_id,
            IS_COPY,
            OUTBOX.c.state.in_((OutboxState.SENT, OutboxState.UNCERTAIN)),
            OUTBOX.c.person_id.in_(_led(scope)),
            ~opened,
        )
        return [(row.person_id, row.message_id) for row in self.connection.execute(query)]

    def outside(self, broadcast_id: int, scope: Sequence[str | None]) -> int:
        """How many people outside a scope have a copy or still wait for theirs."""
        there = OUTBOX.c.state.in_((*LEFT, OutboxState.QUEUED, OutboxState.UNREACHABLE))
        theirs = (OUTBOX.c.broadcast_id == broadcast_id) & OUTBOX.c.person_id.not_in(_led(scope))
        query = sa.select(sa.func.count()).where(theirs, IS_COPY, there)
        return int(self.connection.execute(query).scalar_one())

    def leave_out(self, broadcast_id: int, scope: Sequence[str | None], revision: int, at: datetime) -> None:
        """Keeps this revision from people outside a scope: what they have stays, what waits for them ends."""
        theirs = (OUTBOX.c.broadcast_id == broadcast_id) & OUTBOX.c.person_id.not_in(_led(scope))
        waits = OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.UNREACHABLE))
        keeps = {"revision": revision, "reason": NO_LONGER_LED}
        ends = {"state": OutboxState.CANCELLED, "settled_at": at, "reason": NO_LONGER_LED}
        there = sa.update(OUTBOX).where(theirs, OUTBOX.c.state == OutboxState.SENT)
        self.connection.execute(there.values(keeps))
        self.connection.execute(sa.update(OUTBOX).where(theirs, waits).values(ends))

    def used_on(self, person_id: int, since: datetime, now: datetime, *, but: int) -> int:
        """How many messages that use the day's budget left for a person since then, or go before this one.

        `but` is this one's id in the outbox: what waits longer goes first.
        """
        given = {"person": person_id, "since": since, "now": now, "but": but}
        return sum(
            int(self.connection.execute(query, given).scalar_one()) for query in (USED_ON, OLDER_WAITING)
        )

    def given(self, person_ids: Sequence[int], since: datetime, now: datetime) -> Mapping[int, int]:
        """How many messages of broadcasts each of these people got since then, or gets now."""
        if self.connection.execute(ANY_OPEN, {"now": since}).first() is None:
            return {}
        given = {"people": list(person_ids), "since": since, "now": now}
        found: Counter[int] = Counter()
        for query in (USED_BY, WAITING_FOR):
            found.update(self.connection.execute(query, given).scalars())
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    path: str
    working_days: frozenset[int]
    works_on_holidays: bool
    windows: Mapping[str, Any]


def within(scope: Sequence[str | None]) -> sa.ColumnElement[bool]:
    """Whether a unit lies in a scope that is not the whole organisation."""
    return sa.or_(
        sa.false(),
        *(
            (UNIT.c.path == unit) | UNIT.c.path.startswith(f"{unit}/", autoescape=True)
            for unit in scope
            if unit is not None
        ),
    )


def _led(scope: Sequence[str | None]) -> sa.Select[Any]:
    """The people of a scope."""
    people = sa.select(PERSON.c.id)
    return people if None in scope else people.join(UNIT, UNIT.c.id == PERSON.c.unit_id).where(within(scope))


def completed(lesson_keys: Sequence[str], since: datetime | None = None) -> sa.Select[Any]:
    """The people who completed all of these lessons, the last of them since then; each stands once."""
    done = _done(ATTEMPT, lesson_keys)
    if since is not None:
        recent = ATTEMPT.alias("recent")
        recently = _done(recent, lesson_keys).where(recent.c.completed_at >= since)
        if len(lesson_keys) == 1:
            return recently.group_by(recent.c.person_id)
        done = done.where(ATTEMPT.c.person_id.in_(recently))
    return done.group_by(ATTEMPT.c.person_id).having(
        sa.func.count(ATTEMPT.c.lesson_key.distinct()) == len(lesson_keys)
    )


def _done(attempts: sa.FromClause, lesson_keys: Sequence[str]) -> sa.Select[Any]:
    return sa.select(attempts.c.person_id).where(
        attempts.c.lesson_key.in_(lesson_keys), attempts.c.completed_at.is_not(None)
    )


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def _choice(kept: str) -> Mapping[str, Any]:
    choice: Mapping[str, Any] = json.loads(kept)
    return choice


def _people_of(units: Mapping[int, "_Unit"], scope: Sequence[str | None]) -> sa.Select[Any]:
    """The people of these units; of the whole organisation, those who have not left."""
    query = sa.select(PERSON.c.id).where(PERSON.c.state != PersonState.LEFT)
    return query if None in scope else query.where(PERSON.c.unit_id.in_(units))
