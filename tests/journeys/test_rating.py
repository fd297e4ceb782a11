"""Whoever finishes a course rates it with one tap; admins read stars and sentences without names."""

from datetime import timedelta

import pytest

from bot.buttons.courses import StartLesson
from bot.buttons.rating import AskSentence, Rate, ShowSentences
from bot.buttons.reports import ShowReport
from learning.ratings import Rating
from learning.rules.periods import PeriodKind, period_of
from learning.usecases import privacy, study
from learning.usecases.steps import CardShown, QuestionShown
from tests.journeys.curators import english
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.journeys.raw_records import changed, records_of
from tests.learning.usecases.classroom import right_answer
from tests.people import BAYU, BUDI, CITRA, RINA, SARI


def shortest_course(office: Office) -> tuple[str, tuple[str, ...]]:
    """The course with the fewest lessons, and their keys."""
    keys = office.world().catalogue.lesson_keys
    course = min(keys, key=lambda one: (len(keys[one]), one))
    return course, tuple(keys[course])


def learns(office: Office, phone: Phone, key: str) -> int:
    """Goes through a lesson, right; the sitting."""
    person, world = phone.person, office.world()
    step = office.database.transact(study.begin_lesson, world, person, key, now=office.clock())
    for _ in range(60):
        office.clock.turn(seconds=60)
        if isinstance(step, CardShown):
            number = step.number + 1
            attempt = step.attempt_id
            step = office.database.transact(
                study.open_card, world, person, attempt, number, now=office.clock()
            )
        elif isinstance(step, QuestionShown):
            given, attempt = right_answer(step.question), step.attempt_id
            graded = office.database.transact(
                study.answer, world, person, attempt, step.index, given, now=office.clock()
            )
            if getattr(graded, "completed", None) is not None:
                return attempt
            step = office.database.transact(study.go_on, world, person, attempt, now=office.clock())
    raise AssertionError(f"no end in sight: {step}")


def finishes(office: Office, phone: Phone) -> int:
    """Goes through every lesson of the shortest course; the last sitting."""
    return [learns(office, phone, key) for key in shortest_course(office)[1]][-1]


def ratings(office: Office, phone: Phone) -> list[Rating]:
    """Everything somebody rated."""
    person = phone.person.id
    return list(office.database.transact(lambda records: records.ratings.of_person(person)))


async def ends_course(office: Office, phone: Phone) -> str:
    """Learns the last lesson of the course in chat; the last screen."""
    course, keys = shortest_course(office)
    for key in keys[:-1]:
        learns(office, phone, key)
    await phone.says("/help")
    await phone.presses(phone.message["message_id"], StartLesson(course, len(keys)).pack())
    return await office.finish(phone.id)


async def test_the_last_screen_of_a_course_asks_for_stars_and_a_sentence(office: Office) -> None:
    sari = settled(office, SARI)
    shown = await ends_course(office, sari)
    assert [label for label in sari.labels if "★" in label] == [f"{count} ★" for count in range(1, 6)]
    await sari.taps("4 ★")
    assert sari.text == shown, "the screen stays as it is"
    assert "✓ 4 ★" in sari.labels
    (given,) = ratings(office, sari)
    assert (given.course, given.stars, given.sentence) == (shortest_course(office)[0], 4, "")
    last = sari.message
    sentence = next(data for _, data in office.api.buttons(last) if data.startswith("1vw:"))
    await sari.presses(last["message_id"], sentence)
    await sari.says("Contohnya membantu,\n tapi kurang latihan.")
    (given,) = ratings(office, sari)
    assert given.sentence == "Contohnya membantu, tapi kurang latihan."
    await sari.taps_in(sari.now(last), "2 ★")
    (given,) = ratings(office, sari)
    assert (given.stars, given.sentence) == (2, "Contohnya membantu, tapi kurang latihan.")


async def test_no_other_screen_asks_for_it(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    await office.finish(SARI)
    assert [label for label in sari.labels if "★" in label] == []
    first = shortest_course(office)[1][0]
    finishes(office, sari)
    again = learns(office, sari, first)
    assert await sari.presses(sari.message["message_id"], Rate(again, 5).pack())
    assert ratings(office, sari) == [], "a lesson repeated ends no course"


async def test_a_rating_is_changed_that_day_and_stays_from_the_next_on(office: Office) -> None:
    sari = english(office, SARI)
    attempt = finishes(office, sari)
    await sari.says("/help")
    message = sari.message["message_id"]
    await sari.presses(message, Rate(attempt, 3).pack())
    await sari.presses(message, Rate(attempt, 5).pack())
    assert [given.stars for given in ratings(office, sari)] == [5]
    office.clock.now += timedelta(days=1)
    assert "on the day it was given" in await sari.presses(message, Rate(attempt, 1).pack())
    assert "on the day it was given" in await sari.presses(message, AskSentence(attempt).pack())
    assert [given.stars for given in ratings(office, sari)] == [5]


async def test_what_is_no_rating_is_not_kept(office: Office) -> None:
    sari, citra = english(office, SARI), english(office, CITRA)
    attempt = finishes(office, sari)
    await citra.says("/help")
    before = records_of(office)
    for stars in (1, 5):
        await citra.presses(citra.message["message_id"], Rate(attempt, stars).pack())
    await citra.presses(citra.message["message_id"], AskSentence(attempt).pack())
    await sari.says("/help")
    for stars in (0, 6, 10**9):
        await sari.presses(sari.message["message_id"], Rate(attempt, stars).pack())
    await sari.presses(sari.message["message_id"], AskSentence(attempt).pack())
    assert changed(before, records_of(office)) == {}
    await sari.presses(sari.message["message_id"], Rate(attempt, 4).pack())
    await sari.presses(sari.message["message_id"], AskSentence(attempt).pack())
    assert "longer than 300 characters" in await sari.says("x" * 301)
    assert "Thank you" in await sari.says("Cukup.")


async def test_sentences_are_shown_without_names_of_five_people_or_more(office: Office) -> None:
    phones = [english(office, who) for who in (SARI, BAYU, CITRA, BUDI)]
    rina = english(office, RINA)
    course = shortest_course(office)[0]
    await rina.says("/help")
    press = ShowSentences(course).pack()
    for count, phone in enumerate([*phones, rina]):
        shown = await rina.presses(rina.message["message_id"], press)
        assert "Pendapat" not in shown
        assert "index" not in shown
        attempt = finishes(office, phone)
        await phone.says("/help")
        await phone.presses(phone.message["message_id"], Rate(attempt, 4 if count else 5).pack())
        await phone.presses(phone.message["message_id"], AskSentence(attempt).pack())
        await phone.says(f"Pendapat {9 - count}.")
    await rina.says("/help")
    shown = await rina.presses(rina.message["message_id"], press)
    assert "5 ratings · index 80 of 100, fair" in shown
    assert shown.index("Pendapat 5") < shown.index("Pendapat 9"), "no order of time"
    for phone in phones:
        assert phone.person.name not in shown


async def test_from_five_raters_on_the_report_of_a_course_has_its_rating_and_leads_to_the_sentences(
    office: Office,
) -> None:
    phones = [english(office, who) for who in (SARI, BAYU, CITRA, BUDI)]
    rina = english(office, RINA)
    course = shortest_course(office)[0]
    press = ShowReport(f"{period_of(PeriodKind.WEEK, office.clock().date())}", 0, course).pack()
    await rina.says("/help")
    for phone in [*phones, rina]:
        attempt = finishes(office, phone)
        shown = await rina.presses(rina.message["message_id"], press)
        assert "Rating: fewer than 5 people have rated it" in shown
        assert "of 100" not in shown
        assert not any("Sentences" in label for label in rina.labels)
        await phone.says("/help")
        await phone.presses(phone.message["message_id"], Rate(attempt, 4).pack())
        await phone.presses(phone.message["message_id"], AskSentence(attempt).pack())
        await phone.says("Cukup.")
    await rina.says("/help")
    assert "75 of 100 (fair), 5 ratings" in await rina.presses(rina.message["message_id"], press)
    assert "• Cukup." in await rina.taps("Sentences (5)")
    assert "75 of 100 (fair), 5 ratings" in await rina.taps("Back to the report")


@pytest.mark.parametrize("who", [SARI, BUDI])
async def test_nobody_but_admins_reads_them(office: Office, who: int) -> None:
    phone = english(office, who)
    await phone.says("/help")
    shown = await phone.presses(phone.message["message_id"], ShowSentences(shortest_course(office)[0]).pack())
    assert "rating" not in shown


async def test_the_copy_of_ones_data_holds_it_and_forgetting_empties_the_sentence(office: Office) -> None:
    sari = english(office, SARI)
    attempt = finishes(office, sari)
    await sari.says("/help")
    await sari.presses(sari.message["message_id"], Rate(attempt, 4).pack())
    await sari.presses(sari.message["message_id"], AskSentence(attempt).pack())
    await sari.says("Rahasia saya.")
    person = sari.person.id
    copy = office.database.transact(privacy.copy_of_my_data, person, now=office.clock())
    assert [one["sentence"] for one in copy["course_ratings"]] == ["Rahasia saya."]
    office.database.transact(privacy.forget, person, now=office.clock())
    (kept,) = office.database.transact(lambda records: records.ratings.of_person(person))
    assert (kept.stars, kept.sentence) == (4, "")
