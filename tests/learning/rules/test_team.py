"""Who of a team is behind, new, stuck or away, and whom a word helps most."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from learning.people import EmploymentType
from learning.policy import Policy
from learning.rules.breaks import Leave
from learning.rules.targets import Standing, TargetKind, pace, yearly_target
from learning.rules.team import ENOUGH_ANSWERS, NEW_DAYS, STUCK_DAYS, enough, listed, member_of
from learning.rules.team_chart import MOST_PEOPLE, chart_of
from learning.team import Figures, Group, Member, Order

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=200)


def member(name: str = "Sari", *, number: int = 1, jp: int = 0, **more: Any) -> Member:
    """Somebody active for long, with so many JP this year."""
    values: dict[str, Any] = {
        "person_id": number,
        "name": name,
        "unit": "Biro",
        "time_zone": "Asia/Jakarta",
        "employment_type": EmploymentType.PNS,
        "active_since": LONG_AGO,
        "year_seconds": ((jp * 45 * 60, 45),),
        "last_learned_on": TODAY,
    }
    return member_of(Figures(**{**values, **more}), Policy(), today=TODAY, now=NOW)


def test_everybody_is_somewhere_and_who_has_not_activated_has_no_standing() -> None:
    waiting = member(active_since=None)
    assert waiting.groups == {Group.EVERYONE, Group.LISTED}
    assert waiting.standing is None
    assert member(jp=1).groups == {Group.EVERYONE, Group.BEHIND}
    assert member(jp=20).groups == {Group.EVERYONE}


def test_somebody_is_new_for_two_weeks_and_not_stuck_meanwhile() -> None:
    assert Group.NEW in member(active_since=NOW - timedelta(days=NEW_DAYS - 1), last_learned_on=None).groups
    older = member(active_since=NOW - timedelta(days=NEW_DAYS), last_learned_on=None)
    assert Group.NEW not in older.groups
    assert Group.STUCK in older.groups


def test_somebody_is_stuck_after_two_weeks_without_learning() -> None:
    quiet = TODAY - timedelta(days=STUCK_DAYS)
    assert Group.STUCK in member(last_learned_on=quiet).groups
    assert Group.STUCK not in member(last_learned_on=quiet + timedelta(days=1)).groups


def test_days_away_are_not_days_of_silence() -> None:
    month_ago = TODAY - timedelta(days=30)
    away = Leave(starts_on=month_ago, ends_on=TODAY + timedelta(days=2))
    on_leave = member(last_learned_on=month_ago, leaves=(away,))
    assert Group.AWAY in on_leave.groups
    assert Group.STUCK not in on_leave.groups
    assert on_leave.away_until == TODAY + timedelta(days=2)
    back = Leave(starts_on=month_ago, ends_on=TODAY - timedelta(days=3))
    assert Group.STUCK not in member(last_learned_on=month_ago, leaves=(back,)).groups
    long_back = Leave(starts_on=month_ago, ends_on=TODAY - timedelta(days=STUCK_DAYS))
    assert Group.STUCK in member(last_learned_on=month_ago, leaves=(long_back,)).groups


def test_a_pause_without_an_end_has_no_last_day() -> None:
    pausing = member(leaves=(Leave(starts_on=TODAY), Leave(starts_on=TODAY, ends_on=TODAY)))
    assert pausing.is_away
    assert pausing.away_until is None


def test_leave_counts_on_the_persons_own_calendar() -> None:
    late = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    leave = Leave(starts_on=TODAY, ends_on=TODAY)
    figures = member(leaves=(leave,), time_zone="Asia/Jayapura").figures
    in_the_east = member_of(figures, Policy(), today=date(2026, 11, 22), now=late)
    assert in_the_east.is_away


def test_who_blocked_sela_is_not_called_stuck() -> None:
    blocked = member(blocked_at=NOW, last_learned_on=None)
    assert Group.BLOCKED in blocked.groups
    assert Group.STUCK not in blocked.groups


def test_a_contract_has_a_ceiling_and_is_never_behind() -> None:
    few = member(employment_type=EmploymentType.PPPK, jp=1)
    many = member(employment_type=EmploymentType.PPPK, jp=24)
    assert (few.standing, many.standing) == (Standing.BELOW_CEILING, Standing.AT_CEILING)
    assert Group.BEHIND not in few.groups
    assert few.target.kind is TargetKind.CEILING


@given(
    seconds=st.integers(0, 80_000),
    employment_type=st.sampled_from(EmploymentType),
    starts_on=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_the_standing_in_a_team_is_the_one_that_the_person_sees(
    seconds: int, employment_type: EmploymentType, starts_on: date | None, today: date
) -> None:
    figures = Figures(
        person_id=1,
        name="Sari",
        unit="Biro",
        time_zone="Asia/Jakarta",
        employment_type=employment_type,
        starts_on=starts_on,
        active_since=LONG_AGO,
        year_seconds=((seconds, 45),),
    )
    target = yearly_target(employment_type, starts_on, today.year, target_jp=20, ceiling_jp=24)
    recorded = Fraction(seconds, 45 * 60)
    own = pace(recorded, target, today=today, starts_on=starts_on, minutes_per_jp=45)
    shown = member_of(figures, Policy(), today=today, now=NOW)
    assert (shown.standing, shown.target, shown.recorded) == (own.standing, target, recorded)


def test_hours_credited_at_different_rates_add_up_exactly() -> None:
    assert member(year_seconds=((2700, 45), (3600, 60), (900, 45))).recorded == Fraction(7, 3)


def test_a_list_goes_by_name_or_by_whom_a_word_helps_first() -> None:
    quiet = TODAY - timedelta(days=STUCK_DAYS)
    team = [
        member("Zaki", number=1, jp=20, last_learned_on=quiet),
        member("ani", number=2, jp=3),
        member("Budi", number=3, jp=1),
        member("Citra", number=4, jp=1, last_learned_on=quiet),
        member("Dian", number=5, jp=0, leaves=(Leave(starts_on=TODAY),)),
    ]
    names = [one.figures.name for one in listed(team, Group.EVERYONE, Order.NAME)]
    assert names == ["ani", "Budi", "Citra", "Dian", "Zaki"]
    need = [one.figures.name for one in listed(team, Group.EVERYONE, Order.NEED)]
    assert need == ["Citra", "Budi", "ani", "Zaki", "Dian"]
    assert [one.figures.name for one in listed(team, Group.STUCK, Order.NAME)] == ["Citra", "Zaki"]


def test_a_strength_that_would_tell_a_single_answer_is_not_shown() -> None:
    strengths = {"Arsip": (4, ENOUGH_ANSWERS), "Pangan": (0, ENOUGH_ANSWERS - 1), "Obat": (1, 1)}
    assert enough(strengths) == {"Arsip": (4, ENOUGH_ANSWERS)}


def test_a_small_team_is_drawn_person_by_person() -> None:
    chart = chart_of([member("A", jp=3), member("B", jp=9)], None, today=TODAY)
    assert [(bar.name, int(bar.recorded)) for bar in chart.bars] == [("B", 9), ("A", 3)]
    assert chart.bars[0].expected == 20 * chart.elapsed
    assert not chart.spread


def test_a_large_team_is_drawn_by_the_units_below_what_it_has_in_common() -> None:
    team = [member(f"P{n}", number=n, jp=n % 3, unit=f"Deputi/Dir {n % 2}/Seksi {n}") for n in range(40)]
    chart = chart_of(team, None, today=TODAY)
    assert sorted((bar.name, bar.people) for bar in chart.bars) == [("Dir 0", 20), ("Dir 1", 20)]


def test_a_large_unit_is_drawn_as_how_its_people_are_spread() -> None:
    team = [member(f"P{n}", number=n, jp=n % 25) for n in range(MOST_PEOPLE + 1)]
    chart = chart_of(team, None, today=TODAY)
    assert not chart.bars
    assert sum(chart.spread) == len(team)
    assert chart.spread[-1] == sum(one.recorded >= one.target.jp for one in team)


def test_an_empty_team_can_be_drawn() -> None:
    assert chart_of([], None, today=TODAY).bars == ()
