"""The course linter says by file and line what a reader would stumble over."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from content.checks import check_courses, reading_minutes
from content.models import Lesson

COURSE = '[title]\nid = "Pangan"\nen = "Food"\n'
FRONT = {
    "title": "Cuci tangan",
    "minutes": "3",
    "competency": "Pangan",
    "owner": "Tim",
    "source": "WHO",
    "review_by": "2027-11-30",
}
TEXT = "kata " * 420
QUESTION = "## Mana? {#mana}\n- (x) a\n- ( ) b\n> Karena."
FIRST_QUESTION_LINE = 14
"""Where the first question of `lesson` stands: front matter, text and the questions' heading come before."""

Found = tuple[str, int, str, str]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def lesson(*questions: str, text: str = TEXT, **front: str) -> str:
    fields = "\n".join(f"{name}: {value}" for name, value in {**FRONT, **front}.items() if value)
    body = f"\n# Pertanyaan\n\n{chr(10).join(questions)}\n" if questions else ""
    blank = "\n" * (len(FRONT) - len([value for value in {**FRONT, **front}.values() if value]))
    return f"---\n{fields}\n{blank}---\n\n{text}\n{body}"


def lint(folder: Path, languages: Sequence[str] = ("id",)) -> list[Found]:
    return [
        (
            problem.path.relative_to(folder).as_posix(),
            problem.line,
            "error" if problem.is_error else "warning",
            problem.message,
        )
        for problem in check_courses([folder], languages)
    ]


def findings(folder: Path, text: str, name: str = "01-cuci") -> list[tuple[int, str, str]]:
    """What the linter says about one lesson in a course without other faults."""
    write(folder / "pangan/course.toml", COURSE)
    write(folder / f"pangan/id/{name}.md", text)
    found = lint(folder)
    assert {path for path, *_ in found} <= {f"pangan/id/{name}.md"}
    return [(line, kind, message) for _, line, kind, message in found]


def test_a_good_lesson_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, lesson(QUESTION)) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            lesson(QUESTION, title="x" * 61),
            (1, "error", "the title has 61 characters; at most 60 fit on a card"),
        ),
        (
            lesson(QUESTION, source=""),
            (1, "error", "no source: readers must see where this comes from and who answers for it"),
        ),
        (
            lesson(QUESTION, owner=""),
            (1, "error", "no owner: readers must see where this comes from and who answers for it"),
        ),
        (
            lesson(QUESTION, competency=""),
            (1, "error", "no competency: readers must see where this comes from and who answers for it"),
        ),
        (
            lesson(QUESTION, review_by=""),
            (1, "warning", "no review_by: say until when this text is good"),
        ),
        (lesson(), (1, "warning", "no questions: two to four help people remember")),
        (lesson(QUESTION, minutes="5"), (1, "warning", "says 5 minutes, reads in about 2.7")),
        (
            lesson(QUESTION, text="", minutes="1"),
            (1, "error", "no text: write what the lesson teaches before its questions"),
        ),
        (
            lesson(QUESTION, picture="tangan.png"),
            (1, "error", "the picture pictures/tangan.png does not exist"),
        ),
        (
            lesson(QUESTION, text="x" * 3697, minutes="1"),
            (8, "error", "card 1 is longer than Telegram carries; add a '## heading' to cut it"),
        ),
    ],
)
def test_a_fault_of_the_lesson_is_named_with_its_line(
    tmp_path: Path, text: str, finding: tuple[int, str, str]
) -> None:
    assert findings(tmp_path, text) == [finding]


LONG = "x" * 130


@pytest.mark.parametrize(
    ("question", "kind", "message"),
    [
        ("## A? {#q}\n- (x) a\n- ( ) b", "error", "no explanation: add lines that start with '> '"),
        (
            f"## A? {{#q}}\n- (x) a\n- ( ) b\n> {'x' * 601}",
            "error",
            "the explanation is longer than 600 characters",
        ),
        (
            f"## {'x' * 501} {{#q}}\n- (x) a\n- ( ) b\n> E",
            "error",
            "the question is longer than 500 characters",
        ),
        ("## A? {#q}\n- (x) a\n> E", "error", "has 1 options; 2 to 8 work"),
        ("## A? {#q}\n- (x) a\n- ( ) b\n- ( ) b\n> E", "error", "two options are the same"),
        (
            f"## A? {{#q}}\n- [x] {LONG}\n- [ ] b\n> E",
            "error",
            f"the option {LONG[:30]!r}… has 130 characters; at most 120",
        ),
        ("## A? {#q}\n1. a\n> E", "error", "has 1 steps; 2 to 6 work"),
        ("## A? {#q}\n1. a\n2. a\n> E", "error", "two steps are the same"),
        ("## A? {#q}\n- a = b\n> E", "error", "has 1 pairs; 2 to 5 work"),
        (
            f"## A? {{#q}}\n- a = {'x' * 41}\n- b = c\n> E",
            "error",
            "a side of a pair has more than 40 characters",
        ),
        (
            f"## A? {{#q}}\nJawaban: {'x' * 21} | b\n> E",
            "error",
            "an accepted answer has more than 20 characters; ask for a word or two",
        ),
        (
            "## A? {#q}\nJawaban: 2.555 dokumen\n> E",
            "warning",
            "2.555 has three decimals; write thousands without a point or comma",
        ),
        (
            f"## Kasus: A {{#q}}\n{'x' * 801}\n- a -> b\n### b [x]\n> E",
            "error",
            "scene 'start' is longer than 800 characters",
        ),
        (
            f"## Kasus: A {{#q}}\nCerita.\n- {'x' * 81} -> b\n### b [x]\n> E",
            "error",
            "a choice of scene 'start' has more than 80 characters",
        ),
    ],
)
def test_a_fault_of_a_question_is_named_with_the_line_of_its_heading(
    tmp_path: Path, question: str, kind: str, message: str
) -> None:
    found = findings(tmp_path, lesson(question))
    assert found == [(FIRST_QUESTION_LINE, kind, f"question 'q': {message}")]


@pytest.mark.parametrize(
    "question",
    [
        "## A? {#q}\nJawaban: benar\n> E",
        "## A? {#q}\nJawaban: 0,125 g\n> E",
        "## A? {#q}\nJawaban: 2555\n> E",
        f"## A? {{#q}}\n- a = {'x' * 40}\n- b = c\n> {'x' * 600}",
        f"## {'x' * 500} {{#q}}\n- (x) {'x' * 120}\n- ( ) b\n> E",
    ],
)
def test_what_just_fits_is_fine(tmp_path: Path, question: str) -> None:
    assert findings(tmp_path, lesson(question)) == []


def test_a_whole_minute_off_is_no_fault_yet(tmp_path: Path) -> None:
    questions = [QUESTION.replace("{#mana}", f"{{#q{number}}}") for number in range(3)]
    assert findings(tmp_path, lesson(*questions, text="kata " * 360, minutes="4")) == []


def test_a_second_question_is_named_with_its_own_line(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, lesson(QUESTION, "## B? {#b}\n- (x) a\n> E"))
    assert finding == (FIRST_QUESTION_LINE + 4, "error", "question 'b': has 1 options; 2 to 8 work")


@pytest.mark.parametrize("name", ["01_cuci", "Cuci", "x" * 33])
def test_a_lesson_file_has_a_plain_name(tmp_path: Path, name: str) -> None:
    (finding,) = findings(tmp_path, lesson(QUESTION), name)
    assert finding == (1, "error", "file name: lower-case letters, digits, hyphens, at most 32")


def test_a_picture_that_lies_in_the_course_is_fine(tmp_path: Path) -> None:
    write(tmp_path / "pangan/pictures/tangan.png", "")
    assert findings(tmp_path, lesson(QUESTION, picture="tangan.png")) == []


def test_a_lesson_in_the_folder_of_another_language_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / "pangan/course.toml", COURSE)
    write(tmp_path / "pangan/id/01-cuci.md", lesson(QUESTION, language="en"))
    assert lint(tmp_path, ("en",)) == [
        ("pangan/id/01-cuci.md", 1, "error", "says language 'en' but lies in the folder 'id'")
    ]


def test_a_lesson_that_cannot_be_read_is_in_the_list_too(tmp_path: Path) -> None:
    write(tmp_path / "pangan/course.toml", COURSE)
    write(tmp_path / "pangan/id/01-cuci.md", "Tanpa judul")
    kinds = [(path, line, kind) for path, line, kind, _ in lint(tmp_path)]
    assert kinds == [("pangan/id/01-cuci.md", 1, "error"), ("pangan/id/01-cuci.md", 1, "warning")]


@pytest.mark.parametrize("folder", ["Pangan", "pangan_sehat", "x" * 25])
def test_a_course_folder_has_a_plain_name(tmp_path: Path, folder: str) -> None:
    write(tmp_path / folder / "course.toml", COURSE)
    write(tmp_path / folder / "id/01-cuci.md", lesson(QUESTION))
    message = "folder name: lower-case letters, digits, hyphens, at most 24"
    assert lint(tmp_path) == [(f"{folder}/course.toml", 1, "error", message)]


def test_a_missing_language_of_title_and_lesson_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path / "pangan/course.toml", '[title]\nid = "Pangan"\n')
    write(tmp_path / "pangan/id/01-cuci.md", lesson(QUESTION))
    assert lint(tmp_path, ("id", "en")) == [
        ("pangan/course.toml", 1, "warning", "the title in 'en' is missing"),
        ("pangan/en/01-cuci.md", 1, "warning", "language 'en' is missing"),
    ]


def in_two_languages(folder: Path, indonesian: str, english: str) -> list[Found]:
    write(folder / "pangan/course.toml", COURSE)
    write(folder / "pangan/id/01-cuci.md", lesson(indonesian))
    write(folder / "pangan/en/01-cuci.md", lesson(english))
    return lint(folder, ("id", "en"))


CASE = "## Kasus: A {#q}\nCerita.\n- a -> b\n- c -> d\n### b [x]\n### d [ ]\n> E"


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("## A? {#q}\n- (x) a\n- ( ) b\n> E", "## A? {#other}\n- (x) a\n- ( ) b\n> E"),
        ("## A? {#q}\n- (x) a\n- ( ) b\n> E", "## A? {#q}\n- ( ) a\n- (x) b\n> E"),
        ("## A? {#q}\n- (x) a\n- ( ) b\n> E", "## A? {#q}\n- [x] a\n- [ ] b\n> E"),
        ("## A? {#q}\n- [x] a\n- [ ] b\n> E", "## A? {#q}\n- [x] a\n- [x] b\n> E"),
        ("## A? {#q}\nJawaban: benar\n> E", "## A? {#q}\nAnswer: false\n> E"),
        ("## A? {#q}\nJawaban: 70\n> E", "## A? {#q}\nAnswer: 71\n> E"),
        ("## A? {#q}\nJawaban: kata\n> E", "## A? {#q}\nAnswer: 71\n> E"),
        ("## A? {#q}\n1. a\n2. b\n> E", "## A? {#q}\n1. a\n2. b\n3. c\n> E"),
        ("## A? {#q}\n- a = b\n- c = d\n> E", "## A? {#q}\n- a = b\n- c = d\n- e = f\n> E"),
        (CASE, CASE.replace("- a -> b", "- a -> d").replace("- c -> d", "- c -> b")),
        (CASE, CASE.replace("### b [x]", "### b [ ]").replace("### d [ ]", "### d [x]")),
    ],
)
def test_both_languages_must_ask_the_same(tmp_path: Path, indonesian: str, english: str) -> None:
    message = "the questions differ from 'en': same ids, kinds and places of right answers"
    assert in_two_languages(tmp_path, indonesian, english) == [("pangan/id/01-cuci.md", 1, "error", message)]


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("## Mana? {#q}\n- (x) kiri\n- ( ) kanan\n> E", "## Which? {#q}\n- (x) left\n- ( ) right\n> E"),
        ("## Berapa? {#q}\nJawaban: 2,5 jam\n> E", "## How long? {#q}\nAnswer: 2.5 hours\n> E"),
        ("## Apa? {#q}\nJawaban: masker\n> E", "## What? {#q}\nAnswer: mask | face mask\n> E"),
        ("## Urut? {#q}\n1. a\n2. b\n> E", "## Order? {#q}\n1. c\n2. d\n> E"),
        (CASE, CASE.replace("Kasus", "Case").replace("Cerita", "Story")),
    ],
)
def test_translated_words_are_no_difference(tmp_path: Path, indonesian: str, english: str) -> None:
    assert in_two_languages(tmp_path, indonesian, english) == []


def test_a_lesson_earns_the_same_minutes_in_both_languages(tmp_path: Path) -> None:
    in_two_languages(tmp_path, QUESTION, QUESTION)
    write(tmp_path / "pangan/en/01-cuci.md", lesson(QUESTION, minutes="2"))
    message = "the minutes differ from 'en': one lesson earns the same in every language"
    assert lint(tmp_path) == [("pangan/id/01-cuci.md", 1, "error", message)]


def test_findings_come_in_the_order_of_file_and_line(tmp_path: Path) -> None:
    write(tmp_path / "pangan/course.toml", COURSE)
    write(tmp_path / "pangan/id/02-dua.md", lesson("## A? {#a}\n- (x) a\n> E", title="x" * 61))
    write(tmp_path / "pangan/id/01-satu.md", lesson())
    places = [(path, line) for path, line, *_ in lint(tmp_path)]
    assert places == sorted(places)
    assert len(places) == 3


def test_the_time_of_a_lesson_is_180_words_a_minute_and_20_seconds_a_question(tmp_path: Path) -> None:
    text = Lesson(course="a", id="b", language="id", title="c", minutes=3, competency="d", text="kata " * 360)
    assert reading_minutes(text) == 2
    write(tmp_path / "pangan/course.toml", COURSE)
    assert findings(tmp_path, lesson(*[QUESTION.replace("{#mana}", f"{{#q{n}}}") for n in range(3)])) == []
