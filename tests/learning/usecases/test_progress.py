"""How far a person has come: exact JP, the pace to the target, and a past that no later rule changes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from learning.people import EmploymentType
from learning.records import CreditKind
from learning.rules.targets import Standing, Target, TargetKind, truncated
from learning.usecases import progress
from learning.usecases.progress import Progress
from tests.learning.usecases.classroom import COURSE, VARIETY, wrong_answer
from tests.learning.usecases.workplace import Workplace, at
from tests.people import SARI
from tests.storage.rows import credit


def record(work: Workplace, source: str, **more: object) -> None:
    """A ledger row of Sari's."""
    entry = credit(work.ids[SARI], source=source, **more)
    assert work.look(lambda records: records.ledger.add(entry))


def look(work: Workplace, **person: object) -> Progress:
    """Sari's year."""
    return work.do(progress.look, work.world, replace(work.person(SARI), **person))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("minutes", "shown", "standing"),
    [(889, "19.7", Standing.ON_PACE), (899, "19.9", Standing.ON_PACE), (900, "20.0", Standing.MET)],
)
def test_golden_numbers_of_the_yearly_minimum(
    sari: Workplace, minutes: int, shown: str, standing: Standing
) -> None:
    record(sari, "event:1", kind=CreditKind.EVENT, seconds=minutes * 60)
    found = look(sari).summary
    assert found.recorded == Fraction(minutes, 45)
    assert str(truncated(found.recorded)) == shown
    assert found.pace.standing is standing


def test_one_second_short_of_the_target_is_not_met(sari: Workplace) -> None:
    record(sari, "event:1", kind=CreditKind.EVENT, seconds=900 * 60 - 1)
    assert look(sari).summary.pace.standing is not Standing.MET


def test_who_starts_in_july_owes_half_a_year(sari: Workplace) -> None:
    found = look(sari, starts_on=date(2026, 7, 2))
    assert found.summary.target.jp == Fraction(20 * 183, 365)
    assert found.expected == found.summary.target.jp * Fraction(145, 183)


def test_a_contract_has_a_ceiling_and_no_minimum(sari: Workplace) -> None:
    record(sari, "event:1", kind=CreditKind.EVENT, seconds=24 * 45 * 60)
    found = look(sari, employment_type=EmploymentType.PPPK).summary
    assert found.target == Target(kind=TargetKind.CEILING, jp=Fraction(24))
    assert found.pace.standing is Standing.AT_CEILING
    assert found.pace.weekly_minutes_to_close is None


def test_a_new_rate_never_changes_what_was_recorded(sari: Workplace) -> None:
    record(sari, "event:1", kind=CreditKind.EVENT, seconds=45 * 60, local_on=date(2026, 3, 2))
    before = look(sari)
    sari.decide(minutes_per_jp=60)
    record(sari, "event:2", kind=CreditKind.EVENT, seconds=60 * 60, minutes_per_jp=60)
    after = look(sari)
    assert before.summary.recorded == 1
    assert after.summary.recorded == 2
    assert after.jp_by_month == {3: 1, 11: 1}
    assert sum(after.jp_by_month.values()) == after.summary.recorded


def test_months_sum_to_the_year_also_where_new_year_comes_earlier(sari: Workplace) -> None:
    record(sari, "a", local_on=date(2027, 1, 1), seconds=600)
    record(sari, "b", local_on=date(2026, 12, 30), seconds=300)
    record(sari, "c", year=2025, local_on=date(2026, 1, 1), seconds=9999)
    found = look(sari)
    assert found.jp_by_month == {12: Fraction(900, 45 * 60)}
    assert sum(found.jp_by_month.values()) == found.summary.recorded


def test_what_is_realistic_counts_working_days_and_lessons_that_are_not_done(sari: Workplace) -> None:
    sari.clock.now = at("08:00", day=32)
    assert sari.clock().date() == date(2026, 12, 25), "Christmas, a Friday: four working days are left"
    assert look(sari).reachable == Fraction(4 * 4, 45)
    sari.study(SARI, f"{COURSE}/01")
    assert look(sari).reachable == Fraction(4 + 4 * 4, 45)
    sari.clock.now = at("08:00", day=37)
    assert look(sari).reachable == Fraction(4 + 2 * 4, 45)
    sari.study(SARI, f"{COURSE}/02")
    assert look(sari).reachable == Fraction(8 + 4, 45), "today's lesson is done"


def test_early_in_the_year_the_gap_itself_is_named(sari: Workplace) -> None:
    sari.clock.now = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
    found = look(sari)
    assert found.summary.pace.weekly_minutes_to_close is not None
    assert found.reachable is None


def test_a_week_and_a_streak_grow_with_learning(sari: Workplace) -> None:
    for day, lesson in enumerate(("01", "02", "03")):
        sari.bring(at("12:00", day=day))
        sari.study(SARI, f"{COURSE}/{lesson}")
    found = look(sari)
    assert (found.summary.week_seconds, found.summary.streak_days, found.lessons_done) == (720, 3, 3)
    sari.bring(at("12:00", day=3))
    sari.clock.now = at("12:45", day=4)
    assert look(sari).summary.streak_days == 0


def test_a_streak_survives_what_brought_nothing(sari: Workplace) -> None:
    sari.bring(at("12:45", day=4))
    sari.study(SARI, f"{COURSE}/01")
    sari.clock.now = at("08:00", day=7)
    assert look(sari).summary.streak_days == 1
    sari.bring(at("12:00", day=7))
    sari.study(SARI, f"{COURSE}/02")
    assert look(sari).summary.streak_days == 2


def test_strengths_count_the_newest_answer_to_each_question(sari: Workplace) -> None:
    sari.study(SARI, f"{COURSE}/01", give=wrong_answer)
    assert look(sari).strengths == {"Kerapian": (0, 1)}
    sari.study(SARI, f"{COURSE}/01")
    sari.study(SARI, f"{VARIETY}/01")
    assert look(sari).strengths == {"Kerapian": (9, 9)}


def test_history_lists_every_row(sari: Workplace) -> None:
    sari.study(SARI, f"{COURSE}/01")
    sari.study(SARI, f"{COURSE}/02")
    titles = [row.title for row in sari.look(lambda r: progress.history(r, sari.ids[SARI]))]
    assert titles == ["Pelajaran 01", "Pelajaran 02"]


def test_a_new_year_begins_at_nothing(sari: Workplace) -> None:
    sari.study(SARI, f"{COURSE}/01")
    sari.clock.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    found = look(sari)
    assert found.today == date(2027, 1, 1)
    assert found.summary.recorded == 0
    assert not found.jp_by_month
