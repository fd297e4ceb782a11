"""Every kind of question, answered with one thumb through the phone; numbers and words by typing, too."""

import pytest

from bot.buttons.courses import StartLesson
from content.models import Lesson, Question, SingleChoice, TrueFalse
from tests.journeys.answering import answer_right, answer_wrong, question_on
from tests.journeys.office import Office
from tests.journeys.phone import Phone, settled
from tests.people import SARI

LESSONS_WITH = {
    "match": "cek-klik/01-empat-cek",
    "multiple": "cek-klik/01-empat-cek",
    "true_false": "cek-klik/01-empat-cek",
    "single": "cek-klik/01-empat-cek",
    "case": "cek-klik/04-izin-edar",
    "order": "cek-klik/04-izin-edar",
    "short_text": "cek-klik/05-kedaluwarsa",
    "numeric": "cek-klik/05-kedaluwarsa",
}


async def opens_the_questions_of(phone: Phone, key: str) -> Lesson:
    """Goes to the first question of a lesson by way of the courses."""
    course, _, _ = key.partition("/")
    catalogue = phone.office.world().catalogue
    number = catalogue.lesson_keys[course].index(key) + 1
    await phone.says("/kursus")
    await phone.presses(phone.message["message_id"], StartLesson(course, number).pack())
    while "Lanjut" in phone.labels:
        await phone.taps("Lanjut")
    await phone.taps("Ke soal")
    lesson = catalogue.lesson(key, "id")
    assert lesson is not None
    return lesson


async def answers_until(phone: Phone, lesson: Lesson, kind: str) -> Question:
    """Answers rightly until a question of this kind stands on the screen."""
    while True:
        question = question_on(phone, lesson)
        if question.kind == kind:
            return question
        await answer_right(phone, question)
        await phone.taps("Lanjut")


@pytest.mark.parametrize("key", sorted(set(LESSONS_WITH.values())))
async def test_every_kind_is_answered_right_with_buttons_alone(office: Office, key: str) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, key)
    kinds = {kind for kind, holder in LESSONS_WITH.items() if holder == key}
    assert kinds <= {question.kind for question in lesson.questions}
    office.clock.turn(minutes=3)
    for left in range(len(lesson.questions), 0, -1):
        question = question_on(sari, lesson)
        verdict = await answer_right(sari, question)
        assert "✅" in verdict, question.id
        assert question.explanation.replace("*", "")[:30] in verdict
        if left > 1:
            await sari.taps("Lanjut")
    assert f"{len(lesson.questions)} dari {len(lesson.questions)} benar" in sari.text
    assert sari.minutes == lesson.minutes
    assert len(sari.messages) == 2, "the command, and one card that changed in place"


async def test_a_number_may_be_typed_with_a_comma_and_its_unit(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["numeric"])
    question = await answers_until(sari, lesson, "numeric")
    assert question.kind == "numeric"
    assert "✅" in await sari.says(f"{question.right},0 {question.unit}")


async def test_words_may_be_typed_and_capitals_do_not_matter(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["short_text"])
    question = await answers_until(sari, lesson, "short_text")
    assert question.kind == "short_text"
    assert "✅" in await sari.says(f"  {question.accepted[0].upper()}! ")


async def test_words_that_are_no_number_are_looked_up_and_the_question_stays(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["numeric"])
    question = await answers_until(sari, lesson, "numeric")
    assert question.kind == "numeric"
    assert "tidak menemukan" in await sari.says("tidak tahu")
    assert "✅" in await sari.says(str(question.right))


async def test_a_wrong_answer_is_explained_at_once_and_said_to_come_back(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["true_false"])
    question = await answers_until(sari, lesson, "true_false")
    assert isinstance(question, TrueFalse)
    verdict = await answer_wrong(sari, question)
    assert "❌" in verdict
    assert f"Jawaban yang benar: {'Benar' if question.right else 'Salah'}" in verdict
    assert question.explanation.replace("*", "")[:30] in verdict
    assert "akan kembali" in verdict


async def test_a_missed_question_comes_back_on_later_days_until_it_is_known(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["single"])
    missed = None
    while "JP" not in sari.text:
        question = question_on(sari, lesson)
        if isinstance(question, SingleChoice):
            missed = question
            await answer_wrong(sari, question)
        else:
            await answer_right(sari, question)
        if "Lanjut" in sari.labels:
            await sari.taps("Lanjut")
    assert missed is not None
    wrong_again = True
    asked_on = []
    for day in range(1, 21):
        office.clock.turn(days=1)
        await sari.says("/belajar 3")
        if missed.prompt[:30] not in sari.text:
            continue
        assert "dari “Cek KLIK" in sari.text
        asked_on.append(day)
        await (answer_wrong if wrong_again else answer_right)(sari, missed)
        wrong_again = False
    assert asked_on[0] <= 3
    assert len(asked_on) >= 2
    assert asked_on[-1] - asked_on[0] >= 1


async def test_read_again_leads_to_the_text_and_back_to_the_same_question(office: Office) -> None:
    sari = settled(office, SARI)
    await opens_the_questions_of(sari, LESSONS_WITH["case"])
    asked = sari.text
    assert "Halaman 1" in await sari.taps("Baca lagi")
    await sari.taps("Lanjut")
    assert await sari.taps("Ke soal") == asked


async def test_a_mistake_is_reported_from_the_card_and_from_the_question(office: Office) -> None:
    sari = settled(office, SARI)
    await sari.says("/belajar")
    assert "penanggung jawab" in await sari.taps("Laporkan kekeliruan")
    first_reason = sari.labels[0]
    await sari.taps(first_reason)
    assert "Halaman 1" in await sari.taps(sari.labels[0])
    await sari.taps("Lanjut", "Ke soal", "Laporkan kekeliruan")
    await sari.taps(sari.labels[1])
    assert "Soal 1/" in await sari.taps(sari.labels[0])
    reports = office.database.transact(lambda records: records.courses.mistake_reports())
    assert {report.reason for report in reports} == {"fact", "answer"}
    assert {bool(report.question_key) for report in reports} == {True, False}


async def test_changing_ones_mind_before_sending_costs_nothing(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["order"])
    question = await answers_until(sari, lesson, "order")
    assert question.kind == "order"
    await sari.taps(question.items[-1], question.items[0])
    assert f"1. {question.items[-1]}" in sari.text
    await sari.taps("Mulai lagi")
    assert "✅" in await answer_right(sari, question)


async def test_a_restart_in_the_middle_of_an_answer_keeps_what_was_put_together(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["multiple"])
    question = await answers_until(sari, lesson, "multiple")
    assert question.kind == "multiple"
    await sari.taps("☐")
    ticked = sari.labels
    await office.restart()
    assert sari.labels == ticked
    await sari.taps("☑")
    assert "✅" in await answer_right(sari, question)


async def test_a_second_tap_on_an_answer_shows_the_same_verdict(office: Office) -> None:
    sari = settled(office, SARI)
    lesson = await opens_the_questions_of(sari, LESSONS_WITH["true_false"])
    question = await answers_until(sari, lesson, "true_false")
    assert isinstance(question, TrueFalse)
    asked = sari.message
    verdict = await answer_right(sari, question)
    assert await sari.taps_in(asked, "Salah" if question.right else "Benar") == verdict
    assert len(sari.messages) == 2
