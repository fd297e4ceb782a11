"""A place of work in miniature: the real records, a clock, and people who join, learn and are written to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from content.models import Question
from learning.people import Person
from learning.records import AttentionState, CreditEntry, Nudge
from learning.rules.calendar import Calendar, Overrides
from learning.usecases import bring, deliver, enrol, study
from learning.usecases.deliver import AnyDelivery, Delivery, Sending
from learning.usecases.steps import AnswerGraded, CardShown, Completed, QuestionShown, Step
from learning.world import World
from storage.database import Database
from storage.records import SqlRecords
from tests.clock import StillClock
from tests.learning.usecases.classroom import right_answer

T = TypeVar("T")

MONDAY = date(2026, 11, 23)
JAKARTA, JAYAPURA = "Asia/Jakarta", "Asia/Jayapura"


def at(clock_time: str, *, day: int = 0, zone: str = JAKARTA) -> datetime:
    """The moment at which clocks in this zone show this time, so many days after Monday, 23 November 2026."""
    local = datetime.combine(
        MONDAY + timedelta(days=day), time.fromisoformat(clock_time), tzinfo=ZoneInfo(zone)
    )
    return local.astimezone(UTC)


class Workplace:
    """Runs use cases on the real store at the moment the clock shows."""

    def __init__(self, database: Database, world: World, clock: StillClock, ids: dict[int, int]) -> None:
        self.database, self.world, self.clock, self.ids = database, world, clock, ids
        self._messages = 0

    def do(self, usecase: Callable[..., T], *args: Any, **more: Any) -> T:
        """What a use case returns that needs the records and the time."""
        return self.database.transact(usecase, *args, now=self.clock(), **more)

    def look(self, work: Callable[[SqlRecords], T]) -> T:
        """What the records hold."""
        return self.database.transact(work)

    def person(self, who: int) -> Person:
        """One of the cast as recorded."""
        found = self.look(lambda records: records.people.get(self.ids[who]))
        assert found is not None
        return found

    def activate(self, who: int) -> Person:
        """Takes one of the cast through the whole of joining."""
        token = self.do(enrol.issue_link, self.ids[who], link_days=14)
        assert isinstance(self.do(enrol.redeem, token, who), enrol.Enrolled)
        self.do(enrol.acknowledge, self.ids[who])
        return self.do(enrol.finish, self.world, self.ids[who])

    def attention(self, who: int) -> AttentionState:
        """How much of a person's attention has been used."""
        return self.look(lambda records: records.nudges.attention(self.ids[who]))

    def ledger(self, who: int) -> list[CreditEntry]:
        """A person's ledger rows, oldest first."""
        return list(self.look(lambda records: records.ledger.rows(self.ids[who])))

    def outbox(self) -> dict[str, int]:
        """How many messages are in each state."""
        return dict(self.look(lambda records: records.outbox.counts()))

    def tick(self, moment: datetime | None = None) -> int:
        """What happens each minute, at this moment; how many people were looked at."""
        if moment is not None:
            self.clock.now = moment
        self.do(deliver.expire_late)
        looked_at = 0
        while True:
            count = self.do(bring.bring_due, self.world, limit=100)
            looked_at += count
            if count < 100:
                return looked_at

    def claim(self, limit: int = 100) -> list[Delivery]:
        """Takes the next messages to send."""
        claimed = self.do(deliver.claim, self.world, limit=limit)
        return [delivery for delivery in claimed if isinstance(delivery, Delivery)]

    def settle(self, delivery: AnyDelivery, sending: Sending, **more: Any) -> None:
        """Records how sending ended."""
        self.do(deliver.settle, delivery, sending, **more)

    def send(self, sending: Sending = Sending.SENT) -> list[Delivery]:
        """Sends everything that may leave now."""
        deliveries = self.claim()
        for delivery in deliveries:
            self._messages += 1
            arrived = self._messages if sending is Sending.SENT else None
            self.settle(delivery, sending, message_id=arrived)
        return deliveries

    def bring(self, moment: datetime) -> list[Delivery]:
        """Lets a tick happen at this moment and sends what it brings."""
        self.tick(moment)
        return self.send()

    def bring_one(self, moment: datetime) -> Nudge:
        """The one nudge that a tick at this moment brings."""
        (delivery,) = self.bring(moment)
        return delivery.nudge

    def finish(
        self,
        who: int,
        step: Step,
        *,
        seconds: float = 60,
        give: Callable[[Question], str] = right_answer,
    ) -> Completed:
        """Goes through whatever is open until minutes are recorded, so many seconds from screen to screen."""
        person = self.person(who)
        for _ in range(40):
            self.clock.turn(seconds=seconds)
            match step:
                case CardShown():
                    step = self.do(study.open_card, self.world, person, step.attempt_id, step.number + 1)
                case QuestionShown():
                    given = give(step.question)
                    step = self.do(study.answer, self.world, person, step.attempt_id, step.index, given)
                case AnswerGraded(completed=None):
                    step = self.do(study.go_on, self.world, person, step.attempt_id)
                case AnswerGraded(completed=completed):
                    assert completed is not None
                    return completed
                case Completed():
                    return step
                case _:
                    raise AssertionError(f"no way on from {step}")
        raise AssertionError(f"no end in sight: {step}")

    def study(self, who: int, lesson_key: str, **more: Any) -> Completed:
        """Picks a lesson from a course and goes through it."""
        step = self.do(study.begin_lesson, self.world, self.person(who), lesson_key)
        return self.finish(who, step, **more)

    def decide(self, **policy: Any) -> None:
        """The organisation changes its mind."""
        self.world = replace(self.world, policy=replace(self.world.policy, **policy))

    def declare_holiday(self, on: date) -> None:
        """A day of joint leave is announced; the next tick follows the calendar."""
        overrides = Overrides(added={on: "Cuti bersama"})
        self.world = replace(self.world, calendar=Calendar(overrides))
