"""Answers any question with the buttons under it, as somebody does who knows the answer or does not."""

from collections.abc import Iterator

from content.models import (
    Case,
    Lesson,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Scene,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from tests.journeys.phone import Phone


def question_on(phone: Phone, lesson: Lesson) -> Question:
    """The question of this lesson that stands on the screen."""
    plain = [(question, question.prompt.replace("*", "")) for question in lesson.questions]
    return next(question for question, prompt in plain if prompt[:40] in phone.text)


async def answer_right(phone: Phone, question: Question) -> str:
    """Taps the right answer, label by label, and sends it; the verdict's text."""
    for label in _labels(question, phone):
        await _tap_exactly(phone, label)
    if "Kirim" in phone.labels:
        await _tap_exactly(phone, "Kirim")
    return phone.text


async def answer_wrong(phone: Phone, question: Question) -> str:
    """Taps a wrong answer to a true-or-false or single-choice question; the verdict's text."""
    if isinstance(question, TrueFalse):
        await _tap_exactly(phone, "Salah" if question.right else "Benar")
        return phone.text
    assert isinstance(question, SingleChoice)
    index = (question.right + 1) % len(question.options)
    lettered = "A" in phone.labels
    await _tap_exactly(phone, "ABCDEF"[index] if lettered else question.options[index])
    return phone.text


async def _tap_exactly(phone: Phone, label: str) -> None:
    buttons = phone.office.api.buttons(phone.message)
    data = next((data for text, data in buttons if text == label), None)
    assert data is not None, f"no button {label!r} among {phone.labels}"
    await phone.presses(phone.message["message_id"], data)


def _labels(question: Question, phone: Phone) -> Iterator[str]:
    """What to tap, one after the other; read lazily, since the labels change with every tap."""
    match question:
        case SingleChoice(options=options, right=right):
            yield "ABCDEF"[right] if "A" in phone.labels else options[right]
        case TrueFalse(right=right):
            yield "Benar" if right else "Salah"
        case MultipleChoice(options=options, right=rights):
            lettered = "☐ A" in phone.labels
            for index in rights:
                yield "☐ " + ("ABCDEFGH"[index] if lettered else options[index])
        case Ordering(items=items):
            yield from items
        case Matching(pairs=pairs):
            yield from (right for _, right in pairs)
        case Numeric(right=right):
            yield from str(right).replace(".", ",").replace("-", "−")
        case ShortText(accepted=accepted):
            yield from ("␣" if letter == " " else letter for letter in accepted[0].casefold())
        case Case(scenes=scenes):
            yield from _way_to_a_good_end(question, scenes[0], ())


def _way_to_a_good_end(case: Case, scene: Scene, before: tuple[str, ...]) -> tuple[str, ...]:
    if scene.ends_well is not None:
        return before if scene.ends_well else ()
    for choice in scene.choices:
        way = _way_to_a_good_end(case, case.scene(choice.to), (*before, choice.text))
        if way:
            return way
    return ()
