"""What learning is worth: planned minutes, once, up to the day's cap, booked where they belong."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from learning.records import CreditKind
from learning.rules.credit import RULE_VERSION
from learning.usecases import study
from learning.usecases.steps import CardShown, Completed
from tests.learning.usecases.classroom import COURSE, THREE_CARDS, catalogue_of, lesson_of
from tests.learning.usecases.workplace import MONDAY, Workplace, at
from tests.people import BAYU, SARI
from tests.storage.rows import credit

FIRST, SECOND, THIRD = f"{COURSE}/01", f"{COURSE}/02", f"{COURSE}/03"


def test_a_ledger_row_says_who_what_when_and_why(sari: Workplace) -> None:
    end = sari.study(SARI, FIRST)
    (row,) = sari.ledger(SARI)
    assert row == replace(
        credit(sari.ids[SARI], unit_id=sari.person(SARI).unit_id),
        credited_at=at("08:02"),
        rule_version=RULE_VERSION,
        evidence=row.evidence,
    )
    assert row.evidence == {
        "attempt": end.attempt_id,
        "lesson_hash": row.evidence["lesson_hash"],
        "questions": 1,
        "right": 1,
        "took_seconds": 120,
    }


def test_planned_minutes_count_and_not_the_clock(sari: Workplace) -> None:
    assert sari.study(SARI, FIRST, seconds=5).credit.seconds == 240
    assert sari.study(SARI, SECOND, seconds=3 * 3600).credit.seconds == 240


def test_a_repeated_lesson_counts_once_a_year(sari: Workplace) -> None:
    sari.study(SARI, FIRST)
    again = sari.study(SARI, FIRST)
    assert (again.credit.seconds, again.credit.repeated) == (0, True)
    asked_again = sari.do(study.go_on, sari.world, sari.person(SARI), again.attempt_id)
    assert isinstance(asked_again, Completed)
    assert (asked_again.credit.seconds, asked_again.credit.repeated) == (0, True)
    sari.clock.now = datetime(2027, 1, 4, 3, 0, tzinfo=UTC)
    assert sari.study(SARI, FIRST).credit.seconds == 240
    assert [(row.year, row.source) for row in sari.ledger(SARI)] == [
        (2026, f"lesson:{FIRST}:2026"),
        (2027, f"lesson:{FIRST}:2027"),
    ]


def test_the_daily_cap_is_said_before_and_applied_after(sari: Workplace) -> None:
    sari.decide(daily_credit_minutes=6)
    assert not sari.study(SARI, FIRST).credit.capped
    half = sari.study(SARI, SECOND)
    assert (half.credit.seconds, half.credit.capped) == (120, True)
    warned = sari.do(study.begin_lesson, sari.world, sari.person(SARI), THIRD)
    assert isinstance(warned, CardShown)
    assert warned.still_counts == 0
    nothing = sari.finish(SARI, warned)
    assert (nothing.credit.seconds, nothing.credit.capped) == (0, True)
    told_again = sari.do(study.go_on, sari.world, sari.person(SARI), nothing.attempt_id)
    assert isinstance(told_again, Completed)
    assert (told_again.credit.seconds, told_again.credit.capped) == (0, True)
    assert sum(row.seconds for row in sari.ledger(SARI)) == 360


def test_the_cap_ends_with_the_learners_own_day(work: Workplace) -> None:
    work.activate(BAYU)
    work.decide(daily_credit_minutes=4)
    work.clock.now = at("23:50", zone="Asia/Jayapura")
    work.study(BAYU, FIRST)
    work.clock.now = at("00:05", day=1, zone="Asia/Jayapura")
    assert work.study(BAYU, SECOND).credit.seconds == 240
    assert [row.local_on for row in work.ledger(BAYU)] == [MONDAY, MONDAY + timedelta(days=1)]


def test_what_was_capped_away_can_be_earned_on_another_day(sari: Workplace) -> None:
    sari.decide(daily_credit_minutes=4)
    sari.study(SARI, FIRST)
    assert sari.study(SARI, SECOND).credit.seconds == 0
    sari.clock.now = at("12:00", day=1)
    assert sari.study(SARI, SECOND).credit.seconds == 240


def test_events_do_not_use_the_cap(sari: Workplace) -> None:
    event = credit(sari.ids[SARI], source="event:1", kind=CreditKind.EVENT, seconds=20_000)
    sari.look(lambda records: records.ledger.add(event))
    assert sari.study(SARI, FIRST).credit.seconds == 240


def test_reading_faster_than_anybody_reads_is_credited_and_flagged(sari: Workplace) -> None:
    lessons = [lesson_of("panjang", name, text=THREE_CARDS) for name in ("01", "02")]
    sari.world = replace(sari.world, catalogue=catalogue_of(lessons))
    assert sari.study(SARI, "panjang/01", seconds=0.5).credit.seconds == 240
    sari.study(SARI, "panjang/02", seconds=60)
    assert [row.flagged for row in sari.ledger(SARI)] == [True, False]


def test_a_clock_set_back_in_the_middle_makes_no_negative_minutes(sari: Workplace) -> None:
    step = sari.do(study.begin_lesson, sari.world, sari.person(SARI), FIRST)
    sari.clock.turn(days=-1)
    end = sari.finish(SARI, step)
    (row,) = sari.ledger(SARI)
    assert (end.credit.seconds, row.seconds, row.flagged) == (240, 240, True)
    assert row.evidence["took_seconds"] == 0


@pytest.mark.parametrize(
    ("moment", "year", "week", "local_on"),
    [
        (datetime(2026, 12, 31, 15, 30, tzinfo=UTC), 2026, (2026, 53), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 16, 59, tzinfo=UTC), 2026, (2026, 53), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 17, 1, tzinfo=UTC), 2027, (2026, 53), date(2027, 1, 1)),
        (datetime(2027, 1, 3, 17, 1, tzinfo=UTC), 2027, (2027, 1), date(2027, 1, 4)),
    ],
)
def test_new_year_belongs_to_the_organisation_and_the_day_to_the_learner(
    work: Workplace, moment: datetime, year: int, week: tuple[int, int], local_on: date
) -> None:
    work.activate(BAYU)
    work.clock.now = moment - timedelta(seconds=20)
    work.study(BAYU, FIRST, seconds=10)
    (row,) = work.ledger(BAYU)
    assert (row.year, (row.iso_year, row.iso_week), row.local_on) == (year, week, local_on)


def test_a_lesson_finished_before_midnight_shows_its_minutes_after_new_year(sari: Workplace) -> None:
    sari.clock.now = datetime(2026, 12, 31, 16, 50, tzinfo=UTC)
    end = sari.study(SARI, FIRST)
    sari.clock.turn(hours=1)
    again = sari.do(study.go_on, sari.world, sari.person(SARI), end.attempt_id)
    assert isinstance(again, Completed)
    assert again.credit.seconds == 240
    assert len(sari.ledger(SARI)) == 1


def test_a_changed_rate_holds_from_now_on(sari: Workplace) -> None:
    sari.study(SARI, FIRST)
    sari.decide(minutes_per_jp=60)
    sari.study(SARI, SECOND)
    assert [row.minutes_per_jp for row in sari.ledger(SARI)] == [45, 60]
