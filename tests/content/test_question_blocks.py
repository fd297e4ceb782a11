"""Every question kind, read from Markdown by its shape, and what is said about one that cannot be read."""

from decimal import Decimal
from textwrap import dedent

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
    Scene,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from content.question_blocks import QuestionBroken, read_question

CASE = """\
    ## Kasus: telepon dari "helpdesk" {#kasus-helpdesk}
    Pukul 11.50 seseorang menelepon.

    Ia meminta kode OTP Anda.
    - Menyebutkan kodenya -> beri
    - Menutup telepon -> tutup
    ### beri [ ]
    Akun Anda dipakai orang lain.
    ### tutup [x]
    Tepat.
    > Kode OTP adalah kunci rumah.
    """


def read(markdown: str, number: int = 1) -> Question:
    return read_question(dedent(markdown).splitlines(), number=number)


def answer(line: str) -> Question:
    return read(f"## Berapa? {{#q}}\nJawaban: {line}\n> Begini.")


def broken(markdown: str) -> tuple[int, str]:
    with pytest.raises(QuestionBroken) as caught:
        read(markdown)
    return caught.value.offset, caught.value.message


def test_round_brackets_make_a_single_choice() -> None:
    question = read("""\
        ## Mana yang **tepat**? {#mana}
        - ( ) kiri
        - (x) tengah

        - () kanan
        > Karena begitu.
        > Sungguh.
        """)
    assert question == SingleChoice(
        id="mana",
        prompt="Mana yang **tepat**?",
        options=("kiri", "tengah", "kanan"),
        right=1,
        explanation="Karena begitu.\nSungguh.",
    )


def test_square_brackets_make_a_multiple_choice() -> None:
    question = read("## Pilih semua {#semua}\n* [X] a\n* [ ] b\n* [x] c\n> Ya.")
    assert question == MultipleChoice(
        id="semua", prompt="Pilih semua", options=("a", "b", "c"), right=(0, 2), explanation="Ya."
    )


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Jawaban: benar", True),
        ("Jawaban: Salah", False),
        ("Answer: true", True),
        ("answer : FALSE", False),
    ],
)
def test_a_statement_is_true_or_false_in_both_languages(line: str, right: bool) -> None:
    question = read(f"## Bumi bulat. {{#bumi}}\n{line}\n> Ya.")
    assert question == TrueFalse(id="bumi", prompt="Bumi bulat.", right=right, explanation="Ya.")


@pytest.mark.parametrize(
    ("line", "right", "tolerance", "unit"),
    [
        ("70 ± 2 °C", "70", "2", "°C"),
        ("70", "70", "0", ""),
        ("-18 +/- 0,5 °C", "-18", "0.5", "°C"),
        ("−18±1", "-18", "1", ""),
        ("2,5 jam", "2.5", "0", "jam"),
        ("2.5 hours", "2.5", "0", "hours"),
        ("12 /menit", "12", "0", "/menit"),
        ("20%", "20", "0", "%"),
        ("10 m2", "10", "0", "m2"),
    ],
)
def test_a_number_has_a_tolerance_and_a_unit(line: str, right: str, tolerance: str, unit: str) -> None:
    assert answer(line) == Numeric(
        id="q",
        prompt="Berapa?",
        explanation="Begini.",
        right=Decimal(right),
        tolerance=Decimal(tolerance),
        unit=unit,
    )


@pytest.mark.parametrize(
    ("line", "accepted"),
    [
        ("kedaluwarsa | kadaluwarsa|kadaluarsa", ("kedaluwarsa", "kadaluwarsa", "kadaluarsa")),
        ('"masker"', ("masker",)),
        ("“sarung tangan”", ("sarung tangan",)),
        ("3 kali | tiga kali", ("3 kali", "tiga kali")),
        ("70 | 71", ("70", "71")),
        ("2-8", ("2-8",)),
        ("17/8", ("17/8",)),
        ("12:45", ("12:45",)),
        ("1.250.000", ("1.250.000",)),
        ("benar | betul", ("benar", "betul")),
    ],
)
def test_words_are_a_short_text_with_all_that_is_accepted(line: str, accepted: tuple[str, ...]) -> None:
    assert answer(line) == ShortText(id="q", prompt="Berapa?", explanation="Begini.", accepted=accepted)


def test_a_numbered_list_is_to_be_put_in_order() -> None:
    question = read("## Urutkan {#urut}\n1. cuci\n2) potong\n3. masak\n> Ya.")
    assert question == Ordering(
        id="urut", prompt="Urutkan", items=("cuci", "potong", "masak"), explanation="Ya."
    )


def test_equal_signs_make_pairs() -> None:
    question = read("## Pasangkan {#pasang}\n- daging = talenan merah\n* ikan = talenan biru = laut\n> Ya.")
    assert question == Matching(
        id="pasang",
        prompt="Pasangkan",
        pairs=(("daging", "talenan merah"), ("ikan", "talenan biru = laut")),
        explanation="Ya.",
    )


def test_a_case_has_scenes_choices_and_endings() -> None:
    assert read(CASE) == Case(
        id="kasus-helpdesk",
        prompt='Kasus: telepon dari "helpdesk"',
        explanation="Kode OTP adalah kunci rumah.",
        scenes=(
            Scene(
                id="start",
                text="Pukul 11.50 seseorang menelepon.\n\nIa meminta kode OTP Anda.",
                choices=(
                    Choice(text="Menyebutkan kodenya", to="beri"),
                    Choice(text="Menutup telepon", to="tutup"),
                ),
            ),
            Scene(id="beri", text="Akun Anda dipakai orang lain.", ends_well=False),
            Scene(id="tutup", text="Tepat.", ends_well=True),
        ),
    )


def test_an_english_case_may_lead_through_more_scenes_and_back() -> None:
    question = read("""\
        ## Case: a call {#call}
        The phone rings.
        - Pick up -> talk
        ### talk
        They ask for a code.
        - Wait -> start
        - Hang up -> end
        ### end [x]
        Well done.
        """)
    assert isinstance(question, Case)
    assert [scene.id for scene in question.scenes] == ["start", "talk", "end"]
    assert question.scene("talk").choices[0].to == "start"


def test_the_question_may_go_on_below_its_heading() -> None:
    question = read(
        "## Baca ini. {#baca}\nSuhu 8 °C.\n\nApa yang Anda lakukan?\n- (x) lapor\n- ( ) diam\n> Ya."
    )
    assert question.prompt == "Baca ini.\n\nSuhu 8 °C.\n\nApa yang Anda lakukan?"


def test_a_question_without_an_id_is_named_by_its_number() -> None:
    assert read("## Mana?\n- (x) a\n- ( ) b", number=3).id == "q3"


def test_a_question_without_explanation_is_read_and_left_to_the_linter() -> None:
    assert read("## Mana? {#m}\n- (x) a\n- ( ) b").explanation == ""


@pytest.mark.parametrize(
    ("markdown", "offset", "message"),
    [
        ("##", 0, "question heading cannot be read: '## Question text? {#id}'"),
        ("## {#id}\n- (x) a", 0, "question heading cannot be read: '## Question text? {#id}'"),
        (
            "## Mana? {#Mana_1}\n- (x) a",
            0,
            "question id cannot be read: lower-case letters, digits, hyphens, at most 24",
        ),
        (
            f"## Mana? {{#{'a' * 25}}}\n- (x) a",
            0,
            "question id cannot be read: lower-case letters, digits, hyphens, at most 24",
        ),
        (
            "## Mana? {#m}\nHanya teks.",
            0,
            "question 'Mana?' has no answer: add options, or a line 'Jawaban: …'",
        ),
        ("## Mana? {#m}\nJawaban:", 0, "question 'Mana?' has no answer: add options, or a line 'Jawaban: …'"),
        ("## Mana? {#m}\n\n- ( ) a\n- ( ) b", 2, "exactly one option is marked (x); here 0 are"),
        ("## Mana? {#m}\n- (x) a\n- (x) b", 1, "exactly one option is marked (x); here 2 are"),
        ("## Mana? {#m}\n- [ ] a\n- [ ] b", 1, "no option is marked [x]: at least one is right"),
        (
            "## Mana? {#m}\n- (x) a\n- [ ] b",
            2,
            "this line is of another kind than those above it: '- [ ] b'",
        ),
        (
            "## Mana? {#m}\n1. a\n- b = c",
            2,
            "this line is of another kind than those above it: '- b = c'",
        ),
        (
            "## Mana? {#m}\n- (x) a\n- ( ) b\nTeks nyasar",
            3,
            "unexpected text after the answers: 'Teks nyasar' (explanations start with '> ')",
        ),
        (
            "## Mana? {#m}\nJawaban: a\nJawaban: b",
            2,
            "one 'Jawaban:' line only; separate accepted answers with '|'",
        ),
        ("## Mana? {#m}\n> Ya.\nJawaban: a | | b", 2, "an accepted answer is empty"),
        (
            "## Mana? {#m}\n- a = c\n- b = c",
            1,
            "two pairs share a side: each left and right side is used once",
        ),
        (
            "## Mana? {#m}\n- a = b\n- a = c",
            1,
            "two pairs share a side: each left and right side is used once",
        ),
        (
            "## Kasus: x {#k}\nCerita.\n- ke mana -> sana\n### akhir [x]",
            0,
            "the case leads to 'sana', which is no '### sana'",
        ),
        ("## Kasus: x {#k}\nCerita.", 0, "scene 'start' has no choices and no ending [x] or [ ]"),
        (
            "## Kasus: x {#k}\n- a -> b\n### b\nLalu?",
            2,
            "scene 'b' has no choices and no ending [x] or [ ]",
        ),
        ("## Kasus: x {#k}\n- a -> b\n### b [x]\n- c -> b", 2, "scene 'b' is an ending and has choices"),
        ("## Kasus: x {#k}\n- a -> b\n### b [ ]\nAduh.", 0, "the case has no good ending [x]"),
        (
            "## Kasus: x {#k}\n- a -> b\n### b [x]\n### b [ ]",
            0,
            "two scenes of the case have the same name",
        ),
        ("## Kasus: x {#k}\n- a -> b\n### b [x]\n### c [ ]", 3, "scene 'c' is never reached"),
        (
            "## Kasus: x {#k}\n- a -> b\n- a2 -> loop\n### b [x]\nYa.\n### loop\n- lagi -> loop",
            5,
            "from scene 'loop' no ending can be reached",
        ),
    ],
)
def test_a_broken_question_is_named_with_its_line(markdown: str, offset: int, message: str) -> None:
    assert broken(markdown) == (offset, message)


lines = st.lists(
    st.one_of(
        st.text(max_size=20).map(lambda text: " ".join(text.split())),
        st.sampled_from(
            ["- (x) a", "- ( ) b", "- [x] c", "1. d", "- e = f", "Jawaban: 3", "> g", "- h -> i", "### i [x]"]
        ),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(st.sampled_from(["## Mana? {#m}", "## Kasus: x {#k}", "## ", "## Case: y"]), lines)
def test_any_lines_give_a_question_or_the_place_where_it_broke(heading: str, rest: list[str]) -> None:
    block = [heading, *rest]
    found: Question | QuestionBroken
    try:
        found = read_question(block, number=1)
    except QuestionBroken as reason:
        found = reason
    if isinstance(found, QuestionBroken):
        assert 0 <= found.offset < len(block)
        assert found.message
    else:
        assert found.id
        assert found.prompt
