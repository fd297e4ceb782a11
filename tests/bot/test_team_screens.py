"""What the screens of a team say of units, of a person's courses and strengths, and of who is away."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from bot.buttons.team import ShowMember
from bot.callbacks import BUTTONS, unpack
from bot.screens import Screen
from bot.texts import texts_for
from bot.views import team as views
from bot.views import team_member as member_views
from content.models import Course
from learning.people import EmploymentType, Person, PersonState
from learning.policy import Policy
from learning.rules.breaks import Leave
from learning.rules.targets import Standing, pace
from learning.rules.team import member_of
from learning.rules.team_chart import chart_of
from learning.team import (
    CourseProgress,
    Figures,
    Group,
    Member,
    MemberPage,
    MemberProfile,
    Order,
    TeamOverview,
    UnitCount,
)

T = texts_for("en")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SARI = Person(
    id=7,
    employee_number="199001012015042001",
    name="Sari <Dewi>",
    unit_id=1,
    unit="Deputi/Biro",
    time_zone="Asia/Jakarta",
    language="id",
    employment_type=EmploymentType.PNS,
    state=PersonState.ACTIVE,
)


def member(**more: Any) -> Member:
    """Sari with other figures."""
    values: dict[str, Any] = {
        "person_id": SARI.id,
        "name": SARI.name,
        "unit": SARI.unit,
        "time_zone": SARI.time_zone,
        "employment_type": EmploymentType.PNS,
        "active_since": NOW - timedelta(days=100),
        "week_seconds": 720,
        "year_seconds": ((27_000, 45),),
        "last_learned_on": TODAY,
    }
    return member_of(Figures(**{**values, **more}), Policy(), today=TODAY, now=NOW)


def course(title: str, done: int, due_on: date | None = None) -> CourseProgress:
    """A course of nine lessons, of which so many are done."""
    made = Course(id="kelas", title={"en": title}, competency="Kerapian", lessons=("01",))
    return CourseProgress(course=made, done=done, count=9, is_assigned=due_on is not None, due_on=due_on)


def profile(shown: Member, **more: Any) -> str:
    """What the screen of Sari says."""
    line = pace(shown.recorded, shown.target, today=TODAY, starts_on=None, minutes_per_jp=45)
    values: dict[str, Any] = {"courses": (), "strengths": {}, **more}
    found = MemberProfile(person=SARI, member=shown, pace=line, today=TODAY, **values)
    return str(member_views.member(found, ShowMember(SARI.id), T).text)


def overview(**more: Any) -> Screen:
    """The screen of a team with other figures."""
    values: dict[str, Any] = {
        "unit": None,
        "scope": ("A", "B"),
        "units": ("A", "B"),
        "size": 3,
        "today": TODAY,
        "learned": 1,
        "week_seconds": 720,
        "week_jp": Fraction(4, 15),
        "recorded": Fraction(10),
        "standings": {},
        "groups": {},
    }
    return views.home(TeamOverview(**{**values, **more}), 0, T)


def labels(screen: Screen) -> list[str]:
    """The labels of the buttons."""
    return [key.label for row in screen.keys for key in row]


def test_a_course_tells_its_due_date_until_it_is_done() -> None:
    said = profile(
        member(),
        courses=(
            course("Arsip", 3, TODAY + timedelta(days=1)),
            course("Pangan", 3, TODAY - timedelta(days=1)),
            course("Obat", 9, TODAY - timedelta(days=1)),
            course("Etika", 1),
        ),
    )
    assert "○ Arsip: 3 of 9 · due Tue, 24 Nov\n" in said
    assert "○ Pangan: 3 of 9 · was due Sun, 22 Nov\n" in said
    assert "✅ Obat: 9 of 9\n" in said
    assert said.endswith("○ Etika: 1 of 9")


def test_many_courses_end_in_how_many_more_there_are() -> None:
    said = profile(member(), courses=[course(f"K{number}", 1) for number in range(11)])
    assert said.endswith("… and 3 more courses")


def test_strengths_are_sums_with_the_strongest_first() -> None:
    said = profile(member(), strengths={"Arsip": (3, 6), "Pangan": (9, 10)})
    assert said.index("◆ Pangan: 9 of 10") < said.index("◇ Arsip: 3 of 6")


def test_a_person_is_named_as_they_are_with_the_number_masked() -> None:
    said = profile(member())
    assert "Sari &lt;Dewi&gt;" in said
    assert "…001" in said
    assert SARI.employee_number not in said


def test_it_says_until_when_somebody_is_away_and_who_cannot_be_reached() -> None:
    assert "until Tue, 24 Nov" in profile(
        member(leaves=(Leave(starts_on=TODAY, ends_on=TODAY + timedelta(days=1)),))
    )
    assert "until further notice" in profile(member(leaves=(Leave(starts_on=TODAY),)))
    assert "Has blocked Sela since 23 Nov 2026" in profile(member(blocked_at=NOW))
    assert "Not activated yet" in profile(member(active_since=None))


def test_a_contract_has_a_ceiling_and_no_projection() -> None:
    said = profile(member(employment_type=EmploymentType.PPPK))
    assert "2026: 10.0 JP, at most 24 – below the ceiling" in said
    assert "At this pace" not in said
    assert "At this pace 11.1 JP by 31 December" in profile(member())


def test_a_team_is_named_by_what_somebody_leads() -> None:
    assert "<b>2 units</b>" in overview().text
    assert "<b>A</b>" in overview(unit="A").text
    assert "<b>The whole organisation</b>" in overview(scope=(None,)).text
    assert "Choose a unit" in labels(overview())
    assert "Choose a unit" not in labels(overview(scope=("A",), units=("A",)))


def test_a_team_without_people_says_so() -> None:
    assert "There is nobody here yet." in overview(size=0, scope=("A",), units=("A",)).text


def test_only_groups_that_hold_somebody_have_a_button() -> None:
    found = labels(overview(groups={Group.EVERYONE: 3, Group.STUCK: 1}, standings={Standing.BEHIND: 2}))
    assert found[:2] == ["Everyone (3)", "Quiet for two weeks (1)"]
    assert not any("Blocked" in label for label in found)


def test_a_long_unit_keeps_its_end_and_pages_turn() -> None:
    found = [
        UnitCount(unit_id=n, path=f"Deputi {n}/" + "Direktorat " * 6 + f"{n}", people=2) for n in range(25)
    ]
    first, last = views.units(found, 0, T), views.units(found, 99, T)
    assert labels(first)[0].endswith("Direktorat 0 (2)")
    assert len(labels(first)[0]) < 60
    assert "›" in labels(first)
    assert "‹" not in labels(first)
    assert "Page 3 of 3" in last.text


def test_every_button_of_the_longest_list_fits_telegram() -> None:
    shown = MemberPage(
        unit="A",
        group=Group.EVERYONE,
        order=Order.NEED,
        page=495,
        pages=500,
        count=5000,
        first=4951,
        members=[member(person_id=10**9 + number) for number in range(10)],
    )
    screen = views.members(shown, 10**6, 2026, T)
    for row in screen.keys:
        for key in row:
            assert unpack(key.press.pack()) == key.press
    assert BUTTONS["tm"] is ShowMember
    assert len(screen.text) < 4096


def test_the_picture_is_told_in_words_too() -> None:
    team = [member(person_id=number, year_seconds=((number * 2700, 45),)) for number in range(31)]
    spread = views.picture(chart_of(team, None, today=TODAY), b"", 0, T).text
    assert "89 % of the year has passed" in spread
    assert "0–10 % of the target: 2 people" in spread
    assert "Target reached: 11 people" in spread
    units = [member(person_id=number, unit=f"Biro/{number % 2}") for number in range(40)]
    assert "0 (20): 10.0 of 20" in views.picture(chart_of(units, None, today=TODAY), b"", 0, T).text
