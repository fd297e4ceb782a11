"""What the screens of a report say, in both languages, and that all of it fits Telegram."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from bot.buttons.reports import ShowReport
from bot.callbacks import unpack
from bot.screens import Screen
from bot.texts import texts_for
from bot.views import mondays as monday_views
from bot.views import report_lists as lists
from bot.views import reports as views
from learning.mondays import Suggestion, SuggestionKind, TeamWeek
from learning.report_lists import NotReached, PersonBehind, UnreachedUnit, YearTable
from learning.reports import NeedReason, Totals, UnitNeed
from learning.rules.periods import Period, PeriodKind, parse
from learning.usecases.reports_in_chat import HandedOver, ShownReport
from tests.bot.report_made_up import person, report, unit

T = texts_for("en")
LONGEST_COURSE = "pengelolaan-arsip-dinamis"


def shown(**more: Any) -> ShownReport:
    """The made-up report as an admin sees it."""
    return ShownReport(report=report(**more), unit_id=0, above_id=0, is_admin=True)


def labels(screen: Screen) -> list[str]:
    """The labels of the buttons."""
    return [key.label for row in screen.keys for key in row]


def text_of(found: ShownReport, language: str = "en") -> str:
    """What the screen of a report says."""
    return str(views.report(found, 20, texts_for(language)).text)


def test_the_report_says_the_sentence_of_the_week() -> None:
    said = text_of(shown())
    assert "1,912 of 4,948 people learned (38.6 %)" in said
    assert "412.5 hours = 550 JP, +12 % on the week before" in said
    assert "5 minutes per person over all 4,948, 12.9 over the 1,912 who learned" in said
    assert "61 % on pace for 20 JP (2,600 of 4,262 activated people with a target)" in said
    assert "Right at the first try: 75.8 % of 12,000 answers" in said
    assert "Right in reviews: 81.6 % of 4,900 answers" in said
    assert "84.3 of 100 (satisfying), 310 ratings; +1.2 on Week 46 of 2026; −0.5 on Week 5 of 2026" in said
    assert "Without minutes: 61.4 % of 4,948 people, −3.3 points" in said
    assert "Direktorat 3 (17 of 20 without minutes)" in said


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    said = text_of(shown(), "id")
    assert "1.912" in said
    assert "38,6 %" in said
    assert "412,5" in said


def test_little_time_is_told_in_minutes_and_no_base_gives_no_change() -> None:
    said = text_of(shown(totals=Totals(learned=1, seconds=330, jp=Fraction(330, 2700)), previous=Totals()))
    assert "5.5 minutes = 0.1 JP\n" in said


def test_where_half_or_more_had_no_minutes_it_says_so_in_words() -> None:
    quiet = replace(report().participation, median_seconds=Fraction(0))
    said = text_of(shown(participation=quiet))
    assert "Half of them or more had none" in said
    assert "0 minutes or more" not in said


def test_a_running_week_is_not_held_against_a_whole_one() -> None:
    said = text_of(shown(is_running=True))
    assert "412.5 hours = 550 JP\n" in said
    assert "points" not in said


def test_the_six_indicators_stand_in_the_report_of_a_year() -> None:
    table = YearTable(
        year=2025,
        staff=4948,
        events=588,
        modules=71,
        users=4370,
        unscheduled=30_543,
        at_events=6489,
        exam_takers=1200,
        jp=Fraction(78_286),
    )
    said = text_of(replace(shown(period=Period(kind=PeriodKind.YEAR, year=2025)), year_table=table))
    assert "Completions: 37,032 (30,543 unscheduled, 6,489 at events)" in said
    assert "JP recorded: 78,286, 15.8 per person on the roster, 17.9 per person who used it" in said
    assert "People who used it: 4,370 of 4,948" in said


def test_a_running_period_says_so_and_leads_to_no_future_one() -> None:
    running = shown(is_running=True, as_of=date(2026, 11, 18))
    assert "not over yet" in text_of(running)
    assert "›" not in labels(views.report(running, 20, T))
    assert "›" in labels(views.report(shown(), 20, T))


def test_what_is_not_there_has_no_button() -> None:
    bare = shown(branches=(), courses=(), not_activated=0, blocked=0, people=0)
    found = labels(views.report(replace(bare, is_admin=False), 20, T))
    assert found[:5] == ["‹", "Period", "›", "Picture", "Spreadsheet"]
    assert not any("unit" in label or "person" in label or "look at" in label for label in found)


def test_a_step_that_is_no_unit_is_shown_as_the_units_below_it() -> None:
    found = report(
        branches=(replace(unit(0), path="Deputi"), replace(unit(5), path="Balai")), units=(unit(1), unit(2))
    )
    assert [one.unit_id for one in lists.below(found)] == [1, 2, 5]


def test_every_reason_for_help_has_its_words() -> None:
    for reason in NeedReason:
        need = UnitNeed(line=unit(3), reason=reason, affected=17, people=20)
        assert "17 of 20" in text_of(shown(needing=(need,)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_screen_fits_telegram_with_the_longest_names(language: str) -> None:
    t = texts_for(language)
    name = "Dr. H. Muhammad Abdurrahman Kusumaningrat, M.Si. <b>" * 2
    unit_name = "Pusat Pengembangan Sumber Daya Manusia Pengawasan Obat dan Makanan &"
    units = tuple(unit(10**9 + number, unit_name) for number in range(30))
    persons = tuple(person(10**9 + number, name) for number in range(30))
    found = replace(
        shown(
            units=units, branches=units, persons=persons, course=LONGEST_COURSE, course_title=name, people=30
        ),
        unit_id=10**9,
        above_id=10**9 + 1,
    )
    behind = [
        PersonBehind(
            person_id=number,
            name=name,
            unit=f"Deputi/{unit_name}",
            recorded=Fraction(1),
            expected=Fraction(18),
            target=Fraction(20),
        )
        for number in range(30)
    ]
    missed = NotReached(person_id=1, name=name, unit=unit_name, is_blocked=False)
    unreached = [
        UnreachedUnit(unit_id=10**9, path=f"Deputi/{unit_name}", people=9, not_activated=(missed,))
        for _ in range(30)
    ]
    week = TeamWeek(
        people=5,
        learned=1,
        seconds=60,
        is_admin=True,
        suggestions=(Suggestion(kind=SuggestionKind.STUCK, person_id=1, person=name),),
    )
    screens = [
        views.report(found, 20, t),
        views.periods(found.report.period, 10**9, LONGEST_COURSE, date(2026, 11, 23), t),
        lists.units(found, 1, t),
        lists.people(found, 99, 10**9, t),
        lists.courses(found, 0, t),
        lists.never_reached(unreached, 10**9, 1, "2026-W47", t),
        lists.behind(behind, 10**9, 1, "2026-W47", t, is_admin=True),
        lists.handed(HandedOver(people=30, told=4, without=2), 10**9, "2026-W47", t),
        lists.told_behind(behind, t),
        monday_views.week(week, t, found.report),
        monday_views.week(replace(week, is_admin=False), t, found.report),
    ]
    for screen in screens:
        assert len(screen.text) < 4096
        for row in screen.keys:
            for key in row:
                assert unpack(key.press.pack()) == key.press


def test_whoever_is_no_admin_cannot_hand_people_over() -> None:
    one = PersonBehind(
        person_id=1, name="Sari", unit="A", recorded=Fraction(1), expected=Fraction(18), target=Fraction(20)
    )
    assert "Hand to the supervisors" in labels(lists.behind([one], 0, 0, "2026-W47", T, is_admin=True))
    assert "Hand to the supervisors" not in labels(lists.behind([one], 0, 0, "2026-W47", T, is_admin=False))


def test_the_outcome_of_handing_over_is_told_as_it_is() -> None:
    def said(told: int | None, without: int) -> str:
        outcome = HandedOver(people=3, told=told, without=without)
        return str(lists.handed(outcome, 0, "2026-W47", T).text)

    assert "2 supervisors are told" in said(2, 0)
    assert "1 person has no supervisor" in said(2, 1)
    assert "today already" in said(None, 0)
    assert "None of these people" in said(0, 3)


def test_the_monday_message_of_a_supervisor_says_when_a_week_was_quiet() -> None:
    week = TeamWeek(people=4, learned=0, seconds=0)
    quiet = report(totals=Totals())
    assert "nobody of the 4 people" in str(monday_views.week(week, T, quiet).text)
    assert "1,912 of 4,948" in str(monday_views.week(week, T, report()).text)
    assert "/report" in str(monday_views.week(replace(week, is_admin=True), T).text)


def test_a_button_keeps_its_period() -> None:
    press = ShowReport(str(parse("2026-W47")), 7, LONGEST_COURSE)
    assert unpack(press.pack()) == press
