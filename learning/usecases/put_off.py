"""What a person says to a card that does not suit: later, or not today."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from learning.ports import Records
from learning.records import NudgeState
from learning.rules.breaks import next_opening
from learning.rules.schedules import schedule_of
from learning.usecases.attention import look_again
from learning.world import World


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
    circumstances = records.people.circumstances(person_id)
    today = circumstances.person.local_date(now)
    if wanted is NudgeState.SKIPPED and nudge.local_on == today:
        attention = replace(attention, last_nudge_on=today, nudges_on_day=world.policy.nudges_per_day)
    records.nudges.save_attention([attention])
    look_again(records, world, person_id, now=now)
    if wanted is NudgeState.SKIPPED:
        return PutOff(outcome=LaterOutcome.SKIPPED)
    opening = next_opening(schedule_of(circumstances, world.policy.windows), world.calendar, now)
    return PutOff(outcome=LaterOutcome.LATER, returns_at=opening.starts_at if opening else None)
