"""What the screens of a report say, in both languages, and that all of it fits Telegram."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from bot.buttons.reports import HandBehind, ShowBehind, ShowNeverReached, ShowReport
from bot.callbacks import unpack
from bot.screens import Screen
from bot.texts import texts_for
from bot.views import mondays as monday_views
from bot.views import rating as rating_views
from bot.views import report_lists as lists
from bot.views import report_person as person_views
from bot.views import reports as views
from learning.mondays import Suggestion, SuggestionKind, TeamWeek
from learning.ratings import Sentences
from learning.report_lists import NotReached, PersonBehind, UnreachedUnit, YearTable
from learning.reports import (
    Accuracy,
    CourseLine,
    Earned,
    NeedReason,
    Participation,
    Standings,
    Totals,
    UnitNeed,
)
from learning.rules.periods import Period, PeriodKind, parse
from learning.rules.rating import DIKLAT_5
from learning.rules.targets import Standing, Target, TargetKind
from learning.usecases.reports_in_chat import HandedOver, ShownPerson, ShownReport
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
    assert "Without minutes: 61.3 % of 4,948 people, −3.3 points" in said
    assert "Direktorat 3 (17 of 20 without minutes)" in said


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    said = text_of(shown(), "id")
    assert "1.912" in said
    assert "38,6 %" in said
    assert "412,5" in said


def test_little_time_is_told_in_minutes_and_no_base_gives_no_change() -> None:
    said = text_of(shown(totals=Totals(learned=1, seconds=330, jp=Fraction(330, 2700)), previous=Totals()))
    assert "5 minutes = 0.1 JP\n" in said, "whole minutes, as everybody reads their own"
    said = text_of(shown(totals=Totals(learned=1, seconds=60, jp=Fraction(60, 2700))))
    assert "1 minute = 0.0 JP" in said
    assert "over the one who learned" in said


def test_shares_are_cut_alike_and_never_rounded_up() -> None:
    found = shown(
        people=6,
        standings=Standings(counts={Standing.ON_PACE: 4, Standing.BEHIND: 2}),
        totals=Totals(learned=4, seconds=8000, jp=Fraction(3), first_try=Accuracy(right=0, answered=1)),
        participation=Participation(people=6, without_minutes=4, gini=Fraction(508, 999)),
    )
    said = text_of(found)
    assert "4 of 6 people learned (66.6 %)" in said
    assert "66.6 % on pace for 20 JP (4 of 6 activated people with a target)" in said
    assert "0 % of 1 answer\n" in said
    assert "Spread (Gini): 0.5;" in said


def test_what_people_earned_who_are_no_longer_here_is_told_beside_the_total() -> None:
    assert "no longer here" not in text_of(shown())
    said = text_of(shown(others=Earned(seconds=5400, jp=Fraction(2))))
    assert "Of these 1.5 hours = 2 JP by people who are no longer here" in said


def test_an_average_is_of_the_people_it_names_without_what_others_earned_there() -> None:
    others = Earned(seconds=1_485_000 - 4948 * 600, jp=Fraction(0))
    said = text_of(shown(others=others))
    assert "10 minutes per person over all 4,948" in said
    moved = replace(unit(8), own=Earned(seconds=20 * 600, jp=Fraction(1)))
    screen = lists.units(shown(branches=(moved,)), 0, T)
    assert "8 of 20, 8 hours, 10 min each" in str(screen.text)


def test_who_is_not_reached_is_told_without_noughts() -> None:
    assert "Not reached: 3 not activated\n" in text_of(shown(not_activated=3, blocked=0)) + "\n"
    assert "Not reached: 2 blocked Sela\n" in text_of(shown(not_activated=0, blocked=2)) + "\n"
    one = NotReached(person_id=1, name="Sari Dewi", unit="Balai", is_blocked=False)
    found = [
        UnreachedUnit(unit_id=1, path="Balai", people=4, not_activated=(one,)),
        UnreachedUnit(unit_id=2, path="Pusat", people=5, blocked=(replace(one, is_blocked=True),)),
    ]
    said = str(lists.never_reached(found, ShowNeverReached("2026-W47", 0, "", 0), T).text)
    assert "1. Balai: 1 not activated, of 4" in said
    assert "2. Pusat: 1 blocked Sela, of 5" in said


def test_less_than_nothing_has_a_true_minus() -> None:
    said = text_of(shown(totals=Totals(seconds=-5400, jp=Fraction(-2))))
    assert "−1.5 hours = −2 JP" in said


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
    assert "JP recorded: 78,286, 15.8 per person of the year's staff, 17.9 per person who used it" in said
    assert "People who used it: 4,370 of 4,948 on the staff during the year" in said


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
    where = ("2026-W47", 10**9, LONGEST_COURSE)
    shown_person = ShownPerson(shown=found, line=persons[0], place=29, today=date(2026, 11, 23))
    said = Sentences(
        course=LONGEST_COURSE,
        title=name,
        ratings=30,
        index=Decimal(80),
        sentences=("x" * 300,) * 10,
        page=1,
        pages=3,
    )
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
        lists.never_reached(unreached, ShowNeverReached(*where, 1), t),
        lists.behind(behind, ShowBehind(*where, 1), t, can_hand_over=True),
        lists.handed(HandedOver(people=30, told=4, without=(name,) * 30), HandBehind(*where), t),
        person_views.person(shown_person, t),
        rating_views.sentences(said, DIKLAT_5, "2026-W47", t),
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
    press = ShowBehind("2026-W47")
    assert "Hand to the supervisors" in labels(lists.behind([one], press, T, can_hand_over=True))
    assert "Hand to the supervisors" not in labels(lists.behind([one], press, T))


def test_the_outcome_of_handing_over_is_told_as_it_is() -> None:
    def said(told: int | None, *without: str) -> str:
        outcome = HandedOver(people=3, told=told, without=without)
        return str(lists.handed(outcome, HandBehind("2026-W47"), T).text)

    assert "2 supervisors are told" in said(2)
    assert "1 person has no supervisor whom Sela can write to:\n– Sari" in said(2, "Sari")
    assert "– P9\n… and 2 more people" in said(None, *(f"P{number}" for number in range(12)))
    assert "today already" in said(None)
    assert "None of these people" in said(0, "Sari", "Bayu", "Citra")


def test_a_ceiling_is_no_target_to_reach() -> None:
    most = Target(kind=TargetKind.CEILING, jp=Fraction(24))
    line = replace(person(1, "Sari", year_jp=Fraction(284, 10)), target=most)
    assert "28.4 JP (ceiling 24) this year" in str(lists.people(shown(persons=(line,)), 0, 0, T).text)


def test_the_list_of_courses_adds_up_to_the_time_in_all() -> None:
    course = CourseLine(course="arsip", title="Arsip", lessons=7, seconds=28 * 60)
    found = shown(totals=Totals(seconds=53 * 60), courses=(course,))
    said = str(lists.courses(found, 0, T).text)
    assert "Reviews and what belongs to no course: 25 minutes. In all 53 minutes." in said
    alone = shown(totals=Totals(seconds=28 * 60), courses=(course,))
    assert "Reviews" not in str(lists.courses(alone, 0, T).text)


def test_a_course_that_few_people_rated_says_so_instead_of_a_figure() -> None:
    quiet = Totals(learned=4, seconds=600)
    words = "Rating: fewer than 5 people have rated it in this period"
    assert words in text_of(shown(course="arsip", totals=quiet))
    assert words not in text_of(shown(totals=quiet)), "it is said in the report of a course only"
    of_unit = shown(course="arsip", totals=quiet, unit="Deputi", scope=("Deputi",))
    assert words not in text_of(of_unit), "courses are rated by people of all units"
    assert words not in text_of(shown(course="arsip"))


def test_sentences_about_a_course_are_one_tap_from_its_report_and_lead_back() -> None:
    found = replace(shown(course="arsip"), sentences=3)
    assert "Sentences (3)" in labels(views.report(found, 20, T))
    assert not any("Sentences" in label for label in labels(views.report(shown(course="arsip"), 20, T)))
    few = Sentences(course="arsip", title="Arsip", ratings=4, is_too_small=True)
    screen = rating_views.sentences(few, DIKLAT_5, "2026-W47", T)
    assert [key.press for row in screen.keys for key in row] == [ShowReport("2026-W47", 0, "arsip")]
    assert "4" not in str(screen.text), "how few they are is nobody's business"


def test_a_period_that_lies_ahead_leads_to_the_one_that_runs() -> None:
    ahead = parse("2031")
    assert ahead is not None
    screen = views.not_begun(ahead, 7, "arsip", date(2026, 11, 23), T)
    assert "has not begun yet" in str(screen.text)
    assert next(key.press for row in screen.keys for key in row) == ShowReport("2026", 7, "arsip")


def test_the_monday_message_of_a_supervisor_says_when_a_week_was_quiet() -> None:
    week = TeamWeek(people=4, learned=0, seconds=0)
    quiet = report(totals=Totals())
    assert "nobody of the 4 people" in str(monday_views.week(week, T, quiet).text)
    assert "1,912 of 4,948" in str(monday_views.week(week, T, report()).text)
    assert "/report" in str(monday_views.week(replace(week, is_admin=True), T).text)


def test_a_button_keeps_its_period() -> None:
    press = ShowReport(str(parse("2026-W47")), 7, LONGEST_COURSE)
    assert unpack(press.pack()) == press
