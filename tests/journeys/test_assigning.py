"""A supervisor gives a course to one person until a date; both hear how it goes."""

from datetime import UTC, datetime

import pytest

from bot.buttons.notes import AskUntil, AssignUntil, ChooseAssigned, TakeBackAssignment
from bot.buttons.team import ShowMember
from learning.assignments import AssignedCourse
from learning.usecases import study
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.test_notes import STALE, presses, time_passes
from tests.people import BAYU, BUDI, RINA, SARI


def assigned_to(office: Office, phone: Phone, course: str) -> AssignedCourse | None:
    """The assignment of a course to somebody."""
    person = phone.person
    return office.database.transact(lambda records: records.assignments.of(person.id, course))


def courses(office: Office) -> list[str]:
    """The courses there are."""
    return list(office.world().catalogue.courses)


def learns_all_but_one(office: Office, phone: Phone, course: str) -> str:
    """Completes every lesson of a course on record but the last, whose key it gives back."""
    *most, last = office.world().catalogue.lesson_keys[course]
    person, now = phone.person, office.clock()

    def complete(records: object) -> None:
        for key in most:
            study.begin_lesson(records, office.world(), person, key, now=now)  # type: ignore[arg-type]
            begun = records.study.begun(person.id, key)  # type: ignore[attr-defined]
            records.study.complete(begun.id, now)  # type: ignore[attr-defined]

    office.database.transact(complete)
    return last


async def assigns(budi: Phone, sari: Phone, course: str) -> str:
    """Pak Budi assigns a course for two weeks, by tapping; the last screen."""
    await presses(budi, AskUntil(sari.person.id, course))
    await budi.taps("2 weeks")
    return await budi.taps("Assign it")


async def test_a_course_is_assigned_by_tapping_and_starts_with_a_tap(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, ShowMember(sari.person.id))
    assert "Which course shall Sari Dewi do?" in await budi.taps("Assign a course")
    assert "Until when?" in await presses(budi, AskUntil(sari.person.id, courses(office)[0]))
    assert "Monday, 7 December 2026" in await budi.taps("2 weeks")
    assert assigned_to(office, sari, courses(office)[0]) is None
    assert "is to be done by Sari Dewi until Monday, 7 December 2026" in await budi.taps("Assign it")
    await time_passes(office)
    assert "Budi Santoso" in sari.text
    assert "Please finish it by Monday, 7 December 2026" in sari.text
    assert "1/" in await sari.taps("Start") or "Page" in sari.text


async def test_the_person_screen_shows_the_date_and_how_far_they_are(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await assigns(budi, sari, courses(office)[0])
    count = len(office.world().catalogue.lesson_keys[courses(office)[0]])
    text = await presses(budi, ShowMember(sari.person.id))
    assert "7 Dec" in text
    assert f"0/{count}" in text or f"0 of {count}" in text


async def test_a_written_date_is_taken_and_wrong_ones_are_named(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskUntil(sari.person.id, courses(office)[0]))
    await budi.taps("Another date")
    assert "I read no date in that" in await budi.says("sometime soon")
    assert "There is no such day in the calendar" in await budi.says("31 Feb")
    assert "has passed already" in await budi.says("1-1-2026")
    assert "Friday, 20 November 2026 has passed already" in await budi.says("20 Nov")
    assert "more than two years ahead" in await budi.says("1 January 2031")
    text = await budi.says("31 Desember")
    assert "Thursday, 31 December 2026" in text
    await budi.taps("Assign it")
    given = assigned_to(office, sari, courses(office)[0])
    assert given is not None
    assert f"{given.due_on}" == "2026-12-31"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("besok", "Tuesday, 24 November 2026"),
        ("lusa", "Wednesday, 25 November 2026"),
        ("Senin", "Monday, 30 November 2026"),
        ("26 Nov", "Thursday, 26 November 2026"),
        ("26/11", "Thursday, 26 November 2026"),
    ],
)
async def test_the_date_may_be_written_where_it_is_asked_for(office: Office, words: str, day: str) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskUntil(sari.person.id, courses(office)[0]))
    assert f"Until {day}." in await budi.says(words)


async def test_a_course_may_be_due_today_and_no_reminder_is_promised_then(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskUntil(sari.person.id, courses(office)[0]))
    text = await budi.says("23 Nov")
    assert "Until Monday, 23 November 2026." in text
    assert "there is no time for a reminder" in text
    await budi.taps("Assign it")
    given = assigned_to(office, sari, courses(office)[0])
    assert given is not None
    assert f"{given.due_on}" == "2026-11-23"


async def test_going_back_ends_the_question_for_the_date(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await presses(budi, AskUntil(sari.person.id, courses(office)[0]))
    await budi.taps("Back")
    assert "I read no date in that" not in await budi.says("cuti besar")


async def test_a_double_tap_assigns_once_and_another_date_changes_it(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    course = courses(office)[0]
    await presses(budi, AskUntil(sari.person.id, course))
    await budi.taps("2 weeks")
    sure = budi.message
    for _ in range(3):
        await budi.taps_in(sure, "Assign it")
    await time_passes(office)
    assert len(sari.messages) == 1
    text = await presses(budi, AskUntil(sari.person.id, course))
    assert "Budi Santoso assigned it, until Monday, 7 December 2026" in text
    await budi.taps("1 month")
    await budi.taps("Assign it")
    await time_passes(office)
    assert "Wednesday, 23 December 2026" in sari.text


async def test_a_course_is_taken_back(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    course = courses(office)[0]
    await assigns(budi, sari, course)
    await presses(budi, AskUntil(sari.person.id, course))
    assert "is no longer assigned to Sari Dewi" in await budi.taps("Take the course back")
    assert assigned_to(office, sari, course) is None


async def test_a_date_in_a_button_made_up_by_hand_is_refused(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    course = courses(office)[0]
    for due in (0, 99999999, 20261340, 10**14):
        assert STALE in await presses(budi, AssignUntil(sari.person.id, course, due, True))
    assert "has passed already" in await presses(budi, AssignUntil(sari.person.id, course, 20200101, True))
    assert STALE in await presses(budi, AssignUntil(sari.person.id, "nothing", 20261231, True))
    assert assigned_to(office, sari, course) is None


async def test_nobody_assigns_to_whom_they_do_not_lead(office: Office) -> None:
    budi, sari, bayu = (english(office, who) for who in (BUDI, SARI, BAYU))
    course = courses(office)[0]
    for phone, person in ((budi, bayu.person.id), (sari, budi.person.id)):
        assert STALE in await presses(phone, ChooseAssigned(person, 0))
        assert STALE in await presses(phone, AskUntil(person, course))
        assert STALE in await presses(phone, AssignUntil(person, course, 20261231, True))
        assert STALE in await presses(phone, TakeBackAssignment(person, course))
    assert assigned_to(office, bayu, course) is None
    rina = english(office, RINA)
    assert "Which course" in await presses(rina, ChooseAssigned(bayu.person.id, 0))


async def test_the_last_lesson_tells_the_learner_and_the_supervisor(office: Office) -> None:
    budi, sari = english(office, BUDI), settled(office, SARI)
    course = courses(office)[0]
    await assigns(budi, sari, course)
    await time_passes(office)
    key = learns_all_but_one(office, sari, course)
    person, now = sari.person, office.clock()
    office.database.transact(study.begin_lesson, office.world(), person, key, now=now)
    await sari.says("/belajar")
    text = await office.finish(SARI)
    assert "Budi Santoso" in text
    await time_passes(office)
    assert "Sari Dewi has finished “" in budi.text
    assert "1." in await budi.taps("Well done")


async def test_a_reminder_comes_in_the_break_of_the_day_and_no_lesson_with_it(office: Office) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    await assigns(budi, sari, courses(office)[0])
    await time_passes(office)
    before = len(sari.messages)
    await office.turn_to(datetime(2026, 11, 30, 5, 0, tzinfo=UTC))
    assert len(sari.messages) == before + 1
    assert "A reminder" in sari.text
    assert "is due on Monday, 7 December 2026" in sari.text
    await office.turn_to(datetime(2026, 11, 30, 5, 30, tzinfo=UTC))
    assert len(sari.messages) == before + 1
    assert "Page" in await sari.taps("Start")


@pytest.mark.parametrize("page", [0, 10**9])
async def test_any_page_of_courses_shows_courses(office: Office, page: int) -> None:
    budi, sari = english(office, BUDI), english(office, SARI)
    text = await presses(budi, ChooseAssigned(sari.person.id, page))
    assert "Which course" in text
