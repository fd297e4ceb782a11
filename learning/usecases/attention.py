"""Keeps the moment at which each person is next looked at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from learning.people import PersonState
from learning.ports import Records
from learning.records import AttentionState, NudgeState
from learning.rules.breaks import HORIZON_DAYS, Schedule, next_opening
from learning.rules.calendar import Calendar
from learning.rules.schedules import schedule_of
from learning.world import World


def next_look(schedule: Schedule, calendar: Calendar, now: datetime) -> datetime:
    """When to look at a person next: at their next window, else when the horizon has moved on."""
    opening = next_opening(schedule, calendar, now)
    return opening.starts_at if opening else now + timedelta(days=HORIZON_DAYS)


def look_again(records: Records, world: World, person_id: int, *, now: datetime) -> None:
    """Computes the person's next moment anew, after anything that decides it has changed."""
    circumstances = records.people.circumstances(person_id)
    person = circumstances.person
    attention = records.nudges.attention(person_id)
    reachable = (
        person.state is PersonState.ACTIVE and person.onboarded_at is not None and person.blocked_at is None
    )
    moment = next_look(schedule_of(circumstances, world.policy.windows), world.calendar, now)
    records.nudges.save_attention([replace(attention, next_due_at=moment if reachable else None)])


def look_again_at_all(records: Records, world: World, person_ids: Sequence[int], *, now: datetime) -> None:
    """The same for many people, when the calendar changed."""
    for person_id in person_ids:
        look_again(records, world, person_id, now=now)


def returned(records: Records, person_id: int, *, opened: int | None = None, now: datetime) -> AttentionState:
    """Records that the person did something: nothing counts as unanswered any more.

    `opened` is the nudge they opened. A card they left alone stays the open one, so that the next
    card takes its place on the phone; one that has not left yet need not come any more.
    """
    attention = records.nudges.attention(person_id)
    shown = attention.open_nudge_id
    if opened is None and shown is not None and shown not in records.nudges.messages_of([shown]):
        opened = shown
    if opened is not None:
        records.nudges.settle([opened], NudgeState.ANSWERED, now)
    still_open = None if attention.open_nudge_id == opened else attention.open_nudge_id
    fresh = replace(attention, unanswered_in_row=0, told_slowing=False, open_nudge_id=still_open)
    if fresh != attention:
        records.nudges.save_attention([fresh])
    return fresh
