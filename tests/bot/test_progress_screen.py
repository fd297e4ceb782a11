"""What the screen of one's own progress says of the pace: true, possible, and never a reproach."""

from datetime import date
from fractions import Fraction

from bot.texts import texts_for
from bot.views.progress import progress
from learning.people import EmploymentType, Person, PersonState
from learning.rules.targets import Target, TargetKind, pace
from learning.usecases.progress import Progress, Rejected, Replied, Summary
from tests.storage.rows import credit

MID_DECEMBER = date(2026, 12, 14)
SITI = Person(
    id=1,
    employee_number="196804111993031009",
    name="Siti",
    unit_id=1,
    unit="Biro",
    time_zone="Asia/Jakarta",
    language="en",
    employment_type=EmploymentType.PNS,
    state=PersonState.ACTIVE,
)


def said(recorded: Fraction, reachable: Fraction | None, replied: Replied | None = None) -> str:
    """The screen in the middle of December with so many JP, as text."""
    target = Target(kind=TargetKind.FLOOR, jp=Fraction(20))
    line = pace(recorded, target, today=MID_DECEMBER, starts_on=None, minutes_per_jp=45)
    year = Progress(
        person=SITI,
        today=MID_DECEMBER,
        summary=Summary(recorded=recorded, target=target, pace=line, week_seconds=0, streak_days=0),
        expected=Fraction(19),
        strengths={},
        jp_by_month={},
        lessons_done=0,
        reachable=reachable,
        replied=replied,
    )
    return progress(year, None, texts_for("en")).text.striptags()


def test_a_gap_that_can_be_closed_is_named_in_lessons_a_week() -> None:
    text = said(Fraction(19), None)
    assert "This closes the gap: 5 short lessons a week (±18 min)." in text


def test_a_gap_too_steep_gives_way_to_what_a_lesson_a_working_day_reaches() -> None:
    text = said(Fraction(13), Fraction(142, 10))
    assert "With one short lesson on each working day you reach 14.2 JP by 31 December." in text
    for steep in ("a week (", "gap", "behind"):
        assert steep not in text


def test_when_no_working_day_is_left_nothing_more_is_asked_for() -> None:
    text = said(Fraction(13), Fraction(13))
    assert "Every lesson until 31 December still counts." in text
    for asked in ("each working day", "gap", "behind"):
        assert asked not in text


def test_recorded_jp_are_acknowledged_only_once_the_personnel_system_said_so() -> None:
    assert "Acknowledged" not in said(Fraction(13), None)
    rejected = Rejected(entry=credit(1, title="Arsip <b>"), reason="bukti kurang")
    text = said(Fraction(13), None, Replied(acknowledged=Fraction(129, 10), rejected=(rejected,) * 5))
    assert "JP recorded: 13.0 of 20.0" in text
    assert "Acknowledged by the personnel system: 12.9 JP" in text
    assert text.count("(23 Nov 2026), because bukti kurang") == 3
    assert "2 more entries were rejected" in text
