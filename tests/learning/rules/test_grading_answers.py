"""Whether an answer is right, for every kind of question, and what is no answer at all."""

from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.models import (
    Case,
    Choice,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    QuestionBase,
    Scene,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from learning.rules.grading import (
    NotAnAnswer,
    Verdict,
    grade,
    is_finished,
    number,
    scene_after,
    shuffled,
)

RIGHT, WRONG = Verdict.RIGHT, Verdict.WRONG
TEXTS = {"id": "q1", "prompt": "Mana yang tepat?", "explanation": "Begini."}


def short_text(*accepted: str) -> ShortText:
    return ShortText(**TEXTS, accepted=accepted)


def numeric(right: str, tolerance: str = "0", unit: str = "") -> Numeric:
    return Numeric(**TEXTS, right=Decimal(right), tolerance=Decimal(tolerance), unit=unit)


SINGLE = SingleChoice(**TEXTS, options=("kiri", "tengah", "kanan"), right=1)
MULTIPLE = MultipleChoice(**TEXTS, options=("a", "b", "c", "d"), right=(1, 3))
TRUE, FALSE = TrueFalse(**TEXTS, right=True), TrueFalse(**TEXTS, right=False)
TEMPERATURE = numeric("70", "2", "°C")
EXPIRED = short_text("kedaluwarsa", "kadaluwarsa")
ORDER = Ordering(**TEXTS, items=("cuci", "potong", "masak"))
MATCH = Matching(**TEXTS, pairs=(("daging", "merah"), ("ikan", "biru"), ("sayur", "hijau")))
CASE = Case(
    **TEXTS,
    scenes=(
        Scene(
            id="start",
            text="Telepon berdering.",
            choices=(Choice(text="Angkat", to="angkat"), Choice(text="Tutup", to="tutup")),
        ),
        Scene(
            id="angkat",
            text="Ia meminta kode.",
            choices=(Choice(text="Beri", to="beri"), Choice(text="Kembali", to="start")),
        ),
        Scene(id="beri", text="Akun hilang.", ends_well=False),
        Scene(id="tutup", text="Tepat.", ends_well=True),
    ),
)
ALL_KINDS: list[Question] = [SINGLE, MULTIPLE, TRUE, TEMPERATURE, EXPIRED, ORDER, MATCH, CASE]


@pytest.mark.parametrize(("tapped", "verdict"), [("0", WRONG), ("1", RIGHT), ("2", WRONG)])
def test_single_choice_has_one_right_option(tapped: str, verdict: Verdict) -> None:
    assert grade(SINGLE, tapped) is verdict


@pytest.mark.parametrize(
    ("tapped", "verdict"),
    [("1,3", RIGHT), ("3,1", RIGHT), ("1", WRONG), ("1,2,3", WRONG), ("0,2", WRONG), ("0,1,2,3", WRONG)],
)
def test_multiple_choice_wants_all_right_options_and_no_other(tapped: str, verdict: Verdict) -> None:
    assert grade(MULTIPLE, tapped) is verdict


@pytest.mark.parametrize(
    ("statement", "tapped", "verdict"),
    [(TRUE, "1", RIGHT), (TRUE, "0", WRONG), (FALSE, "0", RIGHT), (FALSE, "1", WRONG)],
)
def test_true_or_false(statement: TrueFalse, tapped: str, verdict: Verdict) -> None:
    assert grade(statement, tapped) is verdict


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("70", RIGHT),
        ("68", RIGHT),
        ("72", RIGHT),
        ("67,9", WRONG),
        ("72.1", WRONG),
        ("71,5", RIGHT),
        ("71.5", RIGHT),
        (" 70 ", RIGHT),
        ("+70", RIGHT),
        ("70 °C", RIGHT),
        ("70°c", RIGHT),
        ("-70", WRONG),
    ],
)
def test_a_number_within_the_tolerance_is_right(typed: str, verdict: Verdict) -> None:
    assert grade(TEMPERATURE, typed) is verdict


def test_a_typographic_minus_is_a_minus() -> None:
    freezer = numeric("-18", "2", "°C")
    assert [grade(freezer, typed) for typed in ("−18", "-18", "− 20", "18")] == [RIGHT, RIGHT, RIGHT, WRONG]


def test_an_exact_number_allows_nothing_else() -> None:
    half = numeric("0.5")
    assert [grade(half, typed) for typed in ("0,5", "0.50", ",5", "0,51")] == [RIGHT, RIGHT, RIGHT, WRONG]


@pytest.mark.parametrize("typed", ["4948", "4.948", "4,948", "4 948", "4948 orang", "4.948 Orang"])
def test_thousands_may_be_set_apart(typed: str) -> None:
    assert grade(numeric("4948", unit="orang"), typed) is RIGHT


def test_millions_may_be_set_apart_and_are_not_read_as_decimals() -> None:
    assert grade(numeric("1250000"), "1.250.000") is RIGHT
    assert grade(numeric("1.25"), "1.250.000") is WRONG
    assert grade(numeric("1.25"), "1,250") is RIGHT


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "tujuh puluh",
        "70 atau 71",
        "7-0",
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "1e1",
        "9e9999999",
        "9e-9999999",
        "1_000",
        "9999999999999",
        "1.2.3",
        "°C",
        "--7",
    ],
)
def test_what_is_no_number_is_not_recorded(typed: str) -> None:
    with pytest.raises(NotAnAnswer):
        grade(TEMPERATURE, typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,5", "1.5"), ("−2", "-2"), ("1 000", "1000"), ("1\u00a0000,25", "1000.25"), ("0", "0")],
)
def test_a_number_is_read_with_a_comma_or_a_point(typed: str, value: str) -> None:
    assert number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "kedaluwarsa",
        "Kedaluwarsa!",
        "  KADALUWARSA ",
        "kedaluarsa",
        "kedalwuarsa",
        "kedaluwarsaa",
        "kedáluwarsa",
    ],
)
def test_a_long_word_may_have_one_letter_wrong(typed: str) -> None:
    assert grade(EXPIRED, typed) is RIGHT


@pytest.mark.parametrize(
    "typed", ["kedalursa", "basi", "belum kedaluwarsa", "kedaluwarsa sekali", "?kdaluarsa?"]
)
def test_two_letters_or_other_words_are_wrong(typed: str) -> None:
    assert grade(EXPIRED, typed) is WRONG


@pytest.mark.parametrize(
    ("typed", "verdict"), [("masker", RIGHT), ("Masker.", RIGHT), ("maskes", WRONG), ("maske", WRONG)]
)
def test_a_short_word_must_be_spelt_right(typed: str, verdict: Verdict) -> None:
    assert grade(short_text("masker"), typed) is verdict


def test_seven_letters_are_long_and_six_are_not() -> None:
    assert grade(short_text("vaksin"), "vaksim") is WRONG
    assert grade(short_text("vaksina"), "vaksima") is RIGHT
    assert grade(short_text("vaksina"), "vaksin") is WRONG


def test_short_words_of_a_phrase_get_no_benefit_from_its_length() -> None:
    assert grade(short_text("pasal 12"), "pasal 13") is WRONG
    assert grade(short_text("suhu dua derajat"), "suhu tua derajat") is WRONG
    assert grade(short_text("suhu dua derajat"), "suhu dua derajad") is RIGHT


def test_only_one_word_of_a_phrase_may_have_a_wrong_letter() -> None:
    certificate = short_text("sertifikat kompetensi")
    assert grade(certificate, "sertifikad kompetensi") is RIGHT
    assert grade(certificate, "sertifikad kompetensy") is WRONG


def test_a_number_is_never_nearly_right() -> None:
    assert grade(short_text("20262027"), "20262028") is WRONG


def test_words_written_together_or_apart_are_the_same() -> None:
    assert grade(short_text("kerja sama"), "kerjasama") is RIGHT
    assert grade(short_text("kerjasama"), "Kerja-sama") is RIGHT


@pytest.mark.parametrize("typed", ["", "   ", "?!", "🙂", "…"])
def test_a_text_without_a_word_is_not_recorded(typed: str) -> None:
    with pytest.raises(NotAnAnswer):
        grade(EXPIRED, typed)


@pytest.mark.parametrize(("placed", "verdict"), [("0,1,2", RIGHT), ("0,2,1", WRONG), ("2,1,0", WRONG)])
def test_steps_must_come_in_their_order(placed: str, verdict: Verdict) -> None:
    assert grade(ORDER, placed) is verdict


@pytest.mark.parametrize(("matched", "verdict"), [("0,1,2", RIGHT), ("1,0,2", WRONG)])
def test_every_left_side_must_meet_its_right_side(matched: str, verdict: Verdict) -> None:
    assert grade(MATCH, matched) is verdict


@pytest.mark.parametrize(
    ("path", "verdict"), [("1", RIGHT), ("0,0", WRONG), ("0,1,1", RIGHT), ("0,1,0,1,0,0", WRONG)]
)
def test_a_case_is_right_when_it_ends_well(path: str, verdict: Verdict) -> None:
    assert grade(CASE, path) is verdict


@pytest.mark.parametrize("path", ["", "0", "0,1", "0,1,0"])
def test_a_case_that_has_not_ended_is_no_answer_yet(path: str) -> None:
    assert not is_finished(CASE, path)
    with pytest.raises(NotAnAnswer):
        grade(CASE, path)


def test_a_path_leads_from_scene_to_scene() -> None:
    assert [scene_after(CASE, path).id for path in ("", "0", "0,1", "0,0")] == [
        "start",
        "angkat",
        "start",
        "beri",
    ]


@pytest.mark.parametrize(
    ("question", "forged"),
    [
        (SINGLE, "3"),
        (SINGLE, "-1"),
        (SINGLE, "0,1"),
        (SINGLE, ""),
        (SINGLE, "١"),
        (SINGLE, "²"),
        (SINGLE, "001"),
        (SINGLE, "99999999999999999999"),
        (MULTIPLE, "1,1,3"),
        (MULTIPLE, "1,3,4"),
        (MULTIPLE, "1,,3"),
        (MULTIPLE, ""),
        (TRUE, "2"),
        (TRUE, "true"),
        (TRUE, "1,0"),
        (ORDER, "0,1"),
        (ORDER, "0,1,1"),
        (ORDER, "0,1,3"),
        (ORDER, "0,1,2,0"),
        (MATCH, "0,0,0"),
        (MATCH, "0"),
        (CASE, "2"),
        (CASE, "1,0"),
        (CASE, "x"),
        (CASE, "0,-1"),
    ],
)
def test_a_forged_index_is_not_an_answer(question: Question, forged: str) -> None:
    assert not is_finished(question, forged)
    with pytest.raises(NotAnAnswer):
        grade(question, forged)


def test_an_answer_is_finished_when_all_of_it_is_there() -> None:
    assert is_finished(SINGLE, "0")
    assert is_finished(ORDER, "2,1,0")
    assert not is_finished(ORDER, "2,1")
    assert is_finished(CASE, "0,0")


def test_a_kind_that_nobody_taught_sela_to_grade_is_refused_loudly() -> None:
    with pytest.raises(AssertionError):
        grade(cast(Question, QuestionBase(**TEXTS)), "0")


any_text = st.one_of(
    st.text(),
    st.text("0123456789,.-−+eE_ ±", max_size=12),
    st.from_regex(r"\A[0-9]{1,2}(,[0-9]{1,2}){0,5}\Z"),
)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(ALL_KINDS), any_text)
def test_whatever_is_typed_there_is_a_verdict_or_no_answer(question: Question, given: str) -> None:
    try:
        verdict = grade(question, given)
    except NotAnAnswer:
        assert not is_finished(question, given)
    else:
        assert verdict in Verdict
        assert is_finished(question, given)


@given(st.decimals(-10_000, 10_000, places=4), st.decimals(0, 100, places=2))
def test_both_ends_of_the_tolerance_are_right_however_the_comma_is_written(
    right: Decimal, tolerance: Decimal
) -> None:
    question = numeric(str(right), str(tolerance))
    for end in (right - tolerance, right + tolerance):
        assert grade(question, f"{end:f}") is RIGHT
        assert grade(question, f"{end:f}".replace(".", ",").replace("-", "−")) is RIGHT


@given(st.integers(0, 12), st.text(max_size=20))
def test_shuffling_keeps_every_item_and_never_gives_the_answer_away(count: int, seed: str) -> None:
    order = shuffled(count, seed)
    assert sorted(order) == list(range(count))
    assert order == shuffled(count, seed)
    assert count < 2 or list(order) != sorted(order)


def test_two_items_are_always_swapped() -> None:
    assert {shuffled(2, str(seed)) for seed in range(20)} == {(1, 0)}


def test_different_people_see_different_orders() -> None:
    assert len({shuffled(5, f"person {seed}") for seed in range(20)}) > 5
