"""Bringing lessons and reviews into breaks: who is due now, and what they get."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from learning.assignments import DueCourse
from learning.notices import Notice, NoticeKind
from learning.ports import Records
from learning.records import (
    Assignment,
    AttentionState,
    DuePerson,
    LearnerFacts,
    MessageKind,
    Nudge,
    NudgeState,
    Outgoing,
)
from learning.rules.attention import Attention, AttentionBudget, Hold, hold, is_slowed
from learning.rules.breaks import Opening, Schedule, opening_at
from learning.rules.planning import REVIEWS_AT_ONCE, Item, ItemKind, Why, next_item
from learning.rules.reminding import is_reminder_due
from learning.rules.repetition import REVIEW_SECONDS, spread
from learning.rules.schedules import schedule_of
from learning.usecases.attention import next_look
from learning.usecases.next_up import learner_of, reasons_of, without_lost_questions
from learning.usecases.notices import MANNERS
from learning.world import World

log = logging.getLogger(__name__)

NUDGE_PRIORITY = 2


def bring_due(records: Records, world: World, *, now: datetime, limit: int = 500) -> int:
    """Plans for everyone whose moment has come, up to `limit`; how many were looked at.

    Everyone looked at gets a later moment, so calling again until fewer than `limit` come back ends.
    """
    week_start = _week_start(now.astimezone(world.policy.zone).date())
    due_people = records.nudges.due_people(now, limit, week_start)
    if not due_people:
        return 0
    since = datetime.combine(now.astimezone(world.policy.zone).date(), time(0), tzinfo=world.policy.zone)
    given = records.audiences.given([due.attention.person_id for due in due_people], since, now)
    round_ = _Round(world, now, records.courses.shared_assignments(), records.curation.paused(), given)
    for due in due_people:
        round_.look_safely(due)
    records.nudges.settle(round_.expired, NudgeState.EXPIRED)
    for person_id, moves in round_.spreads.items():
        records.reviews.spread(person_id, moves)
    added = records.nudges.add(round_.nudges)
    opened = {nudge.person_id: nudge.id for nudge in added}
    came_back = [nudge_id for person_id, nudge_id in round_.returning.items() if person_id in opened]
    records.nudges.settle([*round_.outdated, *came_back], NudgeState.RETURNED)
    records.nudges.save_attention(
        [
            replace(state, open_nudge_id=opened[state.person_id]) if state.person_id in opened else state
            for state in round_.states
        ]
    )
    records.outbox.put(round_.reminders)
    messages = records.nudges.messages_of(list(round_.replaced.values()))
    records.outbox.put(
        [_outgoing(nudge, now, messages.get(round_.replaced.get(nudge.person_id, 0))) for nudge in added]
    )
    return len(due_people)


class _Round:
    """One look at everyone who is due: collects what to write, decides by the rules."""

    def __init__(
        self,
        world: World,
        now: datetime,
        shared: Sequence[Assignment],
        paused: frozenset[str],
        given: Mapping[int, int],
    ) -> None:
        self.world, self.now, self.shared, self.paused, self.given = world, now, shared, paused, given
        self.budget = budget_of(world)
        self.week = "{}-W{:02}".format(*now.astimezone(world.policy.zone).date().isocalendar()[:2])
        self.states: list[AttentionState] = []
        self.nudges: list[Nudge] = []
        self.reminders: list[Outgoing] = []
        self.expired: list[int] = []
        self.outdated: list[int] = []
        self.returning: dict[int, int] = {}
        self.replaced: dict[int, int] = {}
        self.spreads: dict[int, Mapping[str, datetime]] = {}
        self._known_moments: dict[Schedule, tuple[Opening | None, datetime]] = {}

    def look_safely(self, due: DuePerson) -> None:
        """Looks at one person; what is broken about them is logged and stops nobody else."""
        try:
            self.look_at(due)
        except Exception:
            log.exception("planning failed for person %s", due.attention.person_id)
            tomorrow = self.now + timedelta(days=1)
            self.states.append(replace(due.attention, next_due_at=tomorrow))

    def look_at(self, due: DuePerson) -> None:
        """Decides what this person gets now, and when they are looked at next."""
        schedule = schedule_of(due.circumstances, self.world.policy.windows)
        opening, next_due_at = self._moments(schedule)
        state = replace(due.attention, next_due_at=next_due_at)
        if opening is not None:
            due = _with_facts(due, without_lost_questions(due.facts, self.world, self.paused))
            state = self._close_open_nudge(due, state)
            reminder = self._reminder(due, state, opening, schedule)
            nudge = self._choose(due, state, opening, schedule) if reminder is None else None
            if reminder is not None:
                self.reminders.append(reminder)
                state = _spend_day(state, opening.local_on)
            elif nudge is not None:
                self.nudges.append(nudge)
                state = self._spend(state, nudge)
        self.states.append(state)

    def _moments(self, schedule: Schedule) -> tuple[Opening | None, datetime]:
        """The window that is open now and the moment of the next look, the same for all of one schedule."""
        known = self._known_moments.get(schedule)
        if known is None:
            calendar = self.world.calendar
            known = opening_at(schedule, calendar, self.now), next_look(schedule, calendar, self.now)
            self._known_moments[schedule] = known
        return known

    def _close_open_nudge(self, due: DuePerson, state: AttentionState) -> AttentionState:
        """Ends a nudge whose break is over; it stays the open one until a newer takes its place."""
        nudge = due.open_nudge
        if nudge is None or nudge.ends_at > self.now:
            return state
        if nudge.state not in {NudgeState.WAITING, NudgeState.EXPIRED}:
            return replace(state, open_nudge_id=None)
        self.replaced[state.person_id] = nudge.id
        if nudge.state is NudgeState.EXPIRED:
            return state
        self.expired.append(nudge.id)
        return replace(state, unanswered_in_row=state.unanswered_in_row + 1)

    def _choose(
        self, due: DuePerson, state: AttentionState, opening: Opening, schedule: Schedule
    ) -> Nudge | None:
        returning = _still_wanted(due)
        if returning is not None:
            self.returning[state.person_id] = returning.id
            return replace(
                returning,
                id=0,
                state=NudgeState.WAITING,
                is_return=True,
                window=opening.kind,
                local_on=opening.local_on,
                created_at=self.now,
                ends_at=opening.ends_at,
            )
        if due.returning is not None:
            self.outdated.append(due.returning.id)
        if hold(self._attention(due, state), self.budget, today=opening.local_on, now=self.now) is not None:
            return None
        reasons = reasons_of(due.circumstances.person, due.facts, self.world, self.shared, opening.local_on)
        learner = learner_of(due.facts, tuple(reasons), state)
        self._spread_overdue(due, schedule)
        seconds = int((opening.ends_at - self.now).total_seconds())
        catalogue = self.world.catalogue
        item = next_item(learner, catalogue.lesson_keys, catalogue.minutes, seconds_available=seconds)
        return self._nudge(item, state, opening, reasons) if item else None

    def _reminder(
        self, due: DuePerson, state: AttentionState, opening: Opening, schedule: Schedule
    ) -> Outgoing | None:
        """The reminder of a given course that takes the place of today's lesson, if one is due."""
        today, calendar = opening.local_on, self.world.calendar
        found = next((one for one in due.to_remind if is_reminder_due(one, schedule, calendar, today)), None)
        if found is None:
            return None
        held = hold(self._attention(due, state), self.budget, today=today, now=self.now)
        return _reminding(found, opening, self.now) if held not in {Hold.DAY_BUDGET, Hold.BUSY} else None

    def _attention(self, due: DuePerson, state: AttentionState) -> Attention:
        today = due.circumstances.person.local_date(self.now)
        brought = state.brought_seconds if state.week == self.week else 0
        open_until = due.open_nudge.ends_at if due.open_nudge and state.open_nudge_id else None
        return Attention(
            nudges_today=(state.nudges_on_day if state.last_nudge_on == today else 0)
            + self.given.get(state.person_id, 0),
            brought_seconds_this_week=max(brought, due.learned_seconds_this_week),
            unanswered_in_row=state.unanswered_in_row,
            last_nudge_on=state.last_nudge_on,
            open_until=open_until,
            learning_since=due.facts.last_touched_at,
        )

    def _spread_overdue(self, due: DuePerson, schedule: Schedule) -> None:
        if len(due.facts.due) > 2 * REVIEWS_AT_ONCE:
            urgent_first = sorted(
                due.facts.due, key=lambda review: (-review.lapses, review.due_at, review.question_key)
            )
            keys = [review.question_key for review in urgent_first]
            self.spreads[due.attention.person_id] = spread(
                keys, schedule, self.world.calendar, self.now, at_once=REVIEWS_AT_ONCE
            )

    def _nudge(
        self, item: Item, state: AttentionState, opening: Opening, reasons: Mapping[str, Why]
    ) -> Nudge:
        course = item.lesson_key.partition("/")[0]
        return Nudge(
            person_id=state.person_id,
            kind=item.kind,
            lesson_key=item.lesson_key,
            question_keys=item.question_keys,
            seconds=item.seconds,
            window=opening.kind,
            local_on=opening.local_on,
            why=Why.REVIEW if item.kind is ItemKind.REVIEW else reasons.get(course, Why.EVERYONE),
            slowed=is_slowed(state.unanswered_in_row, self.budget),
            created_at=self.now,
            ends_at=opening.ends_at,
        )

    def _spend(self, state: AttentionState, nudge: Nudge) -> AttentionState:
        same_day = state.last_nudge_on == nudge.local_on
        counted = state.nudges_on_day + (not nudge.is_return) if same_day else 1
        brought = state.brought_seconds if state.week == self.week else 0
        return replace(
            state,
            last_nudge_on=nudge.local_on,
            nudges_on_day=counted,
            week=self.week,
            brought_seconds=brought + (0 if nudge.is_return else nudge.seconds),
        )


def _spend_day(state: AttentionState, on: date) -> AttentionState:
    counted = state.nudges_on_day + 1 if state.last_nudge_on == on else 1
    return replace(state, last_nudge_on=on, nudges_on_day=counted)


def _reminding(due: DueCourse, opening: Opening, now: datetime) -> Outgoing:
    notice = Notice(kind=NoticeKind.ASSIGNMENT_REMINDER, subject=due.id)
    return Outgoing(
        dedupe_key=f"{notice.kind}:{due.id}:{due.due_on}:{opening.local_on}",
        person_id=due.person_id,
        kind=MessageKind.NOTICE,
        priority=MANNERS[notice.kind].priority,
        created_at=now,
        not_before=now,
        deadline=opening.ends_at,
        notice=notice,
    )


def _with_facts(due: DuePerson, facts: LearnerFacts) -> DuePerson:
    return due if facts is due.facts else replace(due, facts=facts)


def _still_wanted(due: DuePerson) -> Nudge | None:
    """What the person asked to see later, less what they have done since; None where nothing is left."""
    nudge = due.returning
    if nudge is None or nudge.lesson_key in due.facts.done:
        return None
    if nudge.kind is ItemKind.LESSON:
        return nudge
    still_due = {review.question_key for review in due.facts.due}
    keys = tuple(key for key in nudge.question_keys if key in still_due)
    return replace(nudge, question_keys=keys, seconds=len(keys) * REVIEW_SECONDS) if keys else None


def budget_of(world: World) -> AttentionBudget:
    """The attention budget the organisation decided on."""
    return AttentionBudget(
        nudges_per_day=world.policy.nudges_per_day,
        weekly_minutes=world.policy.weekly_minutes,
        unanswered_before_slowing=world.policy.unanswered_before_slowing,
    )


def _outgoing(nudge: Nudge, now: datetime, replaces: int | None) -> Outgoing:
    return Outgoing(
        dedupe_key=f"nudge:{nudge.person_id}:{nudge.local_on}:{nudge.window}",
        person_id=nudge.person_id,
        kind=MessageKind.NUDGE,
        priority=NUDGE_PRIORITY,
        created_at=now,
        not_before=now,
        deadline=nudge.ends_at,
        nudge_id=nudge.id,
        replaces_message_id=replaces,
    )


def _week_start(on: date) -> date:
    return on - timedelta(days=on.isoweekday() - 1)
