"""Bringing lessons and reviews into breaks: who is due, what they get, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from learning.people import Person, PersonState, Role
from learning.ports import Records
from learning.records import (
    Assignment,
    AttentionState,
    Circumstances,
    Claimed,
    DuePerson,
    LearnerFacts,
    Nudge,
    NudgeState,
    OutboxState,
    Outgoing,
)
from learning.rules.attention import Attention, AttentionBudget, hold, is_slowed
from learning.rules.breaks import Opening, Schedule, opening_at
from learning.rules.planning import (
    REVIEWS_AT_ONCE,
    Item,
    ItemKind,
    Learner,
    Why,
    courses_with_reasons,
    next_item,
)
from learning.rules.repetition import REVIEW_SECONDS, spread
from learning.rules.schedules import schedule_of
from learning.usecases.attention import look_again, next_look
from learning.world import World

NUDGE_PRIORITY = 2
NUDGE = "nudge"
TRIES = 5
"""How often a message that surely did not leave is tried."""

PAUSE_WITHOUT_CONNECTION = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A nudge ready to be sent: to whom, and all that its card says."""

    outbox_id: int
    priority: int
    attempts: int
    telegram_id: int
    person: Person
    nudge: Nudge
    title: str
    verified: bool
    told_slowing: bool
    lesson_number: int = 0
    lesson_count: int = 0
    course_title: str = ""
    replaces_message_id: int | None = None


class Sending(StrEnum):
    """How an attempt to send ended."""

    SENT = "sent"
    UNCERTAIN = "uncertain"
    NOT_SENT = "not_sent"
    NO_CONNECTION = "no_connection"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


def bring_due(records: Records, world: World, *, now: datetime, limit: int = 500) -> int:
    """Plans for everyone whose moment has come, up to `limit`; how many were looked at.

    Everyone looked at gets a later moment, so calling again until fewer than `limit` come back ends.
    """
    week_start = _week_start(now.astimezone(world.policy.zone).date())
    due_people = records.nudges.due_people(now, limit, week_start)
    if not due_people:
        return 0
    round_ = _Round(world, now, records.courses.shared_assignments())
    for due in due_people:
        round_.look_at(due)
    records.nudges.settle(round_.expired, NudgeState.EXPIRED)
    for person_id, moves in round_.spreads.items():
        records.reviews.spread(person_id, moves)
    added = records.nudges.add(round_.nudges)
    opened = {nudge.person_id: nudge.id for nudge in added}
    came_back = [nudge_id for person_id, nudge_id in round_.returning.items() if person_id in opened]
    records.nudges.settle([*round_.outdated, *came_back], NudgeState.RETURNED)
    records.nudges.save_attention(
        [
            replace(state, open_nudge_id=opened.get(state.person_id, state.open_nudge_id))
            for state in round_.states
        ]
    )
    messages = records.nudges.messages_of(list(round_.replaced.values()))
    records.outbox.put(
        [_outgoing(nudge, now, messages.get(round_.replaced.get(nudge.person_id, 0))) for nudge in added]
    )
    return len(due_people)


class _Round:
    """One look at everyone who is due: collects what to write, decides by the rules."""

    def __init__(self, world: World, now: datetime, shared: Sequence[Assignment]) -> None:
        self.world, self.now, self.shared = world, now, shared
        self.budget = budget_of(world)
        self.week = "{}-W{:02}".format(*now.astimezone(world.policy.zone).date().isocalendar()[:2])
        self.states: list[AttentionState] = []
        self.nudges: list[Nudge] = []
        self.expired: list[int] = []
        self.outdated: list[int] = []
        self.returning: dict[int, int] = {}
        self.replaced: dict[int, int] = {}
        self.spreads: dict[int, Mapping[str, datetime]] = {}
        self._known_moments: dict[Schedule, tuple[Opening | None, datetime]] = {}

    def look_at(self, due: DuePerson) -> None:
        """Decides what this person gets now, and when they are looked at next."""
        schedule = schedule_of(due.circumstances, self.world.policy.windows)
        opening, next_due_at = self._moments(schedule)
        state = replace(due.attention, next_due_at=next_due_at)
        if opening is not None:
            due = replace(due, facts=without_lost_questions(due.facts, self.world))
            state = self._close_open_nudge(due, state)
            nudge = self._choose(due, state, opening, schedule)
            if nudge is not None:
                self.nudges.append(nudge)
                state = self._spend(state, nudge)
        self.states.append(state)

    def _moments(self, schedule: Schedule) -> tuple[Opening | None, datetime]:
        """The window that is open now and the moment of the next look, the same for all of one schedule."""
        if schedule not in self._known_moments:
            calendar = self.world.calendar
            known = opening_at(schedule, calendar, self.now), next_look(schedule, calendar, self.now)
            self._known_moments[schedule] = known
        return self._known_moments[schedule]

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

    def _attention(self, due: DuePerson, state: AttentionState) -> Attention:
        today = due.circumstances.person.local_date(self.now)
        brought = state.brought_seconds if state.week == self.week else 0
        open_until = due.open_nudge.ends_at if due.open_nudge and state.open_nudge_id else None
        return Attention(
            nudges_today=state.nudges_on_day if state.last_nudge_on == today else 0,
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
            slowed=is_slowed(self._bare(state), self.budget),
            created_at=self.now,
            ends_at=opening.ends_at,
        )

    def _bare(self, state: AttentionState) -> Attention:
        return Attention(unanswered_in_row=state.unanswered_in_row)

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


def reasons_of(
    person: Person, facts: LearnerFacts, world: World, shared: Sequence[Assignment], on: date
) -> dict[str, Why]:
    """The person's courses in order of precedence, each with why they have it."""
    roles = frozenset({Role.EMPLOYEE, *(grant.role for grant in facts.grants if grant.in_force(on))})
    return courses_with_reasons(
        unit=person.unit,
        roles=roles,
        assigned=facts.assigned,
        chosen=facts.chosen,
        shared=shared,
        courses=world.catalogue.courses.values(),
    )


def without_lost_questions(facts: LearnerFacts, world: World) -> LearnerFacts:
    """The facts without reviews of questions that the catalogue does not hold any more."""
    known = tuple(review for review in facts.due if _is_taught(review.question_key, world))
    return facts if len(known) == len(facts.due) else replace(facts, due=known)


def _is_taught(question_key: str, world: World) -> bool:
    lesson_key, _, question_id = question_key.rpartition("/")
    lesson = world.catalogue.lesson(lesson_key, world.policy.language)
    return lesson is not None and lesson.question(question_id) is not None


def learner_of(facts: LearnerFacts, courses: Sequence[str], attention: AttentionState) -> Learner:
    """What planning must know of a person."""
    return Learner(
        courses=courses,
        done=facts.done,
        started=facts.started,
        due=facts.due,
        lessons_since_review=attention.lessons_since_review,
    )


def expire_late(records: Records, *, now: datetime) -> int:
    """Ends messages whose break is over before they left; how many there were."""
    late = records.outbox.expire(now)
    if late:
        records.nudges.expire_unsent()
    return late


def recover(records: Records, *, now: datetime) -> int:
    """At start: what was being sent when the process ended is uncertain, and not sent again."""
    return records.outbox.doubt_claimed(now)


def claim(records: Records, world: World, *, now: datetime, limit: int) -> list[Delivery]:
    """Takes the next messages to send, and ends those that may no longer be sent now."""
    deliveries = []
    for claimed in records.outbox.claim(now, limit):
        delivery, reason = _prepare(records, world, claimed, now)
        if delivery is not None:
            deliveries.append(delivery)
        else:
            records.outbox.settle(claimed.id, OutboxState.EXPIRED, now, reason=reason)
            records.nudges.expire_unsent()
    return deliveries


def _prepare(records: Records, world: World, claimed: Claimed, now: datetime) -> tuple[Delivery | None, str]:
    """The delivery, or None and why it must not leave: everything is asked anew at this moment."""
    circumstances = records.people.circumstances(claimed.person_id)
    person = circumstances.person
    nudge = records.nudges.get(claimed.nudge_id or 0)
    if person.state is not PersonState.ACTIVE or person.telegram_id is None or person.blocked_at is not None:
        return None, "not active"
    if nudge is None or nudge.state is not NudgeState.WAITING:
        return None, "answered already"
    if not _may_arrive(circumstances, world, now):
        return None, "outside the person's windows"
    lesson = world.catalogue.lesson(nudge.lesson_key, person.language) if nudge.lesson_key else None
    if nudge.kind is ItemKind.LESSON and lesson is None:
        return None, "the lesson is gone"
    keys = world.catalogue.lesson_keys.get(lesson.course, ()) if lesson else ()
    return Delivery(
        outbox_id=claimed.id,
        priority=claimed.priority,
        attempts=claimed.attempts,
        telegram_id=person.telegram_id,
        person=person,
        nudge=nudge,
        title=lesson.title if lesson else "",
        verified=bool(lesson and lesson.verified_by),
        told_slowing=records.nudges.attention(person.id).told_slowing,
        lesson_number=keys.index(lesson.key) + 1 if lesson else 0,
        lesson_count=len(keys),
        course_title=world.catalogue.courses[lesson.course].title_in(person.language) if lesson else "",
        replaces_message_id=claimed.replaces_message_id,
    ), ""


def _may_arrive(circumstances: Circumstances, world: World, now: datetime) -> bool:
    schedule = schedule_of(circumstances, world.policy.windows)
    return opening_at(schedule, world.calendar, now) is not None


def settle(
    records: Records,
    delivery: Delivery,
    sending: Sending,
    *,
    now: datetime,
    message_id: int | None = None,
    reason: str = "",
) -> None:
    """Records how sending ended. Only what surely did not leave is tried again.

    Without a connection nothing speaks against the message: it waits for as long as its break lasts.
    """
    outbox = records.outbox
    if sending in {Sending.SENT, Sending.UNCERTAIN}:
        _remember_told(records, delivery.nudge)
    if sending is Sending.SENT:
        outbox.settle(delivery.outbox_id, OutboxState.SENT, now, message_id=message_id)
    elif sending is Sending.UNCERTAIN:
        outbox.settle(delivery.outbox_id, OutboxState.UNCERTAIN, now, reason=reason)
    elif sending is Sending.NOT_SENT and delivery.attempts < TRIES:
        outbox.requeue(delivery.outbox_id, now + timedelta(seconds=2**delivery.attempts))
    elif sending is Sending.NO_CONNECTION:
        outbox.requeue(delivery.outbox_id, now + PAUSE_WITHOUT_CONNECTION, was_a_try=False)
    elif sending is Sending.UNREACHABLE:
        outbox.settle(delivery.outbox_id, OutboxState.UNREACHABLE, now, reason=reason)
        records.nudges.settle([delivery.nudge.id], NudgeState.EXPIRED)
        records.people.set_blocked(delivery.person.id, now)
    else:
        outbox.settle(delivery.outbox_id, OutboxState.FAILED, now, reason=reason)
        records.nudges.expire_unsent()


def _remember_told(records: Records, nudge: Nudge) -> None:
    """Notes that the person was told why Sela comes rarely, unless they came back meanwhile."""
    attention = records.nudges.attention(nudge.person_id)
    if nudge.slowed and attention.open_nudge_id == nudge.id:
        records.nudges.save_attention([replace(attention, told_slowing=True)])


class LaterOutcome(StrEnum):
    """What became of a wish to see a nudge later or not at all."""

    LATER = "later"
    SKIPPED = "skipped"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff:
    """The answer to "later" or "not today"; `returns_at` is when it comes back, None when it does not."""

    outcome: LaterOutcome
    returns_at: datetime | None = None


def put_off(
    records: Records, world: World, person_id: int, nudge_id: int, *, later: bool, now: datetime
) -> PutOff:
    """Brings a nudge back once in the next allowed window, or not at all."""
    nudge = records.nudges.get(nudge_id)
    if nudge is None or nudge.person_id != person_id:
        return PutOff(outcome=LaterOutcome.TOO_LATE)
    wanted = NudgeState.LATER if later and not nudge.is_return else NudgeState.SKIPPED
    if nudge.state not in {NudgeState.WAITING, NudgeState.EXPIRED, wanted}:
        return PutOff(outcome=LaterOutcome.TOO_LATE)
    records.nudges.settle([nudge_id], wanted, now)
    attention = records.nudges.attention(person_id)
    still_open = None if attention.open_nudge_id == nudge_id else attention.open_nudge_id
    attention = replace(attention, open_nudge_id=still_open, unanswered_in_row=0, told_slowing=False)
    if wanted is NudgeState.SKIPPED:
        today = records.people.circumstances(person_id).person.local_date(now)
        attention = replace(attention, last_nudge_on=today, nudges_on_day=world.policy.nudges_per_day)
    records.nudges.save_attention([attention])
    look_again(records, world, person_id, now=now)
    if wanted is NudgeState.SKIPPED:
        return PutOff(outcome=LaterOutcome.SKIPPED)
    return PutOff(outcome=LaterOutcome.LATER, returns_at=records.nudges.attention(person_id).next_due_at)


def _outgoing(nudge: Nudge, now: datetime, replaces: int | None) -> Outgoing:
    return Outgoing(
        dedupe_key=f"nudge:{nudge.person_id}:{nudge.local_on}:{nudge.window}",
        person_id=nudge.person_id,
        kind=NUDGE,
        priority=NUDGE_PRIORITY,
        created_at=now,
        not_before=now,
        deadline=nudge.ends_at,
        nudge_id=nudge.id,
        replaces_message_id=replaces,
    )


def _week_start(on: date) -> date:
    return on - timedelta(days=on.isoweekday() - 1)
