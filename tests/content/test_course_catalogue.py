"""The catalogue: courses and lessons of all pack folders, and what stops Sela from using them."""

from pathlib import Path

import pytest

from content.catalogue import load_catalogue, read_catalogue
from content.problems import ContentBroken, Problem

COURSE = '[title]\nid = "Pangan"\nen = "Food"\n'


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def lesson(title: str = "Satu", minutes: int = 3, language: str = "id") -> str:
    return f"---\ntitle: {title}\nminutes: {minutes}\nlanguage: {language}\n---\nTeks."


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    write(tmp_path / "pangan/course.toml", 'competency = "Keamanan pangan"\nowner = "Tim"\n' + COURSE)
    write(tmp_path / "pangan/id/01-satu.md", lesson())
    write(tmp_path / "pangan/id/02-dua.md", lesson("Dua", 4))
    write(tmp_path / "pangan/en/01-satu.md", lesson("One", 5, "en"))
    return tmp_path


def found(packs: Path) -> list[tuple[str, int, str]]:
    return [
        (problem.path.relative_to(packs).as_posix(), problem.line, problem.message)
        for problem in read_catalogue([packs]).problems
    ]


def test_a_course_brings_its_lessons_in_the_order_of_their_files(packs: Path) -> None:
    catalogue = load_catalogue([packs])
    assert catalogue.courses["pangan"].lessons == ("01-satu", "02-dua")
    assert catalogue.lesson_keys == {"pangan": ("pangan/01-satu", "pangan/02-dua")}
    assert catalogue.courses["pangan"].folder == packs / "pangan"


def test_a_course_may_name_its_own_order(packs: Path) -> None:
    write(packs / "pangan/course.toml", 'lessons = ["02-dua", "01-satu"]\n' + COURSE)
    assert load_catalogue([packs]).lesson_keys == {"pangan": ("pangan/02-dua", "pangan/01-satu")}


def test_lessons_take_competency_and_owner_of_their_course(packs: Path) -> None:
    one = load_catalogue([packs]).lesson("pangan/01-satu", "id")
    assert one is not None
    assert (one.competency, one.owner) == ("Keamanan pangan", "Tim")


def test_a_lesson_is_found_in_the_readers_language_else_in_one_it_has(packs: Path) -> None:
    catalogue = load_catalogue([packs])
    titles = [
        found.title
        for key, language in [
            ("pangan/01-satu", "en"),
            ("pangan/01-satu", "id"),
            ("pangan/02-dua", "en"),
        ]
        if (found := catalogue.lesson(key, language))
    ]
    assert titles == ["One", "Satu", "Dua"]


@pytest.mark.parametrize("key", ["pangan/99", "lain/01-satu", "pangan", "", "a/b/c"])
def test_a_lesson_that_is_not_there_is_none(packs: Path, key: str) -> None:
    assert load_catalogue([packs]).lesson(key, "id") is None


def test_every_lesson_key_has_its_minutes(packs: Path) -> None:
    minutes = load_catalogue([packs]).minutes
    assert minutes.keys() == {"pangan/01-satu", "pangan/02-dua"}
    assert minutes["pangan/02-dua"] == 4


def test_two_folders_make_one_catalogue(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    write(own / "phishing/course.toml", COURSE)
    write(own / "phishing/id/01.md", lesson())
    assert set(load_catalogue([packs, own]).courses) == {"pangan", "phishing"}


def test_a_folder_without_courses_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert load_catalogue([tmp_path]).courses == {}


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentBroken) as caught:
        load_catalogue([tmp_path / "nowhere"])
    (problem,) = caught.value.problems
    assert problem.message == "this content folder does not exist"
    assert str(caught.value) == "1 problems in the course packs"


def test_a_course_id_can_be_used_once(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    write(own / "pangan/course.toml", COURSE)
    (problem,) = read_catalogue([packs, own]).problems
    assert problem.message == "a course 'pangan' exists already; rename this folder"
    assert problem.path == own / "pangan/course.toml"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("title = ", "cannot be read as TOML: Invalid value (at end of document)"),
        ("competency = 'x'", "title: field required"),
        ("[title]", "title: dictionary should have at least 1 item after validation, not 0"),
        ("lessons = 5\n" + COURSE, "lessons: input should be a valid tuple"),
        ("author = 'x'\n" + COURSE, "author: extra inputs are not permitted"),
    ],
)
def test_a_broken_course_file_is_named(packs: Path, toml: str, message: str) -> None:
    write(packs / "pangan/course.toml", toml)
    assert found(packs) == [("pangan/course.toml", 1, message)]


def test_a_course_file_may_not_name_its_id(packs: Path) -> None:
    write(packs / "pangan/course.toml", 'id = "lain"\n' + COURSE)
    ((path, line, message),) = found(packs)
    assert (path, line) == ("pangan/course.toml", 1)
    assert message.startswith("course: ")
    assert "'id'" in message


def test_a_course_file_that_is_not_utf8_is_named(packs: Path) -> None:
    (packs / "pangan/course.toml").write_bytes(b"# caf\xe9")
    ((_, line, message),) = found(packs)
    assert line == 1
    assert message.startswith("cannot be read as TOML: ")


def test_a_course_without_lessons_is_named(tmp_path: Path) -> None:
    write(tmp_path / "pangan/course.toml", COURSE)
    assert found(tmp_path) == [("pangan/course.toml", 1, "the course has no lessons: add id/01-….md")]


def test_a_listed_lesson_without_a_file_is_named(packs: Path) -> None:
    write(packs / "pangan/course.toml", 'lessons = ["01-satu", "03-tiga"]\n' + COURSE)
    assert found(packs) == [("pangan/course.toml", 1, "lesson '03-tiga' is listed but has no file")]


def test_one_broken_lesson_stops_sela_and_hides_no_other(packs: Path) -> None:
    write(packs / "pangan/id/02-dua.md", "Tanpa judul")
    assert [(path, line) for path, line, _ in found(packs)] == [("pangan/id/02-dua.md", 1)]
    assert set(read_catalogue([packs]).catalogue.lessons) == {
        ("pangan", "01-satu", "id"),
        ("pangan", "01-satu", "en"),
    }
    with pytest.raises(ContentBroken):
        load_catalogue([packs])


def test_a_problem_reads_like_the_message_of_a_compiler() -> None:
    assert str(Problem(path=Path("id/01.md"), line=7, message="no source")) == "id/01.md:7: error: no source"
    warning = Problem(path=Path("id/01.md"), line=1, message="no questions", is_error=False)
    assert str(warning) == "id/01.md:1: warning: no questions"
