"""Answering with buttons only: every kind of question can be answered rightly, tap by tap."""

from collections import deque
from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.buttons.study import Draft, Give
from bot.callbacks import MOST_BYTES
from bot.screens import Key
from bot.texts import LANGUAGES, texts_for
from bot.views.answers import LONGEST_LABEL, answer_keys, answer_text, given_text, right_text
from content.catalogue import SHIPPED_PACKS, load_catalogue
from content.models import (
    Case,
    Choice,
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
from learning.rules.grading import NotAnAnswer, Verdict, could_become_answer, grade

ATTEMPT = 2_000_000_000
INDEX = 11
LONG = "Mencuci tangan dengan sabun dan air mengalir sebelum memegang makanan"


def asked(**more: object) -> dict[str, object]:
    return {"id": "soal", "prompt": "Apa?", "explanation": "Karena begitu.", **more}


QUESTIONS: dict[str, Question] = {
    "single": SingleChoice.model_validate(asked(options=("Satu", "Dua", "Tiga"), right=2)),
    "single, long": SingleChoice.model_validate(asked(options=(LONG, "Dua", f"{LONG}!"), right=2)),
    "multiple": MultipleChoice.model_validate(asked(options=("A", "B", "C", "D", "E", "F"), right=(0, 3, 5))),
    "multiple, long": MultipleChoice.model_validate(asked(options=(LONG, "B", "C"), right=(0, 1, 2))),
    "true": TrueFalse.model_validate(asked(right=True)),
    "false": TrueFalse.model_validate(asked(right=False)),
    "number": Numeric.model_validate(asked(right=Decimal(70), tolerance=Decimal(2), unit="°C")),
    "decimal": Numeric.model_validate(asked(right=Decimal("0.05"))),
    "below zero": Numeric.model_validate(asked(right=Decimal(-18), unit="°C")),
    "thousands": Numeric.model_validate(asked(right=Decimal(1500), unit="mL")),
    "word": ShortText.model_validate(asked(accepted=("kedaluwarsa", "kadaluarsa"))),
    "two words": ShortText.model_validate(asked(accepted=("Cek KLIK",))),
    "clock": ShortText.model_validate(asked(accepted=("07:30",))),
    "order": Ordering.model_validate(asked(items=("a", "b", "c", "d", "e"))),
    "match": Matching.model_validate(asked(pairs=(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")))),
    "case": Case(
        id="kasus",
        prompt="Telepon",
        explanation="Begitu.",
        scenes=(
            Scene(id="awal", text="…", choices=(Choice(text="a", to="rugi"), Choice(text="b", to="tengah"))),
            Scene(id="tengah", text="…", choices=(Choice(text="c", to="baik"), Choice(text="d", to="rugi"))),
            Scene(id="rugi", text="…", ends_well=False),
            Scene(id="baik", text="…", ends_well=True),
        ),
    ),
}


def keys_of(question: Question, given: str, language: str = "id") -> list[Key]:
    rows = answer_keys(
        question,
        given,
        f"{ATTEMPT}.{INDEX}",
        texts_for(language),
        give=lambda whole: Give(ATTEMPT, INDEX, whole),
        draft=lambda part: Draft(ATTEMPT, INDEX, part),
    )
    return [key for row in rows for key in row]


def screen_of(question: Question, given: str, language: str = "id") -> tuple[object, list[Key]]:
    text = answer_text(question, given, f"{ATTEMPT}.{INDEX}", texts_for(language))
    return text, keys_of(question, given, language)


def given_by(key: Key) -> str:
    assert isinstance(key.press, Give | Draft)
    return key.press.given


def is_on_the_way(question: Question, part: str) -> bool:
    """Keeps the search through digits and letters short: only what begins the right answer."""
    match question:
        case Numeric(right=right):
            return f"{right:f}".startswith(part)
        case ShortText(accepted=accepted):
            return accepted[0].casefold().replace(":", "").startswith(part)
        case _:
            return True


def is_right(question: Question, key: Key) -> bool:
    try:
        return isinstance(key.press, Give) and grade(question, given_by(key)) is Verdict.RIGHT
    except NotAnAnswer:
        return False


def presses(question: Question, language: str = "id") -> Iterator[tuple[str, Key]]:
    """Every draft within reach of the empty one, with every key that stands on its screen."""
    waiting, seen = deque([""]), {""}
    while waiting:
        given = waiting.popleft()
        for key in keys_of(question, given, language):
            yield given, key
            after = given_by(key)
            leads_on = isinstance(key.press, Draft) or isinstance(question, Case)
            if leads_on and after not in seen and is_on_the_way(question, after):
                seen.add(after)
                waiting.append(after)


def reaches_the_right_answer(question: Question, language: str) -> bool:
    return any(is_right(question, key) for _, key in presses(question, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_kind_is_answered_rightly_with_buttons_only(kind: str, language: str) -> None:
    assert reaches_the_right_answer(QUESTIONS[kind], language)


def test_every_shipped_question_is_answered_rightly_with_buttons_only() -> None:
    lessons = load_catalogue([SHIPPED_PACKS]).lessons.values()
    unreachable = [
        f"{lesson.key}/{question.id} ({lesson.language})"
        for lesson in lessons
        for question in lesson.questions
        if not reaches_the_right_answer(question, lesson.language)
    ]
    assert unreachable == []


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_button_fits_into_its_64_bytes_and_has_a_label(kind: str) -> None:
    for _, key in presses(QUESTIONS[kind]):
        assert len(key.press.pack().encode()) <= MOST_BYTES
        assert key.label.strip()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_draft_button_leads_to_a_draft_that_is_taken(kind: str) -> None:
    for _, key in presses(QUESTIONS[kind]):
        if isinstance(key.press, Draft):
            assert could_become_answer(QUESTIONS[kind], key.press.given)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_send_button_gives_a_whole_answer(kind: str) -> None:
    question = QUESTIONS[kind]
    for _, key in presses(question):
        if isinstance(key.press, Give) and not isinstance(question, Case):
            assert grade(question, key.press.given) in Verdict


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_doubled_tap_on_a_draft_button_shows_the_same_screen(kind: str, language: str) -> None:
    question = QUESTIONS[kind]
    for given, key in presses(question, language):
        if isinstance(key.press, Draft):
            once = screen_of(question, key.press.given, language)
            again = next((k for k in keys_of(question, given, language) if k.label == key.label), key)
            assert screen_of(question, given_by(again), language) == once


@pytest.mark.parametrize("kind", ["single, long", "multiple, long"])
def test_long_options_stand_in_the_text_with_their_letter(kind: str) -> None:
    question = QUESTIONS[kind]
    assert isinstance(question, SingleChoice | MultipleChoice)
    text, keys = screen_of(question, "")
    for letter, option in zip("ABC", question.options, strict=False):
        assert f"<b>{letter}.</b> {option}" in str(text)
    labels = [key.label.removeprefix("☐ ") for key in keys]
    assert labels == ["A", "B", "C"]


def test_short_options_stand_on_their_buttons() -> None:
    question = SingleChoice.model_validate(asked(options=("a" * LONGEST_LABEL, "b"), right=0))
    text, keys = screen_of(question, "")
    assert text is None
    assert [key.label for key in keys] == ["a" * LONGEST_LABEL, "b"]


def test_a_box_shows_whether_it_is_chosen_and_a_second_tap_takes_it_back() -> None:
    question = QUESTIONS["multiple"]
    assert [key.label for key in keys_of(question, "1")][:2] == ["☐ A", "☑ B"]
    assert given_by(keys_of(question, "1")[1]) == ""
    assert all(isinstance(key.press, Draft) for key in keys_of(question, "")), (
        "nothing chosen, nothing to send"
    )


def test_what_is_placed_is_no_longer_offered_and_can_be_undone() -> None:
    labels = [key.label for key in keys_of(QUESTIONS["order"], "3,0")]
    assert sorted(labels[:-1]) == ["b", "c", "e"]
    assert labels[-1] == "Mulai lagi"
    assert answer_text(QUESTIONS["order"], "3,0", "s", texts_for("id")) == "1. d\n2. a"


def test_the_order_of_the_parts_stays_the_same_from_tap_to_tap() -> None:
    before = [key.label for key in keys_of(QUESTIONS["match"], "")]
    after = [key.label for key in keys_of(QUESTIONS["match"], "1")][:-1]
    assert after == [label for label in before if label != "2"]


def test_a_number_is_shown_with_the_readers_own_decimal_sign() -> None:
    question = QUESTIONS["number"]
    assert answer_text(question, "70.5", "s", texts_for("id")) == "Angka Anda: <b>70,5</b> °C"
    assert answer_text(question, "70.5", "s", texts_for("en")) == "Your number: <b>70.5</b> °C"
    assert "," in [key.label for key in keys_of(question, "")]
    assert "." in [key.label for key in keys_of(question, "", "en")]


@pytest.mark.parametrize("kind", ["number", "word", "two words"])
def test_a_learner_who_keeps_tapping_never_gets_a_button_that_does_not_fit(kind: str) -> None:
    question, given = QUESTIONS[kind], ""
    for _ in range(40):
        taps = [key for key in keys_of(question, given) if isinstance(key.press, Draft) and key.label != "⌫"]
        assert all(len(key.press.pack().encode()) <= MOST_BYTES for key in keys_of(question, given))
        given = given_by(max(taps, key=lambda key: len(given_by(key))))
        assert could_become_answer(question, given)


def test_answers_read_as_words() -> None:
    t = texts_for("id")
    assert given_text(QUESTIONS["single"], "1", t) == "Dua"
    assert given_text(QUESTIONS["multiple"], "0,3", t) == "A; D"
    assert given_text(QUESTIONS["true"], "0", t) == "Salah"
    assert given_text(QUESTIONS["number"], "1500", t) == "1.500 °C"
    assert given_text(QUESTIONS["order"], "1,0,2,3,4", t) == "b → a → c → d → e"
    assert given_text(QUESTIONS["match"], "1,0,2,3", t) == "a = 2; b = 1; c = 3; d = 4"
    assert given_text(QUESTIONS["case"], "1,0", t) == "b → c"


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_right_answer_reads_as_words_unless_the_story_tells_it(kind: str) -> None:
    right = right_text(QUESTIONS[kind], texts_for("id"))
    assert (right is None) == (kind == "case")
    assert right is None or right.startswith("Jawaban yang benar: ")


@pytest.mark.parametrize("odd", ["", "99", "a", "1,,2", "-1"])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_odd_answer_still_reads_as_something(kind: str, odd: str) -> None:
    assert isinstance(given_text(QUESTIONS[kind], odd, texts_for("id")), str)
