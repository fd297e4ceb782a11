"""One lesson file: front matter, text and questions, and every problem with the line it stands on."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.lesson_file import LessonReading, read_lesson
from content.models import SingleChoice, TrueFalse

LESSON = """\
---
title: Cuci tangan yang benar
minutes: 4
language: id
tags: [higiene, pangan]
competency: Keamanan pangan
owner: Tim Keamanan Pangan
source: "WHO, Five Keys to Safer Food Manual (2006), kunci 1"
review_by: 2027-11-30
---

Cuci tangan **20 detik**.

## Kapan?

Sebelum makan.

# Pertanyaan

## Berapa lama? {#lama}
- ( ) 5 detik
- (x) 20 detik
> Sabun perlu waktu.

## Air saja cukup. {#air}
Jawaban: salah
> Lemak butuh sabun.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "id"
    folder.mkdir()
    return folder / "01-cuci-tangan.md"


def read(file: Path, text: str | bytes) -> LessonReading:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_lesson(file, course="pangan", competency="Bawaan", owner="Tim bawaan")


def problems(file: Path, text: str | bytes) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read(file, text).problems]


def test_a_lesson_is_read_with_all_its_fields(file: Path) -> None:
    reading = read(file, LESSON)
    lesson = reading.lesson
    assert reading.problems == []
    assert lesson is not None
    assert (lesson.course, lesson.id, lesson.key) == ("pangan", "01-cuci-tangan", "pangan/01-cuci-tangan")
    assert (lesson.title, lesson.minutes, lesson.language) == ("Cuci tangan yang benar", 4, "id")
    assert (lesson.tags, lesson.competency) == (("higiene", "pangan"), "Keamanan pangan")
    assert (lesson.owner, lesson.review_by) == ("Tim Keamanan Pangan", date(2027, 11, 30))
    assert lesson.source == "WHO, Five Keys to Safer Food Manual (2006), kunci 1"
    assert lesson.text == "Cuci tangan **20 detik**.\n\n## Kapan?\n\nSebelum makan."
    assert lesson.planned_seconds == 240
    assert lesson.verified_by == ""


def test_its_questions_are_found_with_the_lines_on_which_they_start(file: Path) -> None:
    reading = read(file, LESSON)
    assert reading.lesson is not None
    assert reading.question_lines == {"lama": 20, "air": 25}
    assert isinstance(reading.lesson.question("lama"), SingleChoice)
    assert isinstance(reading.lesson.question("air"), TrueFalse)
    assert reading.lesson.question("lain") is None


def test_language_competency_and_owner_come_from_the_folder_and_the_course(file: Path) -> None:
    lesson = read(file, "---\ntitle: A\nminutes: 3\nowner:\n---\nTeks").lesson
    assert lesson is not None
    assert (lesson.language, lesson.competency, lesson.owner) == ("id", "Bawaan", "Tim bawaan")
    assert lesson.questions == ()


@pytest.mark.parametrize("heading", ["# Pertanyaan", "# Questions", "#  PERTANYAAN  "])
def test_the_questions_begin_under_their_heading_in_either_language(file: Path, heading: str) -> None:
    lesson = read(file, LESSON.replace("# Pertanyaan", heading)).lesson
    assert lesson is not None
    assert len(lesson.questions) == 2


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(file: Path) -> None:
    plain, windows = (
        read(file, LESSON).lesson,
        read(file, LESSON.replace("\n", "\r\n").encode("utf-8-sig")).lesson,
    )
    assert plain == windows


def test_numbers_and_dates_are_good_titles_and_sources(file: Path) -> None:
    lesson = read(file, "---\ntitle: 2026\nsource: 2026-01-01\nminutes: 3\n---\nTeks").lesson
    assert lesson is not None
    assert (lesson.title, lesson.source) == ("2026", "2026-01-01")


KNOWN = "competency, language, minutes, owner, picture, review_by, source, tags, title, verified_by"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "front matter is missing: the file starts with a line '---', fields, and '---'"),
        ("Teks saja", 1, "front matter is missing: the file starts with a line '---', fields, and '---'"),
        ("---\ntitle: A\n", 1, "front matter is not closed: add a line '---' after its fields"),
        (
            "---\nminutes: 3\ntitle: Cuci: tangan\n---\n",
            3,
            "front matter cannot be read; put texts with ':' in quotes",
        ),
        ("---\ntitle: \x00\n---\n", 2, "front matter cannot be read; put texts with ':' in quotes"),
        ("---\n- a\n- b\n---\n", 2, "front matter must be lines of 'field: value'"),
        (
            "---\ntitle: A\nreview_by: 2027-13-30\n---\n",
            2,
            "front matter has a value that cannot be read: month must be in 1..12",
        ),
        ("---\ntitle: A\nminutes: 3\nauthor: B\n---\n", 4, f"unknown field 'author'; known: {KNOWN}"),
        ("---\nminutes: 3\n---\n", 1, "title: field required"),
        ("---\ntitle: A\n---\n", 1, "minutes: field required"),
        (
            "---\ntitle: A\nminutes: lima\n---\n",
            3,
            "minutes: input should be a valid integer, unable to parse string as an integer",
        ),
        ("---\ntitle: A\nminutes: 0\n---\n", 3, "minutes: input should be greater than or equal to 1"),
        ("---\ntitle: A\nminutes: 61\n---\n", 3, "minutes: input should be less than or equal to 60"),
        ("---\ntitle: yes\nminutes: 3\n---\n", 2, "title: input should be a valid string"),
        ("---\ntitle: A\nminutes: 3\ntags: pangan\n---\n", 4, "tags: input should be a valid tuple"),
        ("---\ntitle: A\nminutes: 3\ntags: [2026]\n---\n", 4, "tags.0: input should be a valid string"),
        (
            "---\ntitle: A\nminutes: 3\nreview_by: besok\n---\n",
            4,
            "review_by: input should be a valid date or datetime, input is too short",
        ),
        (
            LESSON.replace("# Pertanyaan\n", "# Pertanyaan\nIni pengantar."),
            19,
            "text before the first question: a question starts with '## '",
        ),
        (
            LESSON.replace("# Pertanyaan\n", "# Pertanyaan\n") + "\n## Lagi? {#lama}\nJawaban: 3\n",
            29,
            "question id 'lama' is used twice; give it another {#id}",
        ),
        (LESSON.replace("(x)", "( )"), 21, "exactly one option is marked (x); here 0 are"),
    ],
)
def test_every_problem_is_named_with_its_line(file: Path, text: str, line: int, message: str) -> None:
    assert problems(file, text) == [(line, message)]


def test_a_file_that_is_not_utf8_says_where(file: Path) -> None:
    reading = read(file, LESSON.encode() + b"caf\xe9")
    (problem,) = reading.problems
    assert reading.lesson is None
    assert (problem.path, problem.line) == (file, 28)
    assert problem.message == f"not UTF-8 (byte {len(LESSON) + 3}): save the file as UTF-8"


def test_one_broken_question_does_not_hide_the_others(file: Path) -> None:
    reading = read(file, LESSON.replace("Jawaban: salah", "Jawaban: salah\nnyasar"))
    assert [(problem.line, problem.is_error) for problem in reading.problems] == [(27, True)]
    assert list(reading.question_lines) == ["lama"]


def test_several_problems_of_the_front_matter_are_all_named(file: Path) -> None:
    found = problems(file, "---\ntitel: A\nminutes: 99\n---\nTeks")
    assert [line for line, _ in found] == [2, 1, 3]


@pytest.mark.parametrize(
    "value",
    [
        "!!bool x",
        "!!int x",
        "!!timestamp x",
        "!!float x",
        "9" * 5000,
        "2001-12-14t21:59:43-99:99",
        "[" * 1000,
    ],
)
def test_strange_yaml_is_a_problem_and_never_a_crash(file: Path, value: str) -> None:
    reading = read(file, f"---\ntitle: {value}\nminutes: 3\n---\nTeks")
    assert reading.lesson is None
    assert [problem.line for problem in reading.problems] == [2]


pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["---", "\n", ":", "- ", "{", "[", "&a", "*a", "!!int", "'", '"', "## ", "{#id}", "# Pertanyaan\n",
         "- (x) a\n", "Jawaban: ", "### a [x]\n", "2027-13-45", "\x00", "\u2028", "<<: 1\n", "? "]
    ),
)  # fmt: skip


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(LESSON)), st.integers(0, 40), pieces), max_size=6))
def test_a_mangled_file_gives_problems_inside_the_file_and_never_raises(
    file: Path, edits: list[tuple[int, int, str]]
) -> None:
    text = LESSON
    for place, length, piece in edits:
        text = text[:place] + piece + text[place + length :]
    reading = read(file, text)
    last_line = max(1, len(text.splitlines()))
    assert all(1 <= problem.line <= last_line for problem in reading.problems)
    assert reading.lesson is not None or reading.problems
    assert all(1 <= line <= last_line for line in reading.question_lines.values())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_never_a_lesson_and_never_a_crash(file: Path, content: bytes) -> None:
    assert read(file, content).problems
